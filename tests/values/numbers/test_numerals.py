"""Numerals against the handbook's forms, against an oracle of their own, and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.numerals import LONGEST, Style, read_integer, read_number, write_integer

INTEGERS = [
    ("三百零五", 305), ("叁佰零伍", 305), ("贰仟零贰拾壹", 2021), ("廿三", 23), ("卄", 20), ("卅一", 31),
    ("卌", 40), ("一百廿三", 123),
    ("一九三一", 1931), ("二〇二一", 2021), ("二○二一", 2021), ("三六五", 365), ("〇七", 7),
    ("三萬五", 35_000), ("二百五", 250), ("兩千三", 2300), ("两万五千", 25_000), ("一億五", 150_000_000),
    ("三萬零五", 30_005), ("十二億八千萬", 1_280_000_000), ("三萬億", 3 * 10**12), ("一兆", 10**12),
    ("五萬萬", 5 * 10**8),
    ("百", 100), ("千萬", 10**7), ("十", 10), ("十五", 15), ("一百十五", 115), ("兩", 2), ("零", 0),
    ("〤〇", 40), ("〹〡", 21), ("〡〢〣", 123), ("〡二〣", 123), ("〸", 10), ("〺〩", 39),
    ("1,234,567", 1_234_567), ("1，234", 1234), ("１２３", 123), ("-5", -5), ("負三百", -300), (" 12 ", 12),
]  # fmt: skip
NO_INTEGERS = [
    "", " ", "-", "萬一", "百千萬", "千百", "萬千", "十十", "二三百", "一二三萬", "三千百", "一億百萬",
    "三百零", "十兩", "一廿", "九卅五", "2廿",
    "1,23", "3千", "1.9萬", "三點一四", "1.5", "王五", "一個", "½", "\ud800", "\0", "①",
]  # fmt: skip
NUMBERS = [
    ("三點一四", Fraction(157, 50)), ("三点五萬", Fraction(35_000)), ("十點五", Fraction(21, 2)),
    ("1.9萬", Fraction(19_000)),
    ("2600萬", Fraction(26_000_000)), ("3千", Fraction(3000)), ("3千5百", Fraction(3500)),
    ("5億3千萬", Fraction(530_000_000)),
    ("12億8000萬", Fraction(1_280_000_000)), ("1,234萬", Fraction(12_340_000)), ("０．５", Fraction(1, 2)),
    ("三分之一", Fraction(1, 3)), ("二又三分之一", Fraction(7, 3)), ("百分之三十五", Fraction(7, 20)),
    ("千分之三", Fraction(3, 1000)),
    ("百分之三點五", Fraction(7, 200)), ("85%", Fraction(17, 20)), ("85.5％", Fraction(171, 200)),
    ("3‰", Fraction(3, 1000)),
    ("三成", Fraction(3, 10)), ("五成半", Fraction(11, 20)), ("半", Fraction(1, 2)), ("2½", Fraction(5, 2)),
    ("1/3", Fraction(1, 3)),
]  # fmt: skip
NO_NUMBERS = [
    "",
    "%",
    "/",
    "分之",
    "百分之",
    "零分之三",
    "1/0",
    "1.2.3",
    "成",
    "點",
    "三點",
    "數百",
    "1/2/3",
    "半半",
    "又三分之一",
]


@pytest.mark.parametrize(("text", "value"), INTEGERS)
def test_an_integer_is_read(text: str, value: int) -> None:
    assert read_integer(text) == value
    assert read_number(text) == value


@pytest.mark.parametrize("text", NO_INTEGERS)
def test_what_is_no_integer_is_none(text: str) -> None:
    assert read_integer(text) is None


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_is_read_exactly(text: str, value: Fraction) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (0, "plain", "零"), (15, "plain", "十五"), (115, "plain", "一百一十五"), (1005, "plain", "一千零五"),
        (10_010, "plain", "一萬零一十"), (100_000, "plain", "十萬"), (1_000_001, "plain", "一百萬零一"),
        (-3, "plain", "負三"),
        (305, "financial", "叁佰零伍"), (15, "financial", "壹拾伍"), (120_000_000, "financial", "壹億貳仟萬"),
        (2021, "positional", "二〇二一"),
    ],
)  # fmt: skip
def test_an_integer_is_written(number: int, style: Style, written: str) -> None:
    assert write_integer(number, style) == written


def test_what_has_no_chinese_name_is_refused() -> None:
    with pytest.raises(ValueError, match="below 10000 兆"):
        write_integer(10**16)


@given(st.integers(-(10**16) + 1, 10**16 - 1), st.sampled_from(["plain", "financial", "positional"]))
def test_every_integer_comes_back(number: int, style: Style) -> None:
    assert read_integer(write_integer(number, style)) == number


@given(st.integers(0, 10**12))
def test_plain_numerals_agree_with_an_oracle_that_only_adds(number: int) -> None:
    assert _added_up(write_integer(number)) == number


@given(st.text(alphabet="一二三十百千萬億零〇兩廿點.,%分之半又/-0159½〡〸\ud800 ", max_size=12) | st.text(max_size=300))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = read_number(text)
    whole = read_integer(text)
    assert value is None or isinstance(value, Fraction)
    assert whole is None or whole == value


@pytest.mark.parametrize("char", "一十萬9.,點%")
def test_a_megabyte_of_one_character_is_no_number(char: str) -> None:
    assert read_number(char * 1_000_000) is None
    assert (read_number(char * LONGEST) is None) == (char not in "一9")


def _added_up(written: str) -> int:
    """A second way of reading: digits wait for a unit, small units for a great one."""
    total, section, digit = 0, 0, 0
    for char in written:
        if char in "十百千":
            section, digit = section + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char], 0
        elif char in "萬億兆":
            great = {"萬": 10**4, "億": 10**8, "兆": 10**12}[char]
            total, section, digit = total + (section + digit) * great, 0, 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + section + digit
