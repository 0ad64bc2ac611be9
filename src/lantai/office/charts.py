"""Charts as numbers for SVG: two bars a delivery, or a day, over time. Drawn by the server, read without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lantai.office.queries.contractors import Delivered

MOST: Final = 24
"""Deliveries that are drawn: the latest."""
WIDTH: Final = 1080
HEIGHT: Final = 230
LEFT: Final = 52
_ABOVE, _BELOW = 12, 30
_WIDEST: Final = 76
_LEAST_TOP: Final = 10
_LINES: Final = 4
_NAMED_DAYS: Final = 15
"""Days whose dates have room under the drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its foot on the ground line; ``value`` is per cent. Lengths are units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    value: float


@dataclass(frozen=True, slots=True)
class Column:
    """One delivery: what its check found faulty, and what its samples did."""

    delivered: Delivered
    centre: float
    check: Bar | None
    sample: Bar | None


@dataclass(frozen=True, slots=True)
class Chart:
    """``lines`` are (y, per cent) of the lines to read heights by."""

    width: int
    height: int
    left: int
    columns: tuple[Column, ...]
    lines: tuple[tuple[float, float], ...]

    @property
    def right(self) -> int:
        return self.width - 8


def rates_over_time(deliveries: Sequence[Delivered]) -> Chart | None:
    """The chart of these deliveries, the newest first as they are listed; None while there is nothing to draw."""
    drawn = [one for one in deliveries if one.percent_faulty is not None or one.defect_rate is not None][:MOST][::-1]
    if not drawn:
        return None
    values = [value for one in drawn for value in (one.percent_faulty, one.defect_rate) if value is not None]
    top, step = _top(max(values)), min(_WIDEST, (WIDTH - LEFT) / len(drawn))
    columns = tuple(_column(one, LEFT + step * (place + 0.5), step, top) for place, one in enumerate(drawn))
    lines = tuple((_y(top * n / _LINES, top), top * n / _LINES) for n in range(_LINES + 1))
    return Chart(WIDTH, HEIGHT, LEFT, columns, lines)


def _top(highest: float) -> float:
    """A round number above every bar."""
    return next((one for one in (_LEAST_TOP, 20, 40, 60, 80) if highest <= one), 100)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - _BELOW - value * (HEIGHT - _ABOVE - _BELOW) / top, 1)


def _column(one: Delivered, centre: float, step: float, top: float) -> Column:
    width = round(step * 0.3, 1)
    return Column(
        one,
        round(centre, 1),
        check=_bar(centre - width - 1, width, one.percent_faulty, top),
        sample=_bar(centre + 1, width, one.defect_rate, top),
    )


def _bar(x: float, width: float, value: float | None, top: float) -> Bar | None:
    """Of nothing faulty a stroke is drawn all the same: it was looked at."""
    if value is None:
        return None
    foot, head = _y(0, top), min(_y(value, top), _y(0, top) - 1.5)
    return Bar(round(x, 1), head, width, round(foot - head, 1), value)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One day: what people asked for, and programs on top of it."""

    day: date
    people: Bar
    programs: Bar
    named: bool
    """Whether the day is written under it."""


@dataclass(frozen=True, slots=True)
class Days:
    """``lines`` are (y, number) of the lines to read heights by."""

    width: int
    height: int
    left: int
    strokes: tuple[Stroke, ...]
    lines: tuple[tuple[float, int], ...]

    @property
    def right(self) -> int:
        return self.width - 8


def numbers_over_days(days: Sequence[tuple[date, int, int]]) -> Days | None:
    """Two bars on each other for every (day, people, programs); None while there is nothing to draw."""
    highest = max((people + programs for _day, people, programs in days), default=0)
    if not highest:
        return None
    top, step = _round_above(highest), (WIDTH - LEFT - 8) / len(days)
    every = -(-len(days) // _NAMED_DAYS)
    strokes = tuple(
        _stroke(one, LEFT + step * place, step * 0.72, top, named=place % every == 0) for place, one in enumerate(days)
    )
    return Days(WIDTH, HEIGHT, LEFT, strokes, tuple((_y(top * n / 2, top), top * n // 2) for n in range(3)))


def _round_above(highest: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100 …: a half of it is whole."""
    power = 1
    while True:
        for step in (2, 4, 10):
            if highest <= step * power:
                return step * power
        power *= 10


def _stroke(one: tuple[date, int, int], x: float, width: float, top: int, *, named: bool) -> Stroke:
    day, people, programs = one
    middle, head = _y(people, top), _y(people + programs, top)
    return Stroke(
        day,
        Bar(round(x, 1), middle, round(width, 1), round(_y(0, top) - middle, 1), people),
        Bar(round(x, 1), head, round(width, 1), round(middle - head, 1), programs),
        named,
    )
