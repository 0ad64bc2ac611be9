"""Pages of records, whether their own or held by span. ``pages`` is always the queryset that the asker may see.

Number 0, the text of a whole record, is read like a page, and counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from lantai.digitisation.models import Batch, Page, PageSpan
from lantai.digitisation.queries.spans import Reach


@dataclass(frozen=True, slots=True)
class Place:
    """One page of a record: its primary key, its number, and the volume that holds it (None: the record itself)."""

    page: int
    number: int
    record_set: int | None


def places(pages: QuerySet[Page], reach: Reach) -> tuple[Place, ...]:
    """Every page of a record as they are read. One query.

    An address has a number only: of two pages with the same number the second is left out.
    """
    found = pages.filter(reach.pages()).order_by().values_list("pk", "number", "record_set_id")
    ordered = sorted((Place(*row) for row in found), key=lambda one: reach.position(one.record_set, one.number))
    by_number: dict[int, Place] = {}
    for one in ordered:
        by_number.setdefault(one.number, one)
    return tuple(by_number.values())


def in_order(pages: Iterable[Page], reach: Reach) -> list[Page]:
    """Pages of one record as they are read; of two with the same number the first only."""
    ordered = sorted(pages, key=lambda one: reach.position(one.record_set_id, one.number))
    by_number: dict[int, Page] = {}
    for one in ordered:
        by_number.setdefault(one.number, one)
    return list(by_number.values())


def numbered(pages: QuerySet[Page], reach: Reach, number: int) -> Page | None:
    """The page that this number names. One query."""
    return next(iter(in_order(pages.filter(reach.numbered(number)).order_by(), reach)), None)


def _in_span(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages of a span, to stand inside a query for spans."""
    return pages.filter(
        record_set=OuterRef("record_set"), number__gte=OuterRef("first"), number__lte=OuterRef("last")
    ).order_by("number")


def first_picture(pages: QuerySet[Page]) -> Subquery:
    """The key of the first page of a span that has a picture, to stand inside a query for spans."""
    return Subquery(_in_span(pages.filter(derived=True)).values("pk")[:1])


def first_pictures(pages: QuerySet[Page], *, identifiers: Iterable[str]) -> dict[str, Page]:
    """The first page with a picture of each record, by the record's identifier; ``holder`` is loaded.

    Two queries, three where there are spans.
    """
    wanted = list(identifiers)
    own = Page.objects.filter(record=OuterRef("record"), derived=True).order_by("number").values("pk")[:1]
    of_records = pages.filter(record__identifier__in=wanted, derived=True, pk=Subquery(own))
    found = {page.holder.identifier: page for page in of_records.select_related("record").order_by()}
    spans = PageSpan.objects.filter(record__identifier__in=wanted).order_by("record_set__code_key", "first")
    held: dict[str, int] = {}
    pictured = spans.annotate(picture=first_picture(pages))
    for identifier, picture in pictured.values_list("record__identifier", "picture"):
        if picture is not None:
            held.setdefault(identifier, picture)
    of_volumes = pages.select_related("record_set").in_bulk(set(held.values())) if held else {}
    return {identifier: of_volumes[key] for identifier, key in held.items()} | found


def counts(pages: QuerySet[Page], records: Iterable[int]) -> dict[int, int]:
    """How many pages each record has, by its primary key; none for one without. Two queries."""
    keys, sides = list(records), pages.filter(number__gt=0)
    own = sides.filter(record__in=keys).order_by().values_list("record_id").annotate(Count("pk"))
    found: dict[int, int] = {record: count for record, count in own if record is not None}
    counted = _in_span(sides).order_by().values("record_set").annotate(count=Count("pk")).values("count")
    spans = PageSpan.objects.filter(record__in=keys).order_by().annotate(sides=Subquery(counted))
    for record, count in spans.exclude(sides=None).values_list("record_id", "sides"):
        found[record] = found.get(record, 0) + count
    return found


def paged(pages: QuerySet[Page], reaches: Iterable[Reach]) -> set[int]:
    """The records, by primary key, that have numbered pages. One query, two where there are spans."""
    known, sides = list(reaches), pages.filter(number__gt=0)
    own = sides.filter(record__in=[one.record for one in known]).order_by()
    found = set(own.values_list("record_id", flat=True).distinct())
    if spanned := [one.record for one in known if one.stretches]:
        spans = PageSpan.objects.filter(Exists(_in_span(sides).order_by()), record__in=spanned).order_by()
        found.update(spans.values_list("record_id", flat=True))
    return found


def of_batch(batch: Batch) -> Q:
    """The pages of the records that a batch brought, and of the volumes that it brought as one."""
    records = batch.items.filter(record__isnull=False).order_by().values("record")
    volumes = batch.items.filter(is_volume=True, record_set__isnull=False).order_by().values("record_set")
    return Q(record__in=records) | Q(record_set__in=volumes)
