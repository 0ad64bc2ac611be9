"""What a Chinese date names within a year of a calendar: the whole year, a season, a month, ten days, a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lantai.values.dates import julian, lunar, sexagenary
from lantai.values.dates.days import iso_day, length_of_month, year_month_day
from lantai.values.dates.lunar import LunarMonth, NotLunar
from lantai.values.dates.portions import part_of_month, part_of_year, seasons, ten_days, vague
from lantai.values.dates.problems import Problem, problem
from lantai.values.dates.span import NotADate, Span, gregorian_span, proleptic
from lantai.values.dates.written import Written

_DAYS_OF_MONTH: Final = {"朔": 1, "望": 15}


def gregorian_within(written: Written, year: int) -> Span:
    """What the date names in a Gregorian year. Raises NotADate when there is no such day."""
    text, month = written.text, written.month
    if written.is_leap:
        raise NotADate(text, "only the lunar calendar has leap months.", "no-such-day")
    if month is None:
        if written.season:
            return seasons(text, year, written.season)
        return part_of_year(text, year, written.part) if written.part else gregorian_span(text, year)
    if written.part_of_month:
        return part_of_month(text, year, month, written.part_of_month)
    if written.cyclic_day and written.day is None:
        found = gregorian_span(text, year, month)
        return _only_day(found, _cyclic_day(written, *_bounds(found)))
    return gregorian_span(text, year, month, _day_number(written, lambda: length_of_month(year, month)))


def _bounds(span: Span) -> tuple[int, int]:
    assert span.first is not None and span.last is not None
    return span.first, span.last


def _only_day(span: Span, day: int) -> Span:
    parts = year_month_day(day)
    return replace(span, edtf=iso_day(day), first=day, last=day, parts=parts)


def _day_number(written: Written, length: Callable[[], int]) -> int | None:
    """The day of the month; 晦 is the last."""
    if isinstance(written.day, str):
        return _DAYS_OF_MONTH.get(written.day) or length()
    return written.day


def _cyclic_day(written: Written, first: int, last: int) -> int:
    """The day between the two that bears the signs. Raises NotADate when none does."""
    signs = written.cyclic_day
    if not sexagenary.is_pair(signs):
        raise NotADate(written.text, f"{signs} is no pair of the sixty.", "no-such-cyclic-day")
    days = sexagenary.days_named(signs, first, last)
    if not days:
        begins, ends = sexagenary.day_name(first), sexagenary.day_name(last)
        reason = f"the month has no day {signs}; its days are {begins} ({iso_day(first)}) to {ends} ({iso_day(last)})."
        raise NotADate(written.text, reason, "no-such-cyclic-day")
    return days[0]


# -- the lunar calendar --------------------------------------------------------------------------


def lunar_within(written: Written, year: int) -> Span:
    """What the date names in the lunar year that begins in this Gregorian year. Raises NotADate."""
    try:
        found = _lunar_within(written, year)
    except NotLunar as error:
        raise NotADate(written.text, _as_reason(error), error.code, calendar="lunar") from error
    return found.warned(*_lunar_reserves(found), *(proleptic(found.first) if found.first is not None else ()))


def _as_reason(error: NotLunar) -> str:
    return error.reason[0].lower() + error.reason[1:]


def _lunar_within(written: Written, year: int) -> Span:
    if written.month is None:
        return _of_lunar_year(written, year)
    month = lunar.month_of(year, written.month or _leap_month(written, year), is_leap=written.is_leap)
    parts = (year, month.month)
    if written.part_of_month:
        first, last = ten_days(written.part_of_month, month.length)
        found = _days(month.first + first - 1, month.first + last - 1, "month", parts, is_leap=month.is_leap)
        return found if written.part_of_month[-1] in "旬月" else vague(found)
    if written.day is None and not written.cyclic_day:
        return _days(month.first, month.last, "month", parts, is_leap=month.is_leap)
    day = _lunar_day(written, year, month)
    return _days(day, day, "day", (*parts, day - month.first + 1), is_leap=month.is_leap)


def _leap_month(written: Written, year: int) -> int:
    """The leap month of the year, whichever it was."""
    if leap := lunar.leap_month(year):
        return leap
    raise NotADate(written.text, f"the lunar year {year} had no leap month.", "no-leap-month", calendar="lunar")


def _lunar_day(written: Written, year: int, month: LunarMonth) -> int:
    if written.day is None:
        return _cyclic_day(written, month.first, month.last)
    wanted = _day_number(written, lambda: month.length)
    assert wanted is not None
    try:
        return lunar.to_day(year, month.month, wanted, is_leap=month.is_leap)
    except NotLunar as error:
        if error.nearest is not None:
            return error.nearest
        if wanted > 30:
            raise NotADate(written.text, _as_reason(error), "no-such-day", calendar="lunar") from error
        raise


_SEASON_MONTHS: Final = {"春": (1, 3), "夏": (4, 6), "秋": (7, 9), "冬": (10, 12)}
_PART_MONTHS: Final = {"初": (1, 1), "首": (1, 1), "中": (6, 7), "底": (12, 12), "末": (12, 12), "終": (12, 12)}


def _of_lunar_year(written: Written, year: int) -> Span:
    """The lunar year, a season of it (three months each), its first or its last month."""
    if not (written.season or written.part):
        return _days(*lunar.bounds_of(year), "year", (year,))
    if written.season:
        names = [name for name in written.season if name in _SEASON_MONTHS]
        bounds = _SEASON_MONTHS[names[0]][0], _SEASON_MONTHS[names[-1]][1]
    elif written.part.endswith("半年"):
        bounds = (1, 6) if written.part[0] in "上前" else (7, 12)
    elif "季" in written.part:
        raise NotADate(written.text, "a lunar year is not counted by quarters.")
    else:
        bounds = _PART_MONTHS[written.part[-1]]
    months = [month for month in lunar.months_of(year) if bounds[0] <= month.month <= bounds[1]]
    found = _days(months[0].first, months[-1].last, "season", (year,))
    return vague(found) if written.part and not written.part.endswith("半年") else found


def _days(first: int, last: int, precision: str, parts: tuple[int, ...], *, is_leap: bool = False) -> Span:
    edtf = iso_day(first) if first == last else f"{iso_day(first)}/{iso_day(last)}"
    return Span(edtf, first, last, "lunar", parts, precision=precision, is_leap=is_leap)


def _lunar_reserves(found: Span) -> tuple[Problem, ...]:
    first, last = _bounds(found)
    problems: list[Problem] = []
    if lunar.is_before_reform(first):
        problems.append(problem("before-1645"))
    if first == last and (doubt := lunar.doubt_about(first)):
        problems.append(
            problem("lunar-uncertain", f"the month began on {iso_day(doubt.first)} or {iso_day(doubt.other)}.")
        )
    return tuple(problems)


# -- the Julian calendar -------------------------------------------------------------------------


def julian_within(written: Written, year: int) -> Span:
    """What the date names in a year of the Julian calendar (old style). Raises NotADate."""
    if written.season or written.part or written.part_of_month or written.is_leap or written.cyclic_day:
        raise NotADate(written.text, "of the Julian calendar only years, months and days are read.")
    day = _day_number(written, lambda: julian.length_of_month(year, written.month or 1))
    return julian_span(written.text, year, written.month, day)


def julian_span(text: str, year: int, month: int | None = None, day: int | None = None) -> Span:
    """The day, month or year of the Julian calendar, in Gregorian days. Raises NotADate."""
    try:
        first = julian.to_day(year, month or 1, day or 1)
        length = julian.length_of_month(year, month or 12)
        last = julian.to_day(year, month or 12, day or length)
    except ValueError as error:
        reason = str(error)
        raise NotADate(text, reason[0].lower() + reason[1:], "no-such-day", calendar="julian") from error
    parts = tuple(part for part in (year, month, day) if part is not None)
    precision = ("year", "month", "day")[len(parts) - 1]
    edtf = iso_day(first) if first == last else f"{iso_day(first)}/{iso_day(last)}"
    return Span(edtf, first, last, "julian", parts, precision=precision)
