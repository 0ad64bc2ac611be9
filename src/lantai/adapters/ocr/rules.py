"""Rules: the long dark lines between decks, articles and the cells of a table, and the frames around what stands apart.

They are looked for on the page turned upright, as morphology does: what is left of the ink when everything shorter than
a few characters is taken away. The other side of the paper and folds are fainter than the page's own ink, the strokes
of large type lie within a line of text, and black grounds are too thick: none of these are rules.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from lantai.adapters.ocr.picture import Picture, Pixels
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip

SIDE = 1800
"""Pixels of the longer side on which rules are looked for."""

SHORTEST = 2.5
"""A rule is at least so long, in the usual thickness of the page's lines."""

THICKEST = 0.5
"""And at most so thick."""

DARK = 0.45
"""It is at least so dark, of the page's own ink."""


def rules_of(picture: Picture, strips: Sequence[Strip], slant: float) -> tuple[Extent, ...]:
    """The rules of a page, upright and level, on the canvas turned back by ``slant``; none of a page without lines."""
    if not strips:
        return ()
    shrink = min(1.0, SIDE / max(picture.pixels.shape[:2]))
    scale = picture.scale * shrink
    upright, moved = _upright(_darkness(picture.pixels, shrink), slant)
    extents = [Extent(*strip.upright(slant)) for strip in strips]
    size = float(np.median([strip.thickness for strip in strips])) * scale
    ink = _thin(upright > DARK * _ink(upright, extents, scale, moved), size)
    found = [*_level(ink, size), *(Extent(*_turned(one)) for one in _level(ink.T, size))]
    placed = [Extent(*((value + shift) / scale for value, shift in zip(one, moved * 2, strict=True))) for one in found]
    return tuple(one for one in placed if not any(_is_stroke(one, line) for line in extents))


def _darkness(pixels: Pixels, shrink: float) -> npt.NDArray[np.float32]:
    """How much darker than the paper around it each point is, from 0.0 to 1.0."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else grey
    coarse = cv2.resize(small, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(coarse, np.ones((5, 5), np.uint8)), 9)
    ground = cv2.resize(paper, small.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.clip(1 - small / np.maximum(ground, 1.0), 0.0, 1.0).astype(np.float32)


def _upright(darkness: npt.NDArray[np.float32], slant: float) -> tuple[npt.NDArray[np.float32], tuple[float, float]]:
    """The page turned back by ``slant`` degrees about its origin, and where its new upper left corner lies."""
    height, width = darkness.shape
    cosine, sine = np.cos(np.radians(slant)), np.sin(np.radians(slant))
    turn = np.array([[cosine, sine], [-sine, cosine]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ turn.T
    left, top = corners.min(axis=0)
    size = np.ceil(corners.max(axis=0) - (left, top)).astype(int)
    matrix = np.hstack([turn, [[-left], [-top]]])
    turned = cv2.warpAffine(darkness, matrix, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
    return np.asarray(turned, dtype=np.float32), (float(left), float(top))


def _ink(
    darkness: npt.NDArray[np.float32], extents: Sequence[Extent], scale: float, moved: tuple[float, float]
) -> float:
    """How dark the page's own ink is: the middle of what the darkest tenth of each line has."""
    found = []
    for extent in extents:
        left, top, right, bottom = (
            max(0, round(value * scale - shift)) for value, shift in zip(extent, moved * 2, strict=True)
        )
        line = darkness[top:bottom, left:right]
        if line.size:
            found.append(float(np.percentile(line, 92)))
    return float(np.median(found)) if found else 1.0


def _thin(ink: npt.NDArray[np.bool_], size: float) -> npt.NDArray[np.bool_]:
    """The ink without black grounds and what is printed white on them."""
    side = max(3, round(THICKEST * size))
    dense = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    grounds = cv2.morphologyEx(dense, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(ink & (cv2.dilate(grounds, np.ones((2 * side + 1, 2 * side + 1), np.uint8)) == 0))


def _level(ink: npt.NDArray[np.bool_], size: float) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of the level rules in a picture of the ink."""
    shortest = max(12, round(SHORTEST * size))
    # Paper is never quite flat: a rule may climb by a pixel or two over its shortest length.
    thick = cv2.dilate(ink.astype(np.uint8), np.ones((3, 1), np.uint8))
    left_over = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(left_over, connectivity=8)
    found = []
    for left, top, width, height, area in stats[1:count].tolist():
        # A rule that is bent or leans takes more height than it is thick.
        if area / width - 2 <= max(2.0, THICKEST * size):
            found.append((left, top, left + width, top + height))
    return found


def _turned(level: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = level
    return top, left, bottom, right


def _is_stroke(rule: Extent, line: Extent) -> bool:
    """Whether a rule is but a stroke of a large character, or of a line drawn through one."""
    width, height = line.right - line.left, line.bottom - line.top
    size = min(width, height)
    inset = 0.1 * size
    return (
        line.left + inset < rule.right
        and rule.left < line.right - inset
        and line.top + inset < rule.bottom
        and rule.top < line.bottom - inset
        and max(rule.right - rule.left, rule.bottom - rule.top) < 1.1 * size
    )
