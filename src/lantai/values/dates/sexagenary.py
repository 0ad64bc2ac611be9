"""The sexagenary cycle (干支): sixty pairs of a stem and a branch, which name years, months, days.

Years change at the lunar New Year (at 立春 only for fortune-tellers), and the 60 days run on without a break since
before Christ: the day 甲子 is every Julian day number of which ``(number + 49) % 60`` is 0, such as 1949-10-01.
"""

from __future__ import annotations

from typing import Final

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
NAMES: Final = tuple(STEMS[index % 10] + BRANCHES[index % 12] for index in range(60))
"""甲子 to 癸亥, in the order of the cycle."""

_PINYIN: Final = dict(zip(STEMS + BRANCHES, (
    *("jia", "yi", "bing", "ding", "wu", "ji", "geng", "xin", "ren", "gui"),
    *("zi", "chou", "yin", "mao", "chen", "si", "wu", "wei", "shen", "you", "xu", "hai"),
), strict=True))  # fmt: skip
_INDEX: Final = {name: index for index, name in enumerate(NAMES)}
_YEAR_OF_FIRST: Final = 4
"""The year 4 was 甲子."""


def index(name: str) -> int:
    """The place of a pair in the cycle, 0 (甲子) to 59 (癸亥). Raises ValueError for what is no pair (甲丑)."""
    if name not in _INDEX:
        raise ValueError(f"{name!r} is no pair of the sixty: a stem and a branch of 甲子 to 癸亥 were expected.")
    return _INDEX[name]


def is_pair(name: str) -> bool:
    """Whether these are a stem and a branch that go together."""
    return name in _INDEX


def in_pinyin(name: str) -> str:
    """A pair in Latin letters: jiazi, bingwu. Raises ValueError for what is no pair."""
    return "".join(_PINYIN[char] for char in NAMES[index(name)])


def year_name(year: int) -> str:
    """The pair of a lunar year, given by the Gregorian year in which it begins (1911: 辛亥); 0 is 1 BC."""
    return NAMES[(year - _YEAR_OF_FIRST) % 60]


def month_name(year: int, month: int) -> str:
    """The pair of a month (1 to 12) of a lunar year; a leap month shares it. The first is always a 寅 month.

    This is the calendars' own reckoning by lunar months; fortune-tellers change months at the solar terms.
    """
    return NAMES[((year - _YEAR_OF_FIRST) * 12 + month + 1) % 60]


def day_name(number: int) -> str:
    """The pair of a day, given by its Julian day number."""
    return NAMES[(number + 49) % 60]


def years_named(name: str, first: int, last: int) -> range:
    """The years of that name between two years, both included. Raises ValueError for what is no pair."""
    return _every_sixty(first, last, index(name) - (first - _YEAR_OF_FIRST))


def days_named(name: str, first: int, last: int) -> range:
    """The days of that name between two days (Julian day numbers), both included: none or one in a month.

    Raises ValueError for what is no pair.
    """
    return _every_sixty(first, last, index(name) - (first + 49))


def _every_sixty(first: int, last: int, ahead: int) -> range:
    return range(first + ahead % 60, last + 1, 60)
