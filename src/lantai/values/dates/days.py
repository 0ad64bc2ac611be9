"""Days by number: the Julian day number, by which days of every calendar compare.

The Gregorian calendar is carried back beyond 1582 (proleptic), as EDTF and ISO 8601 do.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Final

_ORDINAL_TO_JULIAN: Final = 1_721_425
"""``datetime.date`` counts from 0001-01-01 = 1; that day's Julian day number at noon is 1,721,426."""


def julian_day(day: datetime.date) -> int:
    """The Julian day number of a Gregorian day (that which begins at its noon): 1949-10-01 is 2,433,191."""
    return day.toordinal() + _ORDINAL_TO_JULIAN


def from_julian_day(number: int) -> datetime.date:
    """The Gregorian day of a Julian day number. Raises ValueError outside the years 1 to 9999."""
    return datetime.date.fromordinal(number - _ORDINAL_TO_JULIAN)


def last_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, monthrange(year, month)[1])
