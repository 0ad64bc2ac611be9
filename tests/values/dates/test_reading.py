"""Reading dates: every form that archives write, and what is refused with its reason."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.values.strategies import ODD

from lantai.values.dates import Date, NotADate, from_julian_day, parse
from lantai.values.dates.days import edtf_year

DAY = ("1931-09-18", "1931-09-18", "1931-09-18")
MONTH = ("1931-09", "1931-09-01", "1931-09-30")
YEAR = ("1931", "1931-01-01", "1931-12-31")
DAYS = ("1931-09-18/1931-09-20", "1931-09-18", "1931-09-20")
DAYS_OF_TWO_MONTHS = ("1931-09-18/1931-10-02", "1931-09-18", "1931-10-02")
MONTHS = ("1931-09/1931-11", "1931-09-01", "1931-11-30")
YEARS = ("1931/1933", "1931-01-01", "1933-12-31")
DECADE = ("193X", "1930-01-01", "1939-12-31")
CENTURY = ("19XX", "1900-01-01", "1999-12-31")
SINCE = ("1949/..", "1949-01-01", None)
UNTIL = ("../1949", None, "1949-12-31")
UNDATED = ("", None, None)


def doubted(meaning: tuple[str, str, str], mark: str) -> tuple[str, str, str]:
    return meaning[0] + mark, meaning[1], meaning[2]


FORMS = {
    DAY: "1931-09-18|19310918|1931.9.18|1931/9/18|1931·9·18|1931 9 18|1931年9月18日|1931年09月18号|1931 年 9 月 18 日|"
    "１９３１年９月１８日|一九三一年九月十八日|公元1931年9月18日|西曆一九三一年九月十八號|"
    "18 September 1931|18 Sept. 1931|18th September, 1931|September 18, 1931|Sep 18, 1931|"
    "18/9/1931|9/18/1931|1931-09-18 00:00:00|1931-09-18T22:20Z",
    MONTH: "1931-09|193109|19310900|1931.9|1931/09|1931.09.00|1931年9月|1931年9月份|一九三一年九月|"
    "September 1931|Sept. 1931|1931-09-XX",
    YEAR: "1931|19310000|193100|1931年|1931年度|一九三一年|1931-XX|1931-XX-XX|1931.00.00",
    DAYS: "1931年9月18日至20日|1931年9月18日到20日|1931年9月18日—20日|1931.9.18-20|1931-09-18/1931-09-20|"
    "19310918-19310920|1931-09-18-1931-09-20|1931-09-18..1931-09-20|1931年9月18日 - 1931年9月20日|18–20 September 1931|"
    "1931.9.18～9.20|1931/9/18-1931/9/20|一九三一年九月十八日至二十日|1931-9-18 to 1931-9-20",
    DAYS_OF_TWO_MONTHS: "1931年9月18日至10月2日|1931.9.18-10.2|18 September – 2 October 1931|9月18日—1931年10月2日",
    MONTHS: "1931年9月至11月|1931年9月—1931年11月|1931.9-1931.11|1931.9-11|September–November 1931|193109-193111",
    YEARS: "1931—1933|1931-1933|1931/1933|1931年至1933年|1931～1933|1931—33年|1931..1933|"
    "1931 - 1933|一九三一年至一九三三年",
    DECADE: "193X|1930年代|一九三〇年代|20世紀30年代|二十世纪三十年代|1930s",
    CENTURY: "19XX|20世紀|二十世纪|20th century",
    SINCE: "1949/..|1949..|1949年以後|1949年起|自1949年以來|1949年至今|1949—|1949-|from 1949|since 1949",
    UNTIL: "../1949|..1949|1949年以前|1949年之前|至1949年|—1949|until 1949",
    UNDATED: "不詳|日期不详|年月不詳|無日期|[不詳]|00000000|n.d.|Undated|XXXX",
    doubted(DAY, "?"): "[19310918]|[1931-09-18]|1931-09-18?|1931年9月18日？|〔1931年〕9月18日|【1931.9.18】",
    doubted(YEAR, "?"): "1931?|[1931]|[1931年]|可能1931年",
    doubted(YEAR, "~"): "約1931年|大约1931年|1931年前後|1931年左右|1931~|c. 1931|ca. 1931|circa 1931",
    doubted(YEAR, "%"): "[約1931年]|約1931年？|1931%|[c. 1931]",
    doubted(DECADE, "~"): "c. 1930s|約1930年代|193X~",
    ("1931~/1933?", "1931-01-01", "1933-12-31"): "1931~/1933?|約1931年至[1933年]|c. 1931 – [1933]",
    ("1931?/1933?", "1931-01-01", "1933-12-31"): "[1931-1933]|[1931年至1933年]",
    (
        "2005-10-20",
        "2005-10-20",
        "2005-10-20",
    ): "二○○五年十月二十日|二〇〇五年十月廿日|二零零五年十月二十日|二OO五年十月二十日",
    ("1931-01-31", "1931-01-31", "1931-01-31"): "一九三一年元月卅一日|1931年1月三十一日",
    ("1956-03", "1956-03-01", "1956-03-31"): "19560300|1956.3|1956年三月",
    ("2020-02-29", "2020-02-29", "2020-02-29"): "20200229|2020年2月29日",
    ("0618", "0618-01-01", "0618-12-31"): "公元618年|0618",
}
CASES = [(text, meaning) for meaning, forms in FORMS.items() for text in forms.split("|")]

REFUSED = {
    "there is no month": "1931-13-01|19311301|1931年13月|1931-13|111931",
    "has 30 days, not 31": "1931-09-31|19310931|1931年9月31日|31 September 1931",
    "has 28 days, not 29": "1931-02-29|1900年2月29日",
    "has 31 days, not 32": "1931-01-32",
    "a day and no month": "19310018|1931.00.18|1931.0.18",
    "is no month": "18 Septembre 1931|18 Xyz 1931",
    "which is the month": "3/4/1931|03.04.1931",
    "ends before it begins": "1931年9月18日—15日|1933—1931|1931..1930",
    "one end of the range": "1931年至某年|某日至1931年|1931..x",
    "no form that is known": "31.9.18|1931年9月?日|99999|1931091|1931年9月18日9月|光緒十月|民國|甲午乙未年",
    "names no year": "9月18日|九月十八日|酉皓|馬日|18 September|八月壬戌",
    "an era that is not named": "元年|元年三月",
    "the day of writing": "昨天|今年|去年3月",
    "it is empty": "| |\n",
    "characters long": "一" * 101,
    "there is no century": "0世紀|101世紀",
}


@pytest.mark.parametrize(("text", "meaning"), CASES)
def test_a_form_is_read(text: str, meaning: tuple[str, str | None, str | None]) -> None:
    found = parse(text)
    assert (found.edtf, day(found.first), day(found.last)) == meaning
    assert found.text == text


def day(number: int | None) -> str | None:
    return None if number is None else from_julian_day(number).isoformat()


@pytest.mark.parametrize(
    ("text", "reason"), [(text, reason) for reason, texts in REFUSED.items() for text in texts.split("|")]
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse(text)
    assert reason in caught.value.reason


def test_day_first_says_which_is_the_month() -> None:
    assert parse("3/4/1931", day_first=True).edtf == "1931-04-03"
    assert parse("3/4/1931", day_first=False).edtf == "1931-03-04"
    assert parse("3/3/1931").edtf == "1931-03-03"


def test_a_date_before_the_gregorian_calendar_says_so() -> None:
    assert [problem.code for problem in parse("1582-10-14").problems] == ["proleptic"]
    assert parse("1582-10-15").problems == ()


def test_a_text_that_cannot_be_read_any_more_is_a_problem() -> None:
    assert [problem.code for problem in Date("十三年秋").problems] == ["not-a-date"]
    assert Date("十三年秋").calendar == ""


def test_a_text_that_was_read_with_help_is_no_problem() -> None:
    date = parse("3/4/1931", day_first=True)
    assert (date.problems, date.calendar) == ((), "gregorian")


DATE_LIKE = "0123456789-./·~?%[]〔〕年月日號至到—–上〇一二十廿卅約前後世紀代sX T:cSeptember,；".replace("；", "") + ODD


@given(st.text(st.sampled_from(DATE_LIKE), max_size=20))
@example("1" * 100)
@example("[" * 100)
@example("-" * 100)
@example("至" * 100)
@example("1-" * 50)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except NotADate as error:
        assert error.reason
    else:
        assert found.first is None or found.last is None or found.first <= found.last


@given(st.dates())
def test_every_day_is_read_in_its_usual_forms(when: object) -> None:
    iso = str(when)
    year, month, number = map(int, iso.split("-"))
    forms = [iso, iso.replace("-", ""), iso.replace("-", "."), f"{year:04d}年{month}月{number}日"]
    assert {parse(form).edtf for form in forms} == {iso}


years = st.integers(-9999, 9999).map(edtf_year)
months = st.tuples(years, st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02d}")
days = st.tuples(months, st.integers(1, 28)).map(lambda parts: f"{parts[0]}-{parts[1]:02d}")
seasons = st.tuples(st.integers(1000, 1999), st.integers(21, 24)).map(lambda parts: f"{parts[0]}-{parts[1]}")
masked = st.sampled_from(
    ["193X", "19XX", "1XXX", "-04XX", "193X-09", "1931-XX-18", "1931-~09-18", "?1931-09", "1931?-09"]
)
single = st.one_of(years.filter(lambda year: year != "0000"), months, days, seasons, masked)
qualified = st.tuples(st.one_of(years.filter(lambda year: year != "0000"), months, days), st.sampled_from("?~%"))
sets = st.lists(st.one_of(years, months, days).map(str.strip), min_size=2, max_size=4).map(sorted)


@given(
    single
    | qualified.map("".join)
    | single.map("../{}".format)
    | single.map("{}/..".format)
    | sets.map(lambda members: "[" + ",".join(members) + "]")
    | sets.map(lambda members: "{" + ",".join(members) + "}")
)
def test_edtf_is_read_as_itself(edtf: str) -> None:
    assert parse(edtf).edtf == edtf
