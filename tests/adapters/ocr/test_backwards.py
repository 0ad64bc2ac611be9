"""Which horizontal lines are turned round, and which are left as read."""

from __future__ import annotations

import pytest

from lantai.adapters.ocr.backwards import set_right
from lantai.ports.ocr import Box, Direction, Glyph, Line


def line(text: str, direction: Direction = "ltr") -> Line:
    glyphs = tuple(Glyph(character, Box(20 * n, 0, 20, 20), 1.0) for n, character in enumerate(text))
    return Line(text, Box(0, 0, 20 * len(text), 20), 1.0, direction, glyphs)


def texts(*read: str) -> list[str]:
    return [one.text for one in set_right([line(text) for text in read])]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("日四十月七年三十國民華中", "中華民國十三年七月十四日"),
        ("號一十五百二千四第", "第四千二百五十一號"),
        ("一期星", "星期一"),
        ("站車河臨", "臨河車站"),
        ("園戲觀大", "大觀戲園"),
        ("(版一第)", "(第一版)"),
    ],
)
def test_a_line_that_proves_it_is_turned_round(read: str, meant: str) -> None:
    assert texts(read) == [meant]


@pytest.mark.parametrize("read", ["民國十三年九月三日到", "第十二號", "臨河車站", "程硯舟", "No. 第3頁"])
def test_a_line_without_proof_stays(read: str) -> None:
    assert texts(read) == [read]


def test_other_lines_follow_when_all_proof_points_one_way() -> None:
    assert texts("號二十第", "誌續水大", "No 12") == ["第十二號", "大水續誌", "No 12"]


def test_other_lines_stay_when_proof_is_divided() -> None:
    assert texts("號二十第", "大水續誌", "第三版") == ["第十二號", "大水續誌", "第三版"]


def test_glyphs_turn_with_their_boxes() -> None:
    (turned,) = set_right([line("號二第")])
    assert (turned.direction, [glyph.box.x for glyph in turned.glyphs]) == ("rtl", [40, 20, 0])


def test_vertical_lines_are_never_turned() -> None:
    column = line("號二十第", "ttb")
    assert set_right([column]) == [column]
