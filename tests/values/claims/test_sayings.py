"""Quotations and awards."""

from __future__ import annotations

import pytest
from tests.values.claims.told import told


def test_quotation_has_its_speaker() -> None:
    text = "館長張園說：「檔案是城市的記憶。」陳望山回憶：“那年河水漫過了閘頂。”"
    assert told(text, "quotation", "subject", "person") == [
        ("「檔案是城市的記憶。」", "檔案是城市的記憶。", "張園"),
        ("“那年河水漫過了閘頂。”", "那年河水漫過了閘頂。", "陳望山"),
    ]


def test_quotation_may_stand_before_its_speaker() -> None:
    assert told("「水落下去了。」王有田說。", "quotation", "person") == [("「水落下去了。」", "王有田")]


def test_quotation_has_the_person_at_the_end_of_a_long_description() -> None:
    text = "「再撐三天，水就退了。」守堤二十七年的老河工袁滿倉對記者說。"
    assert told(text, "quotation", "person") == [("「再撐三天，水就退了。」", "袁滿倉")]


def test_quotation_in_english_has_its_speaker() -> None:
    text = 'Mary Chen, director of the Linhe City Archives, said: "The archives belong to everybody." Then she left.'
    assert told(text, "quotation", "person") == [('"The archives belong to everybody."', "Mary Chen")]
    text = "“The river took the bridge,” said Mr Lin Wei."
    assert told(text, "quotation", "person") == [("“The river took the bridge,”", "Mr Lin Wei")]


@pytest.mark.parametrize(
    "text", ["樹立「店小二」服務理念", "深入踐行“與鄰為善、以鄰為伴”理念", "他說的「河」", "《他說》"]
)
def test_terms_and_titles_are_no_quotations(text: str) -> None:
    assert told(text, "quotation") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("經驗做法榮獲省改革年度優秀案例。", "榮獲省改革年度優秀案例"),
        ("課題荣获2019年度全市优秀调查成果二等奖。", "荣获2019年度全市优秀调查成果二等奖"),
        ("他被評為全省檔案系統先進工作者，", "被評為全省檔案系統先進工作者"),
        ("被授予“先進集體”稱號。", "被授予“先進集體”稱號"),
        ("The team was awarded the Governor's Medal in May.", "was awarded the Governor's Medal"),
    ],
)
def test_award_runs_from_the_verb_to_the_prize(text: str, words: str) -> None:
    assert told(text, "award") == [(words,)]


@pytest.mark.parametrize(
    "text", ["獲得普遍讚譽", "獲得了優秀成績", "增強獲得感", "發放獎學金", "獲悉此事", "won the match"]
)
def test_no_award(text: str) -> None:
    assert told(text, "award") == []
