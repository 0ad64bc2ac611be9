"""The lunar table against sxtwl, from which it is made, and against new moons and solar terms computed without it."""

from __future__ import annotations

import datetime
import math
from itertools import pairwise

import ephem
import pytest
import sxtwl
from hypothesis import given
from hypothesis import strategies as st
from tools.lunar_table import Month, computed_names, day_at, doubt, new_moons

from lantai.values.dates import lunar
from lantai.values.dates.days import iso_day, julian_day
from lantai.values.dates.lunar import (
    LunarDay,
    NotLunar,
    from_day,
    is_uncertain,
    leap_month,
    month_of,
    months_of,
    to_day,
)

FIRST = months_of(lunar.FIRST_YEAR)[0].first
LAST = months_of(lunar.LAST_YEAR)[-1].last
MONTHS = [(year, month) for year in range(1600, 2101) for month in months_of(year)]


def day(iso: str) -> int:
    return julian_day(datetime.date.fromisoformat(iso))


# -- the table -----------------------------------------------------------------------------------


def sxtwl_day(number: int) -> LunarDay:
    date = datetime.date.fromisoformat(iso_day(number))
    known = sxtwl.fromSolar(date.year, date.month, date.day)
    return LunarDay(known.getLunarYear(), known.getLunarMonth(), known.getLunarDay(), bool(known.isLunarLeap()))


def test_every_month_begins_and_ends_as_in_sxtwl() -> None:
    ends = [end for _, month in MONTHS for end in (month.first, month.last)]
    assert [from_day(number) for number in ends] == [sxtwl_day(number) for number in ends]


def test_every_day_of_the_republic_and_a_seventh_of_all_others_are_as_in_sxtwl() -> None:
    numbers = [*range(day("1911-01-30"), day("1950-02-17")), *range(FIRST, LAST + 1, 7)]
    assert [from_day(number) for number in numbers] == [sxtwl_day(number) for number in numbers]


def test_months_follow_one_another_without_a_gap() -> None:
    assert (iso_day(FIRST), iso_day(LAST)) == ("1600-02-14", "2101-01-28")
    assert all(later.first == earlier.last + 1 for (_, earlier), (_, later) in pairwise(MONTHS))
    assert {month.length for _, month in MONTHS} == {29, 30}


def test_leap_months_are_those_of_the_handbook() -> None:
    listed = (
        "1876·5 1879·3 1881·7 1884·5 1887·4 1890·2 1892·6 1895·5 1898·3 1900·8 1903·5 1906·4 1909·2 1911·6 1914·5 "
        "1917·2 1919·7 1922·5 1925·4 1928·2 1930·6 1933·5 1936·3 1938·7 1941·6 1944·4 1947·2 1949·7"
    )
    leap = {int(pair[:4]): int(pair[5:]) for pair in listed.split()}
    assert {year: leap_month(year) for year in range(1876, 1950) if leap_month(year)} == leap


def test_a_leap_month_follows_its_namesake() -> None:
    names = [(month.month, month.is_leap) for month in months_of(1906)]
    assert names == [*((n, False) for n in range(1, 5)), (4, True), *((n, False) for n in range(5, 13))]


@given(st.integers(FIRST, LAST))
def test_a_day_comes_back_from_its_lunar_day(number: int) -> None:
    found = from_day(number)
    assert to_day(found.year, found.month, found.day, is_leap=found.is_leap) == number


@given(st.integers(FIRST, LAST - 1))
def test_lunar_days_sort_as_days_do(number: int) -> None:
    one, two = from_day(number), from_day(number + 1)
    if (one.year, one.month, one.is_leap) == (two.year, two.month, two.is_leap):
        assert two.day == one.day + 1
    else:
        assert (one.day in (29, 30), two.day) == (True, 1)


# -- what was not --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "month", "on", "is_leap", "code", "reason"),
    [
        (1931, 7, 1, True, "no-leap-month", "The lunar year 1931 had no leap 7th month; it had no leap month."),
        (1906, 5, 1, True, "no-leap-month", "The lunar year 1906 had no leap 5th month; its leap month was the 4th."),
        (1932, 6, 30, False, "short-month", "The 6th month of the lunar year 1932 had 29 days and no 30th."),
        (1930, 6, 30, True, "short-month", "The leap 6th month of the lunar year 1930 had 29 days and no 30th."),
        (1931, 8, 31, False, "no-such-day", "A lunar month has the days 1 to 29 or 30 and no day 31."),
        (1931, 8, 0, False, "no-such-day", "A lunar month has the days 1 to 29 or 30 and no day 0."),
        (1931, 13, 1, False, "no-such-day", "A lunar year has the months 1 to 12 and no month 13."),
        (1599, 1, 1, False, "outside-table", "The lunar table runs from 1600 to 2100; 1599 is not in it."),
        (2101, 1, 1, False, "outside-table", "The lunar table runs from 1600 to 2100; 2101 is not in it."),
    ],
)
def test_to_day_says_what_there_was_instead(
    year: int, month: int, on: int, is_leap: bool, code: str, reason: str
) -> None:
    with pytest.raises(NotLunar) as caught:
        to_day(year, month, on, is_leap=is_leap)
    assert (caught.value.code, str(caught.value), caught.value.nearest) == (code, reason, None)


def test_the_thirtieth_of_a_short_month_has_a_day_where_its_end_is_in_doubt() -> None:
    # The 9th month of 1914 ended on 11-16; by UTC+8 the next began on 11-18, and 11-17 was its 30th.
    # The 6th month of 1933 began on 07-23; a calendar that began it on 07-22 ended it with a 30th on 08-20.
    for year, month, thirtieth in ((1914, 9, "1914-11-17"), (1933, 6, "1933-08-20")):
        with pytest.raises(NotLunar) as caught:
            to_day(year, month, 30)
        assert caught.value.nearest == day(thirtieth)


@pytest.mark.parametrize("number", [FIRST - 1, LAST + 1, 0, -(10**9), 10**9])
def test_from_day_refuses_what_lies_outside_the_table(number: int) -> None:
    with pytest.raises(NotLunar, match="from 1600 to 2100"):
        from_day(number)


def test_the_reform_is_the_new_year_of_1645() -> None:
    assert lunar.REFORM == months_of(1645)[0].first == day("1645-01-28")
    assert (lunar.is_before_reform(lunar.REFORM - 1), lunar.is_before_reform(lunar.REFORM)) == (True, False)


# -- computed independently ----------------------------------------------------------------------

SINCE_REFORM = [Month(year, month.month, month.is_leap, month.first) for year, month in MONTHS if year >= 1645]


@pytest.fixture(scope="module")
def moons() -> list[float]:
    """The new moons of the months since 1645 (Julian dates, UT), by astronomy-engine."""
    return new_moons(SINCE_REFORM[0].first - 3, SINCE_REFORM[-1].first - 3)


def test_months_begin_with_the_computed_new_moon_but_for_the_listed(moons: list[float]) -> None:
    # Beijing's mean time (116.4 degrees east) before 1929, UTC+8 since; a day begins at .5 of the Julian date.
    computed = [math.floor(moon + 0.5 + (116.4 / 360 if moon < 2_425_612.5 else 8 / 24)) for moon in moons]
    differing = {month.first: new for month, new in zip(SINCE_REFORM, computed, strict=True) if month.first != new}
    assert differing == {one.first: one.other for one in lunar.doubts() if "computed" in one.reasons}
    assert all(abs(first - other) == 1 for first, other in differing.items())


def test_the_list_of_doubts_is_what_the_computation_gives(moons: list[float]) -> None:
    computed = [doubt(month.first, moon) for month, moon in zip(SINCE_REFORM, moons, strict=True)]
    listed = [(one.first, one.other, ",".join(one.reasons)) for one in lunar.doubts()]
    assert [(one.first, one.other, one.reason) for one in computed if one] == listed


def test_ephem_gives_the_same_new_moons_within_two_minutes(moons: list[float]) -> None:
    # 2,415,020 is the Julian date of ephem's day 0. Far from today the two foresee the Earth's rotation otherwise.
    for moon in moons[::9]:
        other = float(ephem.next_new_moon(ephem.Date(moon - 2_415_020 - 5))) + 2_415_020
        assert abs(other - moon) * 1440 < 2


def test_leap_months_are_those_without_a_middle_term_but_for_five() -> None:
    before = [Month(1644, month.month, month.is_leap, month.first) for month in months_of(1644)[10:]]
    own = before + SINCE_REFORM
    computed = computed_names([month.first for month in own])
    differing = {
        month.year for month in own if computed.get(month.first, (month.month, month.is_leap))
        != (month.month, month.is_leap)
    }  # fmt: skip
    # In each of these a term and a new moon lie near the same midnight; the calendar's own tables decided.
    assert differing == {1645, 1651, 1661, 1727, 1805}


# -- the doubts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("1880-11-03", "1880-11-02"),
        ("1887-03-25", "1887-03-24"),
        ("1896-02-13", "1896-02-14"),
        ("1906-04-24", "1906-04-23"),
        ("1914-11-17", "1914-11-18"),
        ("1916-02-03", "1916-02-04"),
        ("1920-11-10", "1920-11-11"),
        ("1933-07-23", "1933-07-22"),
        ("1942-09-10", "1942-09-11"),
        ("1942-11-08", "1942-11-09"),
        ("1943-11-27", "1943-11-28"),
        ("1944-01-25", "1944-01-26"),
    ],
)
def test_the_handbooks_midnight_moons_are_listed(first: str, other: str) -> None:
    assert (day(first), day(other)) in {(one.first, one.other) for one in lunar.doubts()}


def test_between_1875_and_1950_nothing_is_listed_but_the_handbooks_and_one() -> None:
    # 1893-02-17: the new moon fell three minutes after midnight.
    found = [iso_day(one.first) for one in lunar.doubts() if day("1875-01-01") <= one.first < day("1950-01-01")]
    assert len(found) == 13
    assert found[2] == "1893-02-17"


def test_in_doubt_are_the_month_and_the_day_that_may_belong_to_it() -> None:
    end = month_of(1933, 6).last
    assert not is_uncertain(day("1933-07-21"))
    assert is_uncertain(day("1933-07-22"))
    assert is_uncertain(end)
    assert not is_uncertain(end + 1)
    assert not is_uncertain(day("1914-11-16"))  # the other beginning is later: the day before is sure
    assert is_uncertain(day("1914-11-17"))


def test_doubt_says_why() -> None:
    about = lunar.doubt_about(day("1942-11-20"))
    assert about is not None
    assert (iso_day(about.first), iso_day(about.other), about.reasons) == ("1942-11-08", "1942-11-09", ("utc+9",))
    assert lunar.doubt_about(day("1931-09-18")) is None
    assert not is_uncertain(0)


# -- the tool ------------------------------------------------------------------------------------


def test_the_tool_counts_days_by_the_meridian() -> None:
    midnight_in_greenwich = 2_433_190.5  # 1949-10-01T00:00Z
    assert [day_at(midnight_in_greenwich, offset) for offset in (-0.01, 0, 8 / 24)] == [2433190, 2433191, 2433191]
    assert new_moons(2_433_180, 2_433_190)[0] == pytest.approx(2_433_182.0149, abs=0.001)  # 1949-09-22T12:21Z


def test_the_tool_finds_no_doubt_where_the_moon_is_far_from_midnight() -> None:
    assert doubt(2_433_182, 2_433_181.9) is None
    against = doubt(2_433_182, 2_433_182.9)
    assert against is not None
    assert (against.first, against.other, against.reason) == (2_433_182, 2_433_183, "computed")
    assert against.minutes == pytest.approx(-384)
