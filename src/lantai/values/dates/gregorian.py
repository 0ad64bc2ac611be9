"""The Gregorian calendar's reader: every usual written form of a day, a month, a year, a decade, a century.

It is given one expression, settled (narrow, without spaces) and rid of its marks of doubt. The forms:
1931年9月18日 and its parts, 1931-09-18 with ``- . / ·``, 19310918 with DA/T 18's 00 for what is unknown, 193X
and 19XX (EDTF), 1930年代, 20世紀, 20世紀30年代, 18 September 1931, September 18, 1931, 1930s, 18/9/1931.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lantai.values.dates.numerals import with_digits
from lantai.values.dates.span import NotADate, Span, gregorian_span, years_span

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MONTH: Final = "(?P<name>[A-Za-z]{3,9})\\.?"
_NTH: Final = "(?:st|nd|rd|th)?"


def read(text: str, *, like: Span | None = None, day_first: bool | None = None) -> Span | None:
    """The span of one expression, or None when it is written in no form of this calendar.

    ``like`` is the other end of a range, from which a shortened end (20日, 10.2, 33年) takes what it lacks.
    Raises NotADate when the form is ours and there is no such day, or when it can be read in two ways.
    """
    plain = _PREFIX.sub("", with_digits(text))
    if like is not None and (short := _completed(plain, like, text)):
        return short
    for pattern, make in _FORMS:
        match = pattern.fullmatch(plain)
        if match:
            return make(text, match)
    return _numeric(text, plain, day_first)


_PREFIX: Final = re.compile("^(?:公元|公曆|公历|西元|西曆|西历|陽曆|阳历|新曆|新历|國曆|国历)(?!前)")

_Make = Callable[[str, "re.Match[str]"], Span]


def _from_parts(text: str, match: re.Match[str]) -> Span:
    """Year, month and day; 0 and 00 are unknown, as in DA/T 18-2022."""
    parts = match.groupdict()
    year, month, day = (int(parts.get(name) or 0) for name in "ymd")
    if day and not month:
        raise NotADate(text, "it has a day and no month.")
    return gregorian_span(text, year, month or None, day or None)


def _from_known_digits(text: str, match: re.Match[str]) -> Span:
    return years_span(match.group(1))


def _from_century(text: str, match: re.Match[str]) -> Span:
    century = int(match.group("century"))
    if not 1 <= century <= 100:
        raise NotADate(text, f"there is no century {century}.")
    return years_span(f"{century - 1:02d}{match.groupdict().get('decade') or ''}")


def _from_english(text: str, match: re.Match[str]) -> Span:
    month = month_number(match.group("name"))
    if month is None:
        raise NotADate(text, f"{match.group('name')!r} is no month.")
    day = match.group("d")
    return gregorian_span(text, int(match.group("y")), month, int(day) if day else None)


def month_number(name: str) -> int | None:
    """The month of an English name, or of its first three letters or more (Sept)."""
    given = name.capitalize()
    return next((number for number, month in enumerate(MONTHS, start=1) if month.startswith(given)), None)


_FORMS: Final[tuple[tuple[re.Pattern[str], _Make], ...]] = (
    (re.compile("(?P<y>[0-9]{3,4})年(?:度|(?P<m>[0-9]{1,2})月(?:份|(?P<d>[0-9]{1,2})[日號号]?)?)?"), _from_parts),
    (re.compile("(?P<y>[0-9]{4})(?P<sep>[-./·])(?P<m>[0-9]{1,2})(?:(?P=sep)(?P<d>[0-9]{1,2}))?"), _from_parts),
    (re.compile("(?P<y>[0-9]{4})(?P<m>[0-9]{2})?(?P<d>(?<=[0-9]{6})[0-9]{2})?"), _from_parts),
    (re.compile("(?P<y>[0-9]{4})(?:-XX(?:-XX)?|-(?P<m>[0-9]{2})-XX)"), _from_parts),
    (re.compile("([0-9]{2,3})(?:(?<=[0-9]{3})X|(?<![0-9]{3})XX)"), _from_known_digits),
    (re.compile("([0-9]{3})0(?:年代|s)"), _from_known_digits),
    (re.compile("(?P<century>[0-9]{1,3})世[紀纪](?:(?P<decade>[0-9])0年代)?"), _from_century),
    (re.compile("(?P<century>[0-9]{1,3})(?:st|nd|rd|th)century"), _from_century),
    (re.compile(f"(?:(?P<d>[0-9]{{1,2}}){_NTH})?{_MONTH},?(?P<y>[0-9]{{4}})"), _from_english),
    (re.compile(f"{_MONTH}(?P<d>[0-9]{{1,2}}){_NTH},(?P<y>[0-9]{{4}})"), _from_english),
)


_DAY_MONTH_YEAR: Final = re.compile("([0-9]{1,2})([-./])([0-9]{1,2})\\2([0-9]{4})")


def _numeric(text: str, plain: str, day_first: bool | None) -> Span | None:
    """18/9/1931 or 9/18/1931: read when only one way makes a day, or when told which comes first."""
    match = _DAY_MONTH_YEAR.fullmatch(plain)
    if match is None:
        return None
    one, two, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if day_first is None and one <= 12 and two <= 12 and one != two:
        raise NotADate(text, "it does not say which is the month; write it year first.")
    if day_first or (day_first is None and one > 12):
        return gregorian_span(text, year, two, one)
    return gregorian_span(text, year, one, two)


# -- the shortened end of a range ----------------------------------------------------------------

_SHORT: Final = re.compile("(?:(?P<m>[0-9]{1,2})月)?(?:(?P<d>[0-9]{1,2})[日號号])?(?<=[月日號号])(?:份)?")
_SHORT_YEAR: Final = re.compile("(?P<y>[0-9]{2})年")
_SHORT_DIGITS: Final = re.compile("([0-9]{1,2})(?:[-./·]([0-9]{1,2}))?")
_SHORT_ENGLISH: Final = re.compile(f"(?:(?P<d>[0-9]{{1,2}}){_NTH})?{_MONTH}")


def _completed(plain: str, like: Span, text: str) -> Span | None:
    """A shortened end, what it lacks taken from the other end: 20日, 10月2日, 10.2, 20, 33年, 18 September."""
    if not like.parts:
        return None
    if match := _SHORT_YEAR.fullmatch(plain):
        return gregorian_span(text, like.parts[0] // 100 * 100 + int(match.group("y")))
    own = _short_parts(plain, len(like.parts))
    if own is None or len(own) >= len(like.parts):
        return None
    return gregorian_span(text, *like.parts[: len(like.parts) - len(own)], *own)


def _short_parts(plain: str, wanted: int) -> tuple[int, ...] | None:
    """Month and day, or day, or month, as far as the shortened end has them."""
    if match := _SHORT.fullmatch(plain):
        month, day = match.group("m", "d")
        fits = wanted == 2 if day is None else wanted == 3
        return tuple(int(part) for part in (month, day) if part) if fits else None
    if match := _SHORT_DIGITS.fullmatch(plain):
        return tuple(int(part) for part in match.groups() if part)
    if match := _SHORT_ENGLISH.fullmatch(plain):
        month_of = month_number(match.group("name"))
        fits = wanted == (3 if match.group("d") else 2)
        return (month_of, *map(int, filter(None, [match.group("d")]))) if month_of and fits else None
    return None
