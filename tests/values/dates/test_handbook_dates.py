"""The handbook's verified pairs and its refusals, read from the forms in which papers have them."""

from __future__ import annotations

import pytest

from lantai.values.dates import NotADate, iso_day, parse

PAIRS = """
1875-02-06 六 己亥 光緒元年正月初一 | 清光緒元年正月初一日 | 光緒乙亥正月初一
1894-09-17 一 壬戌 光緒二十年八月十八 | 光緒20年8月18日 | 甲午年八月十八
1894-09-17 一 壬戌 光緒甲午年八月壬戌 | 明治二十七年九月十七日 | 明治27.9.17
1898-06-11 六 乙巳 光緒二十四年四月廿三 | 光绪廿四年四月二十三日 | 戊戌年四月廿三日 | 光緒二十四年戊戌四月乙巳
1900-09-24 一 庚子 光緒二十六年閏八月初一 | 光绪二十六年闰八月初一日 | 光緒二十六年閏八月朔 | 庚子年閏八月初一
1904-02-10 三 甲戌 光緒二十九年臘月廿五 | 光緒二十九年十二月廿五日
1904-02-10 三 甲戌 光绪二十九年腊月廿五 | 癸卯年臘月廿五 | 明治三十七年二月十日
1906-05-23 三 丁卯 光緒三十二年閏四月初一 | 光緒三十二年閏四月丁卯 | 丙午年閏四月初一
1906-10-18 四 乙未 光緒三十二年九月初一 | 光緒三十二年九月朔日
1906-10-18 四 乙未 光緒三十二年九月初一(1906年10月18日) | 明治三十九年十月十八日
1908-11-14 六 癸酉 光緒三十四年十月廿一 | 光緒三十四年十月廿一日
1908-11-14 六 癸酉 光緒戊申十月廿一日 | 光緒三十四年十月癸酉 | 光緒34年10月21日
1909-01-22 五 壬午 宣統元年正月初一 | 宣统元年正月朔 | 己酉年正月初一 | 宣統元年元旦 | 宣統元年春節
1909-10-26 二 己未 宣統元年九月十三 | 宣統元年己酉九月十三日 | 明治四十二年十月廿六日 | 明治42年10月26日
1911-07-26 三 丁酉 宣統三年閏六月初一 | 宣統三年閏月初一 | 辛亥年閏六月初一
1911-10-10 二 癸丑 宣統三年八月十九 | 宣統三年八月十九日 | 前清宣統三年八月十九日 | 辛亥年八月十九 | 宣統辛亥八月癸丑
1912-01-01 一 丙子 宣統三年十一月十三 | 宣統三年冬月十三 | 辛亥年冬月十三
1912-01-01 一 丙子 民國元年一月一日 | 中華民國元年元旦 | 1912年元旦
1912-02-12 一 戊午 宣統三年臘月廿五 | 宣統三年十二月二十五日 | 民國元年二月十二日
1917-07-01 日 甲辰 宣統九年五月十三日 | 丁巳年五月十三 | 民國六年七月一日 | 大正六年七月一日 | 民國六年舊曆五月十三日
1919-05-04 日 丙辰 民國八年五月四日 | 己未年四月初五 | 1919年農曆四月初五
1921-07-23 六 丁亥 民國十年七月廿三日 | 辛酉年六月十九 | 1921年陰曆六月十九
1925-05-30 六 甲寅 民國十四年五月三十日 | 乙丑年閏四月初九 | 民國十四年舊曆閏四月初九日
1927-05-21 六 乙卯 民國十六年五月廿一日 | 昭和二年五月二十一日 | 民國十六年五月馬日 | 丁卯年四月廿一
1928-06-04 一 乙亥 民國十七年六月四日 | 昭和3年6月4日 | 民17.6.4 | 戊辰年四月十七
1928-12-29 六 癸卯 民國十七年十二月廿九日 | 民國十七年亥豔 | 民國十七年十二月豔電 | 1928年亥艷 | 戊辰年冬月十八
1930-07-26 六 丁丑 民國十九年七月二十六日 | 庚午年閏六月初一 | 1930年農曆閏六月初一
1931-09-18 五 丙子 民國廿年九月十八日 | 民國20.9.18 | 中華民國二十年九月十八日
1931-09-18 五 丙子 昭和六年九月十八日 | 辛未年八月初七 | 1931年舊曆八月初七
1932-03-01 二 辛酉 大同元年三月一日 | 民國廿一年三月一日 | 昭和七年三月一日 | 壬申年正月廿五
1933-05-31 三 丁酉 大同二年五月三十一日 | 大同2年5月31日 | 癸酉年五月初八
1934-02-28 三 庚午 大同三年二月廿八日 | 大同三年二月二十八日 | 甲戌年正月十五 | 甲戌年正月望日 | 甲戌年元宵節
1934-03-01 四 辛未 康德元年三月一日 | 偽康德元年三月一日 | 康德元年3月1日 | 甲戌年正月十六
1936-12-12 六 戊辰 民國廿五年十二月十二日 | 康德三年十二月十二日 | 康德3年12月12日 | 丙子年十月廿九
1937-07-07 三 乙未 民國二十六年七月七日 | 康德四年七月七日 | 丁丑年五月廿九
1938-11-12 六 戊申 民國二十七年十一月十二日 | 民國二十七年十一月文日 | 戊寅年九月廿一
1938-12-29 四 乙未 民國二十七年亥艷 | 1938年12月艳电 | 戊寅年冬月初八
1940-10-19 六 乙未 民國二十九年酉皓 | 民國廿九年酉皓電 | 1940年十月皓電 | 康德七年十月十九日 | 庚辰年九月十九
1940-11-09 六 丙辰 民國二十九年戌佳 | 1940年戌佳電 | 庚辰年十月初十
1941-07-24 四 癸酉 康德八年七月廿四日 | 辛巳年閏六月初一
1944-05-22 一 丙戌 康德十一年五月二十二日 | 1944年農曆閏四月初一
1944-09-14 四 辛巳 康德十一年九月十四日 | 昭和十九年九月十四日 | 1944年陰曆七月廿七
1945-08-15 三 丙辰 康德十二年八月十五日 | 昭和二十年八月十五日 | 1945年農曆七月初八
1945-08-18 六 己未 康德十二年八月十八日 | 康德12.8.18 | 1945年農曆七月十一
1948-11-02 二 辛卯 民國三十七年十一月二日 | 民國卅七年十一月二日 | 1948年農曆十月初二
1949-10-01 六 甲子 民國三十八年十月一日 | 民38.10.1 | 一九四九年十月一日 | 1949年農曆八月初十
1916-02-03 四 庚午 洪憲元年二月三日 | 民國五年二月三日 | 丙辰年正月初一
1920-11-10 三 壬申 民國九年十一月十日 | 庚申年十月初一
2021-06-09 三 日 2021年6月9日 | 二〇二一年六月九日 | 2021年農曆四月廿九 | 令和3年6月9日
2021-06-21 一 日 2021年农历五月十二 | 二零二一年六月二十一日
2021-06-23 三 日 2021年6月23日（农历五月十四） | 民國一百一十年六月二十三日
2021-06-25 五 日 2021年農曆五月十六
"""
CASES = [
    (form.strip(), *line.split(" ", 3)[:3])
    for line in PAIRS.strip().splitlines()
    for form in line.split(" ", 3)[3].split("|")
]


@pytest.mark.parametrize(("form", "day", "weekday", "signs"), CASES)
def test_a_verified_day_is_read_from_every_form(form: str, day: str, weekday: str, signs: str) -> None:
    date = parse(form)
    assert (date.edtf, date.precision) == (day, "day")
    assert [found.code for found in date.problems if found.severity == "error"] == []
    assert date.render("zh-Hant", "sexagenary").endswith(signs if signs == "日" else f"{signs}日")


@pytest.mark.parametrize(("day", "weekday"), sorted({(case[1], case[2]) for case in CASES}))
def test_its_weekday_is_checked(day: str, weekday: str) -> None:
    year, month, number = map(int, day.split("-"))
    written = f"{year}年{month}月{number}日（星期{weekday}）"
    assert parse(written).problems == ()
    wrong = "日一二三四五六"["日一二三四五六".index(weekday) - 1]
    assert [found.code for found in parse(f"{year}年{month}月{number}日，週{wrong}").problems] == ["wrong-weekday"]


REFUSED = {
    "民國二十年閏七月": "no-leap-month",
    "民國二十年閏七月初一": "no-leap-month",
    "1931年農曆閏七月": "no-leap-month",
    "光緒三十四年二月三十": "short-month",
    "宣統元年閏二月三十日": "short-month",
    "四月三十一日": "no-such-day",
    "1931年4月31日": "no-such-day",
    "民國二十年四月三十一日": "no-such-day",
    "光緒二十年八月卅一日": "no-such-day",
    "光緒二十年八月甲戌": "no-such-cyclic-day",
    "光緒辛亥年": "no-such-cyclic-year",
    "光緒八十年": "era-year-out-of-range",
    "光緒〇年": "era-year-out-of-range",
    "1500年農曆正月初一": "outside-table",
}


@pytest.mark.parametrize(("text", "code"), list(REFUSED.items()))
def test_what_never_was_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse(text)
    assert caught.value.code == code


KEPT = {
    "1931年9月18日(星期四)": ("1931-09-18", "wrong-weekday"),
    "1931-09-18 (Thu)": ("1931-09-18", "wrong-weekday"),
    "光緒三十五年": ("1909-01-22/1910-02-09", "era-year-out-of-range"),
    "大同四年": ("1935", "era-year-out-of-range"),
    "康德十三年": ("1946", "era-year-out-of-range"),
    "大同三年三月一日": ("1934-03-01", "after-era"),
    "康德十二年八月十九日": ("1945-08-19", "after-era"),
    "宣統四年": ("1912-02-18/1913-02-05", "loyalist-year"),
    "康德元年一月": ("1934-01", "before-era"),
    "康德元年二月二十八日": ("1934-02-28", "before-era"),
    "陽曆民國二十年八月初七日": ("1931-09-18", "era-against-calendar"),
    "民國二十年八月初七日(陽曆)": ("1931-09-18", "era-against-calendar"),
    "民國二十年八月初七日": ("1931-09-18", "lunar-in-solar-era"),
    "民國二十年八月廿三": ("1931-10-04", "lunar-in-solar-era"),
    "光緒二十年乙未": ("1894-02-06/1895-01-25", "wrong-cyclic-year"),
    "光緒二十年(乙未)八月十八": ("1894-09-17", "wrong-cyclic-year"),
    "光緒二十年八月十八日癸亥": ("1894-09-17", "wrong-cyclic-day"),
    "光緒三十二年九月初一(1906年10月19日)": ("1906-10-18", "different-dates"),
    "九月初二(1906年10月18日)": ("1906-10-19", "different-dates"),
    "1932年(民國二十年)9月18日": ("1932-09-18", "different-dates"),
    "2021年6月23日(農曆五月十五)": ("2021-06-23", "different-dates"),
    "崇德元年正月初一": ("1636-02-07", "before-1645"),
    "民國九年農曆十月初一": ("1920-11-10", "lunar-uncertain"),
    "1582-10-14": ("1582-10-14", "proleptic"),
}


@pytest.mark.parametrize(("text", "edtf", "code"), [(text, *meaning) for text, meaning in KEPT.items()])
def test_what_is_doubtful_is_kept_with_its_problem(text: str, edtf: str, code: str) -> None:
    date = parse(text)
    assert date.edtf == edtf
    assert code in [found.code for found in date.problems]


def test_a_thirtieth_that_another_calendar_had_is_a_warning() -> None:
    # Handbook 5.5: the new moon of 1914-11-17/18 fell near midnight; the month before may have had 30 days.
    date = parse("民國三年農曆九月三十")
    assert date.edtf == "1914-11-17"
    assert [found.code for found in date.problems] == ["lunar-uncertain"]


def test_old_style_is_twelve_then_thirteen_days_behind() -> None:
    assert parse("俄曆1917年10月25日").edtf == "1917-11-07"
    assert parse("25 October 1917 (O.S.)").edtf == "1917-11-07"
    assert parse("俄曆1900年2月16日").edtf == "1900-02-28"
    assert parse("29 February 1900 (Old Style)").edtf == "1900-03-13"
    assert parse("俄曆1917年10月").edtf == "1917-10-14/1917-11-13"
    assert {parse("俄曆1917年").calendar, parse("1917年10月25日(俄曆)").calendar} == {"julian"}


def test_reign_years_are_lunar_years() -> None:
    date = parse("光緒三十四年")
    assert (iso_day(date.first or 0), iso_day(date.last or 0)) == ("1908-02-02", "1909-01-21")
    assert (date.calendar, date.era, date.precision) == ("lunar", "光緒", "year")
