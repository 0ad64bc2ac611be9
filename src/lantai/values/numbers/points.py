"""Numerals that count nothing: points of time, ordinals, cohorts, codes and the marks of lists.

年 月 日 時 say it by the size and form of the numeral before them: 1931年, 九月 and 18日 are dates, 30年 and 5個月 are
lengths of time. A date is only told apart here; ``lantai.values.dates`` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from lantai.values.numbers.cores import Core
from lantai.values.numbers.number import Kind
from lantai.values.numbers.plain import plain
from lantai.values.numerals import HAN_SHORT

_YEARS: Final = range(1000, 2201)
_ERA_WORDS: Final = ("公元", "公元前", "西元", "西元前", "公曆", "西曆")
_LONGEST_ERA: Final = 5
_LONGEST_WORD: Final = 24

_AFTER: Final = re.compile(
    plain(
        r" ?(?:(?P<century>世紀)|(?P<decade>年代)|(?P<ordinal>年級|號樓|號線|等獎|等功)|(?P<session>屆)"
        r"|(?P<anniversary>周年)"
        r"|(?P<quarter>季度)|(?P<year>年)|(?P<month>月(?![亮餅球臺]))|(?P<day>日(?![本報元圓]))|(?P<number>號)"
        r"|(?P<hour>時(?![間期代任候常而辰])|點(?=鐘|半|整|許|左右|[0-9一二三四五六七八九十]{1,3}分|一刻|三刻))"
        r"|(?P<cohort>後))"
    )
)
_YEAR_GOES_ON: Final = re.compile(
    plain(r"年 ?(?:[0-9]{1,2} ?月|閏?(?:十[一二]?|[一二三四五六七八九正冬臘])月|[初底末春夏秋冬](?!級)|度)")
)
_MINUTES: Final = re.compile(
    plain(r"(?:[0-9一二三四五六七八九十]{1,3}分(?:[0-9一二三四五六七八九十]{1,3}秒)?|半|整|鐘|許|[一三]刻)*")
)
_LENGTH: Final = re.compile(
    plain(r".(?:餘|多(?!次)|半(?!年)|以上|以下|以內|之內|左右|有餘|來|間|內|之久|時間|歷史|[夜遊])")
)
_DATE_WORD: Final = re.compile(
    r"[0-9]{4}[-./·][0-9]{1,2}(?:[-./·][0-9]{1,2})?|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}|[12][0-9]{3}-[12][0-9]{3}"
    r"|[0-9]{2,4}0s"
)
_COMPACT_DATE: Final = re.compile(r"(?:1[5-9]|20)[0-9]{2}(?:0[0-9]|1[0-2])(?:[0-2][0-9]|3[01])")
_CLOCK: Final = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9/])")
_STRUCTURE: Final = re.compile(plain(r"[0-9]+(?: ?[+ ] ?[0-9]+){0,9} ?[+ ] ?[NnXx](?![A-Za-z])"))
_ISSUE: Final = re.compile(plain(r"[〔\[【(（][12][0-9]{3}年?[〕\]】)）] ?第? ?[0-9]{1,5} ?號"))
_ITEM: Final = plain(r"[一二三四五六七八九十廿]{1,4}|[0-9]{1,3}")
_BRACKETED: Final = re.compile(rf"[(（](?:{_ITEM})[)）]")
_LISTED: Final = re.compile(rf"(?:{_ITEM})(?:、|[.．](?![0-9])|[)）])")
_YEAR_IN_BRACKETS: Final = re.compile(r"[12][0-9]{3}(?=[)）〕\]】])")
_SENTENCE_ENDS: Final = frozenset("\n\r。；！？;!?")
_LABELS: Final = frozenset(plain("圖表"))
_QUOTES: Final = dict(zip("“‘「『", "”’」』", strict=True))
_LONGEST_TERM: Final = 10
_SHORT: Final = frozenset(plain(HAN_SHORT))
_TWO: Final = plain("兩")
_MONTH: Final = plain("月")
_COUNTED_SESSIONS: Final = frozenset(plain("有共任續歷了過辦開經滿這幾前"))


class _Seen(NamedTuple):
    """A core, the character after it (at ``at``), how far back one may look, and whether 近 or such precedes it."""

    text: str
    core: Core
    whole: int
    at: int
    floor: int
    is_open: bool

    @property
    def may_be_point(self) -> bool:
        """Not 近3日, 兩月, 十日內."""
        return not (self.is_open or self.text[self.core.start] == _TWO or _LENGTH.match(self.text, self.at))


def point_after(text: str, core: Core, floor: int, *, is_open: bool) -> tuple[Kind, int] | None:
    """The kind that the characters after a core make of it, and where that ends; None when it counts something.

    ``is_open`` says that a word such as 近 stands before it.
    """
    match = _AFTER.match(text, core.end)
    if match is None or core.within or core.value is None or core.value.denominator != 1:
        return None
    group = str(match.lastgroup)
    kind = _RULES[group](_Seen(text, core, int(core.value), match.start(group), floor, is_open))
    if kind is None:
        return None
    minutes = _MINUTES.match(text, match.end()) if kind == "time" else None
    return kind, minutes.end() if minutes else match.end()


def _year(seen: _Seen) -> Kind | None:
    if after_era(seen.text, seen.core.start, seen.floor) or (
        _YEAR_GOES_ON.match(seen.text, seen.at) and (seen.core.form == "han" or seen.whole > 12)
    ):
        return "date"
    is_length = seen.is_open or _LENGTH.match(seen.text, seen.at) is not None
    return "date" if _is_written_as_year(seen.core, seen.text) and not (is_length and seen.whole % 100 == 0) else None


def _is_written_as_year(core: Core, text: str) -> bool:
    """1931, 一九三一, 三一; also 廿三 and 卅一, in which nobody writes a length of time."""
    if core.form == "arabic":
        return core.end - core.start == 4 and int(core.value or 0) in _YEARS  # a fraction would be sought one by one
    return (core.flat and not core.lone) or text[core.start] in _SHORT


def _month(seen: _Seen) -> Kind | None:
    return "date" if seen.may_be_point and 1 <= seen.whole <= 12 else None


def _day(seen: _Seen) -> Kind | None:
    return "date" if seen.may_be_point and 1 <= seen.whole <= 31 else None


def _hour(seen: _Seen) -> Kind | None:
    return "time" if seen.whole <= 24 and seen.core.times == 1 else None


def _century(seen: _Seen) -> Kind | None:
    return "date" if seen.may_be_point and seen.whole <= 30 else None


def _quarter(seen: _Seen) -> Kind | None:
    return "date" if seen.whole <= 4 and seen.may_be_point else None


def _cohort(seen: _Seen) -> Kind | None:
    """80後, 九〇後, 00後."""
    two_digits = seen.core.end - seen.core.start == 2 and (seen.core.form == "arabic" or seen.core.flat)
    return "cohort" if two_digits and seen.whole % 5 == 0 else None


def _session(seen: _Seen) -> Kind | None:
    """十九屆 is the nineteenth; 連任三屆 and 近10屆 are so many."""
    return None if seen.is_open or seen.text[max(seen.core.start - 1, 0)] in _COUNTED_SESSIONS else "ordinal"


def _number(seen: _Seen) -> Kind | None:
    return "date" if seen.text[max(seen.core.start - 1, 0)] == _MONTH else "ordinal"


def _always(kind: Kind) -> Callable[[_Seen], Kind | None]:
    return lambda _: kind


_RULES: Final[dict[str, Callable[[_Seen], Kind | None]]] = {
    "century": _century,
    "decade": _always("date"),
    "ordinal": _always("ordinal"),
    "session": _session,
    "anniversary": _always("anniversary"),
    "quarter": _quarter,
    "year": _year,
    "month": _month,
    "day": _day,
    "number": _number,
    "hour": _hour,
    "cohort": _cohort,
}


def after_era(text: str, start: int, floor: int) -> bool:
    """Whether the name of an era, or 公元, ends at ``start``."""
    end = start - 1 if start > floor and text[start - 1] == " " else start
    return any(text[max(end - size, floor) : end] in _era_names() for size in range(2, _LONGEST_ERA + 1))


@cache
def _era_names() -> frozenset[str]:
    from lantai.values.dates.eras import eras  # the dates take 70 ms to import: only where a year asks for its era

    spellings = (spelling for era in eras() for spelling in era.spellings)
    return frozenset(map(plain, (*_ERA_WORDS, *spellings)))


# -- what is seen before anything is read ---------------------------------------------------------


def word_kind(word: str) -> Kind:
    """What a word of letters, digits and joining signs is that is no number: a date, a clock time or a code."""
    if len(word) > _LONGEST_WORD:
        return "code"
    if _DATE_WORD.fullmatch(word):
        return "date"
    return "time" if _CLOCK.match(word) else "code"


def digits_kind(text: str, start: int, end: int) -> Kind | None:
    """What Arabic digits by themselves are, when no number: 007, 13912345678, 19310918, (2021), 圖3."""
    digits = text[start:end]
    if _COMPACT_DATE.fullmatch(digits) or (start and _YEAR_IN_BRACKETS.match(text, start)):
        return "date"
    is_padded = len(digits) > 1 and digits[0] == "0" and digits.isdigit()
    is_label = start > 0 and text[start - 1] in _LABELS
    return "code" if is_padded or is_label or (len(digits) > 10 and digits.isdigit()) else None


def span_at(text: str, start: int, floor: int) -> tuple[Kind, int, int] | None:
    """A list mark, a structural code (1+9+N) or a document number (〔2021〕5號) whose first numeral is at ``start``."""
    if start > floor and text[start - 1] in "[(（〔【":
        if issue := _ISSUE.match(text, start - 1):
            return "code", start - 1, issue.end()
        if mark := _BRACKETED.match(text, start - 1):
            return "marker", start - 1, mark.end()
    if code := _STRUCTURE.match(text, start):
        return "code", start, code.end()
    if _begins_sentence(text, start) and (mark := _LISTED.match(text, start)):
        return "marker", start, mark.end()
    return None


def is_term(text: str, start: int) -> bool:
    """Whether a Chinese numeral begins a short quotation, a name rather than a count: 「三個一批」."""
    closing = _QUOTES.get(text[start - 1]) if start else None
    return closing is not None and closing in text[start : start + _LONGEST_TERM]


def _begins_sentence(text: str, start: int) -> bool:
    at = start
    while at and text[at - 1] == " " and start - at < _LONGEST_TERM:
        at -= 1
    return at == 0 or text[at - 1] in _SENTENCE_ENDS
