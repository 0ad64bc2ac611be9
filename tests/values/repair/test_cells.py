"""D10: what a spreadsheet did to a column."""

from __future__ import annotations

import pytest

from lantai.values.repair import repair
from lantai.values.repair.cells import Content, judge_column

Judged = list[tuple[int, str, tuple[str, ...]]]


@pytest.mark.parametrize(
    ("values", "content", "expected"),
    [
        (["001", "2", "003", "14"], None, [(1, "leading-zeros", ("002",)), (3, "leading-zeros", ("014",))]),
        (["1931-09-18", "11584", "1931-09-20"], None, [(1, "serial-date", ("1931-09-18", "1935-09-19"))]),
        (["44197"], "date", [(0, "serial-date", ("2021-01-01", "2025-01-02"))]),
        (["1E+05", "100"], "number", [(0, "exponent", ("100000", "1E5", "1E05"))]),
        (["1E+05"], "code", [(0, "exponent", ("1E5", "1E05", "100000"))]),
        (["1.5E+03"], "number", [(0, "exponent", ("1500",))]),
        (["1.23457E+17"], None, [(0, "rounded", ())]),
        (["110101190001010000"], None, [(0, "rounded", ())]),
        (["110101190001010012"], None, []),
        (["甲\n乙"], None, [(0, "line-break", ("甲 乙",))]),
        (["1", "2", "10"], None, []),
        (["", " ", "甲"], None, []),
        ([], None, []),
    ],
)
def test_a_column_is_judged(values: list[str], content: Content | None, expected: Judged) -> None:
    assert [(one.row, one.damage, one.candidates) for one in judge_column(values, content)] == expected


def test_a_table_in_a_text_is_judged_and_left_as_it_is() -> None:
    text = '編號,題名,日期\n001,"縣志,上",1931-09-18\n2,年鑒,1931-09-19\n003,日記,11584\n'
    repaired = repair(text)
    assert repaired.text == text
    assert [(one.rule, one.found, one.replacement) for one in repaired.changes] == [
        ("D10", "2", "002"),
        ("D10", "11584", "1931-09-18"),
    ]


def test_verses_are_no_table() -> None:
    assert not [
        one for one in repair("白日依山盡,入海流。\n更上一層,樓1E+05。\n欲窮,千里。\n").changes if one.rule == "D10"
    ]
