"""How much of a level line's thickness its characters fill: detectors leave a margin on purpose, now more, now less.

Of columns the usual margin says more than the ink: it is the thickness of brush and pen that differs there.

The box of a character is its cell, as type has it: as high and as wide as the type is large, whatever the character.
So a line's ink is measured across; ideographs all but fill their cells, digits and Latin capitals stand in the middle
of theirs. Along a line of nothing but digits and letters their ink stands apart, and says better than the recogniser
where each of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

import cv2
import numpy as np

from lantai.adapters.ocr.ink import Mask
from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.picture import Pixels
from lantai.adapters.ocr.strips import SNUG

INK = 0.45
"""Ink is so much darker than the line's paper, of its darkest."""

OUTER = 0.015
"""So much of the ink may lie outside on either side: the edge of the next line, a rule, a stain."""

WIDE, NARROW = 0.88, 0.7
"""So much of its cell the ink of a line of ideographs fills across, and that of digits and Latin letters."""

FULL, SLENDER = 0.98, 0.62
"""Of the size of type so much is ink across, at most and at least: a step outside of that is of type set wide."""

WIDEST = 0.88
"""So is a step that is more than this of the line's thickness."""

STEPS = 4
"""Fewer steps tell nothing."""

LEAST = 0.5
"""No line fills less of its thickness."""

FEWEST = 2
"""The ink of fewer characters may be that of 一 alone, and tells nothing."""


def filled(cut: Pixels, marks: Sequence[Mark]) -> tuple[float, float]:
    """From where to where across a level line its cells reach, from the top; the usual where its ink does not tell."""
    usual = ((1 - SNUG) / 2, (1 + SNUG) / 2)
    if len(marks) < FEWEST or min(cut.shape[:2]) < 2:
        return usual
    mass = np.cumsum(_ink(cut).sum(axis=1))
    if not mass[-1]:
        return usual
    edges = np.searchsorted(mass, (OUTER * mass[-1], (1 - OUTER) * mass[-1]))
    first, last = float(edges[0]) / len(mass), float(edges[1] + 1) / len(mass)
    size, middle = max(LEAST, min(1.0, _size(cut, marks, last - first))), (first + last) / 2
    begin = min(max(0.0, middle - size / 2), 1.0 - size)
    return begin, begin + size


def _size(cut: Pixels, marks: Sequence[Mark], ink: float) -> float:
    """The size of the type of a line, of its thickness, by its ink across and by the step from character to character.

    Slender faces fill less of their cells; where type is set close, the step is its size.
    """
    if not any(_is_wide(mark.text) for mark in marks):
        return ink / NARROW
    steps = [after.place - before.place for before, after in pairwise(marks)]
    step = median(steps) * cut.shape[1] / cut.shape[0]
    return step if len(steps) >= STEPS and ink / FULL <= step <= min(ink / SLENDER, WIDEST) else ink / WIDE


def set_apart(cut: Pixels, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks of a line of digits and letters in the middle of their ink, where that parts into as many pieces."""
    if len(marks) < FEWEST or any(_is_wide(mark.text) for mark in marks):
        return tuple(marks)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], _ink(cut).any(axis=0).astype(np.int8), [0]))))
    begins, ends = edges[::2], edges[1::2]
    shown = [mark for mark in marks if not mark.text.isspace()]
    if len(begins) != len(shown) or len(shown) != len(marks):
        return tuple(marks)
    middles = ((begins + ends) / 2 / cut.shape[1]).tolist()
    return tuple(replace(mark, place=middle) for mark, middle in zip(marks, middles, strict=True))


def _ink(cut: Pixels) -> Mask:
    grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), dtype=np.float32)
    paper, dark = np.percentile(grey, (80, 2))
    return np.asarray(grey < paper - INK * (paper - dark))


def _is_wide(text: str) -> bool:
    return east_asian_width(text[:1] or " ") in "WF"
