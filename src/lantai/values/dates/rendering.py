"""Dates in words, from their EDTF: 1931年9月18日至20日, 18–20 September 1931.

All of EDTF level 1 is written, and of level 2 what archives use: sets, doubt about single parts, digits not known
anywhere. A date that is written in full reads back to the same EDTF (a property test proves it). What is no EDTF is
given back as it is: a page must not break for one bad row. Other calendars are written by
:mod:`lantai.values.dates.calendar_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from lantai.values.dates.calendar_words import MONTHS, days_in_words, to_simplified

__all__ = ["render_edtf", "render_in"]


def render_edtf(edtf: str, lang: str) -> str:
    """An EDTF date, interval or set in ``zh-Hant``, ``zh-Hans`` or ``en``. Raises ValueError for another language."""
    words = _written(edtf, _language(lang))
    return to_simplified(words) if lang.lower() == "zh-hans" else words


def render_in(edtf: str, first: int | None, last: int | None, calendar: str, lang: str) -> str:
    """A date in words of a calendar: ``gregorian``, ``julian``, ``lunar``, ``sexagenary``, or an era's name (光緒).

    ``first`` and ``last`` are the date's Julian day numbers, None where it is open. A span that fills months or years
    of the calendar is written by them. Raises ValueError for another language or calendar, for days on which the
    era did not hold, and (NotLunar) for days outside the lunar table.
    """
    if calendar == "gregorian" or not edtf or (first is None and last is None):
        return render_edtf(edtf, lang)
    words = _wrapped(days_in_words(first, last, calendar, lang), _union(edtf), _language(lang).about)
    return to_simplified(words) if lang.lower() == "zh-hans" else words


# -- one EDTF date, taken apart ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Single:
    """An EDTF date: year, month, day as written (X for a digit not known), and the doubt about each of them.

    The first ``shared`` parts are left unsaid, for the other end of the range says them.
    """

    parts: tuple[str, ...]
    marks: tuple[str, ...]
    shared: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, month or day of the Christian era with every digit known, of one doubt or none."""
        digits = "".join(self.parts)
        is_season = len(self.parts) > 1 and self.parts[1] > "12"
        return digits.isdigit() and self.parts[0] != "0000" and not is_season and len(set(self.marks)) == 1


_SINGLE: Final = re.compile(
    "([?~%]?)(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)


def _single(edtf: str) -> _Single | None:
    """The parts of one date. A mark after a part is about all before it too, a mark in front about that part only."""
    match = _SINGLE.fullmatch(edtf)
    if match is None:
        return None
    groups = match.groups("")
    triples = [groups[at : at + 3] for at in (0, 3, 6) if groups[at + 1]]
    parts = tuple(part for _, part, _ in triples)
    if not (_is_month(parts[1:2]) and _is_day(parts[2:3])):
        return None
    after = [mark for _, _, mark in triples]
    return _Single(parts, tuple(_union(own + "".join(after[at:])) for at, (own, _, _) in enumerate(triples)))


def _is_month(part: tuple[str, ...]) -> bool:
    return not part or "X" in part[0] or 1 <= int(part[0]) <= 12 or 21 <= int(part[0]) <= 41


def _is_day(part: tuple[str, ...]) -> bool:
    return not part or "X" in part[0] or 1 <= int(part[0]) <= 31


def _union(signs: str) -> str:
    """The doubt of several marks together: ``?`` and ``~`` make ``%``."""
    if "%" in signs or ("?" in signs and "~" in signs):
        return "%"
    return "?" if "?" in signs else "~" if "~" in signs else ""


def _in_common(one: _Single, other: _Single) -> int:
    """How many leading parts two days or two months have in common; 0 when they cannot be shortened."""
    if len(one.parts) != len(other.parts) or not (one.is_plain and other.is_plain):
        return 0
    return next((at for at, (a, b) in enumerate(zip(one.parts, other.parts, strict=True)) if a != b), 0)


# -- dates, intervals and sets in any language ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Language:
    """The words around dates, and ``part``, which writes the year (0), month (1) or day (2) of one."""

    undated: str
    open_start: str
    open_end: str
    comma: str
    either: str
    both: str
    about: str
    joint: str
    part: Callable[[_Single, int], str]
    interval: Callable[[_Single, _Single], str]
    is_day_first: bool = False


def _written(edtf: str, language: _Language) -> str:
    if not edtf.strip("X-"):
        return language.undated
    if edtf[0] + edtf[-1] in ("[]", "{}"):
        members = [_interval(*member.strip().partition(".."), language=language) for member in edtf[1:-1].split(",")]
        return _listed(members, language, either=edtf[0] == "[") if all(members) else edtf
    return _interval(*edtf.partition("/"), language=language) or edtf


def _listed(members: list[str], language: _Language, *, either: bool) -> str:
    *others, last = members
    word = language.either if either else language.both
    return f"{language.comma.join(others)}{word}{last}" if others else last


def _interval(left: str, sign: str, right: str, *, language: _Language) -> str:
    """One date, or two with a sign between; ``..`` and nothing at all are open. "" for what is no EDTF."""
    begin, end = _single(left), _single(right)
    if begin and not sign:
        return _in_words(begin, language)
    if begin and end:
        return language.interval(begin, end)
    if end and left in ("..", ""):
        return language.open_start.format(_in_words(end, language))
    if begin and right in ("..", ""):
        return language.open_end.format(_in_words(begin, language))
    return ""


def _in_words(one: _Single, language: _Language) -> str:
    """One date, the parts that are doubted alike wrapped together: 1931年[9月]18日, [18] September 1931."""
    runs: list[tuple[str, list[str]]] = []
    for at in range(one.shared, len(one.parts)):
        if not runs or runs[-1][0] != one.marks[at]:
            runs.append((one.marks[at], []))
        runs[-1][1].append(language.part(one, at))
    order = -1 if language.is_day_first else 1
    words = [(mark, _wrapped(_joined(units[::order], language), mark, language.about)) for mark, units in runs[::order]]
    return _joined((f"({run})" if mark == "~" and len(runs) > 1 else run for mark, run in words), language)


def _joined(words: Iterable[str], language: _Language) -> str:
    return language.joint.join(filter(None, words))


def _wrapped(words: str, mark: str, about: str) -> str:
    """The words with their doubt: 約 or c. for ``~``, brackets for ``?`` as in DA/T 18-2022, both for ``%``."""
    form = {"~": about, "?": "[{}]", "%": f"[{about}]"}.get(mark, "{}")
    return form.format(words)


def _year_digits(year: str) -> tuple[str, bool, bool]:
    """The known leading digits, whether it is before Christ, and whether the unknown ones stand at the end only."""
    known = year.removeprefix("-").rstrip("X")
    return known, year.startswith("-") or year == "0000", "X" not in known


# -- Chinese -------------------------------------------------------------------------------------


def _chinese_part(one: _Single, at: int) -> str:
    part = one.parts[at]
    if at == 0:
        return _chinese_year(part, alone=len(one.parts) == 1)
    if part == "XX":
        return "某" + "年月日"[at]
    if at == 1 and part > "12" and part.isdigit():
        return _CHINESE_SEASONS[int(part)]
    return part.lstrip("0") + "年月日"[at]


def _chinese_year(year: str, *, alone: bool) -> str:
    """1931年; 公元220年; 公元前221年 (-0220); 1930年代 (193X), 20世紀 (19XX); 某年 (XXXX)."""
    known, is_before, is_simple = _year_digits(year)
    if not known:
        return "某年"
    if not is_simple or (len(known) < 4 and not alone):
        return f"{year}年"
    before = "公元前" if is_before else ""
    number = int(known)
    match len(known):
        case 1:
            return f"{before}第{number + 1}個千年"
        case 2:
            return f"{before}{number + 1}世紀"
        case 3:
            return f"公元前{number + 1}0年至公元前{number}1年" if is_before else f"{number}0年代"
    if is_before:
        return f"公元前{number + 1}年"
    return f"{number}年" if number > 999 else f"公元{number}年"


def _chinese_interval(left: _Single, right: _Single) -> str:
    end = replace(right, shared=_in_common(left, right))
    return f"{_in_words(left, _CHINESE)}至{_in_words(end, _CHINESE)}"


_CHINESE_SEASONS: Final[dict[int, str]] = dict(enumerate((
    *"春夏秋冬", *"春夏秋冬", "南半球春", "南半球夏", "南半球秋", "南半球冬",
    "第一季度", "第二季度", "第三季度", "第四季度", "前四個月", "中四個月", "後四個月", "上半年", "下半年",
), start=21))  # fmt: skip
"""EDTF level 2, subdivisions of a year by their codes."""

_CHINESE: Final = _Language(
    "日期不詳", "至{}", "自{}起", "、", "或", "和", "約{}", "", part=_chinese_part, interval=_chinese_interval
)


# -- English -------------------------------------------------------------------------------------


def _english_part(one: _Single, at: int) -> str:
    part = one.parts[at]
    if at == 0:
        return _english_year(part, alone=len(one.parts) == 1)
    if part == "XX":
        return _unknown_in_english(one, at)
    if at == 2 or "X" in part:
        return part.lstrip("0")
    return MONTHS[int(part) - 1] if part <= "12" else _ENGLISH_SEASONS[int(part)]


def _unknown_in_english(one: _Single, at: int) -> str:
    """An unknown day of September 1931, an unknown month of 1931, 18 of an unknown month of 1931."""
    if at == 2:
        return "an unknown day of"
    if len(one.parts) == 2:
        return "an unknown month of"
    return "" if one.parts[2] == "XX" else "of an unknown month of"


def _english_year(year: str, *, alone: bool) -> str:
    """1931; AD 220; 221 BC (-0220); 1930s (193X); 20th century (19XX); an unknown year (XXXX)."""
    known, is_before, is_simple = _year_digits(year)
    if not known:
        return "of an unknown year"
    if not is_simple or (len(known) < 4 and not alone):
        return year
    after = " BC" if is_before else ""
    number = int(known)
    match len(known):
        case 1:
            return f"{_ordinal(number + 1)} millennium{after}"
        case 2:
            return f"{_ordinal(number + 1)} century{after}"
        case 3:
            return f"{number + 1}0 BC – {number}1 BC" if is_before else f"{number}0s"
    if is_before:
        return f"{number + 1} BC"
    return str(number) if number > 999 else f"AD {number}"


def _english_interval(left: _Single, right: _Single) -> str:
    begin = _in_words(replace(left, shared=_in_common(left, right)), _ENGLISH)
    dash = " – " if " " in begin else "–"
    return f"{begin}{dash}{_in_words(right, _ENGLISH)}"


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


_ENGLISH_SEASONS: Final[dict[int, str]] = dict(enumerate((
    "spring", "summer", "autumn", "winter", "spring", "summer", "autumn", "winter",
    "southern spring", "southern summer", "southern autumn", "southern winter",
    "first quarter of", "second quarter of", "third quarter of", "fourth quarter of",
    "first four months of", "middle four months of", "last four months of", "first half of", "second half of",
), start=21))  # fmt: skip

_ENGLISH: Final = _Language(
    "undated", "until {}", "from {}", ", ", " or ", " and ", "c. {}", " ",
    part=_english_part, interval=_english_interval, is_day_first=True,
)  # fmt: skip

_LANGUAGES: Final = {"zh-hant": _CHINESE, "zh-hans": _CHINESE, "en": _ENGLISH}


def _language(lang: str) -> _Language:
    if lang.lower() not in _LANGUAGES:
        raise ValueError(f"Dates are not written in {lang!r}: zh-Hant, zh-Hans or en was expected.")
    return _LANGUAGES[lang.lower()]
