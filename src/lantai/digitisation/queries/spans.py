"""Where the pages of a record lie: its own, and stretches of volumes that were scanned as one (model.md, 6)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from django.db.models import F, Q

from lantai.catalogue.models import Record
from lantai.digitisation.models import PageSpan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The pages ``first`` to ``last`` of a volume, both included; ``record_set`` is the volume's primary key."""

    record_set: int
    first: int
    last: int
    volume: str = ""
    """The identifier of the volume, under which its images stand."""
    code: str = ""

    def __contains__(self, number: int) -> bool:
        return self.first <= number <= self.last

    def pages(self) -> Q:
        return Q(record_set=self.record_set, number__gte=self.first, number__lte=self.last)


@dataclass(frozen=True, slots=True)
class Reach:
    """All the places in which pages of one record lie; ``stretches`` stand in the order of the volumes' codes."""

    record: int
    identifier: str
    stretches: tuple[Stretch, ...] = ()

    def pages(self) -> Q:
        """The record's pages. Every branch is a range of an index: no page of another record is looked at."""
        return either([Q(record=self.record), *(one.pages() for one in self.stretches)])

    def numbered(self, number: int) -> Q:
        """Its pages of this number: one, unless two volumes or the record itself count alike."""
        held = (Q(record_set=volume, number=number) for volume in self.volumes(number))
        return either([Q(record=self.record, number=number), *held])

    def volumes(self, number: int) -> list[int]:
        """The volumes, by primary key, of which it holds a page of this number; an address means the first."""
        return [one.record_set for one in self.stretches if number in one]

    def holder(self, record_set: int | None) -> str:
        """The identifier under which a page's image stands: the record's, or that of the volume."""
        return next((one.volume for one in self.stretches if one.record_set == record_set), self.identifier)

    def position(self, record_set: int | None, number: int) -> tuple[bool, int, int]:
        """Sorts the pages as they are read: its own, then stretch by stretch, and the text of the whole at the end."""
        places = (at for at, one in enumerate(self.stretches, 1) if one.record_set == record_set and number in one)
        return number == 0, next(places, 0), number


def reach(record: Record) -> Reach:
    """One query."""
    return reaches([record])[record.pk]


def reaches(records: Iterable[Record]) -> dict[int, Reach]:
    """The reach of each record by its primary key; one query for all of them."""
    known = list(records)
    stretches: dict[int, list[Stretch]] = {}
    rows = PageSpan.objects.filter(record__in=[one.pk for one in known]).order_by("record_set__code_key", "first")
    named = rows.values_list(
        "record_id", "record_set_id", "first", "last", "record_set__identifier", "record_set__code"
    )
    for record, record_set, first, last, volume, code in named:
        stretches.setdefault(record, []).append(Stretch(record_set, first, last, volume, code))
    return {one.pk: Reach(one.pk, one.identifier, tuple(stretches.get(one.pk, ()))) for one in known}


def held_by(records: Iterable[int], *, volume: str = "record_set") -> Q:
    """Pages that these records, by primary key, hold of volumes; ``volume`` is the way from the row to the volume.

    A join: a page that two of the records hold comes twice.
    """
    page = volume.removesuffix("record_set")
    spans = f"{volume}__page_spans"
    return Q(
        **{
            f"{spans}__record__in": list(records),
            f"{page}number__gte": F(f"{spans}__first"),
            f"{page}number__lte": F(f"{spans}__last"),
        }
    )


def either(conditions: Iterable[Q]) -> Q:
    """Any of these, of which there is at least one."""
    return Q(*conditions, _connector=Q.OR)


class Holders(Generic[T]):
    """Who holds which page, asked page by page: spans of volumes, each with whatever ``T`` says of its holder."""

    def __init__(self, spans: Iterable[tuple[Stretch, T]]) -> None:
        self._spans: dict[int, list[tuple[Stretch, T]]] = {}
        for one in sorted(spans, key=lambda one: one[0].first):
            self._spans.setdefault(one[0].record_set, []).append(one)
        self._firsts = {volume: [one.first for one, _ in spans] for volume, spans in self._spans.items()}
        self._reached = {
            volume: list(accumulate((one.last for one, _ in spans), max)) for volume, spans in self._spans.items()
        }

    def __bool__(self) -> bool:
        return bool(self._spans)

    def of(self, volume: int, number: int) -> Iterator[T]:
        """The holders of a page, the last that begins first; spans that end before it are not looked at."""
        spans, reached = self._spans.get(volume, []), self._reached.get(volume, [])
        for at in range(bisect_right(self._firsts.get(volume, []), number) - 1, -1, -1):
            if reached[at] < number:
                return
            stretch, holder = spans[at]
            if number in stretch:
                yield holder
