"""What a date leaves out, taken from the other end of its range or from what stands before it in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lantai.values.dates.days import length_of_month, year_month_day
from lantai.values.dates.problems import problem
from lantai.values.dates.span import NotADate, Span, gregorian_span

if TYPE_CHECKING:
    from lantai.values.dates.context import Context


@dataclass(frozen=True, slots=True)
class Known:
    """The year and month to go by, and whether they come from outside the text (the context) or from its range.

    ``day`` is the Julian day number of the day that they come from, where it was one day; ``is_today`` says that it
    was the day of writing.
    """

    year: int
    month: int | None
    from_outside: bool
    calendar: str = "gregorian"
    era: str = ""
    is_leap: bool = False
    day: int | None = None
    is_today: bool = False

    @property
    def gregorian_year(self) -> int:
        return self.year if self.day is None else year_month_day(self.day)[0]


def known(like: Span | None, context: Context | None) -> Known | None:
    """What there is to go by: the other end of the range, the date before, the day of writing, in this order."""
    if like is not None and like.parts:
        return _of_span(like, from_outside=False)
    if context is None:
        return None
    previous = context.previous
    if previous is not None and (previous.parts or previous.first is not None):
        return _of_span(previous, from_outside=True)
    if context.as_of is not None:
        year, month, _ = year_month_day(context.as_of)
        return Known(year, month, from_outside=True, day=context.as_of, is_today=True)
    return None


def _of_span(span: Span, *, from_outside: bool) -> Known | None:
    if span.parts:
        month = span.parts[1] if len(span.parts) > 1 else None
        return Known(span.parts[0], month, from_outside, span.calendar, span.era, span.is_leap, span.first)
    if span.first is None:
        return None
    return Known(year_month_day(span.first)[0], None, from_outside, day=span.first)


def whole_date(text: str, month: int | None, day: int | None, *, like: Span | None, context: Context | None) -> Span:
    """The Gregorian date of a month and day, or of a day alone. Raises NotADate, also where nothing tells the rest."""
    checked(text, month, day)
    found = known(like, context)
    edtf = f"XXXX-{month or 'XX':02}" + (f"-{day:02d}" if day else "")
    if found is None:
        raise NotADate(text, "it names no year, and nothing tells it.", "no-year", edtf=edtf)
    if month is None and found.month is None:
        raise NotADate(text, "it names no month, and nothing tells it.", "no-month", edtf=edtf)
    span = gregorian_span(text, found.year, month or found.month, day)
    return inferred(span, month=month is None) if found.from_outside else span


def inferred(span: Span, *, month: bool = False) -> Span:
    """The span, marked: its year (and month) came from outside the text."""
    problems = (problem("inferred-year"), *([problem("inferred-month")] if month else []))
    return replace(span, inferred=True).warned(*problems)


def checked(text: str, month: int | None, day: int | None) -> None:
    """Refuse what no year has: a 13th month, 31 April."""
    if month is not None and not 1 <= month <= 12:
        raise NotADate(text, f"there is no month {month}.", "no-such-day")
    longest = 31 if month is None else length_of_month(2000, month)
    if day is not None and not 1 <= day <= longest:
        where = "no month" if month is None else f"month {month} never"
        raise NotADate(text, f"{where} has {longest + 1 if month is None else day} days.", "no-such-day")
