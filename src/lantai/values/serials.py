"""The issues of a serial in its days: which are held, which are missing, and on which days none came out.

Nothing is known of an issue that is not held but its number. Between two held issues that follow one another, 4250 of
9 July and 4251 of 14 July, no number is left: none came out on the days between. Where as many numbers are left as days
on which the serial was wont to come out, each of those days is missing one. Else so many numbers are missing, and on
which days they came out stays open. Before the first and after the last held issue nothing is concluded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from lantai.values.dates.days import weekday, year_month_day
from lantai.values.dates.lunar import NotLunar, from_day
from lantai.values.numerals import read_integer

State = Literal["held", "missing", "uncertain", "none"]
"""``uncertain``: missing, or none came out; ``none``: none came out."""
Rhythm = Literal["daily", "weekly", "monthly", "lunar", "irregular"]

_DIGITS: Final = re.compile(r"[0-9]+")
_AROUND: Final = "第號号期卷 　"
_FEWEST: Final = 6
"""Issues from which on a habit is seen in them."""
_MOST_DAYS: Final = 3
"""Days of a week or a month on which a serial that is no daily comes out."""
_REGULAR: Final = 0.9
"""The share of the issues that keep a rhythm."""
_LOOKED_AT: Final = 100
"""Issues at the beginning and at the end in which a rhythm is looked for."""
_DAILY: Final = 0.6
"""Issues a day, by the numbers, from which on a serial is called a daily."""


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One issue that is held: its Julian day number, and its number where that can be read."""

    day: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two held issues: the days ``first`` to ``last``, and the numbers that are not held.

    ``missing``: how many issues that is, without those that are held and have no number. ``on`` are the days on which
    they came out, empty where that cannot be told.
    """

    first: int
    last: int
    first_number: int
    last_number: int
    missing: int
    on: tuple[int, ...] = ()

    @property
    def days(self) -> int:
        return max(0, self.last - self.first + 1)

    @property
    def is_placed(self) -> bool:
        return len(self.on) == self.missing


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is known of a serial from the issues of it that are held."""

    issues: tuple[Issue, ...]
    rhythm: Rhythm
    gaps: tuple[Gap, ...]
    states: Mapping[int, State]

    @property
    def numbers(self) -> tuple[int, int] | None:
        """The lowest and the highest number held; None without numbers, and where counting began anew."""
        known = [one.number for one in self.issues if one.number is not None]
        if not known or known != sorted(known):
            return None
        return known[0], known[-1]

    def within(self, first: int, last: int) -> tuple[Gap, ...]:
        """The gaps that touch these days."""
        return tuple(gap for gap in self.gaps if gap.first <= last and gap.last >= first)


def number_of(text: str) -> int | None:
    """The number in an issue's number as written: 4251, 第四千二百五十一號, No. 4251; None where there is no one."""
    number = read_integer(text.strip(_AROUND))
    if number is not None:
        return number
    digits = _DIGITS.findall(text)
    return int(digits[0]) if len(digits) == 1 else None


def reckon(issues: Iterable[Issue]) -> Reckoning:
    """Conclude what can be concluded. A day that several issues have is held."""
    held = tuple(sorted(set(issues), key=lambda one: (one.day, one.number or 0)))
    rhythm, keeps = _rhythm(held)
    days = sorted({one.day for one in held})
    states: dict[int, State] = {}
    gaps: list[Gap] = []
    for before, after in pairwise([one for one in held if one.number is not None]):
        between = _days_between(days, before.day, after.day)
        gap = _gap(before, after, between, [day for day in between if keeps(day)])
        if gap is not None:
            states.update(_states(gap, between, keeps))
            gaps += [gap] if gap.missing else []
    states.update(dict.fromkeys(days, "held"))
    return Reckoning(held, rhythm, tuple(gaps), states)


def _days_between(held: list[int], first: int, last: int) -> list[int]:
    """The days between two that are held, but those on which an issue without a number is."""
    inner = set(held[bisect_left(held, first + 1) : bisect_left(held, last)])
    return [day for day in range(first + 1, last) if day not in inner]


def _gap(before: Issue, after: Issue, between: list[int], usual: list[int]) -> Gap | None:
    """None where the number of the later issue is no greater: nothing can be concluded from it."""
    assert before.number is not None and after.number is not None
    if after.number <= before.number:
        return None
    unnumbered = max(0, after.day - before.day - 1) - len(between)
    missing = max(0, after.number - before.number - 1 - unnumbered)
    on = next((tuple(days) for days in (usual, between) if len(days) == missing), ())
    return Gap(before.day + 1, after.day - 1, before.number + 1, after.number - 1, missing, on)


def _states(gap: Gap, between: list[int], keeps: Callable[[int], bool]) -> Iterator[tuple[int, State]]:
    enough = sum(map(keeps, between)) > gap.missing
    for day in between:
        if gap.is_placed:
            yield day, "missing" if day in gap.on else "none"
        elif keeps(day) or not enough:
            yield day, "uncertain"


# -- the rhythm ----------------------------------------------------------------------------------


def _rhythm(held: tuple[Issue, ...]) -> tuple[Rhythm, Callable[[int], bool]]:
    """How often it came out, and on which days; irregular where that is not seen: then on any."""
    days = sorted({one.day for one in held})
    ends = [*days[:_LOOKED_AT], *days[_LOOKED_AT:][-_LOOKED_AT:]]
    for name, place in _PLACES.items():
        usual = _usual(ends, place)
        if usual:
            return name, lambda day, place=place, usual=usual: place(day) in usual
    return ("daily" if _is_daily(held) else "irregular"), lambda _day: True


def _usual(days: list[int], place: Callable[[int], int | None]) -> frozenset[int | None]:
    """The few places in a week or a month at which nearly all the days stand."""
    counted = Counter(map(place, days)).most_common(_MOST_DAYS)
    seen = [(where, count) for where, count in counted if count > 1]
    kept = sum(count for _where, count in seen)
    if len(days) < _FEWEST or kept < _REGULAR * len(days):
        return frozenset()
    return frozenset(where for where, _count in seen)


def _is_daily(held: tuple[Issue, ...]) -> bool:
    numbered = [(one.day, one.number) for one in held if one.number is not None]
    runs = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(numbered) if b[0] > a[0] and b[1] > a[1]]
    return bool(runs) and sum(count for _days, count in runs) >= _DAILY * sum(days for days, _count in runs)


def _lunar_day(day: int) -> int | None:
    try:
        return from_day(day).day
    except NotLunar:
        return None


_PLACES: Final[dict[Rhythm, Callable[[int], int | None]]] = {
    "weekly": weekday,
    "lunar": _lunar_day,
    "monthly": lambda day: year_month_day(day)[2],
}
