"""The date as a value: its columns, its order, its years, and cells of a spreadsheet."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import Date, NotADate, from_excel, from_julian_day, julian_day, parse


def test_julian_day_of_known_days() -> None:
    # Handbook 5.5: the day 1949-10-01 is a 甲子 day: (JDN + 49) mod 60 = 0.
    assert julian_day(datetime.date(1949, 10, 1)) == 2_433_191
    assert (julian_day(datetime.date(1949, 10, 1)) + 49) % 60 == 0
    assert julian_day(datetime.date(2000, 1, 1)) == 2_451_545


@given(st.dates())
def test_from_julian_day_gives_back_the_day(day: datetime.date) -> None:
    assert from_julian_day(julian_day(day)) == day


def test_columns_have_the_prefix_and_give_back_the_date() -> None:
    date = parse("[19450815]")
    columns = date.columns("closed")
    number = julian_day(datetime.date(1945, 8, 15))
    assert columns == {
        "closed_text": "[19450815]",
        "closed_edtf": "1945-08-15?",
        "closed_first": number,
        "closed_last": number,
    }
    assert Date.from_columns(columns, "closed") == date
    assert Date.from_columns(SimpleNamespace(**date.columns())) == date


def test_dates_sort_by_first_day_then_last_and_undated_last() -> None:
    texts = ["../1905", "1906", "1906-01", "1924/..", "1924-07-09", "1924-07-09/1924-07-15", "193X", "不詳"]
    dates = [parse(text) for text in texts]
    expected = ["../1905", "1906-01", "1906", "1924/..", "1924-07-09", "1924-07-09/1924-07-15", "193X", "不詳"]
    assert [date.text for date in sorted(dates, reverse=True)][::-1] == expected
    assert [date.text for date in sorted(dates)] == expected


@pytest.mark.parametrize(
    ("text", "precision", "inferred"),
    [
        ("1931-09-18", "day", False),
        ("1931-09-18/1931-09-20", "day", False),
        ("1931-09-18/1931-10", "month", False),
        ("1931-09", "month", False),
        ("1931", "year", False),
        ("../1949", "year", False),
        ("193X", "decade", False),
        ("19XX", "century", False),
        ("[1931]", "year", True),
        ("約1931年", "circa", False),
        ("[約1931年]", "circa", True),
        ("不詳", "unknown", False),
    ],
)
def test_precision_and_inference(text: str, precision: str, inferred: bool) -> None:
    date = parse(text)
    assert (date.precision, date.inferred, date.calendar) == (precision, inferred, "gregorian")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1931-09-18", (1931,)),
        ("1931-12-31/1932-01-01", (1931, 1932)),
        ("1930—1959", tuple(range(1930, 1960))),
        ("1930—1960", ()),
        ("1949/..", ()),
        ("不詳", ()),
    ],
)
def test_years_are_those_it_touches_up_to_thirty(text: str, years: tuple[int, ...]) -> None:
    assert parse(text).years() == years


def test_undated_is_told_from_open() -> None:
    assert parse("不詳").is_undated
    assert not parse("../1949").is_undated


@pytest.mark.parametrize(
    ("value", "text", "edtf"),
    [
        (datetime.date(1931, 9, 18), "1931-09-18", "1931-09-18"),
        (datetime.datetime(1931, 9, 18, 22, 20), "1931-09-18", "1931-09-18"),  # noqa: DTZ001 - a cell has no zone
        (11584, "1931-09-18", "1931-09-18"),
        (11584.0, "1931-09-18", "1931-09-18"),
        (1931, "1931", "1931"),
        (1931.0, "1931", "1931"),
        (193109.0, "193109", "1931-09"),
        (19310918.0, "19310918", "1931-09-18"),
        (1931.9, "1931.9", "1931-09"),
        (1931.12, "1931.12", "1931-12"),
        ("1931年9月", "1931年9月", "1931-09"),
    ],
)
def test_from_excel_reads_a_cell(value: datetime.date | float | str, text: str, edtf: str) -> None:
    assert (from_excel(value).text, from_excel(value).edtf) == (text, edtf)


def test_from_excel_refuses_a_number_that_lost_its_zero() -> None:
    with pytest.raises(NotADate, match="January or October"):
        from_excel(1931.1)


@pytest.mark.parametrize("value", [0, -5, 3.14159, 1e9, float("nan"), float("inf")])
def test_from_excel_refuses_other_numbers(value: float) -> None:
    with pytest.raises(NotADate):
        from_excel(value)
