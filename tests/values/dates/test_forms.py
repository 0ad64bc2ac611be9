"""Further forms than those of the plain Gregorian day: what each is read as, with its precision and its doubts."""

from __future__ import annotations

import pytest

from lantai.values.dates import iso_day, parse

FORMS = {
    # seasons, quarters, halves
    "1931-21 season": "1931年春|1931年春季|民國二十年春|spring 1931|the spring of 1931|1931-21",
    "1931-24 season": "1931年冬|一九三一年冬天|Winter 1931/32|winter 1931-32",
    "1931-22/1931-23 season": "1931年夏秋",
    "1931-05/1931-06 season": "1931年春夏之交",
    "2021-01/2021-03 season": "2021年第一季度|2021年1季度|first quarter of 2021|Q1 2021",
    "2021-01/2021-06 season": "2021年上半年|first half of 2021",
    "2021-07/2021-12 season": "2021年下半年|民國110年下半年|second half of 2021",
    # parts of a month and of a year
    "1931-09-01/1931-09-10 month": "1931年9月上旬|民國二十年九月上旬|1931年9月初|early September 1931",
    "1931-09-11/1931-09-20 month": "1931年9月中旬|1931年9月中",
    "1931-09-21/1931-09-30 month": "1931年9月下旬|1931年9月底|1931年9月末|end of September 1931",
    "1931-09-01/1931-09-20 month": "1931年9月上中旬|1931年9月上旬至中旬",
    "1931-09-16/1931-09-30 month": "1931年9月下半月",
    "1931-01/1931-03 season": "1931年初|1931年年初|early 1931",
    "1931-12 month": "1931年底|1931年年底|1931年末|一九三一年歲末|the end of 1931",
    # decades and centuries
    "193X decade": "1930年代|20世紀30年代|二十世紀三十年代|一九三〇年代|the 1930s|193×年",
    "1930/1933 decade": "1930年代初|二十世紀三十年代初|early 1930s",
    "1937/1939 decade": "20世紀30年代末|late 1930s",
    "195X/196X decade": "20世紀五六十年代|20世紀50至60年代|1950年代至1960年代|1950s–1960s",
    "18XX century": "19世紀|十九世紀|19th century|18××年",
    "1880/1899 century": "19世紀末|late 19th century",
    "1900/1949 century": "20世紀上半葉|first half of the 20th century",
    # before Christ, early years
    "-0220 year": "公元前221年|前221年|西元前二二一年|221 BC|-0220",
    "-04XX century": "公元前五世紀|前5世紀|5th century BC|-04XX",
    "0025 year": "公元25年|AD 25|25 CE|0025",
    "-0220/-0206 year": "公元前221年—前207年|221–207 BC|公元前221年至公元前207年",
    # lunar months, seasons and ten days
    "1908-10-25/1908-11-23 month": "光緒三十四年十月|光绪34年10月|戊申年十月",
    "1908-02-02/1908-04-29 season": "光緒三十四年春",
    "1908-11-14/1908-11-23 month": "光緒三十四年十月下旬",
    "1862-09-24/1862-10-22 month": "同治元年閏八月|同治元年閏月",
    # reigns
    "1875-02-06/1909-01-21 decade": "光緒年間|清光緒年間|光緒朝",
    "1912-01-01/1949-12-31 decade": "民國年間|民國時期",
    # ranges
    "1908-10-25/1909-03-21 month": "光緒三十四年十月至宣統元年二月",
    "1900-09-24/1900-09-28 day": "光緒二十六年閏八月初一至初五|光緒二十六年閏八月初一—初五日",
    "1924/1926 year": "民國十三年至十五年|民國十三至十五年|民國13—15年|1924—26|1924/26|1924-1926年",
    "1904-02/1905-09 month": "明治三十七年二月至三十八年九月|1904.2—1905.9",
    "1931-12/1932-02 month": "1931年12月至次年2月|1931年12月至2月",
    "1931-09-18/1931-09-20 day": "1931年9月18日起至20日止|自1931年9月18日至20日|September 18–20, 1931|"
    "1931年9月18日—9月20日|民國二十年九月十八日至二十日|from 18 to 20 September 1931",
    "1931-09-18/1932-01-28 day": "1931.9.18—1932.1.28|1931年9月18日-1932年1月28日|18 Sept. 1931 – 28 Jan. 1932",
    # sets, unspecified digits, doubt
    "[1931,1932] year": "1931年或1932年|1931 or 1932|[1931,1932]",
    "{1931-09-18,1931-09-19} day": "1931年9月18日、19日|1931年9月18、19日|18 and 19 September 1931",
    "1931-XX-18 year": "1931-XX-18",
    "1931-09 month": "1931年9月×日|1931-09-XX|1931年9月某日",
    "1931 year": "1931年×月×日|1931年某月某日",
    "1931? year": "1931年(存疑)|1931 (?)|probably 1931|疑為1931年",
    "1931-09~ circa": "1931年9月前後|約一九三一年九月|c. September 1931|1931年9月(約)",
    "1931-09-18 day": "1931年9月18日上午十時|1931年9月18日晚10時20分許|1931年9月18日星期五晚|Friday, 18 September 1931|"
    "1931年(民國二十年)9月18日|民國二十年(1931年)九月十八日|1931年9月18日(辛未年八月初七)|18-Sep-1931|"
    "1931 September 18|September 18 1931|一九三一.九.一八|二十年九月十八日(1931)",
    # two calendars, one in brackets
    "1906-10-18 day": "九月初一(1906年10月18日)|光緒三十二年九月初一（一九〇六年十月十八日）",
    "1834-02-09/1835-01-28 year": "甲午年(1834年)|甲午年（道光十四年）",
    "1942 year": "1942年(昭和17年、康德9年)|卅一年(1942年)|康德九年（一九四二）",
    # feasts
    "2021-02-12 day": "2021年春節|2021年正月初一",
    "1909-01-21 day": "光緒三十四年除夕|光緒三十四年臘月三十|光緒三十四年十二月晦",
}
CASES = [(form, *meaning.split(" ")) for meaning, forms in FORMS.items() for form in forms.split("|")]


@pytest.mark.parametrize(("form", "edtf", "precision"), CASES)
def test_a_form_is_read(form: str, edtf: str, precision: str) -> None:
    date = parse(form)
    assert (date.edtf, date.precision) == (edtf, precision)


@pytest.mark.parametrize(
    ("form", "first", "last"),
    [
        ("公元前221年", "-0220-01-01", "-0220-12-31"),
        ("1931年冬", "1931-12-01", "1932-02-29"),
        ("1931年夏秋", "1931-06-01", "1931-11-30"),
        ("193X", "1930-01-01", "1939-12-31"),
        ("-04XX", "-0499-01-01", "-0400-12-31"),
        ("1931-XX-18", "1931-01-18", "1931-12-18"),
        ("193X-09", "1930-09-01", "1939-09-30"),
        ("[1931,1933]", "1931-01-01", "1933-12-31"),
        ("1XXX", "1000-01-01", "1999-12-31"),
        ("1X31", "1031-01-01", "1931-12-31"),
    ],
)
def test_the_days_of_what_is_no_day(form: str, first: str, last: str) -> None:
    date = parse(form)
    assert (iso_day(date.first or 0), iso_day(date.last or 0)) == (first, last)


OPEN = {
    "../1949": "1949年以前|截至1949年|不晚於1949年|至遲1949年|not after 1949",
    "1949/..": "1949年以來|自1949年起|since 1949|不早於1949年|1949年以降|not before 1949",
    "../2021-05-31": "截至2021年5月底|截至2021年5月31日",
    "1908-10-25/..": "光緒三十四年十月以後",
}


@pytest.mark.parametrize(("form", "edtf"), [(form, edtf) for edtf, forms in OPEN.items() for form in forms.split("|")])
def test_an_open_range_has_one_bound(form: str, edtf: str) -> None:
    date = parse(form)
    assert date.edtf == edtf
    assert (date.first is None) != (date.last is None)


AMBIGUOUS = {
    "卅一年": ("1942", "1931", "1905-02-04/1906-01-24"),
    "31年": ("1931", "1942", "1905-02-04/1906-01-24"),
    "康熙壬寅年": ("1662-02-18/1663-02-07", "1722-02-16/1723-02-04"),
    "1908年臘月廿五": ("1909-01-16", "1908-01-28"),
    "1931年八月十八": ("1931-09-29", "1931-08-18"),
    "三十年代": ("193X", "183X", "203X"),
    "1921-22": ("1921-22", "1921/1922"),
    "11584": ("1931-09-18", "1158-04", "1935-09-19"),
    "1940年酉皓": ("1940-10-19", "1940-08-19"),
}


@pytest.mark.parametrize(("form", "readings"), list(AMBIGUOUS.items()))
def test_other_readings_follow_the_likeliest(form: str, readings: tuple[str, ...]) -> None:
    date = parse(form)
    assert (date.edtf, *(other.edtf for other in date.alternatives)) == readings
    assert all(other.reason for other in date.alternatives)


def test_a_year_of_two_signs_comes_every_sixty() -> None:
    date = parse("甲午年")
    years = [int(other.edtf[:4]) for other in date.alternatives]
    assert (date.edtf[:4], date.inferred) == ("1894", True)
    assert years and all((year - 1894) % 60 == 0 for year in years)


@pytest.mark.parametrize(
    ("form", "calendar", "era"),
    [
        ("光緒三十四年十月廿一日", "lunar", "光緒"),
        ("大清光绪三十四年", "lunar", "光緒"),
        ("民國廿年九月十八日", "gregorian", "民國"),
        ("民20", "gregorian", "民國"),
        ("偽康德三年", "gregorian", "康德"),
        ("昭和6年", "gregorian", "昭和"),
        ("民國二十年舊曆八月初七", "lunar", "民國"),
        ("1931年9月18日", "gregorian", ""),
        ("1931年(民國二十年)9月18日", "gregorian", "民國"),
        ("俄曆1917年10月25日", "julian", ""),
        ("甲午年八月十八", "lunar", ""),
    ],
)
def test_calendar_and_era_are_told(form: str, calendar: str, era: str) -> None:
    date = parse(form)
    assert (date.calendar, date.era) == (calendar, era)


def test_what_is_vague_says_so() -> None:
    for form in ("1931年底", "1931年初", "1931年9月底", "1930年代初", "19世紀末", "光緒末年"):
        date = parse(form)
        assert date.inferred
        assert "inferred-bounds" in [found.code for found in date.problems]
    for form in ("1931年9月上旬", "1931年上半年", "1931年春", "20世紀上半葉", "光緒年間"):
        assert (parse(form).inferred, parse(form).problems) == (False, ())
