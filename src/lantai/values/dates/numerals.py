"""The numbers inside dates: 1931, 一九三一, 二〇二一, 十八, 廿三, 卅一, 一百零五, 四千六百零九, 元, 正."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = "(?:[0-9]{1,4}|[〇一二三四五六七八九十廿卅卌百千]{1,9})"
"""A pattern for one number, in settled text (zeros are 〇)."""

CHINESE_DIGITS: Final = "〇一二三四五六七八九"
_TO_ARABIC: Final = str.maketrans(CHINESE_DIGITS, "0123456789")
_POSITIONAL: Final = re.compile(f"[{CHINESE_DIGITS}]+")
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_SHORT_TENS: Final = {"廿": 20, "卅": 30, "卌": 40}


def number(text: str) -> int | None:
    """The value of a number, or None when it is not well formed (十二三, 百千)."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if text in ("元", "正"):
        return 1
    if _POSITIONAL.fullmatch(text):
        return int(arabic(text))
    return _composed(text)


def arabic(text: str) -> str:
    """The text with each single Chinese digit in Arabic: 一九三一.九 is 1931.9."""
    return text.translate(_TO_ARABIC)


def _composed(text: str) -> int | None:
    """A number with 十 百 千 廿 卅 卌, its parts falling from the left to the right; 〇 may stand between them."""
    total, digit, smallest = 0, 0, 10_000
    for sign in text:
        if sign in CHINESE_DIGITS:
            if digit:
                return None
            digit = CHINESE_DIGITS.index(sign)
            continue
        unit = 10 if sign in _SHORT_TENS else _UNITS.get(sign, 0)
        if not 0 < unit < smallest or (digit and sign in _SHORT_TENS):
            return None
        total += _SHORT_TENS.get(sign) or (digit or 1) * unit
        digit, smallest = 0, unit
    return total + digit
