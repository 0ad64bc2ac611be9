"""A span of time as one expression gives it: a day, a month, a year, a decade, a century.

EDTF (ISO 8601-2) names it, two Julian day numbers bound it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lantai.values.dates.days import julian_day, last_of_month


class NotADate(ValueError):
    """The text holds no date that can be read; ``text`` is what was given, ``reason`` one sentence."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason
        super().__init__(f"{text!r} is no date: {reason}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a date that a person should know; ``code`` is stable, ``message`` one sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Span:
    """What a calendar's reader makes of one expression.

    ``parts`` are year, month, day as far as written, in the reader's own calendar: from them the other end of a
    range is completed.
    """

    edtf: str
    first: int
    last: int
    calendar: str = "gregorian"
    parts: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def gregorian_span(text: str, year: int, month: int | None = None, day: int | None = None) -> Span:
    """The Gregorian day, month or year. Raises NotADate, naming ``text``, for one that there is not."""
    if not 1 <= year <= 9999:
        raise NotADate(text, f"the year {year} does not lie between 1 and 9999.")
    if month is None:
        return _span((year,), datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if not 1 <= month <= 12:
        raise NotADate(text, f"there is no month {month}.")
    end = last_of_month(year, month)
    if day is None:
        return _span((year, month), datetime.date(year, month, 1), end)
    if not 1 <= day <= end.day:
        raise NotADate(text, f"{year:04d}-{month:02d} has {end.day} days, not {day}.")
    only = datetime.date(year, month, day)
    return _span((year, month, day), only, only)


def _span(parts: tuple[int, ...], first: datetime.date, last: datetime.date) -> Span:
    edtf = "-".join(f"{part:0{4 if index == 0 else 2}d}" for index, part in enumerate(parts))
    return Span(edtf, julian_day(first), julian_day(last), parts=parts, problems=_problems(first))


def years_span(text: str, known: str) -> Span:
    """A decade (``193``) or a century (``19``): its years begin with these digits (193X, 19XX)."""
    free = 4 - len(known)
    first, last = int(known.ljust(4, "0")), int(known.ljust(4, "9"))
    if first < 1:
        raise NotADate(text, "it lies before the year 1.")
    begins = datetime.date(first, 1, 1)
    return Span(
        known + "X" * free, julian_day(begins), julian_day(datetime.date(last, 12, 31)), problems=_problems(begins)
    )


def _problems(first: datetime.date) -> tuple[Problem, ...]:
    if first >= datetime.date(1582, 10, 15):
        return ()
    return (Problem("proleptic", "The Gregorian calendar was carried back beyond its beginning on 1582-10-15."),)
