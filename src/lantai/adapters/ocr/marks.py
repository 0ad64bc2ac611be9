"""What the recogniser says of a line: one mark a character."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BLANK = 0
"""The index of "nothing here" among the characters."""

Answers = npt.NDArray[np.float32]
"""Steps × characters: the probability of each character at each step along a line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One character as recognised. ``place`` runs from 0.0 (beginning of the line) to 1.0 (its end)."""

    text: str
    place: float
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
