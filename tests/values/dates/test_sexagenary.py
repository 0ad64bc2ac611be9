"""The cycle of sixty."""

from __future__ import annotations

import pytest
import sxtwl
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.dates import lunar, sexagenary
from lantai.values.dates.days import day_number, year_month_day

days = st.integers(-(10**9), 10**9)


def test_the_cycle_has_sixty_pairs_of_which_these_are_some() -> None:
    assert len(set(sexagenary.NAMES)) == 60
    assert [sexagenary.NAMES[at] for at in (0, 1, 10, 11, 59)] == ["甲子", "乙丑", "甲戌", "乙亥", "癸亥"]


@pytest.mark.parametrize(
    ("year", "name"),
    [(1894, "甲午"), (1898, "戊戌"), (1911, "辛亥"), (4, "甲子"), (1, "辛酉"), (0, "庚申"), (-2697, "癸亥")],
)
def test_year_name(year: int, name: str) -> None:
    assert sexagenary.year_name(year) == name


def test_day_name_of_the_first_of_october_1949_is_the_first_pair() -> None:
    assert sexagenary.day_name(day_number(1949, 10, 1)) == "甲子"


@given(days)
def test_day_names_return_after_sixty_days_and_not_before(day: int) -> None:
    names = [sexagenary.day_name(day + ahead) for ahead in range(61)]
    assert names[60] == names[0]
    assert len(set(names[:60])) == 60


@given(days)
def test_the_next_day_bears_the_next_pair(day: int) -> None:
    at = sexagenary.index(sexagenary.day_name(day))
    assert sexagenary.index(sexagenary.day_name(day + 1)) == (at + 1) % 60


def test_day_and_year_names_are_those_of_sxtwl() -> None:
    stems, branches = sexagenary.STEMS, sexagenary.BRANCHES
    for number in range(day_number(1644, 1, 1), day_number(2100, 1, 1), 97):
        known = sxtwl.fromSolar(*year_month_day(number))
        pair = known.getDayGZ()
        assert sexagenary.day_name(number) == stems[pair.tg] + branches[pair.dz]
        year = known.getYearGZ(True)  # by the lunar New Year
        assert sexagenary.year_name(lunar.from_day(number).year) == stems[year.tg] + branches[year.dz]


@pytest.mark.parametrize(
    ("year", "month", "name"),
    [(2024, 1, "丙寅"), (1911, 8, "丁酉"), (1931, 8, "丁酉"), (1900, 12, "己丑"), (1901, 1, "庚寅")],
)
def test_month_name(year: int, month: int, name: str) -> None:
    assert sexagenary.month_name(year, month) == name


@pytest.mark.parametrize("name", ["", "甲", "甲丑", "子甲", "甲子日", "已卯", "\ud800\ud800"])
def test_index_refuses_what_is_no_pair(name: str) -> None:
    assert not sexagenary.is_pair(name)
    with pytest.raises(ValueError, match="is no pair of the sixty"):
        sexagenary.index(name)


@given(days, st.integers(0, 200), st.sampled_from(sexagenary.NAMES))
def test_days_named_are_all_of_that_name(first: int, length: int, name: str) -> None:
    last = first + length
    assert list(sexagenary.days_named(name, first, last)) == [
        day for day in range(first, last + 1) if sexagenary.day_name(day) == name
    ]


def test_years_named() -> None:
    assert list(sexagenary.years_named("甲午", 1800, 2020)) == [1834, 1894, 1954, 2014]
    assert list(sexagenary.years_named("甲午", 1895, 1953)) == []


def test_in_pinyin() -> None:
    assert [sexagenary.in_pinyin(name) for name in ("甲子", "戊戌", "辛亥")] == ["jiazi", "wuxu", "xinhai"]
