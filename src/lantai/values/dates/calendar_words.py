"""Days in the words of a calendar: 光緒三十四年十月廿一, 民國二十年九月十八日, 辛未年八月丙子日, 昭和6年9月18日.

A span of days is written by years where it fills years of that calendar, by months where it fills months, else by
days. Chinese words are written in traditional characters; :func:`to_simplified` makes simplified ones of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lantai.values.dates import julian, lunar, sexagenary
from lantai.values.dates.days import iso_day, weekday, year_month_day
from lantai.values.dates.eras import Era, era_named
from lantai.values.dates.lunar import NotLunar
from lantai.values.numerals import write_integer

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SIMPLIFIED: Final = str.maketrans(
    "約詳紀個後農曆閏緒統順慶應豐聰啟禎憲國開鮮陽黃萬", "约详纪个后农历闰绪统顺庆应丰聪启祯宪国开鲜阳黄万"
)


def to_simplified(words: str) -> str:
    """The words of a date, as this module and ``rendering`` write them, in simplified characters."""
    return words.translate(_SIMPLIFIED)


def weekday_in_words(day: int, lang: str) -> str:
    """The day of the week of a Julian day number: 星期五, Friday."""
    index = weekday(day)
    return WEEKDAYS[index] if lang.lower() == "en" else "星期" + "一二三四五六日"[index]


def lunar_month_in_words(month: int, *, is_leap: bool = False) -> str:
    """正月, 十一月, 閏四月."""
    return ("閏" if is_leap else "") + ("正" if month == 1 else write_integer(month)) + "月"


def lunar_day_in_words(day: int) -> str:
    """初一, 初十, 十五, 二十, 廿一, 三十."""
    if day <= 10:
        return "初" + write_integer(day)
    return "廿" + write_integer(day - 20) if 20 < day < 30 else write_integer(day)


# -- a span of days ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a day stands in a calendar; ``number`` is its Julian day number."""

    year: int
    month: int
    day: int
    number: int
    is_leap: bool = False

    @property
    def keys(self) -> tuple[int, tuple[int, bool], int]:
        return self.year, (self.month, self.is_leap), self.day


_Say = Callable[[_Place], str]


@dataclass(frozen=True, slots=True)
class _Calendar:
    """How a calendar counts days, and how it says their year, month and day in Chinese and in English."""

    place: Callable[[int], _Place]
    chinese: tuple[_Say, _Say, _Say]
    english: tuple[_Say, _Say, _Say]


def days_in_words(first: int | None, last: int | None, calendar: str, lang: str) -> str:
    """A span of days in a calendar: ``julian``, ``lunar``, ``sexagenary`` or an era's name; None is an open bound.

    Raises ValueError for another calendar, for an era that did not hold then, and (NotLunar) for days outside the
    lunar table.
    """
    if first is None and last is None:
        raise ValueError("A span that is open on both sides has no words: a first or a last day was expected.")
    known = _calendar(calendar, [day for day in (first, last) if day is not None])
    unit = max(1 if first is None else _begins(known, first), 1 if last is None else _begins(known, last + 1))
    begin = None if first is None else known.place(first)
    end = None if last is None else known.place(last)
    return (_in_english if lang.lower() == "en" else _in_chinese)(known, begin, end, unit)


def _begins(calendar: _Calendar, day: int) -> int:
    """What begins on a day: 1 a year, 2 a month, 3 only a day."""
    try:
        place = calendar.place(day)
    except NotLunar:
        return 1  # the day after the lunar table, which ends with a year
    if place.day != 1:
        return 3
    return 1 if (place.month, place.is_leap) == (1, False) else 2


def _in_chinese(calendar: _Calendar, begin: _Place | None, end: _Place | None, unit: int) -> str:
    if begin is None or end is None:
        return f"至{_said(calendar, end, unit)}" if begin is None else f"自{_said(calendar, begin, unit)}起"
    if begin.keys[:unit] == end.keys[:unit]:
        return _said(calendar, begin, unit)
    shared = next(at for at in range(unit) if begin.keys[at] != end.keys[at])
    return f"{_said(calendar, begin, unit)}至{_said(calendar, end, unit, shared)}"


def _said(calendar: _Calendar, place: _Place | None, unit: int, shared: int = 0) -> str:
    """Year, month and day as far as the unit goes, without those that the other end has said."""
    return "" if place is None else "".join(say(place) for say in calendar.chinese[shared:unit])


def _in_english(calendar: _Calendar, begin: _Place | None, end: _Place | None, unit: int) -> str:
    ends = [
        " ".join(say(place) for say in calendar.english[:unit][::-1]) for place in (begin, end) if place is not None
    ]
    if begin is None or end is None:
        return f"until {ends[0]}" if begin is None else f"from {ends[0]}"
    return " – ".join(dict.fromkeys(ends))


# -- how the calendars count and speak -----------------------------------------------------------


def _calendar(name: str, days: list[int]) -> _Calendar:
    if name in _CALENDARS:
        return _CALENDARS[name]
    era = era_named(name)
    if era is None:
        raise ValueError(f"{name!r} is no calendar: gregorian, julian, lunar, sexagenary or an era was expected.")
    if not any(map(era.holds, days)) or not all(_is_counted(era, day) for day in days):
        raise ValueError(f"{era.name} did not hold on {iso_day(days[0])}; the date has no year of it.")
    return _of_era(era, days[0])


def _is_counted(era: Era, day: int) -> bool:
    """Whether the day lies in a year of the era, if not in the era itself (1932-01-01 in 大同元年)."""
    number = era.year_on(day)
    return number >= 1 and (era.holds(day) or number <= (era.years or number))


def _of_era(era: Era, day: int) -> _Calendar:
    """The calendar in which the era said its dates at the time of that day."""

    def year(place: _Place) -> str:
        number = era.year_on(place.number)
        return f"{era.name}{'元' if number == 1 else number if in_digits else write_integer(number)}年"

    def year_in_english(place: _Place) -> str:
        return f"{era.english} {era.year_on(place.number)}"

    is_lunar = era.calendar_in(era.year_on(day)) == "lunar"
    in_digits = not is_lunar and era.realm in _IN_DIGITS
    months, days = (_LUNAR_MONTH, _LUNAR_DAY) if is_lunar else (_MONTH, _DAY)
    own = 1 if in_digits else 0
    return _Calendar(
        _lunar_place if is_lunar else _gregorian_place,
        (year, months[own], days[own]),
        (year_in_english, months[-1], days[-1]),
    )


_IN_DIGITS: Final = ("日本", "朝鮮", "")
"""Realms whose dates are written 昭和6年9月18日; the others write 民國二十年九月十八日."""


def _lunar_place(number: int) -> _Place:
    found = lunar.from_day(number)
    return _Place(found.year, found.month, found.day, number, found.is_leap)


def _gregorian_place(number: int) -> _Place:
    return _Place(*year_month_day(number), number)


def _julian_place(number: int) -> _Place:
    return _Place(*julian.from_day(number), number)


def _julian_year(place: _Place) -> str:
    return "儒略曆" + (f"{place.year}年" if place.year > 0 else f"公元前{1 - place.year}年")


def _julian_year_in_english(place: _Place) -> str:
    return f"{place.year if place.year > 0 else f'{1 - place.year} BC'} (Julian)"


def _ordinal(number: int) -> str:
    suffix = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _lunar_month(place: _Place) -> str:
    return lunar_month_in_words(place.month, is_leap=place.is_leap)


def _lunar_month_in_english(place: _Place) -> str:
    return f"{'leap ' if place.is_leap else ''}{_ordinal(place.month)} month,"


_LUNAR_MONTH: Final[tuple[_Say, ...]] = (_lunar_month, _lunar_month_in_english)
_LUNAR_DAY: Final[tuple[_Say, ...]] = (
    lambda place: lunar_day_in_words(place.day),
    lambda place: f"{_ordinal(place.day)} day of the",
)
_MONTH: Final[tuple[_Say, ...]] = (
    lambda place: f"{write_integer(place.month)}月",
    lambda place: f"{place.month}月",
    lambda place: MONTHS[place.month - 1],
)
_DAY: Final[tuple[_Say, ...]] = (
    lambda place: f"{write_integer(place.day)}日",
    lambda place: f"{place.day}日",
    lambda place: str(place.day),
)

_CALENDARS: Final = {
    "julian": _Calendar(
        _julian_place,
        (_julian_year, _MONTH[1], _DAY[1]),
        (_julian_year_in_english, _MONTH[-1], _DAY[-1]),
    ),
    "lunar": _Calendar(
        _lunar_place,
        (lambda place: f"農曆{write_integer(place.year, 'positional')}年", _LUNAR_MONTH[0], _LUNAR_DAY[0]),
        (lambda place: f"lunar year {place.year}", _LUNAR_MONTH[-1], _LUNAR_DAY[-1]),
    ),
    "sexagenary": _Calendar(
        _lunar_place,
        (
            lambda place: f"{sexagenary.year_name(place.year)}年",
            _LUNAR_MONTH[0],
            lambda place: f"{sexagenary.day_name(place.number)}日",
        ),
        (
            lambda place: f"{sexagenary.in_pinyin(sexagenary.year_name(place.year))} year",
            _LUNAR_MONTH[-1],
            lambda place: f"{sexagenary.in_pinyin(sexagenary.day_name(place.number))} day of the",
        ),
    ),
}
