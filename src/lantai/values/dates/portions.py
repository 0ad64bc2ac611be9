"""Parts of a year, a month, a decade and a century: seasons, halves, quarters, ten days, the beginning and the end.

Seasons are those of meteorology: spring is March to May, winter December to February of the next year. Ten days
(旬) are the days 1–10, 11–20, and 21 to the end. What has no sharp limit in the language has one here by convention,
and is marked: 年初 is January to March, 年中 June and July, 年底 December; 月初, 月中 and 月底 are the three ten days;
of a decade the first four, the middle three and the last three years; of a century the first and the last twenty
years, and for its middle those from 40 to 59.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lantai.values.dates.days import edtf_year, length_of_month
from lantai.values.dates.numerals import number
from lantai.values.dates.problems import problem
from lantai.values.dates.span import NotADate, Span, gregorian_span

SEASONS: Final = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
"""EDTF's codes of the seasons."""

SUBDIVISIONS: Final = {
    **{code + shift: (code * 3 - 60, code * 3 - 58) for code in (21, 22, 23, 24) for shift in (0, 4)},
    **{code: (code * 3 - 98, code * 3 - 96) for code in (33, 34, 35, 36)},
    40: (1, 6),
    41: (7, 12),
}
"""EDTF's subdivisions of a year by their first and last month; 14 is February of the next year."""


def season_span(text: str, year: int, code: int) -> Span:
    """A subdivision of a year by its EDTF code. Raises NotADate for a code that is not supported."""
    months = SUBDIVISIONS.get(code)
    if months is None:
        raise NotADate(text, f"there is no month {code}, nor a season of that number.", "no-such-day")
    found = months_span(text, year, *months)
    return replace(found, edtf=f"{edtf_year(year)}-{code}", precision="season", parts=(year,))


def seasons(text: str, year: int, names: str) -> Span:
    """春, 夏秋 (from the one to the other), 夏秋之交 (the last month of the one and the first of the other)."""
    codes = [SEASONS[name] for name in names if name in SEASONS]
    begins, ends = season_span(text, year, codes[0]), season_span(text, year, codes[-1])
    if names.endswith(("交", "際")):
        middle = SUBDIVISIONS[codes[-1]][0]
        return vague(months_span(text, year, middle - 1, middle))
    if len(codes) == 1:
        return begins
    return replace(begins, edtf=f"{begins.edtf}/{ends.edtf}", last=ends.last)


def months_span(text: str, year: int, first: int, last: int) -> Span:
    """From one month of a year to another, which may be of the next year (13, 14)."""
    begins = gregorian_span(text, year, first)
    ends = gregorian_span(text, year + (last - 1) // 12, (last - 1) % 12 + 1)
    edtf = begins.edtf if first == last else f"{begins.edtf}/{ends.edtf}"
    return replace(begins, edtf=edtf, last=ends.last, parts=(year,), precision="season" if last > first else "month")


_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_VAGUE_MONTHS: Final = {"初": (1, 3), "首": (1, 3), "中": (6, 7), "底": (12, 12), "末": (12, 12), "終": (12, 12)}


def part_of_year(text: str, year: int, part: str) -> Span:
    """上半年, 第三季度, 年初, 歲末 of a Gregorian year."""
    if part.endswith("半年"):
        return months_span(text, year, 1, 6) if part[0] in "上前" else months_span(text, year, 7, 12)
    if part.endswith("個月"):
        return months_span(text, year, 1, _months(text, part))
    if "季" in part:
        quarter = _QUARTERS[part.removeprefix("第")[0]]
        return months_span(text, year, quarter * 3 - 2, quarter * 3)
    return vague(months_span(text, year, *_VAGUE_MONTHS[part[-1]]))


def _months(text: str, part: str) -> int:
    """How many months 前五個月 are."""
    months = number(part[1:-2])
    if months is None or not 1 <= months <= 12:
        raise NotADate(text, "a year has twelve months.", "no-such-day")
    return months


def part_of_month(text: str, year: int, month: int, part: str) -> Span:
    """上旬, 中旬, 下旬, 初, 中, 底 or 末 of a Gregorian month."""
    first, last = ten_days(part, length_of_month(year, month) if 1 <= month <= 12 else 30)
    begins, ends = gregorian_span(text, year, month, first), gregorian_span(text, year, month, last)
    found = replace(begins, edtf=f"{begins.edtf}/{ends.edtf}", last=ends.last, parts=(year, month), precision="month")
    return found if part[-1] in "旬月" else vague(found)


def ten_days(part: str, length: int) -> tuple[int, int]:
    """The first and last day of a part of a month that has so many days."""
    if part in _TEN_DAYS:
        first, last = _TEN_DAYS[part]
        return first, last or length
    return (1, 10) if part[0] in "上初" else (11, 20) if part[0] == "中" else (21, length)


_TEN_DAYS: Final = {
    "上中旬": (1, 20), "中上旬": (1, 20), "中下旬": (11, 0),
    "上半月": (1, 15), "前半月": (1, 15), "下半月": (16, 0), "後半月": (16, 0),
}  # fmt: skip
"""Longer parts of a month by their first and last day; 0 is the end."""


def vague(found: Span) -> Span:
    """The span, marked as a convention."""
    return replace(found, inferred=True).warned(problem("inferred-bounds"))


# -- decades and centuries -----------------------------------------------------------------------

_OF_DECADE: Final = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_OF_CENTURY: Final = {
    "early": (0, 19), "mid": (40, 59), "late": (80, 99), "first": (0, 49), "second": (50, 99),
    "q1": (0, 24), "q2": (25, 49), "q3": (50, 74), "q4": (75, 99),
}  # fmt: skip
_CHINESE_PARTS: Final = {
    **dict.fromkeys(("初", "初期", "初葉", "早期", "之初", "前期"), "early"),
    **dict.fromkeys(("中", "中期", "中葉"), "mid"),
    **dict.fromkeys(("末", "末期", "末葉", "晚期", "後期", "之末"), "late"),
    **dict.fromkeys(("上半葉", "前半葉", "上半期", "前半期", "前半"), "first"),
    **dict.fromkeys(("下半葉", "後半葉", "下半期", "後半期", "後半"), "second"),
    **{f"第{sign}個四分之一": f"q{index}" for index, sign in enumerate("一二三四", start=1)},
    "最後四分之一": "q4",
}
_SHARP: Final = frozenset({"first", "second", "q1", "q2", "q3", "q4"})
"""Halves and quarters have sharp limits."""
ENGLISH_PARTS: Final = {"early": "early", "mid": "mid", "middle": "mid", "late": "late"}
CHINESE_PART: Final = "|".join(sorted(_CHINESE_PARTS, key=len, reverse=True))


def part_of_years(text: str, start: int, length: int, part: str) -> Span:
    """A part of the decade or century that begins with the year ``start`` and has ``length`` years."""
    name = _CHINESE_PARTS.get(part, part)
    bounds = (_OF_DECADE if length == 10 else _OF_CENTURY).get(name)
    if bounds is None:
        raise NotADate(text, f"a span of {length} years has no part {part!r}.")
    begins, ends = gregorian_span(text, start + bounds[0]), gregorian_span(text, start + bounds[1])
    found = replace(
        begins,
        edtf=f"{begins.edtf}/{ends.edtf}",
        last=ends.last,
        parts=(start,),
        precision="decade" if length == 10 else "century",
    )
    return found if name in _SHARP else vague(found)
