"""The Julian calendar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import julian
from lantai.values.dates.days import iso_day


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((1917, 10, 25), "1917-11-07"),
        ((1900, 2, 28), "1900-03-12"),
        ((1900, 2, 29), "1900-03-13"),  # no such day in the Gregorian calendar: from here on 13 days
        ((1900, 3, 1), "1900-03-14"),
        ((1899, 12, 20), "1900-01-01"),
        ((1582, 10, 5), "1582-10-15"),
        ((1, 1, 1), "0000-12-30"),
    ],
)
def test_old_style_and_new(old: tuple[int, int, int], new: str) -> None:
    assert iso_day(julian.to_day(*old)) == new


def test_the_days_are_counted_from_its_year_minus_4712() -> None:
    assert (julian.to_day(-4712, 1, 1), julian.from_day(0)) == (0, (-4712, 1, 1))


@given(st.integers(-(10**8), 10**8))
def test_a_day_comes_back(number: int) -> None:
    assert julian.to_day(*julian.from_day(number)) == number


@given(st.integers(-(10**8), 10**8))
def test_days_follow_one_another(number: int) -> None:
    assert julian.from_day(number) < julian.from_day(number + 1)


@pytest.mark.parametrize(
    "day", [(1901, 2, 29), (1900, 2, 30), (1900, 4, 31), (1900, 13, 1), (1900, 0, 1), (1900, 1, 0)]
)
def test_to_day_refuses_what_is_no_day(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Julian calendar"):
        julian.to_day(*day)
