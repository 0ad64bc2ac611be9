"""Dates, and words of time that want an anchor."""

from __future__ import annotations

import datetime

import pytest
from tests.values.claims.told import of_kind, told

from lantai.values.claims import find
from lantai.values.dates.days import julian_day


def day(iso: str) -> int:
    return julian_day(datetime.date.fromisoformat(iso))


def test_date_has_its_days_and_says_what_happened() -> None:
    assert told("1931年9月18日，縣署失火。", "date", "first", "last") == [
        ("1931年9月18日", day("1931-09-18"), day("1931-09-18"))
    ]
    (date,) = of_kind("6月25日在市檔案館開幕，", "date")
    assert (date.subject, date.first) == ("在市檔案館開幕", day("2024-06-25"))


def test_a_definite_time_is_a_date_and_its_word_a_relative_time() -> None:
    text = "截至今年初，共有三人。"
    assert told(text, "date") == [("截至今年初",)]
    assert told(text, "relative-time") == [("今年初",)]


@pytest.mark.parametrize("word", ["今年", "去年", "近3年", "目前", "截至目前", "今年以來", "近年來", "十八大以來"])
def test_relative_time_is_no_date(word: str) -> None:
    text = f"{word}，工作進展順利。"
    assert told(text, "date") == []
    assert of_kind(text, "relative-time")[0].text.endswith(word)


def test_relative_time_is_resolved_by_the_day_of_writing_only() -> None:
    (resolved,) = of_kind("去年修閘。", "relative-time")
    assert (resolved.first, resolved.last) == (day("2023-01-01"), day("2023-12-31"))
    (open_,) = [claim for claim in find("去年修閘。") if claim.kind == "relative-time"]
    assert (open_.first, open_.last) == (None, None)


def test_words_of_order_are_relative_times() -> None:
    assert told("先後編成三書，下一步付印。", "relative-time") == [("先後",), ("下一步",)]


def test_a_year_in_a_title_is_no_date_but_a_span_is() -> None:
    assert told("《臨河年鑒2020年》", "date") == []
    assert told("《臨河一百年（1921—2021）》", "date", "first") == [("1921—2021", day("1921-01-01"))]
