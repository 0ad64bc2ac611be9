"""One description: by its identifier or by any code it ever had, its neighbours, and what is new or of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from lantai.catalogue.models import Record, RecordSet
from lantai.values.dates import julian_day

_FIRST_YEAR = 1583
"""The first whole year of the Gregorian calendar, in which "today" is meant."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records before and after a record in its set, None at the ends."""

    previous: Record | None
    next: Record | None


def by_code(records: QuerySet[Record], sets: QuerySet[RecordSet], code: str) -> str | None:
    """The identifier of what has, or once had, this reference code; at most two queries."""
    mine = Q(code=code) | Q(aliases__code=code)
    for rows in (records, sets):
        identifier = rows.filter(mine).order_by().values_list("identifier", flat=True).first()
        if identifier is not None:
            return identifier
    return None


def neighbours(records: QuerySet[Record], *, of: Record) -> Neighbours:
    """Two queries."""
    beside = records.filter(record_set=of.record_set_id)
    return Neighbours(
        previous=beside.filter(code_key__lt=of.code_key).order_by("-code_key").first(),
        next=beside.filter(code_key__gt=of.code_key).order_by("code_key").first(),
    )


def newest(records: QuerySet[Record]) -> QuerySet[Record]:
    """The last accepted first."""
    return records.order_by("-accepted_at", "-pk")


def on_this_day(records: QuerySet[Record], *, today: date) -> QuerySet[Record]:
    """Records made on this day and month of any year, dated to the day; the oldest first."""
    days = _anniversaries(today)
    return records.filter(date_first__in=days, date_last=F("date_first")).order_by("date_first", "code_key")


def _anniversaries(today: date) -> Sequence[int]:
    years = range(_FIRST_YEAR, today.year + 1)
    return [julian_day(today.replace(year=year)) for year in years if _exists(year, today)]


def _exists(year: int, day: date) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (day.month, day.day) != (2, 29)
