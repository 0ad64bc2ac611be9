"""The Julian calendar (old style), as Russian papers and the Chinese Eastern Railway dated until 1918.

Every fourth year is a leap year. It ran 12 days behind the Gregorian calendar from 1800-03-13 (Gregorian) and 13
days from 1900-03-14. Years are counted as astronomers do: 0 is 1 BC.
"""

from __future__ import annotations

_EPOCH = 1_721_058
"""The Julian day number of 0000-01-01, Julian."""
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap_year(year: int) -> bool:
    return year % 4 == 0


def length_of_month(year: int, month: int) -> int:
    """How many days a month (1 to 12) has."""
    return _LENGTHS[month - 1] + (month == 2 and is_leap_year(year))


def to_day(year: int, month: int, day: int) -> int:
    """The Julian day number of a day of the Julian calendar. Raises ValueError for one that there is not."""
    if not 1 <= month <= 12:
        raise ValueError(f"The Julian calendar has the months 1 to 12 and no month {month}.")
    length = length_of_month(year, month)
    if not 1 <= day <= length:
        raise ValueError(f"In the Julian calendar {year}-{month:02d} has {length} days and no day {day}.")
    before = sum(length_of_month(year, earlier) for earlier in range(1, month))
    return _new_year(year) + before + day - 1


def from_day(number: int) -> tuple[int, int, int]:
    """Year, month and day of a Julian day number in the Julian calendar."""
    year = (4 * (number - _EPOCH)) // 1461
    within = number - _new_year(year)
    if within < 0:
        year, within = year - 1, number - _new_year(year - 1)
    month = 1
    while within >= length_of_month(year, month):
        within -= length_of_month(year, month)
        month += 1
    return year, month, within + 1


def _new_year(year: int) -> int:
    """The Julian day number of 1 January; a leap year's own leap day comes after it."""
    return _EPOCH + 365 * year + (year + 3) // 4
