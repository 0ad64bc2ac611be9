"""How well pages were read, as the desk shows it: lists, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from lantai.digitisation.models import Batch, Page, Transcription
from lantai.digitisation.quality import words
from lantai.digitisation.quality.estimate import Estimate, estimate_of
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
