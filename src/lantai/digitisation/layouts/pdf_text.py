"""The text layer of a PDF page as delivered text: lines in the order in which they are read, a box a code point.

A PDF has glyphs in places, and no lines; those are the guess of the library that reads it. It takes columns that stand
side by side for one line and tells them from the left; written downwards they are read from the right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Final

import numpy as np

from lantai.digitisation.layouts.pdf import RENDERED_DPI, UNITS, PdfLimits, PdfReader, PdfText
from lantai.values.geometry import Box, GlyphBoxes

_SIDE_BY_SIDE: Final = 0.5
"""Share of the shorter of two columns that lies beside the other, from where on they stand side by side."""
_NO_BOX: Final[Box] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """``text`` has one line of the page a line; ``boxes`` are in pixels of the canvas; whether it runs downwards."""

    text: str
    boxes: GlyphBoxes
    is_vertical: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """The characters of one line and their boxes as (left, top, right, bottom)."""

    text: str
    boxes: tuple[tuple[int, int, int, int], ...]

    @property
    def seen(self) -> list[tuple[int, int, int, int]]:
        return [box for box in self.boxes if _has_area(box)]

    @property
    def span(self) -> tuple[int, int, int]:
        """Its top, its bottom and its right edge."""
        return min(box[1] for box in self.seen), max(box[3] for box in self.seen), max(box[2] for box in self.seen)


def page_texts(path: Path, numbers: Iterable[int], *, limits: PdfLimits | None = None) -> Iterator[PlacedText]:
    """The text layers of these pages, counted from 1, placed on the canvases that they are drawn as.

    A page without text has an empty one. Raises UnreadablePdf and PasswordProtected.
    """
    with PdfReader(limits) as reader:
        for number in numbers:
            yield placed(reader.text(path, number))


def placed(page: PdfText, dpi: int = RENDERED_DPI) -> PlacedText:
    """The text of a page without the signs that are no text, and its boxes at the resolution that it is drawn at."""
    lines = list(_lines(page))
    is_vertical = _run_downwards(lines)
    if is_vertical:
        lines = list(_from_the_right(lines))
    rows: list[Box] = []
    for number, line in enumerate(lines):
        if number:
            rows.append(_NO_BOX)
        rows.extend(_in_pixels(box, page, dpi) for box in line.boxes)
    boxes = GlyphBoxes.from_rows(np.array(rows, dtype=np.int32).reshape(-1, 4))
    return PlacedText("\n".join(line.text for line in lines), boxes, is_vertical)


def _lines(page: PdfText) -> Iterator[_Line]:
    """The lines that are not blank, without white space at their ends."""
    text, boxes = page.text, page.boxes
    start = 0
    for end in [at for at, char in enumerate(text) if char in "\r\n"] + [len(text)]:
        kept = [at for at in range(start, end) if unicodedata.category(text[at]) not in {"Cc", "Cn"}]
        while kept and text[kept[-1]].isspace():
            kept.pop()
        while kept and text[kept[0]].isspace():
            kept.pop(0)
        if kept:
            yield _Line("".join(text[at] for at in kept), tuple(boxes[at] for at in kept))
        start = end + 1


def _has_area(box: tuple[int, int, int, int]) -> bool:
    return box[0] < box[2] and box[1] < box[3]


# -- which way it runs ---------------------------------------------------------------------------------


def _run_downwards(lines: Sequence[_Line]) -> bool:
    """Whether more steps from character to character go down than across."""
    down = across = 0
    for line in lines:
        for one, other in pairwise(line.seen):
            to_the_side = abs((other[0] + other[2]) - (one[0] + one[2]))
            below = (other[1] + other[3]) - (one[1] + one[3])
            down += below > to_the_side
            across += to_the_side > abs(below)
    return down > across


def _from_the_right(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Columns that follow each other and stand side by side, the right one first; tiers stay in their order."""
    tier: list[_Line] = []
    for line in lines:
        if tier and not (line.seen and tier[-1].seen and _stand_side_by_side(tier[-1], line)):
            yield from _sorted(tier)
            tier = []
        tier.append(line)
    yield from _sorted(tier)


def _sorted(tier: list[_Line]) -> list[_Line]:
    return sorted(tier, key=lambda line: -line.span[2] if line.seen else 0)


def _stand_side_by_side(one: _Line, other: _Line) -> bool:
    (top1, bottom1, _right1), (top2, bottom2, _right2) = one.span, other.span
    common = min(bottom1, bottom2) - max(top1, top2)
    return common >= _SIDE_BY_SIDE * min(bottom1 - top1, bottom2 - top2)


# -- where it stands -----------------------------------------------------------------------------------


def _in_pixels(box: tuple[int, int, int, int], page: PdfText, dpi: int) -> Box:
    """As x, y, width, height, within the canvas; nothing for a sign that is not seen."""
    if not _has_area(box):
        return _NO_BOX
    scale = dpi / (72 * UNITS)
    width, height = ceil(page.width * scale), ceil(page.height * scale)
    left, top = max(0, floor(box[0] * scale)), max(0, floor(box[1] * scale))
    right, bottom = min(width, ceil(box[2] * scale)), min(height, ceil(box[3] * scale))
    return (left, top, right - left, bottom - top) if left < right and top < bottom else _NO_BOX
