"""Bringing a reading onto the canvas of its page: scaled from another size or unit, and cut at the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lantai.digitisation.text_formats.places import NOWHERE
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.ports.ocr import Box, Glyph, Line, Reading, Region

TOLERANCE: Final = 0.01
"""The share by which the sides may differ in proportion: rounding, and nothing that was cut."""


class DoesNotFit(UnreadableText):
    """The reading is of another picture than the page's."""


def fitted(reading: Reading, *, width: int, height: int) -> Reading:
    """The reading with its places on a canvas of this size. Raises DoesNotFit.

    What reaches over the edge is cut there. A line that has a place, and none of it on the page, is of another page.
    """
    if not (reading.width > 0 and reading.height > 0):
        raise DoesNotFit("The file does not say how large its page is; expected width and height.")
    across, down = width / reading.width, height / reading.height
    if abs(across / down - 1) > TOLERANCE:
        raise DoesNotFit(
            f"The file is of a page of {reading.width} × {reading.height}, this page has {width} × {height} pixels: "
            "expected the same proportions, as it was neither turned nor cut."
        )
    canvas = _Canvas(width, height, across, down)
    regions = tuple(canvas.region(region) for region in reading.regions)
    return replace(reading, width=width, height=height, regions=regions)


class _Canvas:
    def __init__(self, width: int, height: int, across: float, down: float) -> None:
        self._width, self._height = width, height
        self._across, self._down = across, down

    def region(self, region: Region) -> Region:
        return replace(region, box=self._box(region.box), lines=tuple(self._line(line) for line in region.lines))

    def _line(self, line: Line) -> Line:
        box = self._box(line.box)
        if box == NOWHERE and line.box.width > 0 and line.box.height > 0:
            raise DoesNotFit(
                f"The line “{line.text[:20]}” stands at {line.box.x}, {line.box.y}, outside of its page; expected the "
                "file of this page."
            )
        return replace(line, box=box, glyphs=tuple(self._glyph(glyph) for glyph in line.glyphs))

    def _glyph(self, glyph: Glyph) -> Glyph:
        return replace(glyph, box=self._box(glyph.box))

    def _box(self, box: Box) -> Box:
        """The part of a box that lies on the canvas; nowhere when none does."""
        left, top = max(0, round(box.x * self._across)), max(0, round(box.y * self._down))
        right = min(self._width, round((box.x + box.width) * self._across))
        bottom = min(self._height, round((box.y + box.height) * self._down))
        return Box(left, top, right - left, bottom - top) if right > left and bottom > top else NOWHERE
