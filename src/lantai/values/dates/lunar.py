"""The Chinese lunar calendar, 1600 to 2100: months of 29 or 30 days that begin on the day of the new moon.

A year has twelve months, and in seven years of nineteen a leap month (閏月), which follows the month whose number
it bears. A lunar year bears the number of the Gregorian year in which it begins; its 11th and 12th months run into
the next. The table (``data/lunar.tsv``) holds the official calendar as it was kept, made by ``tools/lunar_table.py``.
Before 1645 the Ming kept 大統曆, which the table follows, and Later Jin its own: what is read there is to be doubted.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lantai.values.dates.days import julian_day

FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2100
REFORM: Final = 2_321_912
"""The Julian day number of 1645-01-28, the first day of 時憲曆, the calendar that the table follows from there on."""

_DATA: Final = Path(__file__).parents[1] / "data"
_LENGTHS: Final = {"小": 29, "大": 30}


class NotLunar(ValueError):
    """There is no such lunar day, month or year.

    ``code`` is one of :data:`lantai.values.dates.problems.KINDS` (``outside-table``, ``no-such-day``,
    ``no-leap-month``, ``short-month``); ``reason`` is one sentence that says what there was instead; ``nearest`` is
    the Julian day number of the day that a calendar of the time may have called so (the 30th of a short month whose
    end is in doubt), else None.
    """

    def __init__(self, code: str, reason: str, nearest: int | None = None) -> None:
        self.code = code
        self.reason = reason
        self.nearest = nearest
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day by its lunar year, month (1 to 12), day (1 to 30), and whether the month is a leap month."""

    year: int
    month: int
    day: int
    is_leap: bool = False


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month of a lunar year; ``first`` is the Julian day number of its 初一, ``length`` is 29 or 30."""

    month: int
    is_leap: bool
    first: int
    length: int

    @property
    def last(self) -> int:
        """The Julian day number of its last day, 晦."""
        return self.first + self.length - 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """A month that another calendar may have begun on ``other`` instead of ``first`` (both Julian day numbers).

    ``reasons`` are of ``computed``, ``meridian``, ``midnight`` and ``utc+9``: see ``tools/lunar_table.py``.
    """

    first: int
    other: int
    reasons: tuple[str, ...]


# -- the table -----------------------------------------------------------------------------------


@cache
def _years() -> tuple[tuple[LunarMonth, ...], ...]:
    """The months of every year of the table, read at the first call (some 5 ms) and kept."""
    lines = (line.split("\t") for line in _lines("lunar.tsv"))
    return tuple(tuple(_months(int(first), int(leap), lengths)) for _, first, leap, lengths in lines)


def _months(first: int, leap: int, lengths: str) -> Iterator[LunarMonth]:
    """The months of a year that begins on the day ``first``; the leap month follows its namesake."""
    for index, length in enumerate(lengths):
        is_leap = bool(leap) and index == leap
        number = index if leap and index >= leap else index + 1
        yield LunarMonth(number, is_leap, first, _LENGTHS[length])
        first += _LENGTHS[length]


@cache
def _new_years() -> tuple[int, ...]:
    return tuple(months[0].first for months in _years())


def _lines(name: str) -> list[str]:
    return [line for line in (_DATA / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The twelve or thirteen months of a lunar year, in order. Raises NotLunar outside the table."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotLunar("outside-table", f"The lunar table runs from {FIRST_YEAR} to {LAST_YEAR}; {year} is not in it.")
    return _years()[year - FIRST_YEAR]


def leap_month(year: int) -> int:
    """The number of the year's leap month, 0 when it has none. Raises NotLunar outside the table."""
    return next((month.month for month in months_of(year) if month.is_leap), 0)


def bounds_of(year: int) -> tuple[int, int]:
    """The Julian day numbers of a lunar year's first and last day. Raises NotLunar outside the table."""
    months = months_of(year)
    return months[0].first, months[-1].last


# -- to days and back ----------------------------------------------------------------------------


def month_of(year: int, month: int, *, is_leap: bool = False) -> LunarMonth:
    """One month of a lunar year. Raises NotLunar for one that was not, saying which leap month the year had."""
    months = months_of(year)
    if not 1 <= month <= 12:
        raise NotLunar("no-such-day", f"A lunar year has the months 1 to 12 and no month {month}.")
    found = next((own for own in months if (own.month, own.is_leap) == (month, is_leap)), None)
    if found is None:
        leap = leap_month(year)
        had = f"its leap month was the {_ordinal(leap)}" if leap else "it had no leap month"
        raise NotLunar("no-leap-month", f"The lunar year {year} had no leap {_ordinal(month)} month; {had}.")
    return found


def to_day(year: int, month: int, day: int, *, is_leap: bool = False) -> int:
    """The Julian day number of a lunar day.

    Raises NotLunar for a year outside the table, a leap month that was not, and the 30th of a month of 29 days.
    """
    found = month_of(year, month, is_leap=is_leap)
    if not 1 <= day <= 30:
        raise NotLunar("no-such-day", f"A lunar month has the days 1 to 29 or 30 and no day {day}.")
    if day > found.length:
        leap = "leap " if is_leap else ""
        raise NotLunar(
            "short-month",
            f"The {leap}{_ordinal(month)} month of the lunar year {year} had 29 days and no 30th.",
            nearest=_doubtful_thirtieth(found),
        )
    return found.first + day - 1


def from_day(number: int) -> LunarDay:
    """The lunar day of a Julian day number. Raises NotLunar outside the table (1600-02-14 to 2101-01-28)."""
    index = bisect_right(_new_years(), number) - 1
    if index >= 0:
        for month in _years()[index]:
            if number <= month.last:
                return LunarDay(FIRST_YEAR + index, month.month, number - month.first + 1, month.is_leap)
    raise NotLunar("outside-table", f"The lunar table runs from {FIRST_YEAR} to {LAST_YEAR}; that day is not in it.")


def _doubtful_thirtieth(month: LunarMonth) -> int | None:
    """The 30th of a short month in another calendar, that began it a day earlier or the next a day later."""
    after = month.last + 1
    ends_later = doubt_about(after)
    if ends_later and ends_later.other > ends_later.first == after:
        return after
    begins_earlier = doubt_about(month.first)
    return month.last if begins_earlier and begins_earlier.other < month.first else None


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


# -- what is in doubt ----------------------------------------------------------------------------


def is_before_reform(number: int) -> bool:
    """Whether a day lies before 時憲曆 (1645), where calendars of more than one kind were kept."""
    return number < REFORM


@cache
def doubts() -> tuple[Doubt, ...]:
    """The month beginnings that another calendar may have set a day earlier or later, in order."""
    fields = (line.split("\t") for line in _lines("lunar_doubts.tsv"))
    return tuple(
        Doubt(_day(first), _day(other), tuple(why.split(","))) for first, other, why, _ in fields if why != "leap"
    )


def doubt_about(number: int) -> Doubt | None:
    """Why the lunar date of a Julian day number may be another by one, or None when it is sure.

    In doubt are all days of a month whose beginning is, and the day before it that may have belonged to it.
    """
    begins, ends = _doubtful_days()
    index = bisect_right(begins, number) - 1
    return doubts()[index] if index >= 0 and number <= ends[index] else None


def is_uncertain(number: int) -> bool:
    """Whether a calendar of the time may have given this day the lunar day before or after."""
    return doubt_about(number) is not None


@cache
def _doubtful_days() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first and the last days in doubt, for each of the doubts."""
    begins = tuple(min(doubt.first, doubt.other) for doubt in doubts())
    return begins, tuple(_last_of_month(doubt.first) for doubt in doubts())


def _last_of_month(first: int) -> int:
    found = from_day(first)
    return month_of(found.year, found.month, is_leap=found.is_leap).last


def _day(iso: str) -> int:
    return julian_day(datetime.date.fromisoformat(iso))
