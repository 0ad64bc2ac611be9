"""Pages of a record as the site shows them: the strip, one of them with its text, the last taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from lantai.access.queries import Visible
from lantai.catalogue.models import Record
from lantai.catalogue.queries import tree
from lantai.digitisation.models import Page, PageSpan, Transcription
from lantai.digitisation.queries import pages as leaves
from lantai.digitisation.queries import spans
from lantai.digitisation.queries.pages import Place
from lantai.digitisation.queries.spans import Reach
from lantai.discovery.engine import search_engine
from lantai.ports.search import And, Identifier, KindIs, Node, Request, SearchFailed, Visibility

WINDOW = 60
"""Pages of the strip on either side of the one shown."""
_DEEP = 30
"""How many times as many as are shown are looked at for a picture of every fonds."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the page shown stands among the ``total`` numbered ones, and the numbers of those beside it.

    ``place`` counts from 1; it is 0 for the text of the whole record, which is no page and stands behind them.
    ``facing`` is the page that lies beside it in the open book: the first page is a cover and lies alone, as does the
    last one where none is left to face it.
    """

    total: int
    place: int
    previous: int | None
    next: int | None
    facing: int | None


@dataclass(frozen=True, slots=True)
class Book:
    """The pages of one record as one reader may see them, in the order in which they are read."""

    reach: Reach
    places: tuple[Place, ...]

    def index(self, number: int | None) -> int | None:
        """Where the page of that number stands, the first one without a number; None where there is none."""
        if number is None:
            return 0 if self.places else None
        return next((at for at, one in enumerate(self.places) if one.number == number), None)

    def ends(self, index: int) -> Ends:
        beside = {at: self.places[at].number for at in (index - 1, index + 1) if 0 <= at < len(self.places)}
        place = index + 1 if self.places[index].number else 0
        facing = beside.get(index + 1 if place % 2 == 0 else index - 1) if place > 1 else None
        return Ends(
            total=sum(one.number > 0 for one in self.places),
            place=place,
            previous=beside.get(index - 1),
            next=beside.get(index + 1),
            facing=facing or None,
        )

    def around(self, index: int, wanted: Collection[int]) -> tuple[int | None, int | None]:
        """The nearest numbers among the wanted ones before and behind the page at ``index``."""
        numbers = [one.number for one in self.places]
        before = (number for number in reversed(numbers[:index]) if number in wanted)
        behind = (number for number in numbers[index + 1 :] if number in wanted)
        return next(before, None), next(behind, None)

    def strip(self, index: int) -> list[Page]:
        """The pages around the one shown, in order. One query."""
        near = [one.page for one in self.places[max(0, index - WINDOW) : index + WINDOW + 1]]
        found = Page.objects.in_bulk(near)
        return [found[key] for key in near if key in found]

    def runs(self) -> tuple[Run, ...]:
        """Which pages of volumes these are, without those that the reader may not see."""
        found: list[Run] = []
        for stretch in self.reach.stretches:
            for one in self.places:
                if one.record_set == stretch.record_set and one.number in stretch:
                    last = found[-1] if found else None
                    if last and last.volume == stretch.volume and last.last == one.number - 1:
                        found[-1] = replace(last, last=one.number)
                    else:
                        found.append(Run(stretch.volume, stretch.code, one.number, one.number))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Run:
    """Pages of a volume that follow one another; ``volume`` is its identifier."""

    volume: str
    code: str
    first: int
    last: int


def book(pages: QuerySet[Page], record: Record) -> Book:
    """Two queries."""
    reach = spans.reach(record)
    return Book(reach, leaves.places(pages, reach))


def page(pages: QuerySet[Page], record: Record, number: int) -> Page | None:
    """The page of that number, None where there is none. Two queries."""
    return leaves.numbered(pages, spans.reach(record), number)


def page_and_holder(pages: QuerySet[Page], record: Record, number: int) -> tuple[Page, str] | None:
    """The page of that number, and the identifier under which its image stands. Two queries."""
    reach = spans.reach(record)
    found = leaves.numbered(pages, reach, number)
    return (found, reach.holder(found.record_set_id)) if found else None


def sharers(seen: Visible, page: Page, *, record: Record) -> list[Record]:
    """The other records that hold this page. One query, none for a page of the record's own."""
    return list(_holding(seen, page).exclude(pk=record.pk)) if page.record_set_id else []


def holding_record(seen: Visible, volume: str, number: int) -> Record | None:
    """The first record that holds a page of the volume of that identifier, where the page may be seen."""
    found = seen.pages_of_volumes().filter(record_set__identifier=volume, number=number).order_by().first()
    return _holding(seen, found).first() if found else None


def _holding(seen: Visible, page: Page) -> QuerySet[Record]:
    held = PageSpan.objects.filter(record_set=page.record_set_id, first__lte=page.number, last__gte=page.number)
    return seen.records().filter(pk__in=held.order_by().values("record")).order_by("code_key")


def reading(shown: Page) -> Transcription | None:
    """The current transcription, with what its estimate stands on."""
    return Transcription.objects.filter(page=shown, current=True).select_related("calibration").first()


def texts(pages: QuerySet[Page], record: Record) -> list[tuple[int, str]]:
    """Every page's number and current text, in order. Three queries."""
    places = book(pages, record).places
    current = Transcription.objects.filter(current=True, page__in=[one.page for one in places]).order_by()
    found = dict(current.values_list("page_id", "text"))
    return [(one.number, found[one.page]) for one in places if one.page in found]


class _First(NamedTuple):
    """A record with its first picture, both as primary keys, and the path of its set."""

    record: int
    page: int
    path: str


def newly_pictured(seen: Visible, *, most: int) -> list[tuple[Record, Page]]:
    """Records with their first picture, the last described first; the newest of every fonds before a second of any.

    Four queries.
    """
    recent = sorted((*_own_firsts(seen, most * _DEEP), *_held_firsts(seen, most * _DEEP)), reverse=True)
    ranked: dict[str, int] = {}
    by_turn: list[tuple[int, _First]] = []
    for one in recent[: most * _DEEP]:
        fonds = one.path[: tree.STEP]
        ranked[fonds] = turn = ranked.get(fonds, 0) + 1
        by_turn.append((turn, one))
    chosen = [one for _, one in sorted(by_turn, key=lambda pair: pair[0])[:most]]
    records = Record.objects.in_bulk([one.record for one in chosen])
    pictures = Page.objects.select_related("record", "record_set").in_bulk([one.page for one in chosen])
    return [(records[one.record], pictures[one.page]) for one in chosen]


def _own_firsts(seen: Visible, most: int) -> Iterator[_First]:
    pages = seen.pages_of_records().filter(derived=True, number=1).order_by("-record_id")
    for record, page, path in pages.values_list("record_id", "pk", "record__record_set__path")[:most]:
        if record is not None:
            yield _First(record, page, path)


def _held_firsts(seen: Visible, most: int) -> Iterator[_First]:
    """Of records whose pages lie in volumes, whatever number the first has there."""
    held = PageSpan.objects.filter(Exists(seen.records().filter(pk=OuterRef("record")))).order_by("-record_id")
    pictured = held.annotate(picture=leaves.first_picture(seen.pages_of_volumes()))
    met: set[int] = set()
    for record, page, path in pictured.values_list("record_id", "picture", "record__record_set__path")[:most]:
        if page is not None and record not in met:
            met.add(record)
            yield _First(record, page, path)


def numbers_found(record: Record, query: Node, visible: Visibility) -> frozenset[int]:
    """The numbers of the record's pages on which the query is found; none while there is no index."""
    mine = And((query, Identifier((record.identifier,)), KindIs("page")))
    try:
        answer = search_engine().search(Request(query=mine, visible=visible, limit=1_000))
    except SearchFailed:
        return frozenset()
    return frozenset(hit.page for hit in answer.hits if hit.page is not None)
