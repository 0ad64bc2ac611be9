"""Reading what was counted: by day for a chart, by month for a table, everything for a sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from lantai.usage.models import DayCount, Kind


@dataclass(slots=True)
class Sum:
    """One span of time: how often people asked for each kind, and programs."""

    people: Counter[str] = field(default_factory=Counter)
    programs: Counter[str] = field(default_factory=Counter)

    def add(self, row: DayCount) -> None:
        (self.programs if row.by_program else self.people)[row.kind] += row.number

    @property
    def by_kind(self) -> list[tuple[int, int]]:
        """(people, programs) in the order of Kind."""
        return [(self.people[kind], self.programs[kind]) for kind in Kind]


def by_day(*, until: date, days: int) -> list[tuple[date, Sum]]:
    """Every one of so many days, also those on which nobody came. One query."""
    first = until - timedelta(days=days - 1)
    sums: dict[date, Sum] = {first + timedelta(days=number): Sum() for number in range(days)}
    for row in DayCount.objects.filter(day__gte=first, day__lte=until):
        sums[row.day].add(row)
    return list(sums.items())


def by_month() -> list[tuple[date, Sum]]:
    """Every month in which something was counted, the newest first. One query."""
    sums: defaultdict[date, Sum] = defaultdict(Sum)
    for row in DayCount.objects.order_by("-day").iterator():
        sums[row.day.replace(day=1)].add(row)
    return list(sums.items())


def rows() -> Iterator[DayCount]:
    return DayCount.objects.order_by("day", "kind", "by_program").iterator()
