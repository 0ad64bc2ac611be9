"""The writing of dates brought to one form before anything is read: width, script, spaces, signs of a range.

What follows a day without changing it is taken off here too: the time of day, and the day of the week, which is kept
to be checked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from lantai.values.dates.numerals import CHINESE_DIGITS, NUMBER, arabic
from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.patterns import lazy
from lantai.values.dates.span import NotADate

LONGEST: Final = 100
"""No date is longer, in code points; what is longer is not looked into."""

RANGE: Final = "→"
"""Stands in settled text for every sure sign of a range."""

_TIME: Final = lazy("[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
_RANGE_SIGN: Final = lazy(
    "(?<!\\.)\\.\\.(?!\\.)| +(?:-|to|until|till|through|thru) +|--|[—–―‒−]+"
    "|(?<=[^-,\\[{?])~(?!/|$|[\\]},-])(?=.*[0-9元一-龥])|(?<=.)[至到](?!今$|今(?![年天日春夏秋冬晨早後]))",
    re.IGNORECASE,
)
_MORE: Final = str.maketrans("零详无迟介于晓", "〇詳無遲介於曉")
_OR: Final = lazy(" (?:(or)|and|&) ", re.IGNORECASE)
_POSITIONAL_DAY: Final = lazy(
    f"[{CHINESE_DIGITS}]{{4}}(?:([-./·])[{CHINESE_DIGITS}]{{1,2}}(?:\\1[{CHINESE_DIGITS}]{{1,2}})?)?"
)


def settled(text: str) -> str:
    """Narrow forms, one script, one mark for every sure sign of a range, no spaces. Raises NotADate.

    A space between digits is a dot, for that is how spaces are meant in 1931 9 18.
    """
    if len(text) > LONGEST:
        raise NotADate(text[:20] + "…", f"it is {len(text)} characters long, and no date is longer than {LONGEST}.")
    plain = text
    if not text.isascii():
        plain = in_one_script(unicodedata.normalize("NFKC", text)).translate(_MORE)
    plain = _TIME.sub("", " ".join(plain.split()))
    if not plain:
        raise NotADate(text, "it is empty.")
    plain = _RANGE_SIGN.sub(RANGE, plain)
    if " " in plain:
        plain = _OR.sub(lambda match: "或" if match.group(1) else "及", plain)
        plain = re.sub("(?<=[0-9]) (?=[0-9])", ".", plain).replace(" ", "")
    return plain if plain.isascii() else _tidied(plain)


def _tidied(plain: str) -> str:
    """Zeros among Chinese digits as 〇, unknown digits as X, no full stop at the end."""
    plain = re.sub("(?<=[一二三四五六七八九])[Oo0]{1,2}(?=[一二三四五六七八九年月日])", _zeros, plain)
    plain = re.sub("×(?=[×年月日號])|(?<=[0-9×])×|(?<=[0-9])[□〇](?=年)", "X", plain).rstrip("。、,;")
    return arabic(plain) if _POSITIONAL_DAY.fullmatch(plain) else plain


def _zeros(match: re.Match[str]) -> str:
    return "〇" * len(match.group())


# -- the day of the week -------------------------------------------------------------------------

_CHINESE_WEEKDAY: Final = lazy(
    "[,、]?(?P<open>\\()?(?:(?:星期|週|禮拜|拜)(?P<chinese>[一二三四五六日天])|(?P<japanese>[日月火水木金土])曜日?)(?(open)\\))"
)
_BARE_WEEKDAY: Final = lazy("\\((?P<chinese>[一二三四五六日])\\)$|\\((?P<japanese>[月火水木金土])\\)$")
_ENGLISH_WEEKDAY: Final = lazy(
    "^(?:on)?(?P<first>mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|nes)?(?:ur)?(?:day)?[.,]*(?=[0-9A-Z])"
    "|[,(](?P<last>mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|nes)?(?:ur)?(?:day)?\\.?\\)?$",
    re.IGNORECASE,
)
_CHINESE_DAYS: Final = {sign: index for index, sign in enumerate("一二三四五六日")} | {"天": 6}
_JAPANESE_DAYS: Final = {sign: index for index, sign in enumerate("月火水木金土日")}
_ENGLISH_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def without_weekday(plain: str) -> tuple[str, int | None]:
    """The text without its day of the week, and that day (0 is Monday), None when there is none."""
    if plain.isascii():
        return _without_english_weekday(plain)
    match = _CHINESE_WEEKDAY.search(plain) or _BARE_WEEKDAY.search(plain)
    if match is None or match.end() - match.start() == len(plain):
        return plain, None
    chinese, japanese = match.group("chinese", "japanese")
    day = _CHINESE_DAYS[chinese] if chinese else _JAPANESE_DAYS[japanese]
    return plain[: match.start()] + plain[match.end() :].removeprefix(","), day


def _without_english_weekday(plain: str) -> tuple[str, int | None]:
    match = _ENGLISH_WEEKDAY.search(plain)
    if match is None:
        return plain, None
    name = (match.group("first") or match.group("last")).lower()
    return plain[: match.start()] + plain[match.end() :], _ENGLISH_DAYS.index(name)


# -- the time of day -----------------------------------------------------------------------------

_PERIOD: Final = (
    "(?:凌晨|清晨|清早|早晨|早上|拂曉|黎明|早|晨|上午|午前|中午|正午|晌午|午後|下午|午間|午|傍晚|黃昏|"
    "晚上|晚間|晚|入夜|夜間|夜裏|夜裡|夜半|半夜|深夜|子夜|午夜|夜)"
)
_HOUR: Final = (
    f"(?:{NUMBER}[時點](?:{NUMBER}分|半|[一二三]刻|整|正|鐘)?(?:{NUMBER}秒)?|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?"
    "|[子丑寅卯辰巳午未申酉戌亥][初正]?[時刻])"
)
_TIME_OF_DAY: Final = lazy(
    f"(?:(?<=[日號電旬)]),?{_PERIOD}?{_HOUR}|(?<=[0-9一二三四五六七八九十日號月旬朔望晦旦電)]),?{_PERIOD}{_HOUR}?)許?$"
)
_ENGLISH_TIME: Final = lazy("(?:,|at)*[0-9]{1,2}(?:[:.][0-9]{2})?[ap]\\.?m\\.?$", re.IGNORECASE)


def without_time(plain: str) -> str:
    """The text without the time of day at its end: 上午十時, 晚八點半, 22:20, at 10 p.m."""
    if plain.isascii():
        return _ENGLISH_TIME.sub("", plain) if plain[-1:] in "mM." else plain
    return _TIME_OF_DAY.sub("", plain)
