"""Retention periods: every usual spelling is one of the list, and nothing else."""

from __future__ import annotations

import pytest
from tests.digitisation.check.rows import row, told

from lantai.digitisation.check.retention import from_data, look_at_retention, retention_list
from lantai.digitisation.profile import delivery_profile

LIST = retention_list()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("永久", "Y"), ("Ｙ", "Y"), ("y", "Y"), ("永久（Y）", "Y"), ("Permanent", "Y"),
        ("定期30年", "D30"), ("定期(30年)", "D30"), ("30年", "D30"), ("３０年", "D30"), ("三十年", "D30"),
        ("d30", "D30"), ("定期三十年", "D30"), ("30 years", "D30"), ("定期 10 年", "D10"), ("D10", "D10"),
        ("十年", "D10"), ("15年", "D15"),
        ("長期", "C"), ("长期", "C"), ("C", "C"), ("短期", "D"), ("D", "D"),
    ],
)  # fmt: skip
def test_a_period_is_known_by_its_words(word: str, code: str) -> None:
    assert LIST.code_of(word) == code
    assert list(look_at_retention(row(retention=word), LIST, delivery_profile())) == []


@pytest.mark.parametrize("word", ["永遠", "40年", "定期", "D40", "不詳", "3", "□"])
def test_what_is_no_period_is_an_error(word: str) -> None:
    found = told(look_at_retention(row(retention=word), LIST, delivery_profile()))
    assert found == [("error", "保管期限", word, LIST.listed())]
    assert "永久" in LIST.listed()
    assert "定期30年" in LIST.listed()


def test_no_word_is_no_fault_of_the_word() -> None:
    assert list(look_at_retention(row(title="路燈"), LIST, delivery_profile())) == []


def test_a_profile_may_have_other_periods() -> None:
    own = from_data({"words": {"P": ["常"]}, "terms": {"code": "T{}", "years": [7], "spellings": ["{}載"]}})
    assert (own.code_of("常"), own.code_of("七載"), own.code_of("永久")) == ("P", "T7", "")
