"""Telegraph dates (韻目代日), against the order of the rhymes."""

from __future__ import annotations

import pytest

from lantai.values.dates import telegraph

# 平水韻: the rhymes of each tone in their order, from which the codes count.
RHYMES = {
    "上平": "東冬江支微魚虞齊佳灰真文元寒刪",
    "下平": "先蕭肴豪歌麻陽庚青蒸尤侵覃鹽咸",
    "上聲": "董腫講紙尾語麌薺蟹賄軫吻阮旱潸銑篠巧皓哿馬養梗迥有寢感儉豏",
    "去聲": "送宋絳寘未御遇霽泰卦隊震問願翰諫霰嘯效號箇禡漾敬徑宥沁勘豔陷",
    "入聲": "屋沃覺質物月曷黠屑藥陌錫職緝合葉洽",
}


@pytest.mark.parametrize("tone", RHYMES)
def test_a_rhyme_stands_for_its_place_within_its_tone(tone: str) -> None:
    assert [telegraph.day_of(char) for char in RHYMES[tone]] == list(range(1, len(RHYMES[tone]) + 1))


@pytest.mark.parametrize(
    ("branch", "char", "month", "day"),
    [("酉", "皓", 10, 19), ("戌", "佳", 11, 9), ("亥", "艷", 12, 29), ("亥", "豔", 12, 29), ("巳", "馬", 6, 21)],
)
def test_the_codes_of_the_handbook(branch: str, char: str, month: int, day: int) -> None:
    assert (telegraph.month_of(branch), telegraph.day_of(char)) == (month, day)


@pytest.mark.parametrize(
    ("char", "day"),
    [
        ("马", 21),
        ("艳", 29),
        ("东", 1),
        ("鱼", 6),
        ("卅", 30),
        ("世", 31),
        ("引", 31),
        ("琰", 28),
        ("文", 12),
        ("號", 20),
    ],
)
def test_day_of_knows_the_simplified_and_the_usual(char: str, day: int) -> None:
    assert telegraph.day_of(char) == day


def test_every_day_of_a_month_has_a_character() -> None:
    assert set(telegraph.days().values()) == set(range(1, 32))
    assert all(len(char) == 1 for char in telegraph.days())


def test_branches_are_months_and_by_the_old_style_others() -> None:
    branches = "子丑寅卯辰巳午未申酉戌亥"
    assert [telegraph.month_of(branch) for branch in branches] == list(range(1, 13))
    assert [telegraph.month_by_old_style(branch) for branch in branches] == [11, 12, *range(1, 11)]


def test_branches_are_hours() -> None:
    assert [telegraph.hour_of(branch) for branch in "子丑午亥"] == [(23, 1), (1, 3), (11, 13), (21, 23)]


@pytest.mark.parametrize("text", ["", "甲", "我", "子丑", "東先", "\ud800", "a"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert telegraph.day_of(text) is None
    assert (telegraph.month_of(text), telegraph.month_by_old_style(text), telegraph.hour_of(text)) == (None, None, None)
