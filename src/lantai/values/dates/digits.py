"""Dates in digits: 1931-09-18 with ``- . / ·``, 19310918, EDTF (ISO 8601-2), a spreadsheet's day number.

The reader is given one expression, settled and rid of what stands around it. DA/T 18-2022 writes 00 for what is
unknown. Of EDTF it knows level 1 and of level 2 what archives use: unspecified digits in any place (1931-XX-18,
XXXX-09-18), qualified parts (1931-~09-18), and the subdivisions 25–41 of a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lantai.values.dates.days import day_number, length_of_month, year_month_day
from lantai.values.dates.patterns import lazy
from lantai.values.dates.portions import SUBDIVISIONS, season_span
from lantai.values.dates.problems import problem
from lantai.values.dates.span import NotADate, Span, gregorian_span, proleptic, years_span

if TYPE_CHECKING:
    from lantai.values.dates.context import Context


def read(
    text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
) -> Span | None:
    """The span of one expression in digits, or None when it is written in no form of this kind.

    ``like`` is the other end of a range, from which a shortened end (20, 10.2) takes what it lacks. Raises NotADate
    when the form is ours and there is no such day, or when it can be read in two ways.
    """
    if text[:1] not in _STARTS or not _FEW_SIGNS.fullmatch(text):
        return None
    if like is not None and (short := _completed(text, like)):
        return short
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(text):
            return make(text, match)
    return _day_month_year(text, day_first)


_STARTS: Final = frozenset("0123456789-X?~%")
_FEW_SIGNS: Final = lazy("[-0-9./·X?~%]+")

_Make = Callable[[str, "re.Match[str]"], Span]


def _from_parts(text: str, match: re.Match[str]) -> Span:
    """Year, month and day; 0 and 00 are unknown, as in DA/T 18-2022."""
    parts = match.groupdict()
    year, month, day = int(parts["y"]), int(parts.get("m") or 0), int(parts.get("d") or 0)
    if day and not month:
        raise NotADate(text, "it has a day and no month.", "no-month")
    if month > 12 and not day and parts.get("sep") == "-" and len(parts["m"]) == 2:
        return _subdivision(text, year, month)
    return gregorian_span(text, year, month or None, day or None)


def _subdivision(text: str, year: int, code: int) -> Span:
    """EDTF's seasons 21–24 and other parts of a year, or the years of a range, 1931-33.

    Where both are possible the seasons of level 1 come first, the codes of level 2 last.
    """
    season = season_span(text, year, code) if code in SUBDIVISIONS else None
    if year <= 0 or code <= year % 100:
        return season or gregorian_span(text, year, code)
    years = _years_of_a_range(text, year, code)
    if season is None:
        return years
    first, other = (season, years) if code <= 24 else (years, season)
    reason = "the years from the one to the other" if other is years else "a part of the year by its EDTF code"
    return replace(first, alternatives=(other.as_alternative(reason),)).warned(problem("ambiguous"))


def _from_year_range(text: str, match: re.Match[str]) -> Span:
    """1930/31: the years from the one to the other, where the second is no month."""
    year, short = int(match.group("y")), int(match.group("to"))
    if short <= 12 or year % 100 >= short:
        return gregorian_span(text, year, short)
    return _years_of_a_range(text, year, short)


def _years_of_a_range(text: str, year: int, short: int) -> Span:
    begins, ends = gregorian_span(text, year), gregorian_span(text, year // 100 * 100 + short)
    return Span(f"{begins.edtf}/{ends.edtf}", begins.first, ends.last, parts=ends.parts, problems=begins.problems)


def _from_known_digits(text: str, match: re.Match[str]) -> Span:
    del text
    return years_span(match.group(1))


def _from_masked(text: str, match: re.Match[str]) -> Span:
    """A date of which the year, the month or the day is unspecified: XXXX-09-18, 193X-09, 1931-XX-18."""
    year, month, day = match.group("y", "m", "d")
    if year == "XXXX":
        raise NotADate(text, "it names no year.", "no-year", edtf=text)
    edtf = text if day and day != "XX" else text.removesuffix("-XX").removesuffix("-XX")
    first = _first_of(int(year.replace("X", "0")), month, day, earliest=True)
    last = _first_of(int(year.replace("X", "9")), month, day, earliest=False)
    if first is None or last is None:
        raise NotADate(text, "there is no such month or day.", "no-such-day")
    return Span(edtf, first, last, problems=proleptic(first))


def _first_of(year: int, month: str | None, day: str | None, *, earliest: bool) -> int | None:
    """The first or the last day that the mask allows; None when there is none."""
    number = (1 if earliest else 12) if month in (None, "XX") else int(month or 0)
    if not 1 <= number <= 12:
        return None
    length = length_of_month(year, number)
    within = (1 if earliest else length) if day in (None, "XX") else int(day or 0)
    return day_number(year, number, min(within, length)) if 1 <= within <= 31 else None


def _from_qualified(text: str, match: re.Match[str]) -> Span:
    """A date whose parts are qualified one by one (level 2): 1931-~09-18, 1931?-09-18."""
    plain = re.sub("[?~%]", "", text)
    if match.group() == plain or (found := read(plain)) is None:
        raise NotADate(text, "it is written in no form that is known here.")
    return replace(found, edtf=text)


def read_serial(text: str) -> Span | None:
    """A day of the 1900 system of spreadsheets, from 1927-05-18 (10000) to 2099-12-31 (73050); None for all else."""
    if not (len(text) == 5 and text.isdecimal() and 10_000 <= int(text) <= 73_050):
        return None
    number = int(text)
    found = gregorian_span(text, *year_month_day(_EXCEL_ZERO + number))
    other = gregorian_span(text, *year_month_day(_EXCEL_ZERO + _EXCEL_1904 + number))
    others = [other.as_alternative("a day of the 1904 system of spreadsheets")]
    if 1000 <= number // 10 <= 2100 and number % 10:
        others.insert(0, gregorian_span(text, number // 10, number % 10).as_alternative("a year and a month"))
    return replace(found, inferred=True, alternatives=tuple(others)).warned(problem("excel-serial"))


_EXCEL_ZERO: Final = day_number(1899, 12, 30)
_EXCEL_1904: Final = 1462
_Y: Final = "(?P<y>-?[0-9]{4})"
_Q: Final = "[?~%]?"

_FORMS: Final[tuple[tuple[re.Pattern[str], _Make], ...]] = (
    (lazy("(?P<y>[0-9]{4})/(?P<to>[0-9]{2})"), _from_year_range),
    (lazy(f"{_Y}(?P<sep>[-./·])(?P<m>[0-9]{{1,2}})(?:(?P=sep)(?P<d>[0-9]{{1,2}}))?\\.?"), _from_parts),
    (lazy("(?P<y>[0-9]{4})(?P<m>[0-9]{2})?(?P<d>(?<=[0-9]{6})[0-9]{2})?"), _from_parts),
    (lazy("(?P<y>-[0-9]{4})"), _from_parts),
    (lazy("(-?[0-9]{1,3})(?:(?<=[0-9]{3})X|(?<![0-9]{3})(?<=[0-9]{2})XX|(?<![0-9]{2})XXX)"), _from_known_digits),
    (lazy("(?P<y>[0-9X]{4})(?:-(?P<m>[0-9]{2}|XX)(?:-(?P<d>[0-9]{2}|XX))?)?"), _from_masked),
    (lazy(f"(?:-|[?~%])?[0-9]{{4}}{_Q}(?:-{_Q}[0-9]{{2}}{_Q}(?:-{_Q}[0-9]{{2}})?)?"), _from_qualified),
)  # fmt: skip


_DAY_MONTH_YEAR: Final = lazy("([0-9]{1,2})([-./])([0-9]{1,2})\\2([0-9]{4})")


def _day_month_year(text: str, day_first: bool | None) -> Span | None:
    """18/9/1931 or 9/18/1931: read when only one way makes a day, or when told which comes first."""
    match = _DAY_MONTH_YEAR.fullmatch(text)
    if match is None:
        return None
    one, two, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if day_first is None and one <= 12 and two <= 12 and one != two:
        raise NotADate(text, "it does not say which is the month; write it year first.", "ambiguous-order")
    if day_first or (day_first is None and one > 12):
        return gregorian_span(text, year, two, one)
    return gregorian_span(text, year, one, two)


# -- the shortened end of a range ----------------------------------------------------------------

_SHORT_DIGITS: Final = lazy("([0-9]{1,2})(?:[-./·]([0-9]{1,2}))?")


def _completed(text: str, like: Span) -> Span | None:
    """A shortened end, what it lacks taken from the other end: 10.2, 20, and for years 33."""
    match = _SHORT_DIGITS.fullmatch(text)
    if match is None or not like.parts or like.calendar != "gregorian":
        return None
    own = tuple(int(part) for part in match.groups() if part)
    if len(like.parts) == 1 and len(own) == 1 and len(text) == 2:
        return gregorian_span(text, like.parts[0] // 100 * 100 + own[0])
    if len(own) >= len(like.parts):
        return None
    return gregorian_span(text, *like.parts[: len(like.parts) - len(own)], *own)
