"""What is wrong with numbers is told, and what is right is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.numbers import check

WRONG = [
    ("在近3000餘張圖片中", "contradictory-approximators", "近3000餘張"),
    ("約300人左右", "contradictory-approximators", "約300人左右"),
    ("超過500餘人", "contradictory-approximators", "超過500餘人"),
    ("近30多年來", "contradictory-approximators", "近30多年"),
    ("至少3人以上", "contradictory-approximators", "至少3人以上"),
    ("印數20—10冊", "reversed-range", "20—10冊"),
    ("甲村30人、乙村40人，合計80人。", "sum-mismatch", "30人、乙村40人，合計80人"),
    ("全縣共有黨員120人，其中男70人，女40人。", "sum-mismatch", "120人，其中男70人，女40人"),
    ("總投資3000萬元，其中市級1000萬元、縣級2500萬元。", "sum-mismatch", "3000萬元，其中市級1000萬元、縣級2500萬元"),
    ("總計130卷：第一批30卷，第二批40卷，第三批50卷。", "sum-mismatch", "130卷：第一批30卷，第二批40卷，第三批50卷"),
    ("130 people came, of whom 70 were men and 50 women.", "sum-mismatch",
    "130 people came, of whom 70 were men and 50 women"),
    ("共100人，其中黨員120人。", "part-over-whole", "120人"),
    ("女職工占120%。", "share-over-100", "120%"),
    ("其中文書占70%、照片占20%、錄音占15%。", "share-over-100", "70%、照片占20%、錄音占15%"),
    ("Women accounted for 130% of the staff.", "share-over-100", "130%"),
    ("男60%，女50%。", "share-over-100", "60%，女50%"),
    ("男性占60%，女性占50%。", "share-over-100", "60%，女性占50%"),
    ("甲占60%、乙占50%。", "share-over-100", "60%、乙占50%"),
    ("甲30件、乙40件,合計80件", "sum-mismatch", "30件、乙40件,合計80件"),
    ("甲30元5角、乙40元，合計80元。", "sum-mismatch", "30元5角、乙40元，合計80元"),
    ("12 men and 15 women, 30 in total.", "sum-mismatch", "12 men and 15 women, 30"),
    ("Gifts of 30 boxes and 40 boxes, a total of 80 boxes.", "sum-mismatch",
    "30 boxes and 40 boxes, a total of 80 boxes"),
    ("全縣共有黨員120人。其中男70人，女40人。", "sum-mismatch", "120人。其中男70人，女40人"),
    ("共100人。其中黨員120人。", "part-over-whole", "120人"),
    ("We had 130 visitors. Of these, 70 were men and 80 women.", "sum-mismatch",
    "130 visitors. Of these, 70 were men and 80 women"),
    ("接待觀眾5萬人。年報作接待觀眾5萬人次。", "people-or-visits", "5萬人次"),
]  # fmt: skip
RIGHT = [
    "甲村30人、乙村40人，合計70人。", "全縣共有黨員120人，其中男70人，女50人。", "共有黨員120人，其中幹部40人。",
    "產值增長120%。", "占去年的120%。", "完成計劃的105%。", "其中工業占45.2%，農業占30.5%，服務業占24.3%。",
    "10—20人", "人數由20人到10人，由80%降到60%。", "召開會議3次、座談會5次，共120人參加。",
    "3個鄉鎮、5個村，共20個項目。",
    "共100人，其中女60人、黨員50人。", "約300人，其中30人左右是教師", "近3年來選派1000餘名", "fell from 1,050 to 870",
    "共收檔案500件，其中文書檔案300件、照片檔案100件。", "", "共", "其中",
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place"), WRONG)
def test_what_is_wrong_is_told_with_its_place(text: str, code: str, place: str) -> None:
    assert [(problem.code, text[problem.start : problem.end]) for problem in check(text)] == [(code, place)]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert list(check(text)) == []


CLEAN = (Path(__file__).parent / "clean.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", CLEAN)
def test_sentences_of_sound_statistics_raise_no_alarm(text: str) -> None:
    assert list(check(text)) == []


def test_sound_statistics_raise_no_alarm_together() -> None:
    assert list(check("\n".join(CLEAN))) == []


def test_people_for_visits_is_a_warning() -> None:
    (problem,) = check("參觀3萬人，又作參觀3萬人次。")
    assert (problem.code, problem.severity) == ("people-or-visits", "warning")


def test_a_message_does_the_sum() -> None:
    (problem,) = check("甲村30人、乙村40.5人，合計80人。")
    assert problem.message == "30 + 40.5 is 70.5, and not the 80人 that are stated."


@given(st.text(alphabet="共計其中占一三百萬1259%、，。人元件近餘以上—至()為 ", max_size=40) | st.text(max_size=60))
def test_problems_stand_in_the_text(text: str) -> None:
    assert all(0 <= problem.start < problem.end <= len(text) for problem in check(text))
