"""Answers in JSON, failures among them."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.values.strategies import ODD

from lantai.values.dates import Date, NotUnderstood, as_json, iso_day, parse, understand
from lantai.values.dates.problems import KINDS

DATE_LIKE = (
    "0123456789-./·~?%[](){}〔〕年月日號至到—–上中下旬初底正冬臘閏〇一二十廿卅甲子午光緒民國約前後世紀代電皓春 X:cSept,"
)


def test_a_date_in_json() -> None:
    assert as_json(understand("光緒三十四年十月廿一日")) == {
        "text": "光緒三十四年十月廿一日",
        "calendar": "lunar",
        "era": "光緒",
        "edtf": "1908-11-14",
        "first": "1908-11-14",
        "last": "1908-11-14",
        "precision": "day",
        "inferred": False,
        "problems": [],
        "alternatives": [],
    }


def test_a_failure_in_json_has_the_same_fields() -> None:
    answer = as_json(understand("民國二十年閏七月"))
    assert answer.keys() == as_json(understand("1931")).keys()
    assert (answer["edtf"], answer["first"], answer["precision"]) == ("", None, "unknown")
    assert (answer["calendar"], answer["era"]) == ("lunar", "民國")
    assert answer["problems"] == [
        {
            "code": "no-leap-month",
            "severity": "error",
            "message": "The lunar year 1931 had no leap 7th month; it had no leap month.",
        }
    ]


def test_alternatives_and_problems_in_json() -> None:
    answer = as_json(understand("1908年臘月廿五"))
    assert answer["alternatives"] == [
        {
            "edtf": "1908-01-28",
            "first": "1908-01-28",
            "last": "1908-01-28",
            "reason": "that day of the lunar year before, which may have fallen in 1908",
        }
    ]
    assert [found["code"] for found in answer["problems"]] == ["ambiguous"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "年", "一" * 1_000_000, "(" * 1_000_000, "今年", "9月18日"])
def test_what_cannot_be_read_is_an_answer(text: str) -> None:
    answer = understand(text)
    assert isinstance(answer, NotUnderstood)
    assert (answer.text, answer.problem.severity) == (text, "error")
    assert answer.problem.message.endswith(".")


@given(st.text(st.sampled_from(DATE_LIKE + ODD), max_size=24))
@example("1" * 100)
@example("(" * 100)
@example("1至" * 50)
@example("1-" * 50)
@example("光緒" * 50)
@example("﷽" * 100)
def test_any_text_has_an_answer(text: str) -> None:
    answer = understand(text)
    assert json.loads(json.dumps(as_json(answer))) == as_json(answer)
    assert {found.code for found in answer.problems} <= KINDS.keys()
    if isinstance(answer, Date):
        assert answer.first is None or answer.last is None or answer.first <= answer.last
        assert Date.from_columns(answer.columns()).precision == answer.precision


FORMS = (
    "光緒三十四年十月廿一日",
    "民國20.9.18",
    "1931年9月18日至20日",
    "18 September 1931",
    "[1931,1932]",
    "約1931年春",
)


@given(st.sampled_from(FORMS), st.data())
def test_a_damaged_date_is_read_or_refused(form: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(form)))
    cut = data.draw(st.integers(0, 3))
    put = data.draw(st.text(st.sampled_from(DATE_LIKE), max_size=2))
    assert as_json(understand(form[:at] + put + form[at + cut :]))["text"]


eras = st.sampled_from(["光緒", "民國", "康德", "昭和", "lunar", "julian"])


@given(st.integers(2_406_400, 2_433_000), eras, st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_a_day_written_in_any_calendar_reads_back(day: int, calendar: str, lang: str) -> None:
    try:
        words = parse(iso_day(day)).render(lang, calendar)
    except ValueError:
        assert calendar not in ("lunar", "julian")
        return
    again = parse(words)
    assert (again.first, again.last) == (day, day)
