"""Dates in English: 18 September 1931, Sept. 1931, the early 1930s, 20th century, autumn 1931, 221 BC, AD 25.

The reader is given one expression, settled (without spaces) and rid of what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lantai.values.dates.calendar_words import MONTHS
from lantai.values.dates.days import year_month_day
from lantai.values.dates.english_eras import ORDINALS
from lantai.values.dates.missing import whole_date
from lantai.values.dates.patterns import lazy
from lantai.values.dates.portions import months_span, part_of_month, part_of_year, part_of_years, season_span
from lantai.values.dates.span import NotADate, Span, gregorian_span, years_span
from lantai.values.dates.spans_of_years import nearest_turn, turn_of_century, year_of_a_century
from lantai.values.dates.within import julian_span
from lantai.values.dates.writing import RANGE

if TYPE_CHECKING:
    from lantai.values.dates.context import Context


def read(
    text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
) -> Span | None:
    """The span of one expression, or None when it is written in no form of this kind. Raises NotADate."""
    del day_first
    ascii_text = text.replace(RANGE, "-")
    ascii_text = ascii_text.replace("’", "'")
    if not ascii_text.isascii() or not (_LETTER.search(text) or ascii_text[:1] == "'"):
        return None
    plain = _PREFIX.sub("", ascii_text)
    if match := _OLD_STYLE.search(plain):
        return _old_style(text, plain[: match.start()] + plain[match.end() :])
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(plain):
            return make(text, match)
    return _short(text, plain, like, context)


def month_number(name: str) -> int | None:
    """The month of an English name, or of its first three letters or more (Sept)."""
    given = name.capitalize()
    return next((number for number, month in enumerate(MONTHS, start=1) if month.startswith(given)), None)


_OLD_STYLE: Final = lazy(
    "^(?:o\\.?s\\.?|oldstyle|julian),?(?=[0-9a-z])|,?\\(?(?<![a-z])(?:o\\.?s\\.?|oldstyle|julian)\\)?$", re.IGNORECASE
)
_LETTER: Final = lazy("[A-Za-z]")
_PREFIX: Final = lazy("^(?:on|in|during|the)+(?=[0-9A-Z]|early|mid|late)", re.IGNORECASE)

_NTH: Final = "(?:st|nd|rd|th)?"
_DAY: Final = f"(?:the)?(?P<d>[0-9]{{1,2}}){_NTH}(?:dayof|of)?"
_MONTH: Final = "(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\\.?"
_YEAR: Final = "(?:of)?[-,.]?(?P<y>[0-9]{3,4})"
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

_Make = Callable[[str, "re.Match[str]"], Span]


def _day_or_month(text: str, match: re.Match[str]) -> Span:
    day, year = match.groupdict().get("d"), int(match.group("y"))
    if (match.groupdict().get("bc") or "a").lower().startswith("b"):
        year = 1 - year
    return gregorian_span(text, year, _month(text, match), int(day) if day else None)


def _month(text: str, match: re.Match[str]) -> int:
    month = month_number(match.group("name"))
    if month is None:
        raise NotADate(text, f"{match.group('name')!r} is no month.")
    return month


def _foreign_month(text: str, match: re.Match[str]) -> Span:
    raise NotADate(text, f"{match.group('name')!r} is no month.")


def _days_of_month(text: str, match: re.Match[str]) -> Span:
    """September 18–20, 1931."""
    year, month = int(match.group("y")), _month(text, match)
    begins = gregorian_span(text, year, month, int(match.group("d")))
    ends = gregorian_span(text, year, month, int(match.group("to")))
    if ends.parts < begins.parts:
        raise NotADate(text, "it ends before it begins.", "reversed-range")
    return replace(ends, edtf=f"{begins.edtf}/{ends.edtf}", first=begins.first)


def _part_of_month(text: str, match: re.Match[str]) -> Span:
    part = {"e": "初", "m": "中", "l": "底"}[match.group("part")[0].lower()]
    return part_of_month(text, int(match.group("y")), _month(text, match), part)


def _part_of_year(text: str, match: re.Match[str]) -> Span:
    part = {"e": "年初", "b": "年初", "m": "年中", "l": "年末"}[match.group("part")[0].lower()]
    return part_of_year(text, int(match.group("y")), part)


def _end_of(text: str, match: re.Match[str]) -> Span:
    """The end of May 1931, the end of 1931."""
    year = int(match.group("y"))
    if match.group("name"):
        return part_of_month(text, year, _month(text, match), "底")
    return part_of_year(text, year, "年底")


def _half_or_quarter(text: str, match: re.Match[str]) -> Span:
    year, which = int(match.group("y")), match.group("which").lower()
    number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}.get(which)
    number = int(which[1]) if number is None else number
    if "half" in match.group().lower():
        if number > 2:
            raise NotADate(text, "a year has two halves.", "no-such-day")
        return months_span(text, year, number * 6 - 5, number * 6)
    return months_span(text, year, number * 3 - 2, number * 3)


def _season(text: str, match: re.Match[str]) -> Span:
    return season_span(text, int(match.group("y")), _SEASONS[match.group("season").lower()])


def _winter(text: str, match: re.Match[str]) -> Span:
    """Winter 1931/32."""
    if (int(match.group("y")) + 1) % 100 != int(match.group("to")):
        raise NotADate(text, "a winter lies in two years that follow each other.")
    return _season(text, match)


def _decade(text: str, match: re.Match[str]) -> Span:
    start = int(match.group("decade")) * 10
    part = match.group("part")
    return part_of_years(text, start, 10, _part_name(part)) if part else years_span(f"{start // 10:03d}")


def _old_style(text: str, plain: str) -> Span | None:
    """25 October 1917 (O.S.): a day, month or year of the Julian calendar."""
    for pattern, make in _FORMS:
        if make is _day_or_month and (match := pattern.fullmatch(plain)):
            day = match.groupdict().get("d")
            return julian_span(text, int(match.group("y")), _month(text, match), int(day) if day else None)
    return julian_span(text, int(plain)) if re.fullmatch("[0-9]{3,4}", plain) else None


def _part_name(part: str) -> str:
    if part.lower().endswith("quarterof"):
        return {"fi": "q1", "se": "q2", "th": "q3"}.get(part[:2].lower(), "q4")
    return {"e": "early", "m": "mid", "l": "late", "f": "first", "s": "second"}[part[0].lower()]


def _century(text: str, match: re.Match[str]) -> Span:
    ordinal, part = match.group("ordinal"), match.group("part")
    century = ORDINALS.index(ordinal.lower()) + 1 if ordinal else int(match.group("century"))
    if not 1 <= century <= 100:
        raise NotADate(text, f"there is no century {century}.", "no-such-day")
    if match.group("bc"):
        return years_span(f"-{century - 1:02d}")
    return part_of_years(text, century * 100 - 100, 100, _part_name(part)) if part else years_span(f"{century - 1:02d}")


def _with_era(text: str, match: re.Match[str]) -> Span:
    """A year before or after Christ: 221 BC is the astronomers' year −220."""
    before, after = match.group("before"), match.group("after") or ""
    year = int(match.group("y"))
    is_bc = after.lower().startswith("b")
    if (before and after) or year == 0:
        raise NotADate(text, "there is no such year.", "no-such-day")
    return gregorian_span(text, 1 - year if is_bc else year)


_PARTLY: Final = (
    "(?:(?P<part>early|mid(?:dle)?|late|(?:first|second)halfof|(?:first|second|third|fourth|last)quarterof)"
    "-?(?:inthe|ofthe|of)?(?:the)?)?"
)
_ANY_PART: Final = "(?P<part>early|mid(?:dle)?|late)-?(?:inthe|ofthe|of|in)?(?:the)?"
_BC: Final = "b\\.?c\\.?(?:e\\.?)?"
_AD: Final = "a\\.?d\\.?|c\\.?e\\.?"
_WHICH: Final = "(?P<which>first|second|third|fourth|[1-4](?:st|nd|rd|th)|Q[1-4])"
_CENTURY: Final = (
    f"(?:(?P<century>[0-9]{{1,3}})(?:st|nd|rd|th)|(?P<ordinal>{'|'.join(reversed(ORDINALS))}))"
    f"-?c(?:ent(?:ury|\\.)?|\\.)?(?:{_AD})?"
)
_MONTH_DAY: Final = f"{_MONTH}(?P<d>[0-9]{{1,2}}){_NTH}"
_FORMS: Final[tuple[tuple[re.Pattern[str], _Make], ...]] = tuple(
    (lazy(form, re.IGNORECASE), make)
    for form, make in (
        (f"(?:{_DAY})?,?{_MONTH}{_YEAR}", _day_or_month),
        (f"(?:{_DAY})?,?{_MONTH},?(?:{_AD})(?P<y>[0-9]{{1,4}})", _day_or_month),
        (f"(?:{_DAY})?,?{_MONTH},?(?P<y>[0-9]{{1,4}})(?P<bc>{_AD}|{_BC})", _day_or_month),
        (f"{_MONTH_DAY}(?:[,.]|(?<=[a-z]))(?P<y>[0-9]{{4}})", _day_or_month),
        (f"{_MONTH_DAY}-(?P<to>[0-9]{{1,2}}){_NTH}[,.](?P<y>[0-9]{{4}})", _days_of_month),
        (f"(?P<y>[0-9]{{4}})[,-]?{_MONTH}-?(?:(?P<d>[0-9]{{1,2}}){_NTH})?", _day_or_month),
        ("(?P<d>[0-9]{1,2})-(?P<name>[a-z]{3,9})-(?P<y>[0-9]{4})", _day_or_month),
        (f"{_ANY_PART}{_MONTH}{_YEAR}", _part_of_month),
        (f"{_ANY_PART}(?P<y>[0-9]{{4}})", _part_of_year),
        ("(?:the)?(?P<part>beginning|middle)of(?P<y>[0-9]{4})", _part_of_year),
        (f"(?:the)?endof(?:{_MONTH})?{_YEAR}", _end_of),
        (f"(?:the)?{_WHICH}(?:half|quarter)?{_YEAR}", _half_or_quarter),
        (f"(?:the)?(?P<season>spring|summer|autumn|fall|winter)(?:in)?{_YEAR}", _season),
        (f"(?:the)?(?P<season>winter){_YEAR}[-/](?P<to>[0-9]{{2}})", _winter),
        (f"{_PARTLY}(?P<decade>[0-9]{{2,3}})0'?s", _decade),
        (f"{_PARTLY}{_CENTURY}(?P<bc>{_BC})?", _century),
        (f"(?P<before>{_AD})?(?P<y>[0-9]{{1,4}})(?P<after>{_AD}|{_BC})?", _with_era),
        ("(?:(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?)?(?P<name>[a-z]{3,9}),?(?P<y>[0-9]{4})", _foreign_month),
    )
)


# -- the turn of a century, a year without its century ------------------------------------------

_TURN: Final = lazy(f"(?:the)?turnof(?:the)?(?:{_CENTURY}|century)", re.IGNORECASE)
_APOSTROPHE: Final = lazy("['’‘](?P<y>[0-9]{2})")


def _turn(match: re.Match[str], like: Span | None, context: Context | None) -> Span:
    ordinal, number = match.group("ordinal", "century")
    if not (ordinal or number):
        return nearest_turn(like, context)
    return turn_of_century((ORDINALS.index(ordinal.lower()) + 1 if ordinal else int(number)) * 100 - 100)


# -- without a year ------------------------------------------------------------------------------

_SHORT: Final = lazy(f"(?:{_DAY})?{_MONTH}", re.IGNORECASE)
_SHORT_MONTH_FIRST: Final = lazy(f"{_MONTH}(?P<d>[0-9]{{1,2}}){_NTH}", re.IGNORECASE)
_SHORT_DECADE: Final = lazy("(?:the)?(?P<tens>[0-9])0'?s", re.IGNORECASE)
_SHORT_DAY: Final = lazy("(?:the)?(?P<d>[0-9]{1,2})(?:st|nd|rd|th)", re.IGNORECASE)


def _short(text: str, plain: str, like: Span | None, context: Context | None) -> Span | None:
    """18 September, September 18, the 18th: the year, and the month, come from the other end or the context."""
    if match := _TURN.fullmatch(plain):
        return _turn(match, like, context)
    if match := _APOSTROPHE.fullmatch(plain):
        return year_of_a_century(text, int(match.group("y")), like, context)
    if (match := _SHORT_DECADE.fullmatch(plain)) and like is not None and like.first is not None:
        century = year_month_day(like.first)[0] // 100
        return years_span(f"{century:02d}{match.group('tens')}")
    if match := _SHORT_DAY.fullmatch(plain):
        return whole_date(text, None, int(match.group("d")), like=like, context=context)
    match = _SHORT.fullmatch(plain) or _SHORT_MONTH_FIRST.fullmatch(plain)
    if match is None:
        return None
    day = match.group("d")
    return whole_date(text, _month(text, match), int(day) if day else None, like=like, context=context)
