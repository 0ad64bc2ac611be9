"""Between which bounds the error rate of many pages lies, when some of them were measured.

Wilson's score interval for 95 %, with two corrections: characters of one page are wrong together, so that the number of
characters is divided by the design effect between pages; and of few pages the quantile of Student's t is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from lantai.digitisation.quality.measuring import Measured

LEAST: Final = 5
"""Of fewer pages nothing is said: they may all be of one kind."""
_Z: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    """The rate of the pages measured, and the bounds between which that of all of them lies."""

    rate: float
    low: float
    high: float


def interval(pages: Sequence[Measured]) -> Interval | None:
    """None where fewer than ``LEAST`` pages were measured, or nothing stands on them."""
    of, wrong = sum(one.of for one in pages), sum(one.wrong for one in pages)
    if len(pages) < LEAST or not of:
        return None
    rate = min(1.0, wrong / of)
    low, high = _wilson(rate, of / _design_effect(pages, rate, of), _student(len(pages) - 1))
    return Interval(rate, low, high)


def _design_effect(pages: Sequence[Measured], rate: float, of: int) -> float:
    """How many times as much the pages differ as they would if every character were wrong by itself."""
    alone = rate * (1 - rate) / of
    if not alone:
        return 1.0
    count = len(pages)
    between = count / (count - 1) * sum((one.wrong - rate * one.of) ** 2 for one in pages) / of**2
    return max(1.0, between / alone)


def _wilson(rate: float, count: float, z: float) -> tuple[float, float]:
    share = z * z / count
    middle = (rate + share / 2) / (1 + share)
    half = z / (1 + share) * sqrt(rate * (1 - rate) / count + share / (4 * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def _student(freedom: int) -> float:
    """The quantile of Student's t for 95 % by the expansion of Cornish and Fisher; right to 1 % from four on."""
    z, n = _Z, freedom
    return z + (z**3 + z) / (4 * n) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
