"""The ink of a page turned upright: where it is as dark as the page's own print.

The other side of the paper, folds and stains are fainter than that, and are no ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from lantai.adapters.ocr.picture import Picture, Pixels, at_most
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip

SIDE = 1800
"""Pixels of the longer side on which ink is looked at."""

PRINT = 96
"""Of a hundred points of a line so many are lighter than its print at its darkest."""

DARK = 0.3
"""Ink is at least so dark, of the page's print."""

COARSER = 8
"""Paper is looked at in so many times fewer pixels each way."""

DIM = 0.5
"""The darkest paper, of the page's usual."""

Grey = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Points = TypeVar("Points", Grey, Mask)


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """``marks`` are the points with ink; ``scale`` is points a pixel of the canvas turned upright, whose origin lies
    ``left`` and ``top`` points from the first."""

    marks: Mask
    scale: float
    left: float
    top: float

    def within(self, extent: Extent) -> Mask:
        """The ink of a part of the page; of what lies outside there is none."""
        return _cut(self.marks, extent, self.scale, self.left, self.top)

    def width(self, extent: Extent) -> float:
        """How wide the ink is within an extent, in pixels of the canvas."""
        columns = np.flatnonzero(self.within(extent).any(axis=0))
        return float(columns[-1] - columns[0] + 1) / self.scale if columns.size else 0.0

    def emptiest(self, extent: Extent, near: float) -> float:
        """The height in an extent at which there is least ink, of equals the nearest to ``near``."""
        rows = self.within(extent).sum(axis=1)
        if not rows.size:
            return near
        least = np.flatnonzero(rows == rows.min())
        heights = extent.top + (least + 0.5) / rows.size * (extent.bottom - extent.top)
        return float(heights[np.abs(heights - near).argmin()])

    def placed(self, left: float, top: float, right: float, bottom: float) -> Extent:
        """An extent in points on the canvas turned upright."""
        return Extent(
            (left + self.left) / self.scale,
            (top + self.top) / self.scale,
            (right + self.left) / self.scale,
            (bottom + self.top) / self.scale,
        )


def ink_of(picture: Picture, strips: Sequence[Strip], slant: float) -> Ink:
    """The ink of a page whose lines lean by ``slant`` degrees."""
    small = at_most(picture.pixels, SIDE)
    scale = small.shape[1] / picture.width
    level, left, top = _upright(darkness(small), slant)
    lines = [_cut(level, Extent(*strip.upright(slant)), scale, left, top) for strip in strips]
    return Ink(level > DARK * darkest(lines), scale, left, top)


def darkest(lines: Sequence[Grey]) -> float:
    """How dark the page's own print is, from the darkness of its lines; 1.0 of none."""
    found = [float(np.percentile(line, PRINT)) for line in lines if line.size]
    return float(np.median(found)) if found else 1.0


def darkness(pixels: Pixels) -> Grey:
    """How much darker than the paper around it each point is, from 0.0 to 1.0."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    return np.clip(1 - grey / np.maximum(paper(grey), 1.0), 0.0, 1.0).astype(np.float32)


def paper(grey: npt.NDArray[np.uint8]) -> Grey:
    """The page as if nothing were printed on it."""
    coarse = cv2.resize(grey, tuple(max(1, side // COARSER) for side in grey.shape[::-1]), interpolation=cv2.INTER_AREA)
    bare = cv2.medianBlur(cv2.dilate(coarse, np.ones((5, 5), np.uint8)), 9)
    bare = np.maximum(bare, round(DIM * float(np.median(bare))))  # what is darker is a black ground, and no paper
    return np.asarray(cv2.resize(bare, grey.shape[::-1], interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _cut(points: Points, extent: Extent, scale: float, left: float, top: float) -> Points:
    begin, end = (max(0, round(x * scale - left)) for x in (extent.left, extent.right))
    first, last = (max(0, round(y * scale - top)) for y in (extent.top, extent.bottom))
    return points[first:last, begin:end]


def _upright(dark: Grey, slant: float) -> tuple[Grey, float, float]:
    """The page turned back by ``slant`` degrees about its origin, and where its new upper left corner lies."""
    height, width = dark.shape
    cosine, sine = np.cos(np.radians(slant)), np.sin(np.radians(slant))
    turn = np.array([[cosine, sine], [-sine, cosine]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ turn.T
    left, top = corners.min(axis=0).tolist()
    size = np.ceil(corners.max(axis=0) - (left, top)).astype(int).tolist()
    matrix = np.hstack([turn, [[-left], [-top]]])
    turned = cv2.warpAffine(dark, matrix, (size[0], size[1]), flags=cv2.INTER_LINEAR)
    return np.asarray(turned, dtype=np.float32), left, top
