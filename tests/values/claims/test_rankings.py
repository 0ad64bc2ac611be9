"""Superlatives and ordinals."""

from __future__ import annotations

import pytest
from tests.values.claims.told import told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("在全省率先推開平時考核", "在全省率先推開"),
        ("開創了青少年讀本編著的先河", "開創了青少年讀本編著的先河"),
        ("填補了地方史的空白", "填補了地方史的空白"),
        ("这批档案首次面世", "首次面世"),
        ("作為東北第一家全媒體展廳", "東北第一家全媒體展廳"),
        ("全市唯一的水文站", "全市唯一的水文站"),
        ("是世界上最早的水閘", "世界上最早的水閘"),
        ("打破全國紀錄", "打破全國紀錄"),
        ("It is the oldest weir in the province.", "the oldest weir"),
        ("They opened for the first time.", "for the first time"),
    ],
)
def test_superlative_is_found_with_its_scope(text: str, words: str) -> None:
    assert told(text, "superlative") == [(words,)]


@pytest.mark.parametrize(
    "text",
    [
        "最後一批",
        "最近三年",
        "最高人民法院",
        "第一書記",
        "第一時間趕到",
        "at least three",
        "the latest news",
        "《最早的水閘》",
        "首批印刷",
        "最大限度",
    ],
)
def test_no_superlative(text: str) -> None:
    assert told(text, "superlative") == []


def test_ordinals_have_their_number() -> None:
    assert told("第六屆理事會第三次會議", "ordinal", "value") == [("第六屆", 6), ("第三次", 3)]


@pytest.mark.parametrize("text", ["發展第三產業", "《中國史·第二卷》", "第一，抓緊落實", "选派第一书记"])
def test_no_ordinal(text: str) -> None:
    assert told(text, "ordinal") == []


def test_scope_of_a_superlative_begins_after_the_verb() -> None:
    assert told("外科完成本省首例手術。這是全縣第一所醫院。", "superlative", "scope") == [
        ("本省首例手術", "本省"),
        ("全縣第一所醫院", "全縣"),
    ]
