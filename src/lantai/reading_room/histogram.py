"""The histogram of years beside the results, as a drawing without script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 280.0
HEIGHT = 70.0
_LABELS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One year; x, y, width and height in units of the drawing."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, int], ...]
    first: int
    last: int
    most: int
    """The year with the most."""
    most_count: int
    decades: tuple[int, ...]


def histogram(years: Mapping[int, int], *, first: int | None = None, last: int | None = None) -> Histogram | None:
    """Bars for every year from the earliest to the latest; None without years. ``first`` and ``last`` are chosen."""
    counted = {year: count for year, count in years.items() if count}
    if not counted:
        return None
    low, high = min(counted), max(counted)
    step = WIDTH / max(high - low + 1, 10)
    most = max(counted, key=lambda year: (counted[year], -year))
    chosen = range(first or low, (last or high) + 1) if first or last else range(0)
    return Histogram(
        bars=tuple(_bar(year, counted[year], low, step, counted[most], year in chosen) for year in sorted(counted)),
        labels=tuple((round((year - low + 0.5) * step, 1), year) for year in _labelled(low, high)),
        first=low,
        last=high,
        most=most,
        most_count=counted[most],
        decades=tuple(sorted({year // 10 * 10 for year in counted})),
    )


def _bar(year: int, count: int, low: int, step: float, most: int, chosen: bool) -> Bar:
    height = round(max(2.0, (HEIGHT - 2) * count / most), 1)
    width = round(min(step * 0.8, 14.0), 2)
    x = round((year - low) * step + (step - width) / 2, 2)
    return Bar(year, count, x, round(HEIGHT - height, 1), width, height, chosen)


def _labelled(low: int, high: int) -> list[int]:
    """Round years, no more than fit."""
    for every in (1, 2, 5, 10, 20, 50, 100):
        shown = [year for year in range(low, high + 1) if year % every == 0]
        if len(shown) <= _LABELS:
            return shown or [low]
    return [low]
