"""D4, D5, D8 and D11: lost dots and pluses, dashes, and lines read from the wrong side; all suggested."""

from __future__ import annotations

import pytest

from lantai.values.repair import repair


def suggested(text: str) -> set[tuple[str, str, str]]:
    repaired = repair(text)
    assert repaired.text == text
    return {(one.rule, one.found, one.replacement) for one in repaired.suggested}


@pytest.mark.parametrize(
    "text", ["“傳承?創新”主題展", "《史記?項羽本紀》記載", "「童心?童趣」畫展", "羅伯特?史密斯來訪"]
)
def test_a_lost_middle_dot_is_suggested(text: str) -> None:
    assert suggested(text) == {("D4", "?", "·")}


@pytest.mark.parametrize("text", ["“你去?我也去”他說", "“何去?何從”", "你去?他也去。", "“誰?哪裡”"])
def test_a_question_is_no_lost_dot(text: str) -> None:
    assert suggested(text) == set()


@pytest.mark.parametrize("formula", ["黨建 扶貧", "3 2", "1 1 N", "農業 旅遊 文化", "互聯網 "])
def test_a_lost_plus_is_suggested(formula: str) -> None:
    assert suggested(f"推進“{formula}”模式") == {("D5", formula, formula.replace(" ", "+"))}


@pytest.mark.parametrize("text", ["“青山綠水 金山銀山”", "“New York”", "“2021 2022”", "青山 綠水"])
def test_a_genuine_space_is_no_lost_plus(text: str) -> None:
    assert suggested(text) == set()


def test_dashes_and_characters_of_no_width_are_suggested() -> None:
    assert suggested("他走了--再也沒有回來") == {("D8", "--", "——")}
    assert suggested("檔\u200b案") == {("D8", "\u200b", "")}


@pytest.mark.parametrize("line", ["臨河日報", "縣立圖書館", "高等學堂", "中華民國", "輪船有限公司", "籌備委員會"])
def test_a_line_read_from_the_wrong_side_is_turned_round(line: str) -> None:
    assert suggested(line[::-1]) == {("D11", line[::-1], line)}
    assert suggested(line) == set()


@pytest.mark.parametrize("line", ["一篙撐破五更寒", "上海自來水來自海上", "人名地名", "學科教研", "青山綠水"])
def test_a_line_that_reads_well_is_left(line: str) -> None:
    assert suggested(line) == set()
