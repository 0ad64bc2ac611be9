"""Sampling the reading of a delivery: pages drawn by lot, corrected by people, so that all of it is measured."""

from __future__ import annotations

import secrets
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.digitisation.domain.estimating import measure_reading
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, ReadingSample, SampledPage, Transcription
from lantai.digitisation.sampling.drawing_pages import choose_pages, pages_to_draw_from
from lantai.journal import domain as journal

USUAL: Final = 20
"""Pages of a sample where nobody asks for another number."""
MOST: Final = 1_000
_SEEDS: Final = 10**9


class ReadingSampleRefused(Exception):
    """The sample stays as it is; the message says why and what to do."""


@transaction.atomic
def draw_pages(batch: Batch, *, size: int = USUAL, seed: int | None = None, by: User) -> ReadingSample:
    """Draw pages that a machine has read, each with the newest reading of it. Raises ReadingSampleRefused.

    Earlier samples stay; the newest counts. The same seed draws the same pages from the same delivery.
    """
    population = pages_to_draw_from(batch).count()
    if not population:
        raise ReadingSampleRefused(
            gettext("No page of %(delivery)s was read by machine yet; draw when some are.") % {"delivery": batch}
        )
    lot = secrets.randbelow(_SEEDS) if seed is None else seed
    drawn = list(choose_pages(batch, seed=lot, size=min(size, population)))
    sample = ReadingSample.objects.create(
        identifier=journal.issue_identifier("sample"),
        batch=batch,
        seed=lot,
        population=population,
        size=len(drawn),
        drawn_at=timezone.now(),
        drawn_by=by,
    )
    readings = Transcription.objects.filter(page__in=drawn, kind=TextKind.OCR).order_by("pk")
    newest = dict(readings.values_list("page_id", "pk"))
    SampledPage.objects.bulk_create(
        SampledPage(sample=sample, place=place, page=page, reading_id=newest[page.pk])
        for place, page in enumerate(drawn, 1)
    )
    detail = {"batch": batch.identifier, "seed": lot, "size": sample.size, "population": population}
    journal.write("reading_sample.drawn", sample, by=by, detail=detail)
    return sample


@transaction.atomic
def find_right(sampled: SampledPage, *, by: User) -> SampledPage:
    """Say that nothing is wrong in what the machine read; a page that was corrected is measured by that.

    Raises ReadingSampleRefused when the page's text is no longer that reading.
    """
    current = SampledPage.objects.select_for_update(of=("self",)).select_related("reading", "sample").get(pk=sampled.pk)
    if current.found_right_at is not None:
        return current
    if not current.reading.current:
        raise ReadingSampleRefused(
            gettext("The page has another text by now; what was corrected on it is counted by itself.")
        )
    current.found_right_at, current.found_right_by = timezone.now(), by
    current.save(update_fields=["found_right_at", "found_right_by"])
    measure_reading(current.reading, current.reading)
    journal.write("reading_sample.found_right", current.sample, by=by, detail={"place": current.place})
    return current
