"""The date as a value: four columns, and everything else recomputed from them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lantai.values.dates import reading
from lantai.values.dates.context import Context
from lantai.values.dates.days import year_month_day
from lantai.values.dates.problems import Problem
from lantai.values.dates.ranges import precision, precision_of_edtf
from lantai.values.dates.rendering import render_edtf, render_in
from lantai.values.dates.span import Alternative, NotADate, Span

WIDEST: Final = 30
"""A date over more years than this stands in no year of a histogram."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written, in EDTF (ISO 8601-2), and as its first and last Julian day number.

    ``edtf`` is "" when the text says that no date is known; a bound of None is open or unknown. Dates sort by
    their first day, then their last; what has no day at all sorts last. Two dates are equal when their four columns
    are.
    """

    text: str
    edtf: str = ""
    first: int | None = None
    last: int | None = None
    _known: Span | None = field(default=None, compare=False, repr=False)
    """What :func:`parse` made of the text, with the help that it was given; read again when it is not known."""

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: Date) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[bool, int, int, str, str]:
        """Sorts undated last; an open beginning counts from the end that is known."""
        first = self.last if self.first is None else self.first
        last = self.first if self.last is None else self.last
        return first is None, first or 0, last or 0, self.edtf, self.text

    @property
    def is_undated(self) -> bool:
        return self.first is None and self.last is None

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``season``, ``year``, ``decade``, ``century``, ``circa`` or ``unknown``.

        Of a range the coarser. Ten days count as ``month``, halves and quarters of a year as ``season``.
        """
        span = self.span
        return precision(span) if span.edtf == self.edtf else precision_of_edtf(self.edtf)

    @property
    def inferred(self) -> bool:
        """Whether somebody concluded it: brackets (DA/T 18-2022), a question mark, or what stood around the text."""
        return "?" in self.edtf or "%" in self.edtf or self.span.inferred

    @property
    def calendar(self) -> str:
        """The calendar that the text is written in: ``gregorian``, ``lunar``, ``julian``; "" when it cannot be read."""
        return self.span.calendar

    @property
    def era(self) -> str:
        """The name of the era in which the text counts its years (光緒), "" when there is none."""
        return self.span.era

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Other ways to read the text, the likeliest first, each with its reason."""
        return self.span.alternatives

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a person should know about this date; a text that cannot be read is one problem."""
        return self.span.problems

    @property
    def span(self) -> Span:
        """All that was read, as a context for the dates that follow (``Context.previous``)."""
        return self._known or self._read_again()

    def _read_again(self) -> Span:
        """The text read without help; where that gives other days, it was read with help: then by its EDTF."""
        failure: NotADate | None = None
        for day_first in (None, True, False):
            try:
                found = reading.read(self.text, day_first=day_first)
            except NotADate as error:
                failure = failure or error
            else:
                if (found.edtf, found.first, found.last) == (self.edtf, self.first, self.last):
                    return found
        return self._by_edtf(failure)

    def _by_edtf(self, failure: NotADate | None) -> Span:
        try:
            return replace(reading.read(self.edtf), inferred=True)
        except NotADate:
            reason = failure.reason if failure else "its text says something else than its days."
            code = failure.code if failure else "not-a-date"
            trouble = Problem(code, f"{self.text!r} cannot be read: {reason}")
            return Span(self.edtf, self.first, self.last, "", problems=(trouble,))

    def years(self) -> tuple[int, ...]:
        """The Gregorian years that it touches; none when it is undated, open, or wider than 30 years."""
        if self.first is None or self.last is None:
            return ()
        first, last = year_month_day(self.first)[0], year_month_day(self.last)[0]
        return tuple(range(first, last + 1)) if last - first < WIDEST else ()

    def render(self, lang: str, calendar: str = "gregorian") -> str:
        """The date in words, in ``zh-Hant``, ``zh-Hans`` or ``en``.

        ``calendar`` is ``gregorian``, ``julian``, ``lunar``, ``sexagenary`` or an era's name (光緒). Raises ValueError
        for another language or calendar, and for days on which the era did not hold.
        """
        if calendar == "gregorian":
            return render_edtf(self.edtf, lang)
        return render_in(self.edtf, self.first, self.last, calendar, lang)

    def columns(self, prefix: str = "date") -> dict[str, str | int | None]:
        """The four columns by name: ``date_text``, ``date_edtf``, ``date_first``, ``date_last``."""
        values = (self.text, self.edtf, self.first, self.last)
        return {f"{prefix}_{name}": value for name, value in zip(_COLUMNS, values, strict=True)}

    @classmethod
    def from_columns(cls, row: object, prefix: str = "date") -> Date:
        """The date of a row that has the four columns, as keys of a mapping or as attributes."""
        text, edtf, first, last = (
            row[f"{prefix}_{name}"] if isinstance(row, Mapping) else getattr(row, f"{prefix}_{name}")
            for name in _COLUMNS
        )
        return cls(text, edtf, first, last)


_COLUMNS: Final = ("text", "edtf", "first", "last")


def parse(text: str, *, day_first: bool | None = None, context: Context | None = None) -> Date:
    """Read a date as written. Raises NotADate with the reason and its code.

    ``day_first`` says how 3/4/1931 is meant; without it, what can be read in two ways is refused. ``context`` gives
    the day of writing and the date before, from which 去年, 同月 and 9月18日 take what they do not say. A text that
    says that the date is not known (不詳, n.d., 00000000) gives an undated Date.
    """
    found = reading.read(text, day_first=day_first, context=context)
    return Date(text, found.edtf, found.first, found.last, found)


def from_excel(value: datetime.date | float | str) -> Date:
    """The date of a cell as a spreadsheet's reader gives it: a day, a time, a number, a text.

    A whole number of five digits is a serial day of the 1900 system; other whole numbers are read as text
    (1931, 193109, 19310918). Raises NotADate, also for 1931.1, which may have been typed for October.
    """
    if isinstance(value, datetime.datetime):
        return parse(value.date().isoformat())
    if isinstance(value, datetime.date):
        return parse(value.isoformat())
    if isinstance(value, str):
        return parse(value)
    return _from_number(value)


def _from_number(value: float) -> Date:
    if not math.isfinite(value):
        raise NotADate(str(value), "it is no number of a cell.")
    if value != int(value):
        text = f"{value:.2f}".rstrip("0")
        if text.endswith(".1"):
            raise NotADate(text, "as a number it may be January or October; the cell must be typed as text.")
        return parse(text)
    number = int(value)
    if 10_000 <= number <= 99_999:
        return parse((datetime.date(1899, 12, 30) + datetime.timedelta(days=number)).isoformat())
    return parse(str(number))
