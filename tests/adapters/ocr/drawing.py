"""Pages drawn without type: bars for strokes, so that what is looked for in pictures can be tested to the pixel."""

from __future__ import annotations

import numpy as np

from lantai.adapters.ocr.picture import Picture
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip

PAPER, INK = (190, 215, 230), (30, 35, 40)
"""Blue, green, red."""


class Sheet:
    """A page being drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.pixels = np.full((height, width, 3), PAPER, dtype=np.uint8)

    def bar(self, left: int, top: int, right: int, bottom: int, colour: tuple[int, int, int] = INK) -> None:
        self.pixels[top:bottom, left:right] = colour

    def character(self, left: int, top: int, size: int, colour: tuple[int, int, int] = INK) -> None:
        """Three strokes across and one down: as wide and as high as ``size``."""
        for stroke in range(3):
            at = top + round(stroke * 0.45 * size)
            self.bar(left, at, left + size, at + max(2, size // 10), colour)
        middle = left + size // 2
        self.bar(middle, top, middle + max(2, size // 10), top + size, colour)

    def column(self, left: int, top: int, size: int, count: int, colour: tuple[int, int, int] = INK) -> Strip:
        """Characters one beneath the other, and the strip in which a detector finds them."""
        for step in range(count):
            self.character(left, top + round(1.1 * size * step), size, colour)
        return strip(left - 3, top - 3, left + size + 3, top + round(1.1 * size * (count - 1)) + size + 3)

    @property
    def picture(self) -> Picture:
        return Picture(self.pixels, self.pixels.shape[1], self.pixels.shape[0])


def strip(left: float, top: float, right: float, bottom: float) -> Strip:
    return Strip(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32))


def extents(strips: list[Strip]) -> list[Extent]:
    return [Extent(*(round(value) for value in one.upright(0.0))) for one in strips]
