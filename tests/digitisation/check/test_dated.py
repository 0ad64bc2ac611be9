"""The days of a row against those of its fonds, and against its year of filing."""

from __future__ import annotations

import pytest
from tests.digitisation.check.rows import row, told

from lantai.digitisation.check.dated import FondsDates, dated, look_at_days
from lantai.digitisation.profile import delivery_profile
from lantai.values.dates import parse


def days(
    date: str, fonds: str = "", *, year: str = "", year_of_code: int | None = None
) -> list[tuple[str, str, str, str]]:
    span = parse(fonds) if fonds else None
    dates = FondsDates(span.first, span.last) if span else FondsDates()
    return told(look_at_days(row(date=date, year=year), dates, year_of_code=year_of_code, profile=delivery_profile()))


@pytest.mark.parametrize("date", ["1912-01-01", "1948", "1948/1950", "1911/1912", "不詳", "1930年以後", "某年"])
def test_a_date_that_touches_the_fonds_is_within(date: str) -> None:
    assert days(date, "1912/1948") == []


@pytest.mark.parametrize("date", ["1911-12-31", "1953-05-04", "光緒三十年", "1949年以後"])
def test_a_date_without_a_day_of_the_fonds_is_outside(date: str) -> None:
    assert days(date, "1912/1948") == [("warning", "日期", date, "1912-01-01–1948-12-31")]


def test_a_fonds_may_have_no_end_or_no_dates() -> None:
    assert days("2020", "1949/..") == []
    assert days("1948", "1949/..") == [("warning", "日期", "1948", "1949-01-01–")]
    assert days("1948") == []


@pytest.mark.parametrize(
    ("date", "year"),
    [("1956-12-30", "1956"), ("1956-12-30", "1957"), ("1955/1956", "1957"), ("1956-12", ""), ("不詳", "1956")],
)
def test_a_document_is_filed_in_its_year_or_the_next(date: str, year: str) -> None:
    assert days(date, year=year) == []


@pytest.mark.parametrize(("date", "year"), [("1956-12-30", "1955"), ("1956-12-30", "1958"), ("1930", "民國二十三年")])
def test_another_year_of_filing_is_a_warning(date: str, year: str) -> None:
    assert days(date, year=year) == [("warning", "年度", year, date)]


def test_the_year_of_the_code_counts_where_no_column_says_it() -> None:
    assert days("1956-12-30", year_of_code=1958) == [("warning", "年度", "1958", "1956-12-30")]
    assert days("1956-12-30", year="1956", year_of_code=1958) == []


def test_a_text_is_read_once() -> None:
    assert dated("1930年2月30日") is None
    found = dated("1931年9月18日星期一")
    assert found is not None
    assert found.doubts == ("wrong-weekday",)
    assert (found.first, found.last) == (parse("1931-09-18").first, parse("1931-09-18").last)
