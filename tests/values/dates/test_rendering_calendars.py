"""Days in the words of every calendar, in three languages."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import lunar, parse
from lantai.values.dates.calendar_words import days_in_words, lunar_day_in_words, lunar_month_in_words, weekday_in_words
from lantai.values.dates.days import julian_day
from lantai.values.dates.eras import Era, eras
from lantai.values.dates.rendering import render_in


def day(iso: str) -> int:
    return julian_day(datetime.date.fromisoformat(iso))


def span(text: str) -> tuple[int | None, int | None]:
    """``1931-09-18``, ``1931-09-18/1931-09-20``, ``1931-09-18/..``: the two days."""
    left, _, right = text.partition("/")
    first, last = (None if end == ".." else day(end) for end in (left, right or left))
    return first, last


WORDS = [
    ("1908-11-14", "光緒", "光緒三十四年十月廿一", "21st day of the 10th month, Guangxu 34"),
    ("1908-11-14/1908-11-16", "光緒", "光緒三十四年十月廿一至廿三", ""),
    ("1908-11-14/1908-12-01", "光緒", "光緒三十四年十月廿一至十一月初八", ""),
    ("1875-02-06", "光緒", "光緒元年正月初一", "1st day of the 1st month, Guangxu 1"),
    ("1906-05-23", "光緒", "光緒三十二年閏四月初一", "1st day of the leap 4th month, Guangxu 32"),
    ("1906-05-23/1906-06-21", "光緒", "光緒三十二年閏四月", "leap 4th month, Guangxu 32"),
    ("1906-04-24/1906-06-21", "光緒", "光緒三十二年四月至閏四月", ""),
    ("1908-02-02/1909-01-21", "光緒", "光緒三十四年", "Guangxu 34"),
    ("1907-02-13/1909-01-21", "光緒", "光緒三十三年至光緒三十四年", "Guangxu 33 – Guangxu 34"),
    ("1908-01-01/1908-12-31", "光緒", "光緒三十三年十一月廿八至光緒三十四年十二月初九", ""),
    ("1912-02-12", "宣統", "宣統三年十二月廿五", "25th day of the 12th month, Xuantong 3"),
    ("1917-07-01", "宣統", "宣統九年五月十三", "13th day of the 5th month, Xuantong 9"),
    ("1911-10-10", "黃帝紀元", "黃帝紀元四千六百零九年八月十九", ""),
    ("1895-04-17", "民前", "民國前17年4月17日", "17 April before Minguo 17"),
    ("1931-09-18", "民國", "民國二十年九月十八日", "18 September Minguo 20"),
    ("1931-09-18", "中华民国", "民國二十年九月十八日", "18 September Minguo 20"),
    ("1931-09-01/1931-09-30", "民國", "民國二十年九月", "September Minguo 20"),
    ("1912-01-01/1912-12-31", "民國", "民國元年", "Minguo 1"),
    ("1931-09-18/..", "民國", "自民國二十年九月十八日起", "from 18 September Minguo 20"),
    ("../1931-12-31", "民國", "至民國二十年", "until Minguo 20"),
    ("1932-01-01/1932-12-31", "大同", "大同元年", "Datong 1"),
    ("1945-08-18", "康德", "康德十二年八月十八日", "18 August Kangde 12"),
    ("1931-09-18", "昭和", "昭和6年9月18日", "18 September Shōwa 6"),
    ("1926-12-25", "昭和", "昭和元年12月25日", "25 December Shōwa 1"),
    ("1931-09-18", "lunar", "農曆一九三一年八月初七", "7th day of the 8th month, lunar year 1931"),
    ("1931-09-12/1931-10-10", "lunar", "農曆一九三一年八月", "8th month, lunar year 1931"),
    ("1904-02-10", "lunar", "農曆一九〇三年十二月廿五", "25th day of the 12th month, lunar year 1903"),
    ("2101-01-28", "lunar", "農曆二一〇〇年十二月廿九", ""),
    ("1931-09-18", "sexagenary", "辛未年八月丙子日", "bingzi day of the 8th month, xinwei year"),
    ("1911-01-30/1912-02-17", "sexagenary", "辛亥年", "xinhai year"),
    ("1917-11-07", "julian", "儒略曆1917年10月25日", "25 October 1917 (Julian)"),
]


@pytest.mark.parametrize(("days", "calendar", "hant", "english"), WORDS)
def test_days_in_the_words_of_a_calendar(days: str, calendar: str, hant: str, english: str) -> None:
    first, last = span(days)
    assert days_in_words(first, last, calendar, "zh-Hant") == hant
    assert english in ("", days_in_words(first, last, calendar, "en"))


@pytest.mark.parametrize(
    ("days", "edtf", "calendar", "lang", "words"),
    [
        ("1931-09-18", "1931-09-18", "gregorian", "en", "18 September 1931"),
        ("1931-09-18", "1931-09-18?", "民國", "zh-Hant", "[民國二十年九月十八日]"),
        ("1931-09-01/1931-09-30", "1931-09~", "民國", "zh-Hans", "约民国二十年九月"),
        ("1931-09-01/1931-09-30", "1931-09%", "民國", "en", "[c. September Minguo 20]"),
        ("1908-11-14", "1908-11-14", "光緒", "zh-Hans", "光绪三十四年十月廿一"),
        ("1906-05-23", "1906-05-23", "lunar", "zh-Hans", "农历一九〇六年闰四月初一"),
        ("1925-01-01/1926-12-31", "1925/1926", "gregorian", "zh-Hant", "1925年至1926年"),
    ],
)
def test_render_in_writes_the_doubt_too(days: str, edtf: str, calendar: str, lang: str, words: str) -> None:
    assert render_in(edtf, *span(days), calendar, lang) == words


def test_undated_is_undated_in_every_calendar() -> None:
    assert render_in("", None, None, "民國", "zh-Hant") == "日期不詳"


@pytest.mark.parametrize(
    ("iso", "calendar", "lang", "message"),
    [
        ("1931-09-18", "光緒", "en", "光緒 did not hold on 1931-09-18; the date has no year of it."),
        ("1931-09-18", "民國前", "en", "民國前 did not hold on 1931-09-18; the date has no year of it."),
        ("1934-03-01", "大同", "en", "大同 did not hold on 1934-03-01; the date has no year of it."),
        ("1931-09-18", "x", "en", "'x' is no calendar: gregorian, julian, lunar, sexagenary or an era was expected."),
        ("1931-09-18", "民國", "fr", "Dates are not written in 'fr': zh-Hant, zh-Hans or en was expected."),
        ("1599-01-01", "lunar", "en", "The lunar table runs from 1600 to 2100; that day is not in it."),
    ],
)  # fmt: skip
def test_render_in_refuses_what_has_no_words(iso: str, calendar: str, lang: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared whole
        render_in(iso, day(iso), day(iso), calendar, lang)
    assert str(caught.value) == message


def test_lunar_days_and_months_are_said_as_calendars_print_them() -> None:
    days = ["初一", "初二", "初九", "初十", "十一", "十九", "二十", "廿一", "廿九", "三十"]
    assert [lunar_day_in_words(number) for number in (1, 2, 9, 10, 11, 19, 20, 21, 29, 30)] == days
    months = [lunar_month_in_words(1), lunar_month_in_words(10), lunar_month_in_words(12, is_leap=True)]
    assert months == ["正月", "十月", "閏十二月"]


def test_weekdays_are_said_in_three_languages() -> None:
    friday = day("1931-09-18")
    assert [weekday_in_words(friday, lang) for lang in ("zh-Hant", "zh-Hans", "en")] == ["星期五", "星期五", "Friday"]


DAYS = st.dates(datetime.date(1600, 3, 1), datetime.date(2100, 12, 31)).map(julian_day)


@given(
    DAYS, st.integers(0, 800), st.sampled_from(["lunar", "sexagenary", "julian"]), st.sampled_from(["zh-Hant", "en"])
)
def test_every_span_of_the_table_has_words(first: int, length: int, calendar: str, lang: str) -> None:
    assert days_in_words(first, min(first + length, day("2101-01-28")), calendar, lang)


@given(DAYS, st.sampled_from([one for one in eras() if one.official]))
def test_an_era_speaks_of_the_days_on_which_it_held_and_of_no_other_years(number: int, era: Era) -> None:
    if era.holds(number):
        assert days_in_words(number, number, era.name, "zh-Hant").startswith(era.name)
    else:
        with pytest.raises(ValueError, match="did not hold"):
            days_in_words(number, number, era.name, "zh-Hant")


# -- and back ------------------------------------------------------------------------------------

HELD = [one for one in eras() if one.official]
FIRST, LAST = day("1600-02-14"), day("2100-12-31")


@given(st.sampled_from(HELD), st.data(), st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_a_day_of_an_era_reads_back(era: Era, data: st.DataObject, lang: str) -> None:
    number = data.draw(st.integers(max(era.first or 0, FIRST), min(era.last or LAST, LAST)))
    read = parse(days_in_words(number, number, era.name, lang))
    assert (read.first, read.last, read.era) == (number, number, era.name)
    assert not [problem for problem in read.problems if problem.severity == "error"]


@given(DAYS, st.sampled_from(["lunar", "julian"]), st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_a_day_of_a_calendar_reads_back(number: int, calendar: str, lang: str) -> None:
    read = parse(days_in_words(number, number, calendar, lang))
    assert (read.first, read.last, read.calendar) == (number, number, calendar)


@given(DAYS, st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_lunar_months_and_years_read_back(number: int, lang: str) -> None:
    found = lunar.from_day(number)
    month = lunar.month_of(found.year, found.month, is_leap=found.is_leap)
    for first, last in ((month.first, month.last), lunar.bounds_of(found.year)):
        read = parse(days_in_words(first, last, "lunar", lang))
        assert (read.first, read.last) == (first, last)
