"""A Chinese date taken apart into what it names: label, era, year, signs, season, month, ten days, day.

Nothing is decided here: which calendar is meant, and which year a short one is, follows in
:mod:`lantai.values.dates.chinese`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lantai.values.dates.eras import Era, era_at, era_named
from lantai.values.dates.numerals import NUMBER, number
from lantai.values.dates.patterns import lazy

LABELS: Final = {
    **dict.fromkeys(("公元", "西元", "公曆", "西曆", "陽曆", "新曆", "國曆"), "gregorian"),
    **dict.fromkeys(("農曆", "舊曆", "陰曆", "夏曆", "古曆", "廢曆"), "lunar"),
    **dict.fromkeys(("俄曆", "儒略曆", "俄舊曆", "俄國舊曆", "俄國曆"), "julian"),
}
"""The words that name a calendar."""

CYCLIC: Final = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"

_LABEL: Final = "|".join(sorted(LABELS, key=len, reverse=True))
_PARTS_OF_YEAR: Final = (
    "[上下前後]半年|前(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})個月|第?[一二三四1-4]季度?|"
    "年?[初中底末終](?![一二三四五六七八九十])|歲[初首末]"
)

FEASTS: Final = {
    "元旦": (1, 1), "大年初一": (1, 1), "春節": (1, 1), "元宵": (1, 15), "上元": (1, 15), "端午": (5, 5),
    "端陽": (5, 5), "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "重陽": (9, 9), "臘八": (12, 8), "除夕": (12, -1),
}  # fmt: skip
"""Lunar month and day of the feasts that stand for dates; -1 is the last day. 元旦 is 1 January in solar years."""

_SOLAR_FEASTS: Final = frozenset({"元旦"})


@dataclass(frozen=True, slots=True)
class Written:
    """What a Chinese date names; what it does not name is "", None or False.

    ``month`` 0 is the leap month of the year, whichever it was; ``day`` is a number, or 朔 望 晦. ``is_lunar`` says
    that its words are of the lunar calendar only, ``may_be_lunar`` that they are more usual there, ``is_arabic``
    that month and day are in Arabic digits.
    """

    text: str
    label: str = ""
    era: Era | None = None
    year: int | None = None
    year_word: str = ""
    is_bc: bool = False
    cyclic_year: str = ""
    within_era: str = ""
    part: str = ""
    season: str = ""
    is_leap: bool = False
    month: int | None = None
    part_of_month: str = ""
    day: int | str | None = None
    cyclic_day: str = ""
    telegram: tuple[str, str] | None = None
    is_lunar: bool = False
    may_be_lunar: bool = False
    is_arabic: bool = False

    @property
    def is_of_month(self) -> bool:
        """Whether a day or another part of a month is named."""
        return self.day is not None or bool(self.cyclic_day or self.part_of_month)

    @property
    def has_year(self) -> bool:
        return self.year is not None or bool(self.cyclic_year or self.within_era)


_HEAD: Final = lazy(f"(?P<label>{_LABEL})?(?P<bc>(?:紀元)?前(?={NUMBER}年))?")
_ERA_YEAR: Final = lazy(f"(?P<year>元|{NUMBER})(?:年度?|(?=[-./·][0-9])|(?={CYCLIC})|$)")
_YEAR: Final = lazy(f"(?P<year>元|{NUMBER})年度?|(?P<digits>[0-9]{{4}})(?=$|[閏正元冬臘十一二三四五六七八九]{{1,3}}月)")
_WITHIN_ERA: Final = lazy("(?:年間|年代|朝|間|時期|之際)$|(?P<part>初年|初|中葉|中期|末年|末|季年)$")
_CYCLIC_YEAR: Final = lazy(f"(?:歲次|歲在)?(?P<signs>{CYCLIC})(?!日)(?:年|歲)?")
_SEASON: Final = "(?:春夏|夏秋|秋冬|[春夏秋冬])(?:之交|之際)?"
_REST: Final = lazy(
    f"(?P<label>{_LABEL})?的?"
    f"(?:(?P<part>{_PARTS_OF_YEAR})|(?P<season>{_SEASON})(?:季|天|日|間)?(?![月節電分]))?"
    f"(?:(?P<leap>閏)?(?P<month>正|元|端|冬|臘|某|X{{1,2}}|(?<=閏)|{NUMBER})月份?)?"
    "[的之]?(?P<tens>上中旬|中上旬|中下旬|[上中下]旬|[上下前後]半月|(?<=[月份])[初中底末](?![一二三四五六七八九十]))?"
    f"(?P<day>初?{NUMBER}|[朔望晦某]|X{{1,2}})?(?P<unit>日|號)?"
    f"(?:(?P<signs>{CYCLIC})日?)?"
)
_NUMERIC: Final = lazy("([-./·])(?P<month>[0-9]{1,2})(?:\\1(?P<day>[0-9]{1,2}))?日?")
_TELEGRAM: Final = lazy(
    f"(?:(?P<month>{NUMBER})月)?(?P<branch>[{BRANCHES}](?!電|日))?(?P<rhyme>[一-龥])(?P<hour>[{BRANCHES}])?"
    "(?P<mark>代電|通電|電|日|夕)?"
)
_FEAST: Final = lazy(f"(?P<feast>{'|'.join(FEASTS)})節?")
_SPECIAL_MONTHS: Final = {"正": 1, "端": 1, "元": 1, "冬": 11, "臘": 12}


def take_apart(text: str) -> Written | None:
    """What an expression in settled Chinese names, or None when it is no date of one day, month or year."""
    head = _HEAD.match(text)
    assert head is not None  # every part of it may be missing
    named: dict[str, object] = {"label": LABELS.get(head.group("label") or "", ""), "is_bc": bool(head.group("bc"))}
    at = _take_year(text, head.end(), named)
    if at is None:
        return None
    if match := _CYCLIC_YEAR.match(text, at):
        named["cyclic_year"] = match.group("signs")
        at = match.end()
    rest = text[at:]
    if not rest:
        return Written(text, **named) if at > head.end() else None  # type: ignore[arg-type]
    return _with_rest(text, rest, named)


def _take_year(text: str, at: int, named: dict[str, object]) -> int | None:
    """Era and year from ``at`` on, into ``named``; where they end, None when an era has no year that can be read."""
    era, after = _era(text, at)
    if era is None:
        match = _YEAR.match(text, at)
        if match is None:
            return at
        return _note_year(match, match.group("year") or match.group("digits"), named)
    named["era"] = era
    if match := _ERA_YEAR.match(text, after):
        return _note_year(match, match.group("year"), named)
    if match := _WITHIN_ERA.match(text, after):
        named["within_era"] = match.group("part") or "年間"
        return match.end()
    return after if _CYCLIC_YEAR.match(text, after) else None


def _note_year(match: re.Match[str], word: str, named: dict[str, object]) -> int | None:
    named["year"], named["year_word"] = number(word), word
    return match.end() if named["year"] is not None else None


def _era(text: str, at: int) -> tuple[Era | None, int]:
    """The era whose name stands there (民 before a number is 民國), and where its name ends."""
    if text.startswith("民", at) and re.match(f"元|{NUMBER}", text[at + 1 : at + 2]):
        return era_named("民國"), at + 1
    era, after = era_at(text, at) or (None, at)
    return (None, at) if era is None or era.name == "公元" else (era, after)


def _with_rest(text: str, rest: str, named: dict[str, object]) -> Written | None:
    """The whole, when what stands after the year is written in a form that is known."""
    if match := _REST.fullmatch(rest):
        return _from_rest(text, match, named)
    if (match := _NUMERIC.fullmatch(rest)) and named.get("era"):
        day = match.group("day")
        return Written(text, **named, month=int(match.group("month")), day=int(day) if day else None)  # type: ignore[arg-type]
    if match := _FEAST.fullmatch(rest):
        feast = match.group("feast")
        month, day_of = FEASTS[feast]
        lunar = feast not in _SOLAR_FEASTS
        return Written(text, **named, month=month, day="晦" if day_of < 0 else day_of, is_lunar=lunar)  # type: ignore[arg-type]
    match = _TELEGRAM.fullmatch(rest)
    return _from_telegram(text, match, named) if match else None


def _from_rest(text: str, match: re.Match[str], named: dict[str, object]) -> Written | None:
    month_word, day_word, unit = match.group("month", "day", "unit")
    month, day = _month(month_word), _day(day_word)
    if month == -1 or day == -1 or not _hangs_together(match, named):
        return None
    named = named | ({"label": LABELS[match.group("label")]} if match.group("label") else {})
    bare_chinese = day_word is not None and unit is None and not day_word[-1].isdigit()
    mixed = str(named.get("year_word", "")).isdigit() and month_word is not None and not month_word.isdigit()
    return Written(
        text,
        **named,  # type: ignore[arg-type]
        part=match.group("part") or "",
        season="" if month is not None else match.group("season") or "",
        is_leap=match.group("leap") is not None,
        month=month,
        part_of_month=match.group("tens") or "",
        day=day,
        cyclic_day=match.group("signs") or "",
        is_lunar=_is_lunar(match),
        is_arabic=(month_word or day_word or "").isdigit() and (month_word or day_word or "").isascii(),
        may_be_lunar=bare_chinese and (mixed or day_word[0] in "廿卅" or not named.get("year_word")),
    )


def _hangs_together(match: re.Match[str], named: dict[str, object]) -> bool:
    """Whether the parts go with each other: no day after ten days, no day without its month or sign."""
    month, day, unit, tens, part, season = match.group("month", "day", "unit", "tens", "part", "season")
    has_year = bool(named.get("year_word"))
    if day is None and unit is not None:
        return False
    if part and (month is not None or day or (len(part) == 1 and not has_year)):
        return False
    if month is None and (season or has_year) and (tens or day):
        return False
    if not day or month is not None:
        return not (day and tens)
    return unit is not None or day.startswith("初") or day in "朔望晦"


def _is_lunar(match: re.Match[str]) -> bool:
    """Whether words stand in it that only the lunar calendar has: 正月, 臘月, 閏, 初七, 朔, 壬戌."""
    month, day = match.group("month"), match.group("day") or ""
    return bool(
        match.group("leap")
        or (month in ("正", "端", "冬", "臘"))
        or (day and (day[0] == "初" or day in "朔望晦"))
        or (match.group("signs") and not day)
    )


def _month(word: str | None) -> int | None:
    """The number of a month's name; None for an unknown one, -1 when it cannot be read."""
    if word is None or word in ("某", "X", "XX"):
        return None
    if not word:
        return 0
    value = _SPECIAL_MONTHS.get(word) or number(word)
    return -1 if value is None else value


def _day(word: str | None) -> int | str | None:
    if word is None or word == "某" or word[0] == "X":
        return None
    if word in "朔望晦":
        return word
    value = number(word.removeprefix("初"))
    if value is None or (word[0] == "初" and not 1 <= value <= 10):
        return -1
    return value


def _from_telegram(text: str, match: re.Match[str], named: dict[str, object]) -> Written | None:
    """酉皓, 皓電, 十二月豔電: the day by a rhyme, the month by a branch, a number, or not at all."""
    month, branch, mark = match.group("month", "branch", "mark")
    if not (branch or mark):
        return None
    value = number(month) if month else None
    if month and value is None:
        return None
    return Written(text, **named, month=value, telegram=(branch or "", match.group("rhyme")))  # type: ignore[arg-type]
