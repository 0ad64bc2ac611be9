"""Dates that count from another day: 去年3月, 近3年, 截至5月底, 十八大以來, by the end of May, since last year.

They count from the day of writing (``Context.as_of``) or from the date before them (``Context.previous``); without
it they are refused with ``no-anchor``, never guessed. What is resolved is marked as inferred. Conventions:

* 近3年 runs to the day of writing: as of 2021-06-23 from 2018-06-24. The three calendar years that end with this
  one, and the last three complete ones, are its alternatives.
* 今年以來 and 十八大以來 end on the day of writing; 截至… and 至今 have no beginning; 近年來 and 日前 have no sharp
  limits: open at the beginning, and marked ``inferred-bounds``.
* 截至11月底 is the last such day that is not after the day of writing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lantai.values.dates import anchored, calendars
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number, iso_day, year_month_day
from lantai.values.dates.numerals import number
from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.patterns import lazy
from lantai.values.dates.relative_words import Here, Word, lately, months_before, range_span, resolve, words, year_text
from lantai.values.dates.span import Alternative, Span, gregorian_span
from lantai.values.dates.western import month_number


def read(
    text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
) -> Span | None:
    """The span of an expression that counts from another day, or None when it is none.

    A reader as in :mod:`lantai.values.dates.reading`; ``text`` may be settled or as written. Raises NotADate with
    the code ``no-anchor`` when ``context`` lacks what the expression counts from.
    """
    view = _settled(text)
    if not view or not is_relative(view):
        return None
    here = Here(text, context or Context(), _Absolute(like, day_first))
    for form in _FORMS:
        if span := form(view, here):
            return span
    return None


def _settled(text: str) -> str:
    """The text in one script, without spaces; the marks that the reader of dates put for to and and undone."""
    view = in_one_script(text).replace(" ", "")
    if view.isascii():
        return view
    is_english = view.replace("→", "").replace("及", "").isascii()
    return view.replace("→", "to").replace("及", "and") if is_english else view.replace("→", "至")


@dataclass(frozen=True, slots=True)
class _Absolute:
    """The calendars' readers, asked for what a relative word was turned into."""

    like: Span | None
    day_first: bool | None

    def __call__(self, text: str, context: Context) -> Span | None:
        return calendars.read(text, like=self.like, day_first=self.day_first, context=context)


def _inner(view: str, here: Here) -> Span | None:
    """What an expression inside another says: 今年3月 in 截至今年3月, 5月底 in 截至5月底."""
    return read(view, context=here.context) or here.absolute(view, here.context)


def _inferred(span: Span | None) -> Span | None:
    return replace(span, inferred=True) if span else None


# -- what may be relative at all -----------------------------------------------------------------


@cache
def _compact() -> Mapping[str, Word]:
    """The words without their spaces, as settled text has them."""
    return {word.text.replace(" ", ""): word for word in words()}


@cache
def _head() -> re.Pattern[str]:
    """A word, and what follows it."""
    longest_first = sorted(_compact(), key=len, reverse=True)
    return re.compile(f"({'|'.join(longest_first)})(.*)", re.IGNORECASE)


@cache
def _of_year() -> re.Pattern[str]:
    """March last year: a word of a year at the end."""
    years = [text for text, word in _compact().items() if word.unit == "year" and text.isascii()]
    return re.compile(f"(.+?)(?:of|in|,)?({'|'.join(sorted(years, key=len, reverse=True))})", re.IGNORECASE)


_SIGNS: Final = lazy(
    "^(?:截|近|最近|過去|未來|今後|這|第|前)|以來|[至到迄]今|[為]?止$|入[春夏秋冬]|時期|期間|以[前後]|之[前後]|[前後]$"
    "|季度?$|半年$|前.{1,2}個月$|^年|[至—-].*(?:年|月|[日號])|ago$"
    "|^(?:by|as[oa]|up|since|from|after|before|during|in|over|for|within|the|end|begin|early|late|mid|last|past|next|this)"
    "|(?:year|month|day|end|start)",
    re.IGNORECASE,
)


def is_relative(view: str) -> bool:
    """Whether settled text may be a relative date: a cheap look before the forms are tried."""
    if view in anchored.names_alone():
        return True
    return (view[0].lower() in _starts() and _head().match(view) is not None) or _SIGNS.search(view) is not None


@cache
def _starts() -> frozenset[str]:
    return frozenset(text[0] for text in _compact())


# -- 近3年, in the past three years ---------------------------------------------------------------

_NUMBER: Final = "[0-9]{1,3}|[一二三四五六七八九十百廿卅兩]{1,4}"
_COUNTED: Final = lazy(
    f"(?P<way>近這|近來|最近這?|近|過去的?|這|未來的?|今後)(?P<n>{_NUMBER}|半)(?P<unit>年|個月|天|日|週|個星期|個季度)"
    "(?P<half>半)?(?:間|以?來|之?內|裡|裏)?"
)
_ENGLISH_NUMBERS: Final = {
    "": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip
_COUNTED_ENGLISH: Final = lazy(
    "(?:in|over|during|for|within)?(?:the|these)?(?P<way>past|last|previous|next|coming)"
    f"(?P<n>[0-9]{{1,3}}|{'|'.join(filter(None, _ENGLISH_NUMBERS))})?(?P<unit>year|month|week|day|decade|quarter)s?",
    re.IGNORECASE,
)
_FORWARD: Final = ("未來", "未來的", "今後", "next", "coming")
_MONTHS_OF: Final = {"年": 12, "個月": 1, "個季度": 3, "year": 12, "month": 1, "decade": 120, "quarter": 3}
_DAYS_OF: Final = {"天": 1, "日": 1, "週": 7, "個星期": 7, "day": 1, "week": 7}


def _counted(view: str, here: Here) -> Span | None:
    """近3年, 最近六個月, 未來五年, over the last ten years."""
    match = _COUNTED.fullmatch(view) or _COUNTED_ENGLISH.fullmatch(view)
    count = _count(match["n"] or "") if match else None
    if match is None or not count:
        return None
    unit, is_half = match["unit"].lower(), match["n"] == "半"
    if not match["n"] and match["way"].lower() in ("last", "next", "previous") and unit != "decade":
        return None  # last year is the calendar year, the last three years and the past year are not
    days, months = _DAYS_OF.get(unit, 0) * count, _MONTHS_OF.get(unit, 0) * count
    if is_half or match.groupdict().get("half"):
        months = months - 6 if is_half else months + 6
    if match["way"].lower() in _FORWARD:
        return _inferred(range_span(here.as_of() + 1, months_before(here.as_of(), -months) + days))
    span = _inferred(range_span(months_before(here.as_of(), months) - days + 1, here.as_of()))
    return replace(span, alternatives=_whole_years(here.as_of(), months // 12)) if span and months % 12 == 0 else span


_VAGUELY_COUNTED: Final = lazy(
    "(?:近|最近|過去|這)(?:[0-9]{1,3}|[一二三四五六七八九十百]{0,4})[多餘余幾數]{1,2}(?:年|個月|天|十年)(?:間|以?來|之?內)?"
)


def _vaguely_counted(view: str, here: Here) -> Span | None:
    """近十餘年來, 近數年: no sharp beginning."""
    return lately(here) if _VAGUELY_COUNTED.fullmatch(view) else None


def _count(text: str) -> int | None:
    """The number of 近3年; 半 counts as one unit, which the caller halves."""
    if text.isascii() and not text.isdigit():
        return _ENGLISH_NUMBERS.get(text.lower())
    return 1 if text == "半" else number(text.replace("兩", "二"))


def _whole_years(as_of: int, count: int) -> tuple[Alternative, ...]:
    """近3年 as calendar years: those that end with this one, and those that are complete."""
    this = year_month_day(as_of)[0]
    return tuple(
        Alternative(
            f"{last - count + 1:04d}/{last:04d}" if count > 1 else f"{last:04d}",
            day_number(last - count + 1, 1, 1),
            day_number(last, 12, 31),
            reason,
        )
        for last, reason in (
            (this, "counted in calendar years, this one included"),
            (this - 1, "counted in complete calendar years"),
        )
        if count
    )


# -- 截至5月底, by the end of May -----------------------------------------------------------------

_CUT_OFF: Final = lazy("(?:截至到?|截止[到至]?|截到)(.+?)(?:為?止)?|[到至](.+?)為?止")
_CUT_OFF_ENGLISH: Final = lazy("(?:by|asof|asat|upto|until|till)((?:the)?.+)", re.IGNORECASE)
_BEGINNING_OF_YEAR: Final = lazy("年初$")
"""Up to the beginning of a year is up to its first month, though 年初 by itself is three."""
_YEARLESS: Final = lazy(
    "(?:[0-9]{1,2}|[正一二三四五六七八九十冬臘]{1,2})月|(?:the)?(?:end|beginning|start|middle)of[A-Za-z]{3,9}$",
    re.IGNORECASE,
)


def _cut_off(view: str, here: Here) -> Span | None:
    """Everything up to a day: 截至今年3月, 截至2021年5月底, by the end of May, as of 31 May 2021."""
    match = _CUT_OFF.fullmatch(view) or _CUT_OFF_ENGLISH.fullmatch(view)
    end = _latest(_BEGINNING_OF_YEAR.sub("年1月", match[match.lastindex or 1]), here) if match else None
    if end is None or end.last is None or end.first is None:
        return end
    return replace(end, edtf=f"../{end.edtf.split('/')[-1]}", first=None, alternatives=())


def _latest(view: str, here: Here) -> Span | None:
    """The date, or, when it names no year, the last such one that is not after the day of writing."""
    span, as_of = _inner(view, here), here.context.as_of
    if span is None or span.last is None or as_of is None or span.last <= as_of or not _YEARLESS.match(view):
        return span
    if span.first is not None and span.first <= as_of:
        return span
    return _inner(view, replace(here, context=replace(here.context, as_of=months_before(as_of, 12)))) or span


# -- 今年以來, since last year --------------------------------------------------------------------

_SINCE: Final = lazy("(?:自從|自|從)?(.+?)(?:以來|[至到迄]今)")
_SINCE_ENGLISH: Final = lazy("since(.+)", re.IGNORECASE)
_SEASON_CAME: Final = lazy("入([春夏秋冬])")


def _since(view: str, here: Here) -> Span | None:
    """From a relative beginning to the day of writing; an absolute one (1949年以來) is not ours."""
    match = _SINCE.fullmatch(view) or _SINCE_ENGLISH.fullmatch(view)
    start = _start(match[1], here) if match else None
    if start is None or start.first is None:
        return None
    as_of = here.as_of()
    return replace(start, edtf=f"{start.edtf.split('/')[0]}/{iso_day(as_of)}", last=as_of, alternatives=())


def _start(view: str, here: Here) -> Span | None:
    """What 以來 counts from: a relative word, or the season that came in (入夏)."""
    match = _SEASON_CAME.fullmatch(view)
    if match is None:
        return read(view, context=here.context)
    year, month = here.year_month()
    begun = year - 1 if match[1] == "冬" and month < 9 else year
    return _inferred(here.absolute(f"{begun}年{match[1]}", here.context))


# -- 去年3月, March last year, the end of last year ------------------------------------------------


def _of_words(view: str, here: Here) -> Span | None:
    """A word with what follows it (去年3月), or, in English, with what stands before it (March last year)."""
    if match := _head().fullmatch(view):
        return resolve(_compact()[match[1].lower()], match[2].removeprefix("的"), here)
    if match := _of_year().fullmatch(view):
        year = resolve(_compact()[match[2].lower()], "", here)
        return _inferred(_inner(f"{match[1]}{year.parts[0]}", here)) if year and year.parts else None
    return None


_PART_OF: Final = lazy(
    "(?:(?:at|in|by|on)?the)?(end|close|beginning|start|middle)of(?:the)?(.+)|(early|late|mid)-?(.+)", re.IGNORECASE
)
_YEAR_PARTS: Final = {"end": "底", "close": "底", "late": "末", "beginning": "初", "start": "初", "early": "初"}
_MONTH_PARTS: Final = {"early": "上旬", "mid": "中旬", "middle": "中旬", "late": "下旬"}


def _part_of(view: str, here: Here) -> Span | None:
    """The end of May, early 2021, mid-September 1931: read as 5月底, 2021年初, 1931年9月中旬."""
    match = _PART_OF.fullmatch(view)
    if match is None:
        return None
    part, whole = (match[1] or match[3]).lower(), match[2] or match[4]
    month = month_number(whole) if whole.isalpha() and len(whole) >= 3 else None
    if month:
        return here.absolute(f"{month}月{_MONTH_PARTS.get(part) or _YEAR_PARTS[part]}", here.context)
    span = _inner(whole, here)
    if span is None or span.calendar != "gregorian" or not 1 <= len(span.parts) <= 2:
        return None
    names = _MONTH_PARTS if len(span.parts) == 2 else {"middle": "中", "mid": "中"}
    text = "".join(f"{value}{unit}" for value, unit in zip(span.parts, "年月", strict=False))
    found = here.absolute(text + (names.get(part) or _YEAR_PARTS[part]), here.context)
    return replace(found, inferred=found.inferred or span.inferred) if found else None


# -- 三年前, two years ago, last March -------------------------------------------------------------

_AGO: Final = lazy(f"(?P<n>{_NUMBER})(?P<unit>年|個月|天|日|週|個星期)(?:以|之)?前")
_AGO_ENGLISH: Final = lazy(
    f"(?P<n>a|[0-9]{{1,3}}|{'|'.join(filter(None, _ENGLISH_NUMBERS))})(?P<unit>year|month|week|day|decade)s?ago",
    re.IGNORECASE,
)


def _ago(view: str, here: Here) -> Span | None:
    """So many years, months or days before the day of writing: the year, the month, the day."""
    match = _AGO.fullmatch(view) or _AGO_ENGLISH.fullmatch(view)
    count = _count(match["n"].lower().removesuffix("a")) if match else None
    if match is None or count is None:
        return None
    unit = match["unit"].lower()
    then = months_before(here.as_of(), _MONTHS_OF.get(unit, 0) * count) - _DAYS_OF.get(unit, 0) * count
    parts = year_month_day(then)
    return _inferred(gregorian_span(here.text, *parts[: _PARTS_OF.get(unit, 3)]))


_PARTS_OF: Final = {"年": 1, "year": 1, "decade": 1, "個月": 2, "month": 2}
_NAMED_MONTH: Final = lazy("(last|this|next)([a-z]{3,9})", re.IGNORECASE)


def _named_month(view: str, here: Here) -> Span | None:
    """Last March is the latest that is over, next March the first that has not begun, this March this year's."""
    match = _NAMED_MONTH.fullmatch(view)
    month = month_number(match[2]) if match else None
    if match is None or month is None:
        return None
    year, current = here.year_month()
    shift = {"last": -(month >= current), "this": 0, "next": int(month <= current)}[match[1].lower()]
    return _inferred(gregorian_span(here.text, year + shift, month))


# -- 一季度, 上半年: of the year in question --------------------------------------------------------

_PART_OF_YEAR: Final = lazy(
    "年[初底末]|第?[一二三四1-4]季度?|[上下]半年|前(?P<first>[二三23])季度|前[0-9一二三四五六七八九十]{1,2}個月"
)


def _part_of_year(view: str, here: Here) -> Span | None:
    match = _PART_OF_YEAR.fullmatch(view)
    if match is None:
        return None
    previous = here.context.previous
    year = year_text(previous) if previous is not None and previous.parts else f"{here.year_month()[0]}年"
    if match["first"] is None:
        return _inferred(here.absolute(year + view.removeprefix("年"), here.context))
    months = {"二": 6, "2": 6, "三": 9, "3": 9}[match["first"]]
    begins, ends = (here.absolute(f"{year}{month}月", here.context) for month in (1, months))
    return _joined(begins, ends) if begins and ends else None


# -- 去年3月至今年5月, 今年1至5月 -------------------------------------------------------------------

_RANGE: Final = lazy("([^至—-]{1,30}?)(?:至|—{1,2}|-|to)([^至—-]{1,30})")
_UNIT: Final = lazy("[年月日號]$")


def _range(view: str, here: Here) -> Span | None:
    """A range of which one end is relative, or of which the first lacks its unit and both the year (1至5月)."""
    match = _RANGE.fullmatch(view)
    if match is None:
        return None
    left, right = match[1], match[2]
    unit = _UNIT.search(right)
    if unit and left[-1] in "0123456789一二三四五六七八九十":
        left += unit[0]
    begins = _inner(left, here)
    ends = read(right, like=begins, context=here.context) or calendars.read(right, like=begins, context=here.context)
    if begins is None or ends is None or not (begins.inferred or ends.inferred):
        return None
    if begins.first is None or ends.last is None or ends.last < begins.first:
        return None
    return _joined(begins, ends)


def _joined(begins: Span, ends: Span) -> Span:
    edtf = f"{begins.edtf.split('/')[0]}/{ends.edtf.split('/')[-1]}"
    problems = tuple(dict.fromkeys(begins.problems + ends.problems))
    return replace(ends, edtf=edtf, first=begins.first, inferred=True, problems=problems, alternatives=())


_FORMS: Final = (
    _counted, _vaguely_counted, _ago, _cut_off, _since, anchored.read_here, _part_of, _of_words, _named_month,
    _part_of_year, _range,
)  # fmt: skip
