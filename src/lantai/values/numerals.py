"""Numerals: what one written number is worth, in whichever way it is written, and back.

Read are Arabic digits of either width with their separators, Chinese numerals (三百零五), financial ones (叁佰零伍),
廿 卅 卌, digits set side by side (一九三一, 三六五), Suzhou numerals, decimals (三點一四), mixtures (1.9萬, 5億3千萬)
and fractions (三分之一, 百分之五). What is not one well-formed number is None, never an error: 百千萬, 二三百, 十十.
Reading numbers in running text is ``lantai.values.numbers``.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final, Literal

LONGEST: Final = 200
"""No numeral is longer, in code points; what is longer is not read."""

Style = Literal["plain", "financial", "positional"]

_DIGITS: Final = ("〇零○◯", "一壹弌壱〡", "二貳贰弍弐〢", "三叁參参叄弎〣", "四肆〤", "五伍〥", "六陸陆〦", "七柒〧",
                  "八捌〨", "九玖〩")  # fmt: skip
_UNITS: Final = {"十": "拾〸", "百": "佰", "千": "仟", "萬": "万", "億": "亿", "兆": ""}
_SHORT: Final = {"2十": "廿卄〹", "3十": "卅丗〺", "4十": "卌"}
_TWO: Final = "兩两両"

HAN_DIGITS: Final = "".join(_DIGITS) + _TWO
"""Every character that stands for one Chinese digit."""
HAN_MULTIPLIERS: Final = "".join(unit + others for unit, others in _UNITS.items())
HAN_SHORT: Final = "".join(_SHORT.values())
"""廿 卅 卌 and their variants: twenty, thirty and forty in one character."""

_TO_DIGITS: Final = str.maketrans(
    {char: str(value) for value, chars in enumerate(_DIGITS) for char in chars}
    | {char: unit for unit, others in _UNITS.items() for char in others}
    | {char: written for written, chars in _SHORT.items() for char in chars}
    | {chr(0xFF10 + value): str(value) for value in range(10)}
    | dict(zip("．點点，－﹣−負负＋／" + _TWO, "...,-----+/兩兩兩", strict=True))
)
_GREAT: Final = (("兆", 10**12), ("億", 10**8), ("萬", 10**4))

_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL: Final = re.compile(r"(?P<whole>[^.]*)\.(?P<rest>[0-9]+)")
_SMALL: Final = re.compile(r"(?P<coefficient>[0-9]+(?:\.[0-9]+)?)(?P<unit>[十百千])")
_SECTION: Final = re.compile(
    r"(?:(?P<thousands>[1-9])?千)?(?:0?(?P<hundreds>[1-9])?百)?(?:0?(?P<tens>[1-9])?十)?(?:(?P<gap>0)?(?P<ones>[1-9]))?"
)
_SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_PILED: Final = re.compile(
    f"(?:^|[{HAN_MULTIPLIERS}])[〇零]*[{''.join(_DIGITS[1:])}][{''.join(_DIGITS)}]+[{HAN_MULTIPLIERS}]"
    f"|[{''.join(_DIGITS[1:])}1-9１-９][{HAN_SHORT}]"
)
"""Digits side by side before a unit, 二三百, which is two or three hundred and no number; a digit before 廿."""
_PARTS: Final = {"百分之": 100, "千分之": 1000, "萬分之": 10_000, "万分之": 10_000}
_SIGNS: Final = {"%": 100, "％": 100, "‰": 1000, "‱": 10_000, "成": 10}
_LATIN: Final = re.compile(r"[0-9０-９.．,，+＋\-－﹣−負负]+")


def read_integer(text: str) -> int | None:
    """A whole number written in one script: Chinese in any style, or Arabic digits; None for anything else.

    廿三 is 23, 一九三一 is 1931, 三萬五 is 35000, 叁佰零伍 is 305, 1，234 is 1234. Mixtures (3千) and decimals are
    left to :func:`read_number`.
    """
    if len(text) > LONGEST:
        return None
    stripped = text.strip()
    if set("．.點点") & set(stripped) or (_has_arabic(stripped) and not _LATIN.fullmatch(stripped)):
        return None
    value = _signed(stripped)
    return None if value is None else int(value)


def read_number(text: str) -> Fraction | None:
    """A number however written, exactly: also decimals, 1.9萬, 5億3千萬, 三分之一, 百分之五, 85%, 三成, 半, ½.

    None when the text is not one well-formed number.
    """
    if len(text) > LONGEST:
        return None
    stripped = text.strip()
    if stripped in ("半", "一半"):
        return Fraction(1, 2)
    return _parts_of(stripped) if "分之" in stripped else _with_sign(stripped)


def write_integer(number: int, style: Style = "plain") -> str:
    """A whole number in Chinese: 一百零五, financial 壹佰零伍, or positional 一〇五; negative ones with 負.

    Raises ValueError for what plain and financial numerals have no name for: 10 000 兆 and more.
    """
    sign, size = ("負", -number) if number < 0 else ("", number)
    if style == "positional":
        return sign + str(size).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    if size >= 10**16:
        raise ValueError(f"{number} has no Chinese name here: a number below 10000 兆 was expected.")
    plain = _written(size)
    if style == "financial":
        return sign + plain.translate(str.maketrans("一二三四五六七八九十百千", "壹貳叁肆伍陸柒捌玖拾佰仟"))
    return sign + (plain[1:] if plain.startswith("一十") else plain)


# -- reading -------------------------------------------------------------------------------------


def _has_arabic(text: str) -> bool:
    return any("0" <= char <= "9" or "０" <= char <= "９" for char in text)


def _signed(text: str) -> Fraction | None:
    """A number with its sign: put into Arabic digits and the units 十 to 兆, then read."""
    if _PILED.search(text):
        return None
    written = text.translate(_TO_DIGITS)
    body = written[1:] if written[:1] in ("-", "+") else written
    value = _great(_ungrouped(body), first=True)
    return -value if value is not None and written.startswith("-") else value


def _ungrouped(written: str) -> str:
    """Without separators of thousands, where they stand as such."""
    return _GROUPED.sub(lambda match: match.group().replace(",", ""), written, count=1)


def _great(written: str, *, first: bool) -> Fraction | None:
    """Split at the greatest unit: 兆, then 億, then 萬; what is left of it counts it, what is right is added."""
    for unit, size in _GREAT:
        before, found, after = written.rpartition(unit)
        if found:
            return _split(before, after, size, first)
    return _leaf(written, first)


def _split(before: str, after: str, size: int, first: bool) -> Fraction | None:
    if (not before and (after or not first)) or before.count("萬") > 1:
        return None  # 萬一 is a word and 萬萬萬 a flourish: no numbers
    count = _great(before, first=first) if before else Fraction(1)
    rest = _rest(after, size)
    return None if count is None or rest is None or rest >= size else count * size + rest


def _rest(after: str, size: int) -> Fraction | None:
    """What follows a unit: nothing, a lesser number, or one digit of the next place (三萬五 is 35000)."""
    if not after:
        return Fraction(0)
    if len(after) == 1 and after in "123456789":
        return Fraction(int(after) * size, 10)
    return _great(after.removeprefix("0") or "0", first=False)


def _leaf(written: str, first: bool) -> Fraction | None:
    """A number below 萬: digits, a decimal, a coefficient of one unit (2.5千), or 千百十 in their order."""
    if written.isascii() and written.isdigit():
        return Fraction(int(written))
    if match := _DECIMAL.fullmatch(written):
        whole = _leaf(match["whole"], first) if match["whole"] else Fraction(0)
        return None if whole is None else whole + Fraction(int(match["rest"]), 10 ** len(match["rest"]))
    if match := _SMALL.fullmatch(written):
        return Fraction(match["coefficient"]) * _SMALL_UNITS[match["unit"]]
    return _section(written, first)


def _section(written: str, first: bool) -> Fraction | None:
    if written == "兩":
        return Fraction(2)
    match = _SECTION.fullmatch(re.sub("兩(?=[百千])", "2", written))
    if match is None or not written or not _units_are_counted(written, first):
        return None
    thousands, hundreds, tens, gap, ones = match.groups()
    whole = sum(
        size * int(digit or "1")
        for unit, size, digit in (("千", 1000, thousands), ("百", 100, hundreds), ("十", 10, tens))
        if unit in written
    )
    return Fraction(whole + int(ones or 0) * (1 if gap else _place_of_last(written)))


def _units_are_counted(written: str, first: bool) -> bool:
    """千 and 百 want a digit before them, unless they begin the number: 百 is 100, but 三千百 is nothing."""
    start = 1 if first and written[0] in "百千" else 0
    return re.search("(?<![1-9兩])[百千]", written[start:]) is None


def _place_of_last(written: str) -> int:
    """The place of the last digit: it may stand right after 百 or 千 for the next lower unit (二百五 is 250)."""
    return _SMALL_UNITS.get(written[-2:-1], 10) // 10


def _parts_of(text: str) -> Fraction | None:
    """百分之三十五, 三分之一, 二又三分之一."""
    for words, size in _PARTS.items():
        if text.startswith(words):
            share = _signed(text[len(words) :])
            return None if share is None else share / size
    front, _, counter = text.partition("分之")
    whole, mixed, denominator = front.rpartition("又")
    ones, below, above = (_signed(part) for part in (whole if mixed else "0", denominator, counter))
    return ones + above / below if ones is not None and above is not None and below else None


def _with_sign(text: str) -> Fraction | None:
    """A number that may end with a sign of parts (%, ‰, 成, 成半), be 1/3, or end with ½."""
    if text.endswith("成半"):
        tenths = _signed(text[:-2])
        return None if tenths is None else (tenths + Fraction(1, 2)) / 10
    if text[-1:] in _SIGNS:
        value = _signed(text[:-1].rstrip())
        return None if value is None else value / _SIGNS[text[-1]]
    if text.replace("／", "/").count("/") == 1:
        above, below = map(_signed, text.replace("／", "/").split("/"))
        return above / below if above is not None and below else None
    return _with_vulgar(text) if "VULGAR" in unicodedata.name(text[-1:] or " ", "") else _signed(text)


def _with_vulgar(text: str) -> Fraction | None:
    """½, 2½."""
    part = Fraction(unicodedata.numeric(text[-1])).limit_denominator(100)
    whole = _signed(text[:-1]) if text[:-1] else Fraction(0)
    return None if whole is None else whole + part


# -- writing -------------------------------------------------------------------------------------


def _written(size: int) -> str:
    """Below 10**16, as 一千零五萬: 零 for a gap inside."""
    if size == 0:
        return "零"
    for unit, great in _GREAT:
        if size >= great:
            count, rest = divmod(size, great)
            gap = "零" if rest and rest < great // 10 else ""
            return _written(count) + unit + gap + (_written(rest) if rest else "")
    return _written_section(size)


def _written_section(size: int) -> str:
    for unit, small in (("千", 1000), ("百", 100), ("十", 10)):
        if size >= small:
            digit, rest = divmod(size, small)
            gap = "零" if rest and rest < small // 10 else ""
            return "一二三四五六七八九"[digit - 1] + unit + gap + (_written_section(rest) if rest else "")
    return "一二三四五六七八九"[size - 1] if size else ""
