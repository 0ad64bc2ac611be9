"""The other side of the paper, seen through it: found by its grey, and taken away before lines are looked for.

What shines through is like print in shape, but fainter than any print of the page. Where there is so much of it that it
cannot be wear, everything as faint is made paper. Other pages are left as they are: faint type must not go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from lantai.adapters.ocr.ink import Grey, darkest, darkness, paper
from lantai.adapters.ocr.picture import Picture, at_most
from lantai.adapters.ocr.strips import Strip

SIDE = 1800
"""Pixels of the longer side on which it is looked for."""

FAINT = (0.15, 0.55)
"""What shines through is so dark, of the page's print."""

MOTTLE = 0.12
"""Paper is darker than itself by less than this."""

EDGE = 0.45
"""As far from print as half of this, of the size of type, nothing is looked for."""

MANY = 0.11
"""From so many faint shapes a character on, the other side shines through."""

FEWEST = 50
"""On a page with fewer characters what is grey is a picture."""

BAND = 256
"""Rows of pixels that are cleaned at once; bounds the memory that it takes."""

GONE, KEPT = 0.4, 0.6
"""Then what is fainter than the first becomes paper, what is darker than the second stays; of the page's print."""


def without_other_side(picture: Picture, strips: Sequence[Strip]) -> Picture | None:
    """The page without what shines through; None where nothing does."""
    characters = sum(strip.length / max(1.0, strip.thickness) for strip in strips)
    if characters < FEWEST:
        return None
    small = at_most(picture.pixels, SIDE)
    dark, scale = darkness(small), small.shape[1] / picture.width
    ink = darkest([_under(strip, dark, scale) for strip in strips])
    size = float(np.median([strip.thickness for strip in strips])) * scale
    return _cleaned(picture, ink) if _faint_shapes(dark, ink, size) > MANY * characters else None


def _under(strip: Strip, dark: Grey, scale: float) -> Grey:
    x, y, width, height = (round(value * scale) for value in strip.box())
    return dark[y : y + height, x : x + width]


def _faint_shapes(dark: Grey, ink: float, size: float) -> int:
    """How many shapes as large as characters, or as their larger parts, are faint and touch no print."""
    # The edges of blurred print are grey as well.
    edge = max(5, round(EDGE * size))
    own = cv2.dilate((dark > FAINT[1] * ink).astype(np.uint8), np.ones((edge, edge), np.uint8))
    faint = ((dark > max(MOTTLE, FAINT[0] * ink)) & (dark < FAINT[1] * ink) & (own == 0)).astype(np.uint8)
    faint = cv2.morphologyEx(faint, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    faint = cv2.morphologyEx(faint, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _labels, shapes, _middles = cv2.connectedComponentsWithStats(faint, connectivity=8)
    wide, high, area = shapes[1:count, 2], shapes[1:count, 3], shapes[1:count, 4]
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    as_large = (longer < 1.4 * size) & (longer > 0.3 * size) & (shorter > 0.15 * size)
    return int((as_large & (area > 0.03 * size * size)).sum())


def _cleaned(picture: Picture, ink: float) -> Picture:
    ground = paper(np.asarray(cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8))
    pixels = np.empty_like(picture.pixels)
    for top in range(0, len(pixels), BAND):
        band, bare = picture.pixels[top : top + BAND], ground[top : top + BAND]
        dark = 1 - cv2.cvtColor(band, cv2.COLOR_BGR2GRAY) / np.maximum(bare, 1.0)
        stays = np.clip((dark / ink - GONE) / (KEPT - GONE), 0.0, 1.0)[..., None]
        pixels[top : top + BAND] = band * stays + bare[..., None] * (1 - stays)
    return replace(picture, pixels=pixels)
