"""Dates that leave out the year or the month, and take it from what stands around them."""

from __future__ import annotations

import datetime

import pytest

from lantai.values.dates import Date, NotADate, julian_day, parse
from lantai.values.dates.context import Context

TODAY = Context(as_of=julian_day(datetime.date(2021, 6, 23)))


def after(text: str) -> Context:
    return Context(previous=parse(text).span)


FROM_TODAY = {
    "9月18日": "2021-09-18",
    "九月十八日": "2021-09-18",
    "18 September": "2021-09-18",
    "皓電": "2021-06-19",
    "酉皓": "2021-10-19",
    "正月初一": "2021-02-12",
    "臘月廿三": "2022-01-25",
    "辛丑年": "2021-02-12/2022-01-31",
    "甲午年": "2014-01-31/2015-02-18",
    "三十年代": "193X",
    "98年": "1998",
    "21年": "2021",
    "9月18—20日": "2021-09-18/2021-09-20",
    "年底": "2021-12",
    "上旬": "2021-06-01/2021-06-10",
    "去年3月": "2020-03",
}


@pytest.mark.parametrize(("text", "edtf"), list(FROM_TODAY.items()))
def test_the_day_of_writing_gives_what_is_missing(text: str, edtf: str) -> None:
    date = parse(text, context=TODAY)
    assert (date.edtf, date.inferred) == (edtf, True)


FROM_PREVIOUS = [
    ("1931年9月18日", "20日", "1931-09-20"),
    ("1931年9月18日", "10月2日", "1931-10-02"),
    ("1931年9月18日", "21日至23日", "1931-09-21/1931-09-23"),
    ("1931年9月18日", "皓電", "1931-09-19"),
    ("1931年9月18日", "八月初七", "1931-09-18"),
    ("1931年9月18日", "初八", "1931-09-19"),
    ("1931年9月18日", "同日", "1931-09-18"),
    ("1931年9月18日", "次年", "1932"),
    ("1949年10月1日", "31年", "1931"),
    ("光緒三十四年十月廿一日", "廿三日", "1908-11-16"),
    ("光緒三十四年十月廿一日", "十一月初三", "1908-11-26"),
    ("光緒三十四年十月廿一日", "三十三年", "1907-02-13/1908-02-01"),
    ("光緒三十四年十月廿一日", "12月1日", "1908-12-01"),
    ("光緒二十六年閏八月初一", "初五", "1900-09-28"),
    ("民國二十年九月十八日", "二十一年", "1932"),
    ("民國二十年九月十八日", "廿一年三月一日", "1932-03-01"),
    ("18 September 1931", "the 20th", "1931-09-20"),
    ("1930年代", "40年代", "194X"),
]


@pytest.mark.parametrize(("before", "text", "edtf"), FROM_PREVIOUS)
def test_the_date_before_gives_what_is_missing(before: str, text: str, edtf: str) -> None:
    date = parse(text, context=after(before))
    assert (date.edtf, date.inferred) == (edtf, True)


@pytest.mark.parametrize(
    ("text", "code", "edtf"),
    [
        ("9月18日", "no-year", "XXXX-09-18"),
        ("九月", "no-year", "XXXX-09"),
        ("酉皓", "no-year", "XXXX-10-19"),
        ("馬日", "no-year", "XXXX-XX-21"),
        ("XXXX-09-18", "no-year", "XXXX-09-18"),
        ("八月初七", "no-year", ""),
        ("9月18日至20日", "no-year", ""),
        ("今年", "no-anchor", ""),
        ("2月30日", "no-such-day", ""),
        ("3/4/1931", "ambiguous-order", ""),
        ("1933—1931", "reversed-range", ""),
    ],
)
def test_nothing_is_guessed_without_help(text: str, code: str, edtf: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse(text)
    assert (caught.value.code, caught.value.edtf) == (code, edtf)


def test_a_telegram_without_month_may_be_of_any() -> None:
    date = parse("民國十六年馬日")
    assert (date.edtf, [found.code for found in date.problems]) == ("1927-XX-21", ["unknown-month"])


def test_what_was_read_with_help_is_inferred_when_it_comes_back_from_its_columns() -> None:
    date = parse("9月18日", context=after("1931年"))
    again = Date.from_columns(date.columns())
    assert again == date
    assert (again.inferred, again.precision, again.problems) == (True, "day", ())
