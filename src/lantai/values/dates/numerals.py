"""Chinese numerals inside dates, as Arabic digits: 一九三一, 二〇二一, 十八, 廿三, 卅一."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {
    char: str(value) for value, chars in enumerate(("〇零○◯Oo0", *"一二三四五六七八九")) for char in chars
}
_TENS: Final = {"十": 10, "廿": 20, "卄": 20, "卅": 30, "丗": 30}
_NUMBER: Final = re.compile(
    r"(?=[〇零○◯Oo0]*[一二三四五六七八九十廿卄卅丗元])(元(?=月)|[〇零○◯Oo0一二三四五六七八九十廿卄卅丗]+)"
    r"(?=年|月|日|號|号|世)"
)


def with_digits(text: str) -> str:
    """The text with every Chinese number that stands before 年 月 日 號 or 世紀 in Arabic digits."""
    return _NUMBER.sub(lambda match: _value(match.group()), text)


def _value(number: str) -> str:
    """The number in digits; what is no well-formed number stays as it is."""
    if number == "元":
        return "1"
    if all(char in _DIGITS for char in number):
        return "".join(_DIGITS[char] for char in number)
    match = re.fullmatch(
        r"([二三四五六七八九])?(十)([一二三四五六七八九])?|([廿卄卅丗])([一二三四五六七八九])?", number
    )
    if match is None:
        return number
    tens, ten, units, short, short_units = match.groups()
    whole = int(_DIGITS[tens or "一"]) * 10 if ten else _TENS[short]
    return str(whole + int(_DIGITS.get(units or short_units or "", "0")))
