"""A span of time as one expression gives it: a day, a month, a year, a decade, a century, or a range of them.

EDTF (ISO 8601-2) names it, two Julian day numbers bound it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from lantai.values.dates.days import day_number, edtf_year, length_of_month
from lantai.values.dates.problems import Problem, problem

__all__ = ["Alternative", "NotADate", "Problem", "Span", "gregorian_span", "years_span"]

EARLIEST_YEAR: Final = -9999
LATEST_YEAR: Final = 9999
_GREGORIAN_REFORM: Final = day_number(1582, 10, 15)


class NotADate(ValueError):
    """The text holds no date that can be read; ``text`` is what was given, ``reason`` one sentence.

    ``code`` is one of :data:`lantai.values.dates.problems.KINDS`. ``edtf`` is what is known although no day can be
    given (``XXXX-09-18`` where the year is missing), else "".
    """

    def __init__(
        self, text: str, reason: str, code: str = "not-a-date", *, edtf: str = "", calendar: str = "", era: str = ""
    ) -> None:
        self.text = text
        self.reason = reason
        self.code = code
        self.edtf = edtf
        self.calendar = calendar
        self.era = era
        super().__init__(f"{text!r} is no date: {reason}")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read a date, with its EDTF, its days (Julian day numbers), and why one might read it so."""

    edtf: str
    first: int | None
    last: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Span:
    """What a reader makes of one expression.

    ``first`` and ``last`` are Julian day numbers; None is open or unknown. ``parts`` are year, month, day as far as
    written, in the expression's own ``calendar`` (the lunar year by the number of the Gregorian year in which it
    begins), ``is_leap`` marks a leap month: from them the other end of a range is completed. ``precision`` is ""
    where EDTF says it (a lunar month is a range of days in EDTF). ``inferred`` says that something was concluded
    from outside the text.
    """

    edtf: str
    first: int | None
    last: int | None
    calendar: str = "gregorian"
    parts: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    era: str = ""
    precision: str = ""
    inferred: bool = False
    alternatives: tuple[Alternative, ...] = ()
    is_leap: bool = False

    def warned(self, *problems: Problem) -> Span:
        """The same span with these problems added, each once."""
        return replace(self, problems=tuple(dict.fromkeys(self.problems + problems)))

    def as_alternative(self, reason: str) -> Alternative:
        return Alternative(self.edtf, self.first, self.last, reason)


def gregorian_span(text: str, year: int, month: int | None = None, day: int | None = None) -> Span:
    """The Gregorian day, month or year (0 is 1 BC). Raises NotADate, naming ``text``, for one that there is not."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotADate(text, f"the year {year} does not lie between {EARLIEST_YEAR} and {LATEST_YEAR}.", "no-such-day")
    if month is None:
        return _span((year,), day_number(year, 1, 1), day_number(year, 12, 31))
    if not 1 <= month <= 12:
        raise NotADate(text, f"there is no month {month}.", "no-such-day")
    length = length_of_month(year, month)
    if day is None:
        return _span((year, month), day_number(year, month, 1), day_number(year, month, length))
    if not 1 <= day <= length:
        raise NotADate(text, f"{edtf_year(year)}-{month:02d} has {length} days, not {day}.", "no-such-day")
    only = day_number(year, month, day)
    return _span((year, month, day), only, only)


def _span(parts: tuple[int, ...], first: int, last: int) -> Span:
    edtf = "-".join((edtf_year(parts[0]), *(f"{part:02d}" for part in parts[1:])))
    return Span(edtf, first, last, parts=parts, problems=proleptic(first))


def years_span(known: str) -> Span:
    """A decade (``193``) or a century (``19``, ``-04``): its years begin with these digits (193X, 19XX, -04XX)."""
    sign, digits = known[: known.startswith("-")], known.removeprefix("-")
    bounds = sorted(int(sign + digits.ljust(4, fill)) for fill in "09")
    first, last = day_number(bounds[0], 1, 1), day_number(bounds[1], 12, 31)
    return Span(sign + digits.ljust(4, "X"), first, last, problems=proleptic(first))


def proleptic(first: int) -> tuple[Problem, ...]:
    """The warning that a day lies before the Gregorian calendar, where it does."""
    return () if first >= _GREGORIAN_REFORM else (problem("proleptic"),)
