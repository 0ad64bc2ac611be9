"""Pages that lie wrongly: upside down, on their side, or seen from the back of the film.

An engine reads such a page as nonsense of which it is not sure. So a page of which it is not sure is looked at again as
it may lie; the first way that is sure, and surer by far, is taken, its boxes put back on the canvas.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lantai.adapters.ocr.picture import Picture
from lantai.ports.ocr import Box, Direction, Line, Region

SURE: Final = 0.85
"""The sureness of a page from which on nobody asks how it lies."""

SURER: Final = 0.15
"""By so much the other way must be surer: a page that is hard to read is so in any way."""


@dataclass(frozen=True, slots=True)
class Text:
    """What was read, and how sure the engine was of all that was found, also of what it then left out."""

    regions: tuple[Region, ...]
    sureness: float


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which a page may lie: so many quarter turns, clockwise, from standing upright; or seen from behind."""

    turns: int
    mirrored: bool
    running: dict[Direction, Direction]
    """How a line runs on the canvas that runs so on the page set right."""

    def set_right(self, canvas: Picture) -> Picture:
        seen = canvas.pixels[:, ::-1] if self.mirrored else np.rot90(canvas.pixels, -self.turns)
        width, height = (canvas.height, canvas.width) if self.turns % 2 else (canvas.width, canvas.height)
        return Picture(np.ascontiguousarray(seen), width, height)

    def on_canvas(self, box: Box, canvas: Picture) -> Box:
        right, bottom = canvas.width - box.x - box.width, canvas.height - box.y - box.height
        if self.mirrored:
            return Box(right, box.y, box.width, box.height)
        if self.turns == 1:
            return Box(box.y, canvas.height - box.x - box.width, box.height, box.width)
        if self.turns == 2:  # noqa: PLR2004 - half a turn
            return Box(right, bottom, box.width, box.height)
        return Box(canvas.width - box.y - box.height, box.x, box.height, box.width)


_WAYS: Final = (
    _Way(2, False, {"ltr": "rtl", "rtl": "ltr", "ttb": "btt", "btt": "ttb"}),
    _Way(0, True, {"ltr": "rtl", "rtl": "ltr", "ttb": "ttb", "btt": "btt"}),
    _Way(1, False, {"ltr": "btt", "rtl": "ttb", "ttb": "ltr", "btt": "rtl"}),
    _Way(3, False, {"ltr": "ttb", "rtl": "btt", "ttb": "rtl", "btt": "ltr"}),
)


def as_it_lies(picture: Picture, read: Callable[[Picture], Text]) -> tuple[Region, ...]:
    """What ``read`` makes of the page, on the canvas: as it is, or set right where that is surer."""
    text = read(picture)
    for way in _WAYS if text.sureness < SURE else ():
        other = read(way.set_right(picture))
        if other.sureness >= max(SURE, text.sureness + SURER):
            return tuple(_put_back(region, way, picture) for region in other.regions)
    return text.regions


def is_writing(lines: Sequence[str]) -> bool:
    """Whether any of it is: notes of music and ornaments are read as single letters, and as nothing else."""
    return any(_is_word(line) for line in lines)


def is_stain(text: str) -> bool:
    return not text.strip(string.punctuation + string.whitespace)


def _is_word(line: str) -> bool:
    written = [character for character in line if character.isalnum()]
    return len(written) > 1 or any(not character.isascii() for character in written)


def _put_back(region: Region, way: _Way, canvas: Picture) -> Region:
    def line_back(line: Line) -> Line:
        glyphs = tuple(replace(glyph, box=way.on_canvas(glyph.box, canvas)) for glyph in line.glyphs)
        return replace(line, box=way.on_canvas(line.box, canvas), glyphs=glyphs, direction=way.running[line.direction])

    return replace(region, box=way.on_canvas(region.box, canvas), lines=tuple(map(line_back, region.lines)))
