"""Lines as the detector finds them: four corners on the page, a strip of pixels, and the way from one to the other.

Along a line, places run from 0.0 at its beginning to 1.0 at its end; the beginning of a vertical line is its top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from unicodedata import east_asian_width

import cv2
import numpy as np
import numpy.typing as npt

from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.picture import Pixels
from lantai.ports.ocr import Box

UPRIGHT = 1.5
"""Height over width from which a strip is a vertical line; one character alone is about 1.0."""

SNUG = 0.8
"""The part of a strip's thickness that its characters fill; detectors leave a margin on purpose."""

Corners = npt.NDArray[np.float32]
"""Four points x, y: upper left, upper right, lower right, lower left."""


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Where one line lies on the canvas; ``filled`` is the part across it that its characters fill (``filling``)."""

    corners: Corners
    filled: tuple[float, float] = ((1 - SNUG) / 2, (1 + SNUG) / 2)

    @property
    def width(self) -> float:
        return float(np.linalg.norm(self.corners[[1, 2]] - self.corners[[0, 3]], axis=1).max())

    @property
    def height(self) -> float:
        return float(np.linalg.norm(self.corners[[3, 2]] - self.corners[[0, 1]], axis=1).max())

    @property
    def vertical(self) -> bool:
        return self.height >= UPRIGHT * self.width

    @property
    def square(self) -> bool:
        """Whether the shape tells nothing of the direction: one character, or a clot of a few."""
        return not self.vertical and self.width < UPRIGHT * self.height

    @property
    def length(self) -> float:
        return max(self.width, self.height) if not self.vertical else self.height

    @property
    def thickness(self) -> float:
        return self.width if self.vertical else self.height

    @property
    def slant(self) -> float:
        """Degrees by which the line leans from its axis, clockwise on the page."""
        upper, lower = (0, 3) if self.vertical else (0, 1)
        x, y = (self.corners[lower] - self.corners[upper]).tolist()
        return float(np.degrees(np.arctan2(-x, y) if self.vertical else np.arctan2(y, x)))

    def box(self) -> Box:
        return _bounds(self.corners)

    def upright(self, slant: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the page turned back by ``slant`` degrees about its origin."""
        cosine, sine = np.cos(np.radians(slant)), np.sin(np.radians(slant))
        turned = self.corners @ np.array([[cosine, -sine], [sine, cosine]])
        left, top = turned.min(axis=0).tolist()
        right, bottom = turned.max(axis=0).tolist()
        return left, top, right, bottom

    def cell(self, begin: float, end: float) -> Box:
        """The box around the part of the line between two places, across as far as the characters fill it."""
        upper_left, upper_right, lower_right, lower_left = self.corners
        one, other = (
            ((upper_left, lower_left), (upper_right, lower_right))
            if self.vertical
            else ((upper_left, upper_right), (lower_left, lower_right))
        )
        first, last = self.filled
        points = []
        for place in (begin, end):
            here, there = (side[0] + (side[1] - side[0]) * place for side in (one, other))
            points += [here + (there - here) * first, here + (there - here) * last]
        return _bounds(np.array(points))

    def part(self, begin: float, end: float, *, first: float = 0.0, last: float = 1.0) -> Strip:
        """The part between two places along the line and two across it, the latter from the left or from the top."""
        upper_left, upper_right, lower_right, lower_left = self.corners
        left, right, top, bottom = (first, last, begin, end) if self.vertical else (begin, end, first, last)

        def point(x: float, y: float) -> Corners:
            above, below = (a + (b - a) * x for a, b in ((upper_left, upper_right), (lower_left, lower_right)))
            return np.asarray(above + (below - above) * y, dtype=np.float32)

        return Strip(np.array([point(left, top), point(right, top), point(right, bottom), point(left, bottom)]))

    def cut(self, pixels: Pixels, scale: float) -> Pixels:
        """The line's pixels laid flat, a vertical one on its left side. ``scale`` is pixels per pixel of the canvas."""
        width, height = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
        turn = cv2.getPerspectiveTransform(np.asarray(self.corners * scale, dtype=np.float32), flat)
        cut = cv2.warpPerspective(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return np.ascontiguousarray(np.rot90(cut) if self.vertical else cut).astype(np.uint8, copy=False)


def of_box(box: Box) -> Strip:
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    return Strip(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32))


def cells(strip: Strip, marks: Sequence[Mark]) -> list[Box]:
    """A box for each mark: its middle is where the model saw it, its width what its neighbours and its kind leave."""
    em = min(1.0, (strip.filled[1] - strip.filled[0]) * strip.thickness / strip.length)
    halves = [em / 2 * _share(mark.text) for mark in marks]
    boxes = []
    for index, mark in enumerate(marks):
        before = marks[index - 1].place if index else -1.0
        after = marks[index + 1].place if index + 1 < len(marks) else 2.0
        begin = max(0.0, mark.place - halves[index], (before + mark.place) / 2)
        end = min(1.0, mark.place + halves[index], (mark.place + after) / 2)
        boxes.append(strip.cell(begin, end))
    return boxes


def usual_thickness(strips: Sequence[Strip]) -> float:
    """The thickness in which half of the text is set, by its length: notes may be more lines, but less text."""
    half, reached = sum(strip.length for strip in strips) / 2, 0.0
    for strip in sorted(strips, key=lambda strip: -strip.thickness):
        reached += strip.length
        if reached >= half:
            return strip.thickness
    return 0.0


def common_slant(strips: Sequence[Strip], *, vertical: bool) -> float:
    """The slant of the page in degrees, 0.0 when no line is long enough to tell.

    The median of the longer lines is nearly right, but over the width of a newspaper a quarter of a degree closes the
    gap between two decks. So the neighbourhood is searched for the slant at which the lines cover least of the page's
    height (of its width on a horizontal page): that is where decks and margins come clear of each other.
    """
    slants = [strip.slant for strip in strips if strip.length >= 4 * strip.thickness]
    if not slants:
        return 0.0
    near = [float(median(slants)) + step / 10 for step in sorted(range(-8, 9), key=abs)]
    return min(near, key=lambda slant: _covered([strip.upright(slant) for strip in strips], vertical))


def _covered(extents: Sequence[tuple[float, float, float, float]], vertical: bool) -> float:
    """How much of an axis lies under lines: of the height on a vertical page, else of the width."""
    total, reach = 0.0, float("-inf")
    for begin, end in sorted((extent[1], extent[3]) if vertical else (extent[0], extent[2]) for extent in extents):
        total += max(0.0, end - max(begin, reach))
        reach = max(reach, end)
    return total


def _share(character: str) -> float:
    """How much of a full-width cell a character takes along the line."""
    return 1.0 if east_asian_width(character[:1] or " ") in "WFA" else 0.6


def _bounds(points: npt.NDArray[np.float32]) -> Box:
    left, top = np.floor(points.min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(points.max(axis=0)).astype(int).tolist()
    return Box(left, top, max(1, right - left), max(1, bottom - top))
