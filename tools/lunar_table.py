"""Derive the lunar table and the list of its doubtful months: run by hand, when a source changes.

    pip install sxtwl astronomy-engine
    python tools/lunar_table.py src/lantai/values/data

Two files are written. ``lunar.tsv`` holds the months as they were (or will be) kept, from sxtwl, which implements
the official calendars of China: 大統曆 until 1644, 時憲曆 from 1645, the observatories' since 1912.
``lunar_doubts.tsv`` holds the month beginnings that another calendar may have set a day earlier or later, and the
leap months that differ; it is computed independently of sxtwl, from the new moons and the sun's longitude of
astronomy-engine. A month begins on the day of its new moon, by Beijing's mean time (116.4° E) before 1929 and by
UTC+8 since. The reasons:

    computed   the table and the computed new moon differ
    meridian   Beijing's mean time and UTC+8 give two days (before 1929)
    midnight   the new moon falls so near to midnight that the reckoning of the time could miss the day
    utc+9      Manchukuo kept UTC+9 from 1937 to 1945, and it gives another day (an inference)
    leap       by the computed solar terms another month would be the leap month (no day is in doubt)
"""

from __future__ import annotations

import argparse
import datetime
import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2100
REFORM_YEAR: Final = 1645
"""Before it months followed mean solar terms (平氣), and no table of ours would compare."""

ORDINAL_TO_JULIAN: Final = 1_721_425
BEIJING: Final = 116.4 / 360
UTC_8: Final = 8 / 24
UTC_9: Final = 9 / 24
STANDARD_TIME: Final = 2_425_612.5
"""The Julian date at which 1929 begins: from then on the calendar goes by UTC+8."""
MANCHUKUO: Final = range(2_428_535, 2_431_687)
"""1937-01-01 to 1945-08-19, when UTC+9 was kept."""

NEAR: Final = 5.0
"""Minutes from midnight at which a new moon reckoned with the tables of the time may fall on the other day."""
NEAR_NOW: Final = 2.0
"""The same since 1950: the Earth's rotation (ΔT) is not foreseen any better to the end of the table."""
MODERN: Final = 2_433_283


@dataclass(frozen=True, slots=True)
class Month:
    """A lunar month; ``first`` is the Julian day number of its 初一."""

    year: int
    month: int
    is_leap: bool
    first: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A month beginning that may lie on ``other``; ``minutes`` is the new moon's distance from midnight."""

    first: int
    other: int
    reason: str
    minutes: float


# -- the table -----------------------------------------------------------------------------------


def months() -> list[Month]:
    """Every lunar month of the table and the first after it, as sxtwl has them."""
    import sxtwl  # a tool's dependency

    found: list[Month] = []
    day = datetime.date(FIRST_YEAR, 1, 1)
    while not found or found[-1].year <= LAST_YEAR:
        known = sxtwl.fromSolar(day.year, day.month, day.day)
        if known.getLunarDay() == 1 and known.getLunarYear() >= FIRST_YEAR:
            first = day.toordinal() + ORDINAL_TO_JULIAN
            found.append(Month(known.getLunarYear(), known.getLunarMonth(), bool(known.isLunarLeap()), first))
        day += datetime.timedelta(days=1)
    return found


def table_lines(found: list[Month]) -> Iterator[str]:
    """A line a year: year, Julian day number of 正月初一, leap month or 0, the months' lengths (大 30, 小 29)."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        own = [(month, after.first - month.first) for month, after in pairwise(found) if month.year == year]
        leap = next((month.month for month, _ in own if month.is_leap), 0)
        lengths = "".join({29: "小", 30: "大"}[length] for _, length in own)
        yield f"{year}\t{own[0][0].first}\t{leap}\t{lengths}"


# -- the doubts ----------------------------------------------------------------------------------


def new_moons(first: int, last: int) -> list[float]:
    """The Julian dates (UT) of the new moons between two days."""
    import astronomy  # a tool's dependency

    at = astronomy.Time(first - 2_451_545.0)
    found: list[float] = []
    while not found or found[-1] < last:
        moon = astronomy.SearchMoonPhase(0, at, 40)
        found.append(moon.ut + 2_451_545.0)
        at = moon.AddDays(20)
    return found


def middle_terms(first: int, last: int) -> list[tuple[int, int]]:
    """The 中氣 from the winter solstice on: the sun's longitude, and the day in the calendar's time.

    The first day lies in the 11th month.
    """
    import astronomy  # a tool's dependency

    at, longitude = astronomy.Time(first - 2_451_545.0), 270
    found: list[tuple[int, int]] = []
    while not found or found[-1][1] < last:
        term = astronomy.SearchSunLongitude(longitude, at, 40)
        found.append((longitude, calendar_day(term.ut + 2_451_545.0)))
        at, longitude = term.AddDays(20), (longitude + 30) % 360
    return found


def day_at(moment: float, offset: float) -> int:
    """The Julian day number of a Julian date (UT) at so many days east of Greenwich."""
    return math.floor(moment + offset + 0.5)


def calendar_day(moment: float) -> int:
    return day_at(moment, UTC_8 if moment > STANDARD_TIME else BEIJING)


def minutes_from_midnight(moment: float) -> float:
    """Positive after midnight, negative before, by the calendar's time."""
    offset = UTC_8 if moment > STANDARD_TIME else BEIJING
    after = (moment + offset + 0.5) % 1 * 1440
    return after if after < 720 else after - 1440


def doubt(first: int, moon: float) -> Doubt | None:
    """What may be said against a month's beginning on ``first``, its new moon falling at ``moon``."""
    minutes = minutes_from_midnight(moon)
    beside = first - 1 if minutes > 0 else first + 1
    near = NEAR if first < MODERN else NEAR_NOW
    computed = calendar_day(moon)
    others = (
        ("computed", computed),
        ("meridian", day_at(moon, UTC_8) if computed == first else first),
        ("utc+9", day_at(moon, UTC_9) if first in MANCHUKUO else first),
        ("midnight", beside if abs(minutes) < near else first),
    )
    reasons = [reason for reason, other in others if other != first]
    if not reasons:
        return None
    return Doubt(first, next(other for _, other in others if other != first), ",".join(reasons), minutes)


def doubts(found: list[Month]) -> Iterator[Doubt]:
    """The month beginnings since the reform that another calendar may have set on another day."""
    firsts = [month.first for month in found if month.year >= REFORM_YEAR]
    for first, moon in zip(firsts, new_moons(firsts[0] - 3, firsts[-1] - 3), strict=True):
        if against := doubt(first, moon):
            yield against


def leap_doubts(found: list[Month]) -> Iterator[Doubt]:
    """The months whose name differs from the computed one: the first 中氣-less month of a long year is the leap."""
    own = [month for month in found if (month.year, month.month) >= (REFORM_YEAR - 1, 11)]
    computed = computed_names([month.first for month in own])
    for month in own:
        if computed.get(month.first, (month.month, month.is_leap)) != (month.month, month.is_leap):
            yield Doubt(month.first, month.first, "leap", 0.0)


def computed_names(firsts: list[int]) -> dict[int, tuple[int, bool]]:
    """Number and leap of the months that begin on these days: the winter solstice always lies in the 11th."""
    terms = middle_terms(firsts[0], firsts[-1])
    at = [bisect_right(firsts, day) - 1 for _, day in terms]
    solstices = [index for index, (longitude, _) in zip(at, terms, strict=True) if longitude == 270]
    names: dict[int, tuple[int, bool]] = {}
    for start, end in pairwise(solstices):
        leap = next((index for index in range(start + 1, end) if index not in at), None) if end - start == 13 else None
        number = 11
        for index in range(start, end):
            number = number if index in (start, leap) else number % 12 + 1
            names[firsts[index]] = (number, index == leap)
    return names


def iso(day: int) -> str:
    return datetime.date.fromordinal(day - ORDINAL_TO_JULIAN).isoformat()


def main() -> None:
    arguments = argparse.ArgumentParser(description="Write lunar.tsv and lunar_doubts.tsv into a folder.")
    arguments.add_argument("folder", type=Path)
    folder: Path = arguments.parse_args().folder

    found = months()
    table = [
        "# Lunar years, made by tools/lunar_table.py from sxtwl: do not edit.",
        "# Year, Julian day number of 正月初一, leap month (0: none), lengths of the months (大 30 days, 小 29).",
        *table_lines(found),
    ]
    against = sorted([*doubts(found), *leap_doubts(found)], key=lambda doubt: doubt.first)
    listed = [
        "# Lunar months in doubt, made by tools/lunar_table.py from astronomy-engine: do not edit.",
        "# Day in lunar.tsv on which the month begins, the other day, reasons, minutes of the new moon after midnight.",
        *(f"{iso(one.first)}\t{iso(one.other)}\t{one.reason}\t{one.minutes:.1f}" for one in against),
    ]
    (folder / "lunar.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    (folder / "lunar_doubts.tsv").write_text("\n".join(listed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
