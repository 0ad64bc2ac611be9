"""Rules: the long dark lines between decks, articles and the cells of a table, and the frames around what stands apart.

They are what is left of the ink when everything shorter than a few characters is taken away. The strokes of large type
lie within a line of text, and black grounds are too thick: neither are rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from lantai.adapters.ocr.ink import Ink, Mask
from lantai.adapters.ocr.places import Extent

SHORTEST = 2.5
"""A rule is at least so long, in the usual thickness of the page's lines."""

THICKEST = 0.5
"""And at most so thick."""

MOST = 1000
"""Of more than this the longest are taken: a page has no more, hatching has."""

GROUND, FILLED = 2.5, 0.55
"""Ink that hangs together, larger than the first each way and over so much of its place, is a black ground."""


def rules_of(ink: Ink, lines: Sequence[Extent]) -> tuple[Extent, ...]:
    """The rules of a page, level and upright, on the canvas turned upright; none of a page without lines."""
    if not lines:
        return ()
    size = ink.scale * float(np.median([min(line.right - line.left, line.bottom - line.top) for line in lines]))
    thin = _without_grounds(ink.marks, size)
    found = [*_level(thin, size), *((y, x, bottom, right) for x, y, right, bottom in _level(thin.T, size))]
    longest = sorted(found, key=lambda one: max(one[2] - one[0], one[3] - one[1]), reverse=True)[:MOST]
    rules = [ink.placed(*one) for one in sorted(longest)]
    return tuple(rule for rule in rules if not any(_is_stroke(rule, line) for line in lines))


def _without_grounds(ink: Mask, size: float) -> Mask:
    """The ink without black grounds and what is printed white on them."""
    thin = ink.copy()
    count, _labels, shapes, _middles = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=4)
    for left, top, width, height, area in shapes[1:count].tolist():
        if min(width, height) > GROUND * size and area > FILLED * width * height:
            thin[top : top + height, left : left + width] = False
    return thin


def _level(ink: Mask, size: float) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right, bottom of the level rules in a picture of the ink."""
    shortest = max(12, round(SHORTEST * size)) | 1
    # Paper is never quite flat: a rule may climb by a pixel or two over its shortest length.
    thick = cv2.dilate(ink.astype(np.uint8), np.ones((3, 1), np.uint8))
    left_over = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(left_over, connectivity=8)
    for left, top, width, height, area in stats[1:count].tolist():
        # A rule that is bent or leans takes more height than it is thick.
        if area / width - 2 <= max(2.0, THICKEST * size):
            yield left, top, left + width, top + height


def _is_stroke(rule: Extent, line: Extent) -> bool:
    """Whether a rule is but a stroke of a large character."""
    size = min(line.right - line.left, line.bottom - line.top)
    inset = 0.1 * size
    return (
        line.left + inset < rule.right
        and rule.left < line.right - inset
        and line.top + inset < rule.bottom
        and rule.top < line.bottom - inset
        and max(rule.right - rule.left, rule.bottom - rule.top) < 1.1 * size
    )
