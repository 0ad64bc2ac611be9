"""Dates in Chinese: which year and which calendar an expression means, and what else it might.

The reader takes an expression apart (:mod:`lantai.values.dates.written`), lists the years that it can mean, the
likeliest first, asks each calendar that its words allow, and keeps the first answer; the others become alternatives
with their reasons. Then it checks what the expression says twice: the era's range, the year's and the day's signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lantai.values.dates import digits, sexagenary, telegraph
from lantai.values.dates.days import edtf_year, iso_day
from lantai.values.dates.eras import era_named
from lantai.values.dates.lunar import NotLunar, from_day
from lantai.values.dates.missing import inferred
from lantai.values.dates.portions import vague
from lantai.values.dates.problems import Problem, problem
from lantai.values.dates.span import Alternative, NotADate, Span
from lantai.values.dates.spans_of_years import read as read_years
from lantai.values.dates.within import gregorian_within, julian_within, lunar_within
from lantai.values.dates.written import Written, take_apart
from lantai.values.dates.years import CUSTOMARY, Year, years_of

if TYPE_CHECKING:
    from lantai.values.dates.context import Context


def read(
    text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
) -> Span | None:
    """The span of one expression, or None when it is written in no form of this kind. Raises NotADate.

    ``like`` is the other end of a range: era, year and month that this end lacks are taken from it.
    """
    del day_first
    if text.isascii():
        return None
    if found := read_years(text, like=like, context=context):
        return found
    written = take_apart(text)
    if written is None:
        return None
    if written.within_era:
        return _reign(written)
    if written.telegram:
        return _telegram(written, like, context)
    return _read_written(written, like, context)


def _read_written(written: Written, like: Span | None, context: Context | None) -> Span | None:
    if not written.has_year and written.month is None and not (written.is_of_month or written.part):
        return None
    answers: list[tuple[Span, str]] = []
    failure: NotADate | None = None
    for year in years_of(written, like, context):
        for calendar, reason, problems in _calendars(written, year):
            try:
                found = _within(_with_month(written, year), calendar, year.number)
            except NotADate as error:
                failure = failure or _of_era(error, year)
            else:
                answers.append((_judged(found, written, year, problems), reason or year.reason))
    if not answers:
        raise failure or NotADate(written.text, "it cannot be told which year it means.", "no-year")
    return _ranked(answers)


_WITHIN: Final[dict[str, Callable[[Written, int], Span]]] = {
    "gregorian": gregorian_within,
    "lunar": lunar_within,
    "julian": julian_within,
}


def _of_era(error: NotADate, year: Year) -> NotADate:
    """The failure, with the era in which it was."""
    era = year.era.name if year.era else ""
    return NotADate(error.text, error.reason, error.code, edtf=error.edtf, calendar=error.calendar, era=era)


def _within(written: Written, calendar: str, year: int) -> Span:
    if written.month is None and written.is_of_month:
        return _day_of_unknown_month(written, year)
    return _WITHIN[calendar](written, year)


def _day_of_unknown_month(written: Written, year: int) -> Span:
    """民國十六年馬日: a day of that year, of a month that is not named."""
    if not isinstance(written.day, int) or written.is_lunar:
        raise NotADate(written.text, "it names no month, and nothing tells it.", "no-month")
    found = digits.read(f"{edtf_year(year)}-XX-{written.day:02d}")
    if found is None:
        raise NotADate(written.text, "it names no month, and nothing tells it.", "no-month")
    return replace(found, precision="year").warned(problem("unknown-month"))


def _with_month(written: Written, year: Year) -> Written:
    """The expression with the month that it leaves out, where the year's source knows it."""
    if written.month is None and written.is_of_month:
        return replace(written, month=year.month, is_leap=year.is_leap)
    return written


def _ranked(answers: list[tuple[Span, str]]) -> Span:
    """The first answer, with the others that mean other days as its alternatives."""
    best = answers[0][0]
    others: dict[tuple[int | None, int | None], Alternative] = {}
    for span, reason in answers[1:]:
        if (span.first, span.last) != (best.first, best.last):
            others.setdefault((span.first, span.last), span.as_alternative(reason))
    if not others:
        return best
    return replace(best, alternatives=tuple(others.values())).warned(problem("ambiguous"))


# -- which calendar ------------------------------------------------------------------------------

_Choice = tuple[str, str, tuple[Problem, ...]]
"""A calendar, why one might take it, and what is then the matter."""


def _calendars(written: Written, year: Year) -> Iterator[_Choice]:
    """The calendars that the words allow in that year, the likeliest first."""
    if written.label and written.label != "gregorian":
        yield written.label, "", ()
    elif written.label == "gregorian" and year.calendar != "lunar":
        yield from _labelled_solar(written)
    elif year.calendar == "lunar":
        yield ("gregorian", "", ()) if written.label else ("lunar", "", ())
    elif written.is_lunar:
        yield "lunar", "", _mixed(year)
        if year.era and written.month is not None and not written.is_leap:
            yield "gregorian", "the month and day of the Gregorian calendar", ()
    elif written.may_be_lunar and written.month is not None:
        yield "lunar", "the month and day of the lunar calendar", _mixed(year)
        yield "gregorian", "the month and day of the Gregorian calendar", ()
    else:
        yield "gregorian", "", ()


def _labelled_solar(written: Written) -> Iterator[_Choice]:
    if written.is_lunar:
        yield "lunar", "", (problem("era-against-calendar"),)
    yield "gregorian", "the month and day of the Gregorian calendar, as the label says", ()


def _mixed(year: Year) -> tuple[Problem, ...]:
    return (problem("lunar-in-solar-era"),) if year.era else ()


# -- what is said twice --------------------------------------------------------------------------


def _judged(found: Span, written: Written, year: Year, problems: tuple[Problem, ...]) -> Span:
    """The span with its era and whatever contradicts it."""
    if year.era is not None:
        problems += year.era.problems(year.era_year, found.first, found.last)
        found = replace(found, era=year.era.name)
    found = found.warned(*problems, *_wrong_signs(found, written, year))
    if year.from_outside:
        return inferred(found, month=written.month is None and written.is_of_month)
    return replace(found, inferred=True) if year.is_guess else found


def _wrong_signs(found: Span, written: Written, year: Year) -> Iterator[Problem]:
    if written.cyclic_year and written.year is not None:
        own = sexagenary.year_name(year.number)
        if written.cyclic_year not in (own, _signs_of_year(found)):
            yield problem("wrong-cyclic-year", f"it was {own}, not {written.cyclic_year}.")
    if written.cyclic_day and written.day is not None and found.first is not None:
        own = sexagenary.day_name(found.first)
        if written.cyclic_day != own:
            yield problem("wrong-cyclic-day", f"it was {own}, not {written.cyclic_day}.")


def _signs_of_year(found: Span) -> str:
    """The signs of the lunar year of a day; "" where the table does not reach, or the span is longer."""
    if found.first is None or found.first != found.last:
        return ""
    try:
        return sexagenary.year_name(from_day(found.first).year)
    except NotLunar:
        return ""


# -- other things than a day of a year -----------------------------------------------------------


def _reign(written: Written) -> Span:
    """光緒年間, 光緒初年, 光緒末年: the era, or five years of it."""
    era = written.era
    assert era is not None
    first, last = 1, era.years or CUSTOMARY.get(era.name, 0)
    if not last:
        raise NotADate(written.text, f"{era.name} has no end by which its years could be bounded.")
    if written.within_era[0] in "初末季":
        first, last = (1, min(5, last)) if written.within_era[0] == "初" else (max(1, last - 4), last)
    elif written.within_era[0] == "中":
        first, last = last // 3 + 1, max(last // 3 + 1, last * 2 // 3)
    within = gregorian_within if era.calendar == "gregorian" else lunar_within
    bare = Written(written.text)
    begins, ends = within(bare, era.year(first)), within(bare, era.year(last))
    assert begins.first is not None and ends.last is not None
    start, end = max(begins.first, era.first or begins.first), min(ends.last, era.last or ends.last)
    span = replace(
        begins,
        edtf=f"{iso_day(start)}/{iso_day(end)}",
        first=start,
        last=end,
        era=era.name,
        precision="decade",
        parts=(),
    )
    return span if written.within_era == "年間" else vague(span)


def _telegram(written: Written, like: Span | None, context: Context | None) -> Span | None:
    """酉皓, 皓電: the day by its rhyme, the month by its branch; None when the character names no day.

    One source counts the branches from 寅 as the first month: that reading is offered beside the usual one.
    """
    assert written.telegram is not None
    branch, rhyme = written.telegram
    day = telegraph.day_of(rhyme)
    if day is None or (branch and written.month is not None):
        return None
    is_short = written.era is None and written.year is not None and written.year < 100
    dated = replace(written, day=day, label=written.label or ("" if is_short else "gregorian"))
    previous = like or (context.previous if context else None)
    if is_short and (previous is None or not previous.era):  # telegrams were dated so under the Republic
        found = _read_written(replace(dated, era=era_named("民國")), like, context)
        return replace(found, inferred=True) if found else None
    if not branch:
        return _read_written(dated, like, context)
    found = _read_written(replace(dated, month=telegraph.month_of(branch)), like, context)
    try:
        other = _read_written(replace(dated, month=telegraph.month_by_old_style(branch)), like, context)
    except NotADate:
        return found
    if found is None or other is None:
        return found
    return replace(found, alternatives=(*found.alternatives, other.as_alternative("counting 寅 as the first month")))
