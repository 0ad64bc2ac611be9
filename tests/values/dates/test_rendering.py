"""Dates in words, in three languages; what is written reads back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import parse
from lantai.values.dates.rendering import render_edtf

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


LEVEL_2 = [
    ("", "日期不詳", "undated"),
    ("XXXX-XX-XX", "日期不詳", "undated"),
    ("1931-21", "1931年春", "spring 1931"),
    ("1931-24", "1931年冬", "winter 1931"),
    ("1931-35", "1931年第三季度", "third quarter of 1931"),
    ("1931-40", "1931年上半年", "first half of 1931"),
    ("1931-21/1932-22", "1931年春至1932年夏", "spring 1931 – summer 1932"),
    ("1931-09-XX", "1931年9月某日", "an unknown day of September 1931"),
    ("1931-XX-XX", "1931年某月某日", "an unknown day of 1931"),
    ("1931-XX", "1931年某月", "an unknown month of 1931"),
    ("1931-XX-18", "1931年某月18日", "18 of an unknown month of 1931"),
    ("XXXX-09-18", "某年9月18日", "18 September of an unknown year"),
    ("193X-09", "193X年9月", "September 193X"),
    ("1X31", "1X31年", "1X31"),
    ("1XXX", "第2個千年", "2nd millennium"),
    ("[1931,1933]", "1931年或1933年", "1931 or 1933"),
    ("{1931,1933-05,1940..1942}", "1931年、1933年5月和1940年至1942年", "1931, May 1933 and 1940–1942"),
    ("[..1933]", "至1933年", "until 1933"),
    ("1931-09-?18", "1931年9月[18日]", "[18] September 1931"),
    ("1931-09~-18", "(約1931年9月)18日", "18 (c. September 1931)"),
    ("?1931-?09-18", "[1931年9月]18日", "18 [September 1931]"),
    ("1931?-09~-18", "[約1931年](約9月)18日", "18 (c. September) [c. 1931]"),
    ("0220", "公元220年", "AD 220"),
    ("0025-03", "公元25年3月", "March AD 25"),
    ("0000", "公元前1年", "1 BC"),
    ("-0220", "公元前221年", "221 BC"),
    ("-0220/-0206", "公元前221年至公元前207年", "221 BC – 207 BC"),
    ("-0008/0005", "公元前9年至公元5年", "9 BC – AD 5"),
    ("-02XX", "公元前3世紀", "3rd century BC"),
    ("-022X", "公元前230年至公元前221年", "230 BC – 221 BC"),
    ("1931/", "自1931年起", "from 1931"),
    ("/1931", "至1931年", "until 1931"),
]


@pytest.mark.parametrize(("edtf", "hant", "english"), LEVEL_2)
def test_all_of_edtf_that_archives_use_has_words(edtf: str, hant: str, english: str) -> None:
    assert (render_edtf(edtf, "zh-Hant"), render_edtf(edtf, "en")) == (hant, english)


@pytest.mark.parametrize(("edtf", "hans"), [("1XXX", "第2个千年"), ("-02XX", "公元前3世纪"), ("1931~", "约1931年")])
def test_simplified_words_are_simplified(edtf: str, hans: str) -> None:
    assert render_edtf(edtf, "zh-Hans") == hans


@pytest.mark.parametrize(
    "text", ["garbage", "/", "../..", "Y17E7", "1931-13-01", "1931-09-32", "[]", "{,}", "\ud800", "[" * 9]
)
def test_what_is_no_edtf_is_given_back(text: str) -> None:
    assert [render_edtf(text, lang) for lang in ("zh-Hant", "zh-Hans", "en")] == [text] * 3


@given(
    st.text(max_size=30) | st.text("0123456789X-/?~%.[]{},", max_size=40), st.sampled_from(["zh-Hant", "zh-Hans", "en"])
)
def test_rendering_never_fails(edtf: str, lang: str) -> None:
    assert isinstance(render_edtf(edtf, lang), str)


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
