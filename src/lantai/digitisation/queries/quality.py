"""How sure machines' texts are: the worst of many pages, and the sums of a batch, of records, of the whole archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Avg, Count, Exists, Max, OuterRef, Q, QuerySet

from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, BatchItem, Page, Transcription
from lantai.digitisation.quality.estimate import Estimate

COUNTED: Final = 10_000
"""So many pages are counted; that there are more is known then."""
_VOLUMES: Final = 500
"""Volumes that are looked at for their batches, those with most such pages."""
_BATCHES: Final = 50


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
    """The current texts of these pages that a machine read: of others nobody knows an engine, or all was corrected."""
    current = Transcription.objects.filter(current=True, page__in=_pages(pages).order_by())
    return current.filter(Q(kind=TextKind.OCR) | ~Q(engine_key=""))


def doubtful(pages: Q | QuerySet[Page], *, above: float, few: bool = False) -> QuerySet[Transcription]:
    """The current texts with an estimate above this one; only machines' have any.

    ``few``: the pages are few among all, so that they are gone through, and not the index of the worst.
    """
    texts = Transcription.objects.filter(current=True, error_rate__gt=above)
    if few:
        return texts.filter(page__in=_pages(pages).order_by())
    return texts.filter(Exists(_pages(pages).filter(pk=OuterRef("page")).order_by()))


def _pages(pages: Q | QuerySet[Page]) -> QuerySet[Page]:
    return pages if isinstance(pages, QuerySet) else Page.objects.filter(pages)


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
    pages: Q | QuerySet[Page],
    *,
    above: float = -1.0,
    after: Cursor | None = None,
    limit: int,
    few: bool = False,
) -> list[Transcription]:
    """The texts above this estimate, the worst first, behind ``after``; one more than ``limit`` when there are more.

    Their pages with holders and their calibrations are loaded. One query.
    """
    found = doubtful(pages, above=above, few=few)
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
    found = {one.pk: of_record.get(one.record_id or 0) or of_volume.get(one.record_set_id or 0) for one in known}
    return {page: batch for page, batch in found.items() if batch is not None}


def count_doubtful(pages: QuerySet[Page], *, above: float) -> int:
    """How many there are, ``COUNTED`` at most. One query."""
    return doubtful(pages, above=above).order_by("-error_rate", "pk")[:COUNTED].count()


def doubtful_by_batch(pages: QuerySet[Page], *, above: float) -> list[tuple[Batch, int]]:
    """The batches that brought the worst pages, of ``COUNTED`` above this estimate, and how many; most first.

    Four queries.
    """
    worst_ones = doubtful(pages, above=above).order_by("-error_rate", "pk").values("pk")[:COUNTED]
    found = Transcription.objects.filter(pk__in=worst_ones).order_by()
    by_record = found.filter(page__record__batch_items__isnull=False)
    counts: Counter[int] = Counter()
    for batch, count in by_record.values_list("page__record__batch_items__batch").annotate(Count("pk")):
        counts[batch] += count
    by_volume = found.exclude(page__record_set=None).values_list("page__record_set").annotate(n=Count("pk"))
    volumes = dict(by_volume.order_by("-n")[:_VOLUMES])
    for volume, batch in _brought([], volumes)[1].items():
        counts[batch.pk] += volumes[volume]
    batches = Batch.objects.in_bulk([key for key, _count in counts.most_common(_BATCHES)])
    return [(batches[key], count) for key, count in counts.most_common(_BATCHES)]


def _brought(records: Collection[int], volumes: Collection[int]) -> tuple[dict[int, Batch], dict[int, Batch]]:
    """The batch that brought each record last, and each volume that was scanned as one."""
    wanted = Q(record__in=list(records)) | Q(is_volume=True, record_set__in=list(volumes))
    items = list(BatchItem.objects.filter(wanted).select_related("batch").order_by("pk"))
    of_record: dict[int, Batch] = {item.record_id: item.batch for item in items if item.record_id}
    of_volume: dict[int, Batch] = {
        item.record_set_id: item.batch for item in items if item.is_volume and item.record_set_id
    }
    return of_record, of_volume
