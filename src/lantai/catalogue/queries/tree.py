"""The tree of record sets: what stands below a set, how much of it, and from which years (ISAD(G) 2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Substr

from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.models.record import IS_ISSUE

STEP = 7
"""Six digits and a full stop: what every level adds to ``RecordSet.path``."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands below a set, at any depth: how many records, their span in Julian day numbers, and how many of them
    are issues of a serial.
    """

    records: int = 0
    first: int | None = None
    last: int | None = None
    issues: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.records + other.records,
            min((day for day in (self.first, other.first) if day is not None), default=None),
            max((day for day in (self.last, other.last) if day is not None), default=None),
            self.issues + other.issues,
        )


def roots(sets: QuerySet[RecordSet]) -> QuerySet[RecordSet]:
    return sets.filter(parent=None).order_by("code_key")


def children(sets: QuerySet[RecordSet], *, of: RecordSet) -> QuerySet[RecordSet]:
    return sets.filter(parent=of)


def ancestors(sets: QuerySet[RecordSet], *, of: RecordSet) -> list[RecordSet]:
    """From the fonds down, without the set itself. One query, none for a fonds."""
    above = [of.path[:end] for end in range(STEP, len(of.path), STEP)]
    return list(sets.filter(path__in=above).order_by("path")) if above else []


def below(records: QuerySet[Record], path: str) -> QuerySet[Record]:
    """The records at any depth below the set of that path."""
    # A range instead of LIKE: SQLite uses the index on path for it. "/" follows "." in every collation of ours.
    return records.filter(record_set__path__gte=path, record_set__path__lt=f"{path[:-1]}/")


def tallies(records: QuerySet[Record], *, of: Iterable[RecordSet]) -> dict[int, Tally]:
    """The tally of each of these sets of one level, by primary key. One query."""
    by_path = {one.path: one.pk for one in of}
    if not by_path:
        return {}
    depth = len(next(iter(by_path)))
    low, high = min(by_path), max(by_path)
    counted = (
        records.filter(record_set__path__gte=low, record_set__path__lt=f"{high[:-1]}/")
        .annotate(branch=Substr("record_set__path", 1, depth))
        .order_by()
        .values_list("branch")
        .annotate(Count("pk"), Min("date_first"), Max("date_last"), issues=Count("pk", filter=IS_ISSUE))
    )
    return {by_path[branch]: Tally(*numbers) for branch, *numbers in counted if branch in by_path}


def tallies_of_all(records: QuerySet[Record]) -> dict[int, Tally]:
    """The tally of every set that has records below it, by primary key. Two queries; every record is counted."""
    counted = records.order_by().values_list("record_set__path")
    found: dict[str, Tally] = {}
    for path, *numbers in counted.annotate(
        Count("pk"), Min("date_first"), Max("date_last"), issues=Count("pk", filter=IS_ISSUE)
    ):
        for end in range(STEP, len(path) + 1, STEP):
            found[path[:end]] = found.get(path[:end], Tally()) + Tally(*numbers)
    return {key: found[path] for key, path in RecordSet.objects.values_list("pk", "path") if path in found}
