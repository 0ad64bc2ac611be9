"""Dates in words, from their EDTF: 1931年9月18日至20日, 18–20 September 1931.

What is written here reads back to the same EDTF (a property test proves it).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lantai.values.dates.gregorian import MONTHS


def render_edtf(edtf: str, lang: str) -> str:
    """An EDTF date or interval in ``zh-Hant``, ``zh-Hans`` or ``en``. Raises ValueError for another language."""
    write = _LANGUAGES.get(lang.lower())
    if write is None:
        raise ValueError(f"Dates are not written in {lang!r}: zh-Hant, zh-Hans or en was expected.")
    return write(edtf)


def _chinese(edtf: str) -> str:
    left, sign, right = edtf.partition("/")
    if not edtf:
        return "日期不詳"
    if left == "..":
        return f"至{_chinese_end(right)}"
    if right == "..":
        return f"自{_chinese_end(left)}起"
    if not sign:
        return _chinese_end(edtf)
    return f"{_chinese_end(left)}至{_chinese_end(right, after=left)}"


def _chinese_end(edtf: str, after: str = "") -> str:
    bare, wrap = _marks(edtf, about="約{}")
    if match := re.fullmatch("([0-9]{3})X", bare):
        return wrap(f"{int(match.group(1))}0年代")
    if match := re.fullmatch("([0-9]{2})XX", bare):
        return wrap(f"{int(match.group(1)) + 1}世紀")
    units = [f"{int(part)}{unit}" for part, unit in zip(bare.split("-"), "年月日", strict=False)]
    return wrap("".join(units[_shared(bare, after) :]))


def _shared(edtf: str, other: str) -> int:
    """How many leading parts two days or two months have in common; 0 when they cannot be shortened."""
    one, two = edtf.split("-"), other.split("-")
    if len(one) != len(two) or not other[-1:].isdigit():
        return 0
    return next((index for index, (a, b) in enumerate(zip(one, two, strict=True)) if a != b), 0)


def _simplified(edtf: str) -> str:
    return _chinese(edtf).translate(str.maketrans("約詳紀", "约详纪"))


def _english(edtf: str) -> str:
    left, sign, right = edtf.partition("/")
    if not edtf:
        return "undated"
    if left == "..":
        return f"until {_english_end(right)}"
    if right == "..":
        return f"from {_english_end(left)}"
    if not sign:
        return _english_end(edtf)
    begin = _english_end(left, before=right)
    dash = " – " if " " in begin else "–"
    return f"{begin}{dash}{_english_end(right)}"


def _english_end(edtf: str, before: str = "") -> str:
    bare, wrap = _marks(edtf, about="c. {}")
    if match := re.fullmatch("([0-9]{3})X", bare):
        return wrap(f"{match.group(1)}0s")
    if match := re.fullmatch("([0-9]{2})XX", bare):
        return wrap(f"{_ordinal(int(match.group(1)) + 1)} century")
    parts = bare.split("-")
    units = [str(int(parts[0])).rjust(4, "0"), *(MONTHS[int(month) - 1] for month in parts[1:2])]
    units += [str(int(day)) for day in parts[2:]]
    return wrap(" ".join(reversed(units[_shared(bare, before) :])))


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _marks(edtf: str, about: str) -> tuple[str, Callable[[str], str]]:
    """The EDTF without its qualifier, and how the qualifier is written: 約 for ``~``, brackets for ``?``."""
    bare, mark = edtf.rstrip("?~%"), edtf[-1:]
    form = {"~": about, "?": "[{}]", "%": f"[{about}]"}.get(mark, "{}")
    return bare, form.format


_LANGUAGES: Final[dict[str, Callable[[str], str]]] = {"zh-hant": _chinese, "zh-hans": _simplified, "en": _english}
