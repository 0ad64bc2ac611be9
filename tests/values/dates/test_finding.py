"""Finding dates in running text: five texts of our own, what must not be found, and what holds of every text.

In ``running/*.txt`` every date stands between ⟦ and ⟧ with its EDTF after ``=`` (or, where it cannot be resolved,
the problem's code). They were labelled before the finder had seen them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.dates import Date, from_julian_day, parse
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number
from lantai.values.dates.finding import FoundDate, find
from lantai.values.dates.one_script import in_one_script

RUNNING = Path(__file__).parent / "running"
DAYS_OF_WRITING = {"newspaper": (1925, 6, 11), "communique": (2021, 6, 23), "report": (2021, 6, 23)}
SOURCE = Path(__file__).parents[4] / "shared" / "source" / "press-conference-2021-06-23.txt"
PRESS_DAY = Context(as_of=day_number(2021, 6, 23))


def found_in(text: str, context: Context | None = None) -> list[str]:
    return [found.text for found in find(text, context=context)]


def meaning(found: FoundDate) -> str:
    return found.date.edtf if found.date else found.problems[0].code


def labelled(name: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The text without its marks, and start, text and meaning of each date."""
    plain, labels = "", []
    for index, piece in enumerate(re.split("⟦(.*?)⟧", (RUNNING / f"{name}.txt").read_text(encoding="utf-8"))):
        text, _, label = piece.rpartition("=") if index % 2 else (piece, "", "")
        if index % 2:
            labels.append((len(plain), text, label))
        plain += text
    return plain, labels


@pytest.mark.parametrize("name", ["chronicle", "newspaper", "communique", "gazetteer", "report"])
def test_running_text_gives_every_date_and_nothing_else(name: str) -> None:
    text, labels = labelled(name)
    day = DAYS_OF_WRITING.get(name)
    found = find(text, context=Context(as_of=day_number(*day) if day else None))
    assert [(one.start, one.text, meaning(one)) for one in found] == labels


NO_DATES = """一日三餐。一月有餘。三年計劃。五個月。十年來。改革開放30年。建市100周年。80後幹部。千年古城。百年老店。
第三日。第五年級。過了三天。歷時近三年。經過近一年半的努力。五年前三個月。三月三廟會。10月刊。3月内。十月革命。每年。數年。多年來。
10:30開會。第10-12頁。IP 192.168.1.1。版本1.2.3。電話024-2021-1931。页码1931-1945。手機13912345678。編號19310918。
檔號J019-WS·2011·D30-001。1931餘人。2021元。1931.5萬元。占1/3。比例3:1。2020多件。
有電站三座。只有電話。世界各國。送電。停電三日。九一八歷史博物館。「九一八」。五四精神。七七級。
出現在會場。實現在校生。題目前半部。相當年輕。這是日本。年輕人。同年級。說明年齡。有期徒刑三年六月。
1984 of them. Room 1931. page 1949. It may march on. version 2.0.1. 2,015 boxes. March on!"""


@pytest.mark.parametrize("text", [piece for line in NO_DATES.split("\n") for piece in re.findall("[^。]+。?", line)])
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert found_in(text, PRESS_DAY) == []


WHOLE = """
光緒三十四年十月廿一日|民國廿年|康德三年|明治三十七年二月|閏四月初一|臘月廿五|甲午年|皓電|酉皓|公元前221年|
20世紀30年代|1930s|18 September 1931|卅一年九月|1931年9月18日至20日|1931年9月18日（星期五）|约1931年前后|
一九三一年九月十八日|二〇二一年|1931-09-18|1931.9.18|1984.3—1987.11|1921—2021|光緒三十四年十月至宣統元年二月|
民國十三年至十五年|1931年9—11月|1949年以前|上世紀三十年代初|本世纪初|2021年上半年|第三季度|截至今年3月|
截止2020年12月31日|截至目前|近3年|近三年来|过去十年|十八大以来|改革开放以来|抗战时期|“十四五”期间|去年以来|
今年初|去年底|今春|去冬|上个月15日|昨日|上周五|目前|至今|日前|近年来|自1949年以來|
1931年（民國二十年）9月18日|光绪三十二年九月初一（1906年10月18日）|１９３１年９月１８日|清同治年间|
农历八月初七|September 18, 1931|Sept. 1931|c. 1890|the early 1930s|the 19th century|221 BC|last year|
in the past three years|by the end of May|since last year|to date|March last year|the end of 2020|
autumn 1931|18–20 June 2021|18.9.1931
"""
EXPRESSIONS = [text for text in WHOLE.replace("\n", "").split("|") if text]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_found_whole(text: str) -> None:
    assert found_in(text, PRESS_DAY) == [text]
    assert found_in(f"（{text}）", PRESS_DAY) == [text]


def test_what_cannot_be_resolved_is_found_with_its_reason() -> None:
    found = list(find("去年大水。1931年4月31日，同日，9月18日。"))
    assert [(one.text, one.date, [problem.code for problem in one.problems]) for one in found] == [
        ("去年", None, ["no-anchor"]),
        ("1931年4月31日", None, ["no-such-day"]),
        ("同日", None, ["no-anchor"]),
        ("9月18日", None, ["no-year"]),
    ]


def test_a_stated_weekday_is_checked_in_running_text() -> None:
    (found,) = find("定於1931年9月18日（星期四）開會")
    assert [problem.code for problem in found.problems] == ["wrong-weekday"]


def test_a_date_within_a_title_says_so() -> None:
    found = find("《臨河（1921—2021）》1931年出版，《志》")
    assert [(one.text, one.in_title) for one in found] == [("1921—2021", True), ("1931年", False)]


def test_a_listed_day_takes_year_and_month_from_the_day_before_it() -> None:
    found = find("1931年9月18、19日和20日")
    assert [(one.text, meaning(one)) for one in found] == [
        ("1931年9月18", "1931-09-18"),
        ("19日", "1931-09-19"),
        ("20日", "1931-09-20"),
    ]


def test_the_day_of_writing_gives_the_year_in_another_paragraph_than_the_last_year() -> None:
    text = "2019年大旱，9月得雨。\n展覽於6月25日開幕。"
    assert [meaning(one) for one in find(text, context=PRESS_DAY)] == ["2019", "2019-09", "2021-06-25"]
    assert [meaning(one) for one in find(text)] == ["2019", "2019-09", "2019-06-25"]


def test_a_cut_off_or_a_deadline_counts_from_the_day_of_writing() -> None:
    text = "2008年8月8日開工。截至6月20日，完成；7月1日前、年底前驗收。"
    assert [meaning(one) for one in find(text, context=PRESS_DAY)] == [
        "2008-08-08",
        "../2021-06-20",
        "../2021-07-01",
        "../2021-12",
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("咸豐八年戊午四月初八日", "1858-05-20"),
        ("雍正元年癸卯正月", "1723-02-05/1723-03-06"),
        ("同治十三年（1874）夏五月", "1874-06-14/1874-07-13"),
    ],
)
def test_a_year_of_a_reign_with_its_signs_or_its_western_year_is_one_date(text: str, edtf: str) -> None:
    assert [(one.text, meaning(one)) for one in find(f"舊志載{text}，大水")] == [(text, edtf)]


def test_the_date_before_the_text_counts() -> None:
    context = Context(previous=parse("民國二十年九月").span)
    assert [meaning(one) for one in find("是月大水。同年冬，雪。", context=context)] == ["1931-09", "1931-24"]


def test_the_source_text_gives_its_dates() -> None:
    """Handbook 8.5: thirteen dates, and the relative words with the day of the conference."""
    if not SOURCE.exists():
        pytest.skip("the source text is not beside the checkout")
    found = [one for one in find(SOURCE.read_text(encoding="utf-8"), context=PRESS_DAY) if one.date]
    meanings = {(one.text, meaning(one)) for one in found}
    assert meanings >= {
        ("6月23日", "2021-06-23"), ("截至今年3月", "../2021-03"), ("截至5月底", "../2021-05-31"), ("去年全年", "2020"),
        ("截至今年初", "../2021-01"), ("6月21日", "2021-06-21"), ("6月25日", "2021-06-25"),
        ("6月底", "2021-06-21/2021-06-30"), ("6月9日", "2021-06-09"), ("2019年度", "2019"), ("2020年", "2020"),
        ("1931年", "1931"), ("1921—2021", "1921/2021"),
    }  # fmt: skip
    assert meanings >= {
        ("黨的十八大以來", "2012-11-08/2021-06-23"), ("近3年", "2018-06-24/2021-06-23"), ("近年來", "../2021-06-23"),
        ("目前", "2021-06-23"), ("截至目前", "../2021-06-23"), ("去年以來", "2020/2021-06-23"),
        ("今年以來", "2021/2021-06-23"), ("去年初", "2020-01/2020-03"),
    }  # fmt: skip
    assert not {"80後", "前三年", "百年"} & {one.text for one in found}


# -- what holds of every text --------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *WHOLE,
        "年",
        "月",
        "日",
        "，",
        "。",
        "\n",
        "《",
        "》",
        "（",
        "）",
        "大",
        "光緒",
        "第",
        "個",
        "1",
        "十",
        "的",
        " ",
        "、",
        "至",
    ]
)
likely = st.lists(_PIECES | st.text(max_size=3), max_size=12).map("".join)
contexts = st.sampled_from([Context(), PRESS_DAY, Context(PRESS_DAY.as_of, parse("1931年9月18日").span)])


@given(st.one_of(likely, texts), contexts)
def test_offsets_are_exact_in_order_and_apart(text: str, context: Context) -> None:
    found = list(find(text, context=context))
    assert all(text[one.start : one.end] == one.text != "" for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.date is not None or one.problems for one in found)


@given(st.dates(min_value=from_julian_day(day_number(1600, 1, 1)), max_value=from_julian_day(day_number(2100, 1, 1))))
def test_a_day_in_words_is_found_whole(day: object) -> None:
    date = parse(str(day))
    for lang in ("zh-Hant", "zh-Hans", "en"):
        text = date.render(lang)
        assert [(one.text, one.date) for one in find(f"“{text}”")] == [(text, Date(text, *_columns(date)))]


def _columns(date: Date) -> tuple[str, int | None, int | None]:
    return date.edtf, date.first, date.last


@given(texts)
def test_one_script_keeps_every_offset(text: str) -> None:
    assert len(in_one_script(text)) == len(text)


HOSTILE = [
    "一",
    "年",
    "月",
    "(",
    "第",
    "1",
    "-",
    "至",
    "十",
    "光緒",
    "1月",
    "the ",
    "1 ",
    "《",
    "約",
    "甲",
    "初",
    "1931年",
    "1-",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hundred_thousand_of_the_same_end(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(one.end - one.start <= 100 for one in find(text, context=PRESS_DAY))
