"""What the confidence of an engine is worth: by how much its own doubt is multiplied for an estimate and its bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

_BOUNDS: Final = (10, 90)
"""Per cent of the pages; four of five lie between."""
_HALF: Final = 0.5
"""Added to what is counted, so that a page without an error does not say that there are never any."""


@dataclass(frozen=True, slots=True)
class Scale:
    factor: float
    low: float
    high: float

    def of(self, doubt: float) -> tuple[float, float, float]:
        """The estimate of a page of this doubt, and its bounds."""
        return min(1.0, doubt * self.factor), min(1.0, doubt * self.low), min(1.0, doubt * self.high)


def scale_from(pages: Sequence[tuple[float, int, int]]) -> Scale:
    """From pages that were measured: the engine's doubt, wrong characters, and characters in all."""
    doubts, wrong, of = np.array(pages, dtype=float).T
    expected = doubts * of
    factor = float((wrong.sum() + _HALF) / (expected.sum() + _HALF))
    ratios = (wrong + _HALF) / (expected + _HALF)
    low, high = np.percentile(ratios, _BOUNDS).tolist()
    return Scale(factor, min(low, factor), max(high, factor))


SHIPPED: Final[Mapping[str, Scale]] = {"7e840884f5caf285": Scale(factor=1.94, low=0.36, high=7.1)}
"""By the key of the engine (``quality.engines``): of the models in RapidOCR's wheel, measured on the sample archive by
``python -m tools.sureness`` (docs/reading.md). Of other engines nothing is said before its own corrections do.
"""
