"""Pages that lie wrongly: upside down, or seen from the back of the film.

An engine reads such a page as nonsense of which it is not sure. So a page of which it is not sure is looked at again as
it may lie; what is surer by far is taken, its boxes put back on the canvas.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lantai.adapters.ocr.picture import Picture, Pixels
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
    """A way in which a page may lie: across, and then also up and down, the other way round."""

    seen: Callable[[Pixels], Pixels]
    down: bool
    running: dict[Direction, Direction]


_UPSIDE_DOWN: Final = _Way(
    lambda pixels: pixels[::-1, ::-1].copy(), True, {"ltr": "rtl", "rtl": "ltr", "ttb": "btt", "btt": "ttb"}
)
_FROM_BEHIND: Final = _Way(lambda pixels: pixels[:, ::-1].copy(), False, {"ltr": "rtl", "rtl": "ltr"})


def as_it_lies(picture: Picture, read: Callable[[Picture], Text]) -> tuple[Region, ...]:
    """What ``read`` makes of the page, on the canvas, in the way in which the page is read best."""
    text = read(picture)
    if text.sureness >= SURE:
        return text.regions
    ways = [(way, read(replace(picture, pixels=way.seen(picture.pixels)))) for way in (_UPSIDE_DOWN, _FROM_BEHIND)]
    way, other = max(ways, key=lambda one: one[1].sureness)
    if other.sureness < text.sureness + SURER:
        return text.regions
    return tuple(_put_back(region, way, picture) for region in other.regions)


def is_writing(lines: Sequence[str]) -> bool:
    """Whether any of it is: notes of music and ornaments are read as single letters, and as nothing else."""
    return any(_is_word(line) for line in lines)


def is_stain(text: str) -> bool:
    return not text.strip(string.punctuation + string.whitespace)


def _is_word(line: str) -> bool:
    written = [character for character in line if character.isalnum()]
    return len(written) > 1 or any(not character.isascii() for character in written)


def _put_back(region: Region, way: _Way, canvas: Picture) -> Region:
    def back(box: Box) -> Box:
        top = canvas.height - box.y - box.height if way.down else box.y
        return Box(canvas.width - box.x - box.width, top, box.width, box.height)

    def line_back(line: Line) -> Line:
        glyphs = tuple(replace(glyph, box=back(glyph.box)) for glyph in line.glyphs)
        running = way.running.get(line.direction, line.direction)
        return replace(line, box=back(line.box), glyphs=glyphs, direction=running)

    return replace(region, box=back(region.box), lines=tuple(line_back(line) for line in region.lines))
