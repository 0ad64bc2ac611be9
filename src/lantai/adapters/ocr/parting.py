"""Strips parted at the rules that go through them: the detector runs the cells of a form together where they all but
touch the line between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip

ENDS = 0.5
"""A rule nearer to a strip's end than this, in its thickness, is an edge of its cell and parts nothing."""

BEYOND = 0.15
"""A rule reaches beyond both sides of what it parts by so much at least; a stroke of a character does not."""


def parted(strips: Sequence[Strip], rules: Sequence[Extent], slant: float) -> list[Strip]:
    """The strips, each in as many parts as rules leave it. ``rules`` lie on the page turned back by ``slant``."""
    level = [rule for rule in rules if rule.right - rule.left > rule.bottom - rule.top]
    upright = [Extent(rule.top, rule.left, rule.bottom, rule.right) for rule in rules if rule not in level]
    return [part for strip in strips for part in _parts(strip, level if strip.vertical else upright, slant)]


def _parts(strip: Strip, rules: Sequence[Extent], slant: float) -> Iterator[Strip]:
    """``rules`` lie across the strip, and are turned with it where it is level."""
    left, top, right, bottom = strip.upright(slant)
    if not strip.vertical:
        left, top, right, bottom = top, left, bottom, right
    size, begin = right - left, 0.0
    for rule in sorted(rules, key=lambda rule: rule.top):
        middle = (rule.top + rule.bottom) / 2
        crosses = rule.left < left - BEYOND * size and right + BEYOND * size < rule.right
        if crosses and top + ENDS * size < middle < bottom - ENDS * size:
            at = (middle - top) / (bottom - top)
            yield _cut(strip, begin, at)
            begin = at
    yield _cut(strip, begin, 1.0) if begin else strip


def _cut(strip: Strip, begin: float, end: float) -> Strip:
    """The part of a strip between two places along it."""
    upper_left, upper_right, lower_right, lower_left = strip.corners
    if strip.vertical:
        sides = ((upper_left, lower_left), (upper_right, lower_right))
        (a, b), (c, d) = (((one + (two - one) * at) for at in (begin, end)) for one, two in sides)
        return Strip(np.array([a, c, d, b], dtype=np.float32))
    sides = ((upper_left, upper_right), (lower_left, lower_right))
    (a, b), (c, d) = (((one + (two - one) * at) for at in (begin, end)) for one, two in sides)
    return Strip(np.array([a, b, d, c], dtype=np.float32))
