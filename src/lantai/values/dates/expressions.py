"""Where a date expression in Chinese ends that begins at a given place of a running text.

The pieces are small patterns, tried at one place each, none of which can look further than a few dozen characters:
an expression is ``prefix point weekday? (sign point)? suffix?``. What a piece may not be taken for stands beside it:
十年來 and 三個月 are durations, 三月三 and 十月革命 names. Text is a view in one script (:mod:`.one_script`).
The reader of dates decides what an expression means; here it is only cut out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from lantai.values.dates import anchored, expressions_telegram
from lantai.values.dates.context import Anchors
from lantai.values.dates.eras import eras
from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.patterns import lazy
from lantai.values.dates.relative_words import Word, words

# -- numbers -------------------------------------------------------------------------------------

_TO_NINE: Final = "[一二三四五六七八九]"
_SHORT: Final = f"(?:[二三四五六七八九]?十{_TO_NINE}?|[廿卅]{_TO_NINE}?|[0-9]{{1,2}}|{_TO_NINE})"
_YEAR: Final = "(?:(?:1[0-9]|2[01])[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_ERA_YEAR: Final = "(?:元|[一二三四五六七八九十百廿卅卌〇零]{1,4}|[0-9]{1,4})"
_CYCLE: Final = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
_SIGN: Final = " ?(?:—{1,2}|-{1,2}|[至到]) ?"

# -- parts of a year -----------------------------------------------------------------------------

_LISTED: Final = f"(?:[、,和及與]{_SHORT}){{1,6}}"
_END: Final = r"(?=$|[\s,.。、;:!?，；：！？()\[\]<>「」『』《》〈〉“”‘’\"'—-])"
_DAY_WORD: Final = (
    f"初[一二三四五六七八九十]日?|{_SHORT}[日號](?![本])|廿{_TO_NINE}?(?![年月個餘多])|"
    f"(?:十{_TO_NINE}?|二十{_TO_NINE}?|三十|卅)(?:{_END}|(?=[晨早夜晚]))|[朔晦]日?|望日|{_CYCLE}日?|"
    f"{_SHORT}(?={_SIGN}{_SHORT}[日號]|{_LISTED}[日號])"
)
_MONTH_PART: Final = "[上中下]旬|[底末]|初(?![步次級中小高選審賽試])"
_MONTH: Final = f"閏?(?:{_SHORT}|[正冬臘])月份?"
_SEASON: Final = "[初孟仲季早暮晚深盛隆]?[春夏秋冬][季天]?(?![節耕收種運訓裝令奧至分遊游耘播捕蠶糧茶灌麥荒旱汛])"
_FEAST: Final = "(?:元旦|大年初一|春節|元宵|上元|端午|端陽|七夕|中元|中秋|重陽|臘八|除夕)節?"
_YEAR_PART: Final = (
    f"(?:{_FEAST}|"
    f"[春夏秋冬]?{_MONTH}(?: ?(?:{_DAY_WORD})|{_MONTH_PART})?|{_SHORT}(?={_SIGN}{_SHORT}月)|"
    f"{_SHORT}(?:、{_SHORT}){{1,4}}月|"
    f"{_SEASON}|[上下]半年|"
    "前(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})個月|第?[一二三四1-4]季度?|中(?=[,。、，])|[底末](?![代班端])|初(?![步次級中小高選審賽試夏春秋冬])|全年)"
)
_LABEL: Final = "(?:的?(?:農曆|陰曆|舊曆|夏曆|陽曆|新曆|國曆|公曆))?"
_YEAR_TAIL: Final = f"(?:{_LABEL} ?{_YEAR_PART}|度(?![假過曲日月量]))?"
_OF_YEARS: Final = "(?:[初末](?:[期葉])?|[中早晚前後](?:期|葉)|[上下前後]半[葉期])?"
_DECADE: Final = f"(?:[2-9]0|[二三四五六七八九]十)年代{_OF_YEARS}"
_NOT_A_DATE_MONTH: Final = "(?![有餘來間之個球光許內刊一二三四五六七八九十0-9]|革命|起義|風暴|政變|流火|黨人|花)"

# -- points in time ------------------------------------------------------------------------------

_QUARTER: Final = "(?:第?[一二三四1-4]|前[二三23])季度(?!末|的?比)"
_PART_OF_YEAR: Final = lazy(
    f"[上下]半年|{_QUARTER}|(?<![年月日天週期後])前(?:[0-9]{{1,2}}|[二三四五六七八九十]{{1,2}})個月(?!的?[時內])"
)
_YEARS_END: Final = lazy("年[底末]|年初(?=以?來|起|,|，)")
_FULL_YEAR: Final = lazy(
    f"{_YEAR}(?:年(?!代){_YEAR_TAIL}|(?={_SIGN}{_YEAR}年))|"
    f"(?:[12][0-9]{{2}}0|[一二][〇一二三四五六七八九]{{2}}[〇零])年代{_OF_YEARS}|"
    f"(?:{_SHORT}(?:世紀)?[、和與])?{_SHORT}世紀(?:之交|{_DECADE}|{_OF_YEARS})"
)
_NO_YEAR: Final = lazy(
    f"(?:閏?(?:1[0-2]|0?[1-9]|十[一二]?|{_TO_NINE}|[正冬臘])月)"
    f"(?: ?(?:{_DAY_WORD})|份|{_MONTH_PART}|{_NOT_A_DATE_MONTH})|"
    f"(?:1[0-2]|[1-9]|十[一二]?|{_TO_NINE})(?={_SIGN}(?:1[0-2]|[1-9]|十[一二]?|{_TO_NINE})月)|"
    f"{_DECADE}|{_QUARTER}"
)
_SHORT_YEAR: Final = lazy(f"(?:[0-9]{{2}}|{_SHORT})年(?:{_MONTH}(?: ?(?:{_DAY_WORD})|{_MONTH_PART})?|{_SEASON})")
_BARE_YEAR: Final = lazy(f"{_SHORT}年{_END}")
_BARE_DAY: Final = lazy(
    f"{_SHORT}(?:日(?![本報子用程期內後前間以之起來線樓院])|號(?=[上下]午|[早晚晨]|{_SIGN}{_SHORT}[日號])|(?={_LISTED}日))"
)
_DATELINE: Final = lazy(f"{_SHORT}日(?=[電訊])")
_DAY_GOES_ON: Final = lazy(f"{_SIGN}{_SHORT}[日號]|[晨早晚夜午上下]|{_END}")
_ERA_TAIL: Final = lazy(
    f"(?:{_ERA_YEAR}(?:、[一二三四五六七八九十]{{1,3}})?年(?:\\({_YEAR}年?\\)|(?:歲次)?{_CYCLE}年?)?{_YEAR_TAIL}|{_CYCLE}年?{_YEAR_TAIL}|年間|朝|[初末]年)"
)
_CYCLE_YEAR: Final = lazy(f"{_CYCLE}[年歲](?![戰]){_YEAR_TAIL}")
_LUNAR_MONTH: Final = lazy(f"閏?(?:{_SHORT}|[正冬臘])月(?: ?(?:{_DAY_WORD})|{_MONTH_PART})?{_NOT_A_DATE_MONTH}")
_REPUBLIC: Final = lazy(f"民(?:元|[一二三四五六七八九十廿卅]{{1,3}}|[0-9]{{1,2}})年{_YEAR_TAIL}")
_TURN: Final = lazy("世紀之交")
_BEFORE_CHRIST: Final = lazy(
    f"(?:(?:公元|西元|紀元)前 ?(?:[0-9]{{1,4}}|[一二三四五六七八九十百千〇零]{{1,7}})|前[0-9]{{3,4}})年{_YEAR_TAIL}|"
    f"(?:公元|西元|紀元)?前 ?{_SHORT}世紀{_OF_YEARS}"
)
_NAMED_CALENDAR: Final = lazy(
    "(?:公元|西元|公曆|西曆|紀元|陽曆|新曆|國曆|農曆|陰曆|舊曆|夏曆|俄曆|儒略曆|黃帝紀元)(?!前)的?"
)
_CALENDAR_YEAR: Final = lazy(f"(?:[0-9]{{1,4}}|[一二三四五六七八九十百千〇零廿卅]{{1,7}})年{_YEAR_TAIL}")

# -- what stands around a point ------------------------------------------------------------------

_PREFIX: Final = lazy("(?P<cut>(?:截至到?|截止[到至]?|截到)的? ?(?:大?約)?)|大約|大概|約|可能|(?P<since>自從|自|從)")
_WEEKDAY: Final = lazy("[,，]? ?(?:\\( ?)?(?:星期|週|禮拜)[一二三四五六日天](?: ?\\))?")
_RANGE: Final = lazy(_SIGN)
_SUFFIX: Final = lazy(
    "以前|以後|之前|之後|以來|前後(?!期)|左右|[至到迄]今(?![年日天後])|之際|起(?![草義訴飛源點家初身居步用動])|"
    "前(?![往後期線方夕身任景進提三兩幾一二四五])|後(?![期方勤人任代者備續面金])"
)

# -- relative words ------------------------------------------------------------------------------

_COUNTED: Final = lazy(
    "(?:近這|近|最近這?|過去的?|未來的?|今後|這) ?(?:[0-9]{1,3}|[一二三四五六七八九十百廿卅兩半]{0,4})[多餘余幾數]? ?"
    "(?:年半?|個月|個季度|天|週|個星期)(?:間|以?來|之?內)?(?![餘余多時的級度歷曆]|之久|左右|以上)"
)
_ONLY_A_LENGTH: Final = lazy("(?:[曆用耗長至時相已了過有共超]|[經通][過曆]|長達|時隔|將)$")
_SEASON_CAME: Final = lazy("入[春夏秋冬]以來")
_ANCHOR_TAIL: Final = lazy(f"的?(?:{anchored.AFTER})(?![期往])")
_LONE_TAIL: Final = lazy(f"(?:的?(?:{anchored.AFTER})(?![期往]))?(?![狀元年])")
_BEFORE_YEARS_END: Final = frozenset(" \n,.。;:，；：(「、到至於在從自計")
_CLAUSE: Final = frozenset(" \n\t\r,.。、;:!?，；：！？()[]「」『』《》〈〉“”‘’\"'—-○◎●△▲※*#·日年月")


@dataclass(frozen=True, slots=True)
class Heads:
    """The names that an expression may begin with, by their first two characters, the longest first.

    Each stands with the pattern of what follows it, and with its guards where it is a relative word.
    """

    by_start: dict[str, tuple[tuple[str, re.Pattern[str], Word | None], ...]]

    def end(self, view: str, start: int) -> int | None:
        """Where the point in time ends that begins with a name at ``start``; None when there is none."""
        for name, tail, word in self.by_start.get(view[start : start + 2], ()):
            if not view.startswith(name, start) or (word and not _is_word_here(view, start, word)):
                continue
            if match := tail.match(view, start + len(name)):
                return match.end()
        return None


def _is_word_here(view: str, start: int, word: Word) -> bool:
    """Whether the characters around a relative word leave it one: 出現在 holds no 現在."""
    before, after = view[start - 1 : start], view[start + len(word.text) : start + len(word.text) + 1]
    if word.starts_clause and not begins_clause(view, start):
        return False
    return not (before and before in word.not_after) and not (after and after in word.not_before)


_NOTHING: Final = lazy("")
_WORD_TAILS: Final = {
    "year": lazy(_YEAR_TAIL),
    "month": lazy(f"(?: ?(?:{_DAY_WORD})|份|{_MONTH_PART})?"),
    "century": lazy(f"{_DECADE}|{_OF_YEARS}"),
    "week": lazy("[一二三四五六日天]?"),
    **dict.fromkeys(("spring", "summer", "autumn", "winter"), lazy("[季天]?")),
}


@cache
def heads(anchors: Anchors) -> Heads:
    """Every name by which a Chinese expression may begin: eras, relative words, anchors."""
    found: set[tuple[str, re.Pattern[str], Word | None]] = set()
    found |= {(in_one_script(spelling), _ERA_TAIL, None) for era in eras() for spelling in era.spellings}
    found |= {
        (in_one_script(spelling), _LONE_TAIL if anchor.alone else _ANCHOR_TAIL, None)
        for spelling, anchor in anchors.items()
    }
    found |= {(word.text, _WORD_TAILS.get(word.unit, _NOTHING), word) for word in words() if not word.text.isascii()}
    by_start: dict[str, list[tuple[str, re.Pattern[str], Word | None]]] = {}
    for entry in sorted(found, key=lambda entry: (-len(entry[0]), entry[0])):
        by_start.setdefault(entry[0][:2], []).append(entry)
    return Heads({start: tuple(entries) for start, entries in by_start.items()})


# -- points in time ------------------------------------------------------------------------------

DIGITS: Final = frozenset("0123456789〇零一二三四五六七八九十廿卅")
"""What a number may begin with."""
_MONTH_STARTS: Final = frozenset("閏正冬臘")
_STEMS: Final = frozenset("甲乙丙丁戊己庚辛壬癸")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text where an expression may begin, and what is known there.

    ``goes_on`` says that a date stands right before it, with only 、 or 和 between; ``counts_by_era`` that the date
    before it was of an era, so that a short year may follow.
    """

    view: str
    start: int
    heads: Heads
    goes_on: bool = False
    counts_by_era: bool = False


def ends(place: Place) -> tuple[int, ...]:
    """Where the expression may end that begins at the place, the longest first; nothing when none begins there."""
    view = place.view
    prefix = _PREFIX.match(view, place.start)
    point = _point(place, prefix.end() if prefix else place.start)
    if point is None or (prefix is None and _is_inside_a_word(view, place.start)):
        return ()
    found = [point]
    for extend in _EXTENSIONS:
        if (end := extend(place, found[-1])) is not None:
            found.append(end)
    if prefix and prefix["since"]:
        return (found[-1],) if view[found[-1] - 1] in "來起今" else ()
    if prefix and prefix["cut"] and (end := _end(_CLOSE, view, found[-1])) is not None:
        found.append(end)
    return tuple(reversed(found))


_CLOSE: Final = lazy("為?止")


_BEFORE_NUMBERS: Final = frozenset("前第數幾多每各滿逾個")


def _is_inside_a_word(view: str, start: int) -> bool:
    return view[start] in DIGITS and view[start - 1 : start] in _BEFORE_NUMBERS and start > 0


def _point(place: Place, at: int) -> int | None:
    """Where the point in time ends that begins at ``at``."""
    view = place.view
    sign = view[at : at + 1]
    if sign in DIGITS and sign and (end := _numbered(place, at)) is not None:
        return end
    if (end := place.heads.end(view, at)) is not None:
        return end
    if sign in _MONTH_STARTS and sign:
        return _end(_LUNAR_MONTH, view, at)
    if sign in _STEMS and sign:
        return _end(_CYCLE_YEAR, view, at)
    if sign == "民" and begins_clause(view, at):
        return _end(_REPUBLIC, view, at)
    if sign == "年":
        return _end(_YEARS_END, view, at) if at == 0 or view[at - 1] in _BEFORE_YEARS_END else None
    return (
        _counted(view, at)
        or _end(_PART_OF_YEAR, view, at)
        or _named_calendar(place, at)
        or _end(_BEFORE_CHRIST, view, at)
        or _end(_TURN, view, at)
    )


def _end(pattern: re.Pattern[str], view: str, at: int) -> int | None:
    match = pattern.match(view, at)
    return match.end() if match else None


def _numbered(place: Place, at: int) -> int | None:
    """A point that begins with a number: a year, a month, and where the text before allows it a day or short year."""
    view = place.view
    for pattern in (_FULL_YEAR, _NO_YEAR, _SHORT_YEAR):
        if (end := _end(pattern, view, at)) is not None:
            return end if _stands_free(place, pattern, at, end) else None
    if (end := _end(_DATELINE, view, at)) is not None:
        return end
    if place.goes_on or begins_clause(view, at):
        if (day := _BARE_DAY.match(view, at)) and (place.goes_on or _DAY_GOES_ON.match(view, day.end())):
            return day.end()
        if place.counts_by_era or view[at] in "廿卅":
            return _end(_BARE_YEAR, view, at)
    return None


def begins_clause(view: str, at: int) -> bool:
    """Whether nothing stands before this place that could belong to the word there."""
    return at == 0 or view[at - 1] in _CLAUSE


def _stands_free(place: Place, pattern: re.Pattern[str], at: int, end: int) -> bool:
    """Whether it is no part of a length: 三年六月 and 刑期十年零三月 are lengths where no era is counted by."""
    if pattern is _NO_YEAR:
        return at == 0 or place.view[at - 1] not in "年月零."
    if pattern is _FULL_YEAR:
        return True
    years = place.view.index("年", at, end) - at
    return place.counts_by_era or (years == 2 and place.view[at - 1 : at] not in frozenset("刑期滿"))


def _counted(view: str, at: int) -> int | None:
    """近3年, 最近五年, 入夏以來; not 歷時近三年, which is a length."""
    match = _COUNTED.match(view, at)
    if match and not _ONLY_A_LENGTH.search(view, max(0, at - 2), at):
        return match.end()
    return _end(_SEASON_CAME, view, at)


def _named_calendar(place: Place, at: int) -> int | None:
    """農曆八月初七, 公元25年, 西曆1931年9月18日: the calendar's name, then a year or a month."""
    match = _NAMED_CALENDAR.match(place.view, at)
    if match is None:
        return None
    return _point(place, match.end()) or _end(_CALENDAR_YEAR, place.view, match.end())


# -- what stands around a point ------------------------------------------------------------------


def _with_telegram(place: Place, at: int) -> int | None:
    """A telegraph day after its month: 十二月豔電; not after a short year, whose era is to be found first."""
    if place.view[at - 1] != "月":
        return None
    return expressions_telegram.end(place.view, at, begins_clause=True)


def _with_gloss(place: Place, at: int) -> int | None:
    """The same date in another calendar, in brackets: 1931年(民國二十年)9月18日."""
    view = place.view
    if view[at : at + 1] != "(":
        return None
    inner = _end(_YEAR_ALONE, view, at + 1) or _point(place, at + 1)
    if inner is None or view[inner : inner + 1] != ")":
        return None
    return _end(_AFTER_GLOSS, view, inner + 1) or inner + 1


_YEAR_ALONE: Final = lazy(f"{_YEAR}年?(?=\\))")
_AFTER_GLOSS: Final = lazy(f"{_MONTH}(?: ?(?:{_DAY_WORD})|{_MONTH_PART})?")


def _with_weekday(place: Place, at: int) -> int | None:
    match = _WEEKDAY.match(place.view, at)
    if match is None or ("(" in match.group()) != (")" in match.group()):
        return None
    return match.end()


def _with_other_end(place: Place, at: int) -> int | None:
    """The end of a range: 至20日, —1933年, 至宣統元年二月."""
    sign = _RANGE.match(place.view, at)
    if sign is None:
        return None
    view, start = place.view, sign.end()
    if view[start : start + 1] in DIGITS and start < len(view):
        for pattern in (_FULL_YEAR, _SHORT_YEAR, _RIGHT_MONTH, _RIGHT_DAY, _RIGHT_YEAR):
            if (end := _end(pattern, view, start)) is not None:
                return end
        return None
    return _end(_RIGHT_DAY, view, start) or _point(place, start)


_RIGHT_MONTH: Final = lazy(f"{_MONTH}(?: ?(?:{_DAY_WORD})|{_MONTH_PART})?")
_RIGHT_DAY: Final = lazy(f"{_DAY_WORD}")
_RIGHT_YEAR: Final = lazy(f"{_SHORT}年度?")


def _with_suffix(place: Place, at: int) -> int | None:
    return _end(_SUFFIX, place.view, at)


_EXTENSIONS: Final = (_with_telegram, _with_gloss, _with_weekday, _with_other_end, _with_weekday, _with_suffix)
"""What may go on an expression, in this order."""
