"""Dates that count from another day: every word, its meaning on a given day, and its refusal without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.dates import NotADate, parse
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number, year_month_day
from lantai.values.dates.relative import read
from lantai.values.dates.relative_words import words

AS_OF = Context(as_of=day_number(2021, 6, 23))
"""A Wednesday, the day of the handbook's source text."""

MEANINGS = {
    "2021": "今年|本年|本年度|this year|This year",
    "2020": "去年|上年|去年全年|昨年|last year",
    "2019": "前年|the year before last",
    "2022": "明年|next year",
    "2021-21": "今春|this spring",
    "2020-24": "去冬|去年冬",
    "2020-03": "去年3月|去年三月份|March last year|March, last year",
    "2020-09-18": "去年9月18日|18 September last year",
    "2021-06": "本月|本月份|这个月|this month",
    "2021-05": "上月|上个月|last month|last May",
    "2021-05-15": "上个月15日|上月十五日",
    "2021-07": "下月|下個月|next month",
    "2021-06-23": "今日|今天|今晨|目前|现在|如今|当前|today|currently|at present",
    "2021-06-22": "昨日|昨天|昨晚|yesterday",
    "2021-06-21": "前天",
    "2021-06-24": "明日|明天|tomorrow",
    "2021-06-18": "上週五|上周五|上星期五",
    "2021-06-14/2021-06-20": "上周|last week",
    "2021-01/2021-03": "今年初|今年年初|今年第一季度|early this year",
    "2020-12": "去年底|去年年底|the end of last year",
    "2021-01/2021-06": "今年上半年|上半年|the first half of this year",
    "2021-01/2021-05": "今年1至5月|今年1-5月|今年1月至5月|今年一月到五月",
    "2020-03/2021-05": "去年3月至今年5月",
    "2018-06-24/2021-06-23": (
        "近3年|近三年|近三年來|近三年来|最近三年|過去三年|这三年|in the past three years|over the last 3 years"
    ),
    "2011-06-24/2021-06-23": "过去十年|近十年间|the last decade|in the past ten years",
    "2020-12-24/2021-06-23": "近半年|近6个月|近六个月来|over the past six months",
    "2021-06-24/2024-06-23": "未來三年|今后三年|the next three years",
    "2021/2021-06-23": "今年以來|今年以来|since this year",
    "2020/2021-06-23": "去年以來|自去年以来|since last year",
    "2012-11-08/2021-06-23": "十八大以來|黨的十八大以来|自十八大以来",
    "1978-12-18/2021-06-23": "改革開放以來|改革开放以来|since the reform and opening up",
    "1949-10-01/2021-06-23": "建國以來|新中国成立以来",
    "1931-09-18/1945-09-02": "抗戰時期|抗日战争时期|抗战期间",
    "2021-22/2021-06-23": "入夏以来",
    "../2021-06-23": (
        "截至目前|截止目前|到目前為止|至今|迄今|近年來|近年|日前|近日|最近|近十余年来|to date|so far|in recent years"
    ),
    "../2021-05-31": (
        "截至5月底|截至五月底|截止5月底|截至2021年5月底|截止到今年5月底|by the end of May|by the end of May 2021"
    ),
    "../2020-11-30": "截至11月底|by the end of November",
    "../2021-03": "截至今年3月|截至2021年3月",
    "../2021-01": "截至今年初",
    "20XX": "本世紀|本世纪|this century",
    "193X": "上世紀30年代|上世纪三十年代",
    "2018": "三年前|three years ago",
    "2021-05-21/2021-05-31": "5月底",
    "2021-04": "两个月前|2 months ago",
}


@pytest.mark.parametrize(("text", "edtf"), [(text, edtf) for edtf, row in MEANINGS.items() for text in row.split("|")])
def test_relative_words_on_a_day(text: str, edtf: str) -> None:
    date = parse(text, context=AS_OF)
    assert date.edtf == edtf
    assert date.inferred or "2021年" in text or "2021" in text


@pytest.mark.parametrize(
    "text", ["今年", "去年3月", "近3年", "目前", "截至今年3月", "今年以來", "近年來", "last year", "to date"]
)
def test_without_the_day_of_writing_nothing_is_guessed(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse(text)
    assert refused.value.code == "no-anchor"


@pytest.mark.parametrize("text", ["同日", "是月", "同年", "次年", "翌日", "the same day", "the following year"])
def test_without_a_date_before_nothing_is_guessed(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse(text, context=AS_OF)
    assert refused.value.code == "no-anchor"


AFTER = {
    "1931年9月18日": {
        "同日": "1931-09-18", "翌日": "1931-09-19", "次日": "1931-09-19", "是月": "1931-09", "次月": "1931-10",
        "同年": "1931", "是年冬": "1931-24", "次年1月": "1932-01", "翌年": "1932", "當年12月": "1931-12",
        "the same day": "1931-09-18", "that month": "1931-09", "the following year": "1932",
    },
    "光緒三十四年十月廿一日": {
        "同日": "1908-11-14", "翌日": "1908-11-15", "是月": "1908-10-25/1908-11-23", "次月": "1908-11-24/1908-12-22",
        "是月初三日": "1908-10-27", "同年十一月初三": "1908-11-26", "是年": "1908-02-02/1909-01-21",
        "次年": "1909-01-22/1910-02-09",
    },
    "民國二十年": {"同年": "1931", "次年": "1932", "是年秋": "1931-23"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "text", "edtf"), [(before, *row) for before, rows in AFTER.items() for row in rows.items()]
)
def test_relative_words_after_a_date(before: str, text: str, edtf: str) -> None:
    date = parse(text, context=Context(previous=parse(before).span))
    assert (date.edtf, date.inferred) == (edtf, True)


def test_a_word_after_a_date_of_an_era_keeps_the_era() -> None:
    context = Context(previous=parse("光緒三十四年十月廿一日").span)
    date = parse("同年十一月初三", context=context)
    assert (date.era, date.calendar) == ("光緒", "lunar")


def test_the_other_ways_to_count_the_last_three_years_are_alternatives() -> None:
    assert [other.edtf for other in parse("近3年", context=AS_OF).alternatives] == ["2019/2021", "2018/2020"]


def test_words_without_sharp_limits_say_so() -> None:
    assert [problem.code for problem in parse("近年來", context=AS_OF).problems] == ["inferred-bounds"]


def test_an_anchor_needs_no_day_of_writing() -> None:
    date = parse("十八大以來")
    assert (date.edtf, date.last, date.inferred) == ("2012-11-08/..", None, True)
    assert parse("二戰後").edtf == "1945-09-02/.."


def test_what_others_count_from_is_an_alternative() -> None:
    assert [other.edtf for other in parse("抗戰時期").alternatives] == ["1937-07-07/1945-09-02"]


@pytest.mark.parametrize(
    "word", [word for word in words() if word.counts_from != "previous"], ids=lambda word: word.text
)
def test_every_word_that_counts_from_the_day_of_writing_is_read(word: object) -> None:
    assert parse(word.text, context=AS_OF).inferred  # type: ignore[attr-defined]


@given(st.integers(day_number(1600, 1, 1), day_number(2099, 12, 31)))
def test_last_year_ends_on_the_day_before_this_year(day: int) -> None:
    this, last = (parse(text, context=Context(as_of=day)) for text in ("今年", "去年"))
    assert last.last is not None and last.last + 1 == this.first
    assert parse("近1年", context=Context(as_of=day)).last == day
    assert year_month_day(day)[0] == int(this.edtf)


@given(texts)
def test_any_text_is_read_refused_or_none_of_ours(text: str) -> None:
    try:
        span = read(text, context=AS_OF)
    except NotADate as refused:
        assert refused.reason.endswith(".")
    else:
        assert span is None or span.edtf
