"""What is concluded from the numbers of the issues that are held, and what is left open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import julian_day
from lantai.values.dates.lunar import to_day
from lantai.values.serials import Issue, number_of, reckon


def on(text: str, number: int | None = None) -> Issue:
    return Issue(julian_day(date.fromisoformat(text)), number)


def states(issues: list[Issue], *days: str) -> list[str]:
    known = reckon(issues).states
    return [known.get(julian_day(date.fromisoformat(day)), "") for day in days]


@pytest.mark.parametrize(
    ("text", "number"),
    [("4251", 4251), ("第四千二百五十一號", 4251), ("No. 4251", 4251), ("第一期", 1), ("第3卷第4期", None), ("", None)],
)
def test_number_is_read_as_it_was_written(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_no_number_between_two_issues_means_that_none_came_out() -> None:
    held = [on("1924-07-09", 4250), on("1924-07-14", 4251)]
    assert states(held, "1924-07-09", "1924-07-11", "1924-07-14") == ["held", "none", "held"]


def test_as_many_numbers_as_days_means_that_each_day_is_missing() -> None:
    held = [on("1924-07-14", 4251), on("1924-07-17", 4254)]
    assert states(held, "1924-07-15", "1924-07-16") == ["missing", "missing"]


def test_fewer_numbers_than_days_leaves_open_which_days() -> None:
    held = [on("1924-07-09", 4249), on("1924-07-14", 4251)]
    (gap,) = reckon(held).gaps
    assert states(held, "1924-07-10", "1924-07-13") == ["uncertain", "uncertain"]
    assert (gap.missing, gap.days, gap.is_placed) == (1, 4, False)


def test_nothing_is_known_before_the_first_and_after_the_last() -> None:
    held = [on("1924-07-09", 4250), on("1924-07-10", 4251)]
    assert states(held, "1924-07-08", "1924-07-11") == ["", ""]


def test_counting_that_began_anew_concludes_nothing() -> None:
    held = [on("1924-07-09", 4250), on("1924-07-14", 1)]
    assert states(held, "1924-07-11") == [""]
    assert reckon(held).numbers is None


def test_an_issue_without_a_number_is_held_and_counted_among_the_numbers() -> None:
    held = [on("1924-07-14", 1), on("1924-07-15"), on("1924-07-17", 4)]
    assert states(held, "1924-07-15", "1924-07-16") == ["held", "missing"]


def test_weekly_that_misses_one_is_missing_it_on_its_day() -> None:
    first = date(1924, 7, 5)
    held = [Issue(julian_day(first + timedelta(weeks=week)), 10 + week) for week in range(8) if week != 3]
    known = reckon(held)
    assert known.rhythm == "weekly"
    assert [gap.on for gap in known.gaps] == [(julian_day(date(1924, 7, 26)),)]
    assert known.states[julian_day(date(1924, 7, 25))] == "none"


def test_gazette_of_lunar_days_is_missing_those_of_other_months_too() -> None:
    days = [to_day(1907, month, day) for month in range(1, 7) for day in (1, 11, 21)]
    held = [Issue(day, number) for number, day in enumerate(days, 1) if number not in (5, 6, 7)]
    known = reckon(held)
    assert known.rhythm == "lunar"
    assert [gap.on for gap in known.gaps] == [tuple(days[4:7])]


@given(st.dates(date(1900, 1, 1), date(1940, 1, 1)), st.sets(st.integers(0, 200), min_size=2))
def test_daily_is_missing_exactly_what_is_not_held(first: date, kept: set[int]) -> None:
    held = [Issue(julian_day(first) + at, at + 1) for at in kept]
    known = reckon(held).states
    for at in range(min(kept), max(kept) + 1):
        assert known[julian_day(first) + at] == ("held" if at in kept else "missing")
