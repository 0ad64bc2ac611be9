"""How well pages were read, as the desk shows it: lists, the worst first, and the samples that measure a
delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from django.db.models import Count, Q

from lantai.digitisation.models import Batch, Page, ReadingSample, SampledPage, Transcription
from lantai.digitisation.quality import words
from lantai.digitisation.quality.estimate import Estimate, estimate_of
from lantai.digitisation.quality.interval import Interval, interval
from lantai.digitisation.quality.measuring import Measured
from lantai.digitisation.queries import quality
from lantai.digitisation.queries.quality import Cursor

A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """An estimate in words."""

    wrong: str
    bounds: str
    basis: str


def told(estimate: Estimate | None) -> Told | None:
    return Told(words.wrong_of_hundred(estimate), words.bounds(estimate), words.basis(estimate)) if estimate else None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page in a list; ``batch`` is the delivery that brought it, if any did."""

    page: Page
    kind: str
    estimate: Told
    batch: Batch | None

    @property
    def key(self) -> str:
        """The key of its desk."""
        return f"{self.page.holder.identifier}.{self.page.number}"


def listed(texts: Sequence[Transcription], *, with_batches: bool) -> list[ListedPage]:
    """Texts with their pages, as ``quality.worst`` gives them. One query with batches, else none."""
    batches = quality.batches_of(text.page for text in texts) if with_batches else {}
    return [
        ListedPage(text.page, text.label, estimate, batches.get(text.page_id))
        for text in texts
        if (estimate := told(estimate_of(text))) is not None
    ]


def cursor(text: str) -> Cursor | None:
    """What ``cursor_behind`` wrote into an address; None for anything else."""
    rate, _tilde, key = text.partition("~")
    try:
        last = float.fromhex(rate)
    except (ValueError, OverflowError):
        return None
    return Cursor(last, int(key)) if isfinite(last) and key.isascii() and key.isdecimal() and len(key) < 19 else None


def cursor_behind(text: Transcription) -> str:
    return f"{(text.error_rate or 0.0).hex()}~{text.pk}"


# -- samples -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A page of a sample: measured once it was corrected, or found right."""

    sampled: SampledPage
    measured: Measured | None

    @property
    def desk(self) -> str:
        page = self.sampled.page
        return f"{page.holder.identifier}.{page.number}"


@dataclass(frozen=True, slots=True)
class MeasuredSample:
    """A sample and its figures. ``interval`` is None as long as too few pages are measured."""

    sample: ReadingSample
    rows: tuple[SampleRow, ...]
    interval: Interval | None

    @property
    def rates(self) -> dict[str, str]:
        """The figures of ``interval`` for people: of 100 characters."""
        found = self.interval
        return {name: f"{getattr(found, name) * 100:.1f}" for name in ("rate", "low", "high")} if found else {}

    @property
    def measured(self) -> int:
        return sum(row.measured is not None for row in self.rows)


def measured_sample(sample: ReadingSample) -> MeasuredSample:
    """One query."""
    found = sample.pages.select_related("page__record", "page__record_set", "reading", "found_right_by").defer(
        "reading__text", "reading__boxes"
    )
    rows = tuple(SampleRow(one, _measured(one.reading)) for one in found.order_by("place"))
    return MeasuredSample(sample, rows, interval([row.measured for row in rows if row.measured is not None]))


def _measured(reading: Transcription) -> Measured | None:
    if reading.measured_wrong is None or reading.measured_of is None:
        return None
    return Measured(reading.measured_wrong, reading.measured_of)


def samples_of(batch: Batch) -> list[ReadingSample]:
    """The newest first, each with ``measured``: how many of its pages are. One query."""
    done = Count("pages", filter=Q(pages__reading__measured_of__isnull=False))
    return list(batch.reading_samples.select_related("drawn_by").annotate(measured=done).order_by("-pk"))
