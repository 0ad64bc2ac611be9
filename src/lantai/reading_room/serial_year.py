"""A year of a serial as a calendar: month by month, every day with what is known of it, the lunar days beside."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lantai.values.dates import from_julian_day, julian_day, lunar
from lantai.values.dates.calendar_words import lunar_month_in_words, to_simplified
from lantai.values.serials import Reckoning

WIDTH: Final = 1100.0
HEIGHT: Final = 46.0
_FULL_MOON: Final = 15
_WEEK: Final = calendar.Calendar(firstweekday=calendar.SUNDAY)


@dataclass(frozen=True, slots=True)
class Day:
    """One day: ``state`` as in ``values.serials``, empty where nothing is known; ``issues`` that are held of it."""

    day: date
    state: str
    issues: int
    moon: str
    chosen: bool

    @property
    def several(self) -> bool:
        return self.issues > 1


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Sunday on; None for a day of another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    held: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One year in the drawing of all years: how many issues are held, and how many there were at least, as heights."""

    year: int
    held: int
    x: float
    width: float
    whole_y: float
    held_y: float
    labelled: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def whole_height(self) -> float:
        return round(HEIGHT - self.whole_y, 1)

    @property
    def held_height(self) -> float:
        return round(HEIGHT - self.held_y, 1)


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    months: tuple[Month, ...]
    held: int
    missing: int
    uncertain: int
    none: int


def year_of(
    reckoning: Reckoning, year: int, *, issues: Mapping[int, int], chosen: tuple[int, int], moons: Mapping[int, str]
) -> Year:
    """``issues`` counts those held by Julian day number, ``chosen`` is a span of days; ``moons``: ``lunar_marks``."""
    months = tuple(_month(reckoning, year, number, issues, chosen, moons) for number in range(1, 13))
    states = Counter(one.state for month in months for week in month.weeks for one in week if one)
    return Year(year, months, states["held"], states["missing"], states["uncertain"], states["none"])


def _month(
    reckoning: Reckoning,
    year: int,
    number: int,
    issues: Mapping[int, int],
    chosen: tuple[int, int],
    moons: Mapping[int, str],
) -> Month:
    def cell(day: date) -> Day | None:
        if day.month != number:
            return None
        key = julian_day(day)
        is_chosen = chosen[0] <= key <= chosen[1] and key in issues
        return Day(day, reckoning.states.get(key, ""), issues.get(key, 0), moons.get(key, ""), is_chosen)

    weeks = tuple(tuple(map(cell, week)) for week in _WEEK.monthdatescalendar(year, number))
    return Month(date(year, number, 1), weeks, sum(one.issues for week in weeks for one in week if one))


def lunar_marks(year: int, language: str) -> dict[int, str]:
    """The first and the fifteenth of every lunar month that lie in a Gregorian year, by Julian day number."""
    first, last = julian_day(date(year, 1, 1)), julian_day(date(year, 12, 31))
    marks: dict[int, str] = {}
    for lunar_year in (year - 1, year):
        try:
            months = lunar.months_of(lunar_year)
        except lunar.NotLunar:
            continue
        for month in months:
            name = lunar_month_in_words(month.month, is_leap=month.is_leap)
            marks[month.first] = to_simplified(name) if language == "zh-Hans" else name
            marks[month.first + _FULL_MOON - 1] = "十五"
    return {day: mark for day, mark in marks.items() if first <= day <= last}


# -- all years -----------------------------------------------------------------------------------


def bars(reckoning: Reckoning, first: int, last: int) -> tuple[Bar, ...]:
    """One bar a year. Missing issues of a gap that runs over several years are shared out by its days."""
    held = Counter(from_julian_day(one.day).year for one in reckoning.issues)
    wanting = _wanting(reckoning)
    most = max((held[year] + wanting.get(year, 0.0) for year in range(first, last + 1)), default=1.0) or 1.0
    step = WIDTH / max(last - first + 1, 8)
    every = next(every for every in (1, 2, 4, 5, 10, 20, 50, 100, 1000) if (last - first) / every < 10)

    def height(issues: float) -> float:
        return round(HEIGHT - (max(2.0, (HEIGHT - 2) * issues / most) if issues else 0.0), 1)

    return tuple(
        Bar(
            year=year,
            held=held[year],
            x=round((year - first) * step + step * 0.05, 1),
            width=round(step * 0.9, 1),
            whole_y=height(held[year] + wanting.get(year, 0.0)),
            held_y=height(held[year]),
            labelled=year % every == 0 or first == last,
        )
        for year in range(first, last + 1)
    )


def _wanting(reckoning: Reckoning) -> dict[int, float]:
    found: dict[int, float] = {}
    for gap in reckoning.gaps:
        if not gap.days:
            continue
        for year in range(from_julian_day(gap.first).year, from_julian_day(gap.last).year + 1):
            begin = max(gap.first, julian_day(date(year, 1, 1)))
            end = min(gap.last, julian_day(date(year, 12, 31)))
            found[year] = found.get(year, 0.0) + gap.missing * (end - begin + 1) / gap.days
    return found
