"""The eras: counting, what lies outside them, their names, and which held on a day."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import lunar
from lantai.values.dates.days import iso_day, julian_day
from lantai.values.dates.eras import Era, era_at, era_named, eras, eras_on


def day(iso: str) -> int:
    return julian_day(datetime.date.fromisoformat(iso))


def era(name: str) -> Era:
    found = era_named(name)
    assert found is not None, name
    return found


def codes(name: str, number: int, first: str = "", last: str = "") -> list[str]:
    days = (day(first), day(last or first)) if first else ()
    return [problem.code for problem in era(name).problems(number, *days)]


# -- counting ------------------------------------------------------------------------------------

# Handbook 5.5: year = offset + N.
OFFSETS = {
    "天命": 1615, "天聰": 1626, "崇德": 1635, "順治": 1643, "康熙": 1661, "雍正": 1722, "乾隆": 1735, "嘉慶": 1795,
    "道光": 1820, "咸豐": 1850, "同治": 1861, "光緒": 1874, "宣統": 1908, "民國": 1911, "洪憲": 1915, "大同": 1931,
    "康德": 1933, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "隆熙": 1906, "光武": 1896,
    "建陽": 1895, "萬曆": 1572, "天啟": 1620, "崇禎": 1627, "永曆": 1646, "檀紀": -2333, "公元": 0, "黃帝紀元": -2698,
}  # fmt: skip


@pytest.mark.parametrize(("name", "offset"), OFFSETS.items())
def test_years_are_counted_as_the_handbook_says(name: str, offset: int) -> None:
    assert [era(name).year(number) for number in (1, 2, 20)] == [offset + 1, offset + 2, offset + 20]


def test_4609_of_huangdi_is_1911() -> None:
    assert era("黃帝紀元").year(4609) == 1911


def test_before_the_republic_years_are_counted_back() -> None:
    assert [era("民前").year(number) for number in (1, 2, 17)] == [1911, 1910, 1895]
    assert [era("民國前").year_on(day(iso)) for iso in ("1911-10-10", "1895-04-17")] == [1, 17]


def test_the_reigns_of_qing_begin_and_end_with_lunar_years() -> None:
    qing = [one for one in eras() if one.realm == "清"]
    changed_within_a_year = {"崇德": "1636-05-15"}
    for one in qing:
        began = changed_within_a_year.get(one.name, iso_day(lunar.bounds_of(one.year_one)[0]))
        assert one.first == day(began)
    for one in qing[:-1]:
        assert one.years is not None
        assert one.last == lunar.bounds_of(one.year(one.years))[1]
    assert iso_day(qing[-1].last or 0) == "1912-02-12"


def test_the_reigns_of_qing_follow_one_another_without_a_gap() -> None:
    reigns = [one for one in eras() if one.realm in ("後金", "清")]
    assert [one.name for one in reigns] == list(OFFSETS)[:13]
    assert all(earlier.last is not None and later.first == earlier.last + 1 for earlier, later in pairwise(reigns))


def test_the_last_year_is_the_year_of_the_last_day() -> None:
    ended = [one for one in eras() if one.last is not None]
    assert all(one.years == one.year_on(one.last or 0) for one in ended)
    assert all(
        one.year_on(one.first) == 1 for one in ended if one.first and one.name not in COUNTED_LATER + BEFORE_TABLE
    )


COUNTED_LATER = ("朝鮮開國", "檀紀", "成紀")
BEFORE_TABLE = ("萬曆",)


@pytest.mark.parametrize(
    ("name", "iso", "number"),
    [
        ("光緒", "1909-01-21", 34),
        ("宣統", "1909-01-22", 1),
        ("光緒", "1904-02-10", 29),  # the lunar year runs on into the next Gregorian one
        ("民國", "1912-01-01", 1),
        ("康德", "1945-08-18", 12),
        ("昭和", "1926-12-25", 1),
        ("明治", "1872-12-31", 5),
        ("明治", "1873-01-01", 6),
        ("宣統", "1917-07-01", 9),
    ],
)
def test_year_on_counts_in_the_calendar_of_the_era(name: str, iso: str, number: int) -> None:
    assert era(name).year_on(day(iso)) == number


def test_the_calendar_of_meiji_changed_in_its_sixth_year() -> None:
    assert [era("明治").calendar_in(number) for number in (1, 5, 6, 45)] == ["lunar", "lunar", "gregorian", "gregorian"]
    assert [era(name).calendar_in(3) for name in ("光緒", "民國", "康德")] == ["lunar", "gregorian", "gregorian"]


# -- what lies outside ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number", "first", "last", "expected"),
    [
        ("光緒", 34, "1908-02-02", "1909-01-21", []),
        ("光緒", 34, "1908-12-14", "", []),  # a month after the emperor's death: 踰年改元
        ("光緒", 35, "", "", ["era-year-out-of-range"]),
        ("光緒", 0, "", "", ["era-year-out-of-range"]),
        ("康熙", 62, "", "", ["era-year-out-of-range"]),
        ("宣統", 3, "1911-10-10", "", []),
        ("宣統", 3, "1912-02-12", "", []),
        ("宣統", 3, "1912-02-15", "", ["loyalist-year"]),
        ("宣統", 4, "", "", ["loyalist-year"]),
        ("宣統", 9, "1917-07-01", "", []),
        ("宣統", 9, "1917-01-23", "1918-02-10", []),
        ("宣統", 9, "1917-08-01", "", ["loyalist-year"]),
        ("宣統", 38, "", "", ["era-year-out-of-range"]),
        ("大同", 1, "1932-03-01", "", []),
        ("大同", 1, "1932-01-01", "1932-12-31", []),
        ("大同", 1, "1932-02-29", "", ["before-era"]),
        ("大同", 3, "1934-02-28", "", []),
        ("大同", 3, "1934-03-01", "", ["after-era"]),
        ("大同", 4, "", "", ["era-year-out-of-range"]),
        ("康德", 1, "1934-01-01", "1934-01-31", ["before-era"]),
        ("康德", 1, "1934-02-01", "1934-02-28", ["before-era"]),
        ("康德", 1, "1934-03-01", "", []),
        ("康德", 12, "1945-08-18", "", []),
        ("康德", 12, "1945-08-19", "", ["after-era"]),
        ("康德", 13, "", "", ["era-year-out-of-range"]),
        ("洪憲", 1, "1916-03-22", "", []),
        ("洪憲", 1, "1916-03-24", "", ["after-era"]),
        ("洪憲", 2, "", "", ["era-year-out-of-range"]),
        ("昭和", 1, "1926-12-24", "", ["before-era"]),
        ("大正", 1, "1912-07-29", "", ["before-era"]),
        ("大正", 15, "1926-12-26", "", ["after-era"]),
        ("民國", 110, "2021-06-23", "", []),
        ("民國", 0, "", "", ["era-year-out-of-range"]),
        ("隆熙", 5, "", "", ["era-year-out-of-range"]),
        ("崇禎", 17, "1644-06-01", "", ["loyalist-year"]),
        ("永曆", 37, "", "", ["loyalist-year"]),
        ("乾隆", 61, "", "", ["loyalist-year"]),
        ("明治", 5, "", "", ["lunar-uncertain"]),
        ("明治", 6, "", "", []),
        ("公元", 1931, "", "", []),
        ("黃帝紀元", 4609, "1911-10-10", "", []),
    ],
)
def test_problems_of_years_and_days(name: str, number: int, first: str, last: str, expected: list[str]) -> None:
    assert codes(name, number, first, last) == expected


def test_errors_and_warnings_are_told_apart() -> None:
    severities = [era(name).problems(number)[0].severity for name, number in (("光緒", 35), ("宣統", 4), ("明治", 1))]
    assert severities == ["error", "warning", "warning"]


def test_a_problem_says_how_long_the_era_lasted() -> None:
    (problem,) = era("光緒").problems(35)
    assert problem.message.endswith("光緒 had the years 1 to 34 and ended on 1909-01-21.")


@given(st.sampled_from(eras()), st.integers(-(10**6), 10**6), st.integers(), st.integers())
def test_problems_never_fail(one: Era, number: int, first: int, last: int) -> None:
    assert all(problem.code and problem.message for problem in one.problems(number, first, last))


# -- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("光緒", "光緒"), ("光绪", "光緒"), ("清光緒", "光緒"), ("大清光绪", "光緒"), ("前清宣統", "宣統"),
        ("民国", "民國"), ("中華民國", "民國"), ("中华民国", "民國"), ("偽康德", "康德"), ("伪满洲国康德", "康德"),
        ("滿洲國大同", "大同"), ("康徳", "康德"), ("日本昭和", "昭和"), ("咸丰", "咸豐"), ("乾隆", "乾隆"),
        ("万历", "萬曆"), ("韓國隆熙", "隆熙"), ("黄帝纪元", "黃帝紀元"), ("西元", "公元"), ("僞康德", "康德"),
        ("晚清光绪", "光緒"), ("伪满州国康德", "康德"), ("Guangxu", "光緒"), ("Shōwa", "昭和"), ("showa", "昭和"),
    ],
)  # fmt: skip
def test_eras_are_known_in_every_spelling(spelling: str, name: str) -> None:
    assert era(spelling).name == name


@pytest.mark.parametrize("text", ["", "光", "緒", "光緒元", "昭", "開國", "Victoria", "\ud800", "x" * 10_000])
def test_what_is_no_era_is_none(text: str) -> None:
    assert era_named(text) is None


def test_no_spelling_names_two_eras() -> None:
    spellings = [spelling for one in eras() for spelling in one.spellings]
    assert len(spellings) == len(set(spellings))


def test_spellings_come_longest_first_and_hold_the_name() -> None:
    for one in eras():
        assert one.name in one.spellings
        assert list(map(len, one.spellings)) == sorted(map(len, one.spellings), reverse=True)


def test_era_at_takes_the_longest_name() -> None:
    assert era_at("中華民國二十年") == (era("民國"), 4)
    assert era_at("於清光緒三十年", 1) == (era("光緒"), 4)
    assert era_at("二十年") is None
    assert era_at("", 5) is None


# -- which held ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("1620-09-01", "萬曆48 泰昌1 天命5"),
        ("1650-05-05", "永曆4 順治7"),
        ("1875-02-05", "同治13 明治8"),
        ("1875-02-06", "光緒1 明治8"),
        ("1908-11-14", "光緒34 明治41 隆熙2"),
        ("1911-10-10", "宣統3 明治44"),
        ("1912-02-12", "宣統3 民國1 明治45"),
        ("1912-02-13", "民國1 明治45"),
        ("1912-07-30", "民國1 明治45 大正1"),
        ("1916-02-03", "民國5 洪憲1 大正5"),
        ("1917-07-12", "宣統9 民國6 大正6"),
        ("1917-07-13", "民國6 大正6"),
        ("1931-09-18", "民國20 昭和6"),
        ("1934-02-28", "民國23 大同3 昭和9"),
        ("1934-03-01", "民國23 康德1 昭和9"),
        ("2021-06-23", "民國110 令和3"),
    ],
)
def test_eras_on_a_day(iso: str, expected: str) -> None:
    assert " ".join(f"{one.name}{one.year_on(day(iso))}" for one in eras_on(day(iso))) == expected


def test_no_era_is_counted_on_days_far_away() -> None:
    assert eras_on(0) == eras_on(-(10**9)) == ()
