"""Days by number: the Julian day number, by which days of every calendar compare.

The Gregorian calendar is carried back beyond 1582 (proleptic) and its years are counted as astronomers do
(0 is 1 BC), as EDTF and ISO 8601 have it.
"""

from __future__ import annotations

import datetime
from typing import Final

_ORDINAL_TO_JULIAN: Final = 1_721_425
"""``datetime.date`` counts from 0001-01-01 = 1; that day's Julian day number at noon is 1,721,426."""

_DAYS_OF_400_YEARS: Final = 146_097
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def julian_day(day: datetime.date) -> int:
    """The Julian day number of a Gregorian day (that which begins at its noon): 1949-10-01 is 2,433,191."""
    return day.toordinal() + _ORDINAL_TO_JULIAN


def from_julian_day(number: int) -> datetime.date:
    """The Gregorian day of a Julian day number. Raises ValueError outside the years 1 to 9999."""
    return datetime.date.fromordinal(number - _ORDINAL_TO_JULIAN)


def day_number(year: int, month: int, day: int) -> int:
    """The Julian day number of a Gregorian day of any year, 0 and negative ones too. The day must exist."""
    cycles, within = divmod(year - 1, 400)
    return cycles * _DAYS_OF_400_YEARS + julian_day(datetime.date(within + 1, month, day))


def year_month_day(number: int) -> tuple[int, int, int]:
    """The Gregorian year, month and day of any Julian day number."""
    cycles, within = divmod(number - _ORDINAL_TO_JULIAN - 1, _DAYS_OF_400_YEARS)
    day = datetime.date.fromordinal(within + 1)
    return cycles * 400 + day.year, day.month, day.day


def iso_day(number: int) -> str:
    """A Julian day number as an ISO 8601 day: ``1931-09-18``, ``-0219-01-01`` (220 BC)."""
    year, month, day = year_month_day(number)
    return f"{edtf_year(year)}-{month:02d}-{day:02d}"


def edtf_year(year: int) -> str:
    """A year of four digits, with a sign when it is negative: ``0025``, ``-0220`` (221 BC)."""
    return f"{year:04d}" if year >= 0 else f"{year:05d}"


def length_of_month(year: int, month: int) -> int:
    """How many days a Gregorian month has."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def weekday(number: int) -> int:
    """The day of the week of a Julian day number: 0 is Monday, 6 is Sunday."""
    return number % 7
