"""How sure machines' texts are: the worst of many pages, and the sums of a batch, of records, of the whole archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Avg, Count, Max, Q, QuerySet

from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, BatchItem, Page, Transcription
from lantai.digitisation.quality.estimate import Estimate


class Cursor(NamedTuple):
    """The last page that was listed: its estimate, and the primary key of its text."""

    rate: float
    key: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Pages whose text is a machine's, as a whole or but for some lines.

    ``estimate`` is the mean of those ``estimated``, with the means of their bounds; ``doubtful`` of them are above the
    threshold.
    """

    pages: int
    estimated: int
    doubtful: int
    estimate: Estimate | None


def machine_texts(pages: Q | QuerySet[Page]) -> QuerySet[Transcription]:
    """The current texts of these pages that a machine read."""
    of = pages.order_by() if isinstance(pages, QuerySet) else Page.objects.filter(pages).order_by()
    by_machine = Q(kind=TextKind.OCR) | (Q(partial=True) & ~Q(engine_key=""))
    return Transcription.objects.filter(by_machine, current=True, page__in=of)


def tally(pages: Q | QuerySet[Page], *, threshold: float) -> Tally:
    """One query."""
    sums = machine_texts(pages).aggregate(
        pages=Count("pk"),
        estimated=Count("error_rate"),
        doubtful=Count("pk", filter=Q(error_rate__gt=threshold)),
        rate=Avg("error_rate"),
        low=Avg("error_low"),
        high=Avg("error_high"),
        basis=Max("calibration__pages"),
    )
    known = sums["rate"] is not None
    mean = Estimate(sums["rate"], sums["low"], sums["high"], sums["basis"] or 0) if known else None
    return Tally(sums["pages"], sums["estimated"], sums["doubtful"], mean)


def worst(
    pages: Q | QuerySet[Page], *, above: float = -1.0, after: Cursor | None = None, limit: int
) -> list[Transcription]:
    """The texts above this estimate, the worst first, behind ``after``; one more than ``limit`` when there are more.

    Their pages with holders and their calibrations are loaded. One query.
    """
    found = machine_texts(pages).filter(error_rate__gt=above)
    if after is not None:
        found = found.filter(Q(error_rate__lte=after.rate) & ~Q(error_rate=after.rate, pk__lte=after.key))
    found = found.select_related("page__record", "page__record_set", "calibration").defer("text", "boxes")
    return list(found.order_by("-error_rate", "pk")[: limit + 1])


def batches_of(pages: Iterable[Page]) -> dict[int, Batch]:
    """By the page's primary key, the batch that brought it last. One query."""
    known = list(pages)
    of_record, of_volume = _brought(
        {one.record_id for one in known if one.record_id}, {one.record_set_id for one in known if one.record_set_id}
    )
    found = {one.pk: of_record.get(one.record_id) or of_volume.get(one.record_set_id) for one in known}
    return {page: batch for page, batch in found.items() if batch is not None}


def doubtful_by_batch(pages: QuerySet[Page], *, threshold: float) -> list[tuple[Batch, int]]:
    """The batches with pages above the threshold, and how many, most first. Three queries."""
    doubtful = machine_texts(pages).filter(error_rate__gt=threshold).order_by()
    records = dict(_counted(doubtful, "page__record"))
    volumes = dict(_counted(doubtful, "page__record_set"))
    of_record, of_volume = _brought(records, volumes)
    counts: Counter[Batch] = Counter()
    for holders, batches in ((records, of_record), (volumes, of_volume)):
        for holder, count in holders.items():
            if (batch := batches.get(holder)) is not None:
                counts[batch] += count
    return counts.most_common()


def _counted(texts: QuerySet[Transcription], holder: str) -> QuerySet[Transcription, tuple[int, int]]:
    return texts.exclude(**{holder: None}).values_list(holder).annotate(Count("pk"))


def _brought(
    records: Collection[int], volumes: Collection[int]
) -> tuple[dict[int | None, Batch], dict[int | None, Batch]]:
    """The batch that brought each record last, and each volume that was scanned as one."""
    wanted = Q(record__in=list(records)) | Q(is_volume=True, record_set__in=list(volumes))
    items = list(BatchItem.objects.filter(wanted).select_related("batch").order_by("pk"))
    of_record: dict[int | None, Batch] = {item.record_id: item.batch for item in items if item.record_id}
    of_volume: dict[int | None, Batch] = {item.record_set_id: item.batch for item in items if item.is_volume}
    return of_record, of_volume
