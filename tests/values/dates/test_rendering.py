"""Dates in words, in three languages; what is written reads back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import parse

WORDS = [
    ("1924-09-03", "1924年9月3日", "1924年9月3日", "3 September 1924"),
    ("1924-09", "1924年9月", "1924年9月", "September 1924"),
    ("1924", "1924年", "1924年", "1924"),
    ("1924-07-09/1924-07-15", "1924年7月9日至15日", "1924年7月9日至15日", "9–15 July 1924"),
    ("1924-07-09/1924-08-02", "1924年7月9日至8月2日", "1924年7月9日至8月2日", "9 July – 2 August 1924"),
    ("1924-07/1924-08", "1924年7月至8月", "1924年7月至8月", "July–August 1924"),
    (
        "1924-12-31/1925-01-01",
        "1924年12月31日至1925年1月1日",
        "1924年12月31日至1925年1月1日",
        "31 December 1924 – 1 January 1925",
    ),
    ("1924/1926", "1924年至1926年", "1924年至1926年", "1924–1926"),
    ("192X", "1920年代", "1920年代", "1920s"),
    ("19XX", "20世紀", "20世纪", "20th century"),
    ("20XX", "21世紀", "21世纪", "21st century"),
    ("1924~", "約1924年", "约1924年", "c. 1924"),
    ("1924-09-03?", "[1924年9月3日]", "[1924年9月3日]", "[3 September 1924]"),
    ("1924%", "[約1924年]", "[约1924年]", "[c. 1924]"),
    ("../1949", "至1949年", "至1949年", "until 1949"),
    ("1949/..", "自1949年起", "自1949年起", "from 1949"),
    ("XXXX", "日期不詳", "日期不详", "undated"),
]


@pytest.mark.parametrize(("text", "hant", "hans", "english"), WORDS)
def test_render_writes_the_date_in_three_languages(text: str, hant: str, hans: str, english: str) -> None:
    date = parse(text)
    assert (date.render("zh-Hant"), date.render("zh-Hans"), date.render("en")) == (hant, hans, english)


def test_render_in_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        parse("1924").render("fr")


days = st.dates(min_value=datetime.date(1000, 1, 1)).map(str)
ends = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])).flatmap(
    lambda end: st.sampled_from("?~%").map(lambda mark: end + mark) | st.just(end)
)
decades = days.map(lambda day: day[:3] + "X") | days.map(lambda day: day[:2] + "XX")
ranges = st.tuples(ends, ends).map(sorted).map("/".join)
opens = ends.map(lambda end: f"../{end}") | ends.map(lambda end: f"{end}/..")


@given(ends | decades | ranges | opens, st.sampled_from(["zh-Hant", "zh-Hans", "en"]))
def test_what_is_rendered_reads_back(edtf: str, lang: str) -> None:
    date = parse(edtf)
    again = parse(date.render(lang))
    assert (again.edtf, again.first, again.last) == (date.edtf, date.first, date.last)


@given(ends | decades | ranges | opens)
def test_edtf_reads_back_as_itself(edtf: str) -> None:
    assert parse(parse(edtf).edtf).edtf == parse(edtf).edtf
