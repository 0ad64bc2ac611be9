"""Titles of works."""

from __future__ import annotations

import pytest
from tests.values.claims.told import told

from lantai.values.claims import find
from lantai.values.names import Name, Names


def test_titles_in_sequence_are_each_one() -> None:
    assert told("先後編成《臨河志》《臨河詩百首》、〈河工考〉。", "title", "subject") == [
        ("《臨河志》", "臨河志"),
        ("《臨河詩百首》", "臨河詩百首"),
        ("〈河工考〉", "河工考"),
    ]


def test_titles_in_titles_are_titles_too() -> None:
    assert told("《讀〈臨河志〉札記》", "title", "subject") == [
        ("《讀〈臨河志〉札記》", "讀〈臨河志〉札記"),
        ("〈臨河志〉", "臨河志"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "舉辦「百年水閘——臨河水利圖片展」",
        "開辟“檔案裡的臨河”專欄",
        "紀錄片「河」",
        "the exhibition “Water and Stone”",
        'a film called "The Weir"',
    ],
)
def test_quoted_words_are_a_title_where_the_text_says_work(text: str) -> None:
    assert len(told(text, "title")) == 1


@pytest.mark.parametrize("text", ["樹立「店小二」理念", "“三爭取”工作", "館長說：「展覽好看，書也好看。」", "「」《》"])
def test_quoted_words_are_else_no_title(text: str) -> None:
    assert told(text, "title") == []


def test_title_over_a_line_end_is_one_title() -> None:
    assert told("見《臨河縣\n志》卷三", "title", "subject") == [("《臨河縣\n志》", "臨河縣 志")]


def test_title_of_the_list_needs_no_marks() -> None:
    found = find("見臨河縣志卷三", names=Names.of([Name("臨河縣志", "title")]))
    assert [claim.subject for claim in found if claim.kind == "title"] == ["臨河縣志"]
