"""How far a page leans: lines of print, or columns of characters, that do not run along the edges.

The ink is summed in narrow strips across the lines. For each angle the strips are shifted as that angle says and added
up: where the angle is right, lines fall on lines and gaps on gaps, and the sum has its sharpest steps. Upright Chinese
columns are horizontal lines of a page that lies on its side, so both ways are tried and the clearer one is believed.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Ink: TypeAlias = NDArray[np.uint8]
Strips: TypeAlias = NDArray[np.float32]
Shifts: TypeAlias = NDArray[np.float64]

WIDEST: Final = 15.0
"""Degrees to either side within which a lean is looked for."""
_STRIP: Final = 24
"""Pixels of a strip's width: at ten degrees a line rises four pixels within one, less than the gap between lines."""
_COARSE, _FINE = 0.5, 0.1
_CLEAR: Final = 3.0
"""How much sharper the best angle must be than the ordinary one: print is twelve times and more, scattered dots 1.6."""
_LEAST_INK: Final = 400
"""Pixels of ink below which there is nothing to measure by."""


def skew(ink: Ink) -> float | None:
    """Degrees by which the lines lean clockwise, None where none are seen. ``ink``: above 0, paper is 0."""
    if np.count_nonzero(ink) < _LEAST_INK or min(ink.shape) < 4 * _STRIP:
        return None
    ways = [_strips(ink), _strips(np.ascontiguousarray(ink[:, ::-1].T))]
    strips, angle, clearness = max(((way, *_coarsely(way)) for way in ways), key=lambda found: found[2])
    return _finely(strips, angle) if clearness >= _CLEAR else None


def _strips(ink: Ink) -> Strips:
    """(strips, rows): the ink of each row within each strip; what is left over at the right is not looked at.

    Smoothed from row to row: a shift by half a pixel smooths by itself, and would lose against one by none at all.
    """
    whole = ink.shape[1] // _STRIP
    part = ink[:, : whole * _STRIP].astype(np.float32)
    means = cv2.resize(part, (whole, ink.shape[0]), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(cv2.GaussianBlur(means, (1, 9), 1.6).T)


def _coarsely(strips: Strips) -> tuple[float, float]:
    """The best angle at half the scale and by whole pixels, and how much sharper it is than the ordinary one."""
    half = np.ascontiguousarray(strips[:, : strips.shape[1] // 2 * 2].reshape(len(strips), -1, 2).sum(axis=2))
    angles = np.arange(-WIDEST, WIDEST + _COARSE / 2, _COARSE)
    shifts = np.rint(_shifts(angles, _middles(half, _STRIP / 2)))
    scores = _sharpness(half, shifts.astype(np.intp))
    return float(angles[scores.argmax()]), float(scores.max()) / max(float(np.median(scores)), 1e-9)


def _finely(strips: Strips, best: float) -> float:
    """The top of the parabola through the best of the fine angles and its neighbours."""
    angles = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE)
    shifts = _shifts(angles, _middles(strips, _STRIP))
    scores = np.array([_sharpness(_moved(strips, row % 1), np.floor(row).astype(np.intp)[None])[0] for row in shifts])
    top = int(np.clip(scores.argmax(), 1, len(scores) - 2))
    before, at, after = scores[top - 1 : top + 2]
    bend = before - 2 * at + after
    offset = float(np.clip((before - after) / (2 * bend), -1, 1)) if bend < 0 else 0.0
    return round(float(angles[top]) + offset * _FINE, 2) + 0.0  # no minus before a zero


def _middles(strips: Strips, pitch: float) -> Shifts:
    """Rows from the page's middle to that of each strip, were they laid along a column."""
    return np.asarray((np.arange(len(strips)) - (len(strips) - 1) / 2) * pitch, dtype=np.float64)


def _shifts(angles: Shifts, middles: Shifts) -> Shifts:
    """(angles, strips): a line that leans clockwise sinks to the right, by so many rows."""
    return np.asarray(np.tan(np.radians(angles))[:, None] * middles)


def _moved(strips: Strips, parts: Shifts) -> Strips:
    """Strips taken from further down by a part of a row."""
    part = parts.astype(np.float32)[:, None]
    return np.asarray(strips * (1 - part) + np.pad(strips, ((0, 0), (0, 1)))[:, 1:] * part)


def _sharpness(strips: Strips, shifts: NDArray[np.intp]) -> Shifts:
    """For each row of shifts the sum of squared steps from row to row, the strips shifted and added up."""
    rows, reach = strips.shape[1], int(np.abs(shifts).max(initial=0))
    padded = np.pad(strips, ((0, 0), (reach, reach)))
    scores = np.empty(len(shifts), dtype=np.float64)
    for number, starts in enumerate((shifts + reach).tolist()):
        profile = np.zeros(rows, dtype=np.float32)
        for strip, start in zip(padded, starts, strict=True):
            profile += strip[start : start + rows]
        scores[number] = np.square(profile[1:] - profile[:-1]).sum()
    return scores
