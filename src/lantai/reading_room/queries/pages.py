"""Pages of a record: the strip, one of them with its text, and the first picture of many records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lantai.catalogue.models import Record
from lantai.catalogue.queries import tree
from lantai.digitisation.models import Page, Transcription
from lantai.discovery.engine import search_engine
from lantai.ports.search import And, Identifier, KindIs, Node, Request, SearchFailed, Visibility

WINDOW = 60
"""Pages of the strip on either side of the one shown."""


@dataclass(frozen=True, slots=True)
class Ends:
    """How many pages, and the numbers of the first and last and of those beside the one shown."""

    total: int
    previous: int | None
    next: int | None


def page(pages: QuerySet[Page], record: Record, number: int | None) -> Page | None:
    """The page of that number, the first one without a number, None where there is none."""
    mine = pages.filter(record=record)
    if number is not None:
        mine = mine.filter(number=number)
    return mine.order_by("number").first()


def strip(pages: QuerySet[Page], shown: Page) -> list[Page]:
    """The pages around the one shown, in order."""
    near = Q(number__gte=shown.number - WINDOW, number__lte=shown.number + WINDOW)
    wanted = pages.filter(near, record=shown.record_id).order_by("number")
    return list(wanted.only("number", "label", "width", "height", "derived", "read_state", "record_id"))


def ends(pages: QuerySet[Page], shown: Page) -> Ends:
    """Three queries; pages need not be numbered without gaps."""
    mine = pages.filter(record=shown.record_id).order_by()
    numbers = mine.values_list("number", flat=True)
    return Ends(
        total=mine.count(),
        previous=numbers.filter(number__lt=shown.number).order_by("-number").first(),
        next=numbers.filter(number__gt=shown.number).order_by("number").first(),
    )


def reading(shown: Page) -> Transcription | None:
    """The current transcription."""
    return Transcription.objects.filter(page=shown, current=True).first()


def texts(pages: QuerySet[Page], record: Record) -> Iterable[tuple[int, str]]:
    """Every page's number and current text, in order."""
    found = Transcription.objects.filter(current=True, page__in=pages.filter(record=record))
    return found.order_by("page__number").values_list("page__number", "text")


def newly_pictured(pages: QuerySet[Page], *, most: int) -> list[Page]:
    """First pages with a picture, the last taken in first; the newest of every fonds before a second of any."""
    recent = pages.filter(derived=True, number=1).select_related("record__record_set").order_by("-pk")
    ranked: dict[str, int] = {}
    by_turn: list[tuple[int, Page]] = []
    for one in recent[: most * 30]:
        fonds = one.record.record_set.path[: tree.STEP]
        ranked[fonds] = turn = ranked.get(fonds, 0) + 1
        by_turn.append((turn, one))
    return [one for _, one in sorted(by_turn, key=lambda pair: pair[0])[:most]]


def first_pictures(pages: QuerySet[Page], *, identifiers: Iterable[str]) -> dict[str, Page]:
    """The first page with a picture of each record, by the record's identifier. One query; ``record`` is loaded."""
    pictured = Page.objects.filter(record=OuterRef("record"), derived=True).order_by("number").values("pk")[:1]
    mine = pages.filter(record__identifier__in=identifiers, derived=True, pk=Subquery(pictured))
    return {one.record.identifier: one for one in mine.select_related("record")}


def page_counts(pages: QuerySet[Page], records: Iterable[Record]) -> dict[int, int]:
    """How many pages each record has, by its primary key. One query."""
    keys = [record.pk for record in records]
    counted = pages.filter(record__in=keys).order_by().values_list("record_id").annotate(Count("pk"))
    return dict(counted)


def numbers_found(record: Record, query: Node, visible: Visibility) -> frozenset[int]:
    """The numbers of the record's pages on which the query is found; none while there is no index."""
    mine = And((query, Identifier((record.identifier,)), KindIs("page")))
    try:
        answer = search_engine().search(Request(query=mine, visible=visible, limit=1_000))
    except SearchFailed:
        return frozenset()
    return frozenset(hit.page for hit in answer.hits if hit.page is not None)
