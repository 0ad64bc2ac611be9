"""The text over a page's image: line by line as it is read, every character over its own picture.

A line is one string with a step before each character, so that readers of PDF find words that they may mark and copy;
columns are set in vertical writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from lantai.reading_room.addresses import Box
from lantai.reading_room.pdf.unseen_font import EM, NARROW, UnseenFont, is_narrow
from lantai.values.geometry import GlyphBoxes

INCH: Final = 72
DOTS: Final = 300
"""Pixels of a canvas to an inch of paper: what scans of archives mostly have."""
POINT: Final = INCH / DOTS
"""Points to a pixel."""

Glyph = tuple[str, Box]


def text_layer(text: str, boxes: GlyphBoxes, *, height: int, font: UnseenFont) -> bytes:
    """The operators (ISO 32000-1, 9.4) for the text of a page that is ``height`` pixels high."""
    lines = [_line(glyphs, height, font) for glyphs in _lines(text, boxes) if glyphs]
    return b"BT 3 Tr\n" + b"".join(lines) + b"ET\n" if lines else b""


def _lines(text: str, boxes: GlyphBoxes) -> Iterator[list[Glyph]]:
    """Characters with a box, line by line; the text and its boxes go in step."""
    rows = boxes.rows[: len(text)].tolist()
    at = 0
    for line in text.split("\n"):
        glyphs: list[Glyph] = []
        for char, (x, y, wide, high) in zip(line, rows[at : at + len(line)], strict=False):
            if wide > 0 and high > 0 and char.isprintable():
                glyphs.append((char, (x, y, wide, high)))
        yield glyphs
        at += len(line) + 1


def _line(glyphs: Sequence[Glyph], height: int, font: UnseenFont) -> bytes:
    return _column(glyphs, height, font) if _runs_down(glyphs) else _row(glyphs, height, font)


def _runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Whether the middles of the characters go downwards more than aside; one alone stands in a row."""
    (x, y), (end_x, end_y) = _middle(glyphs[0][1]), _middle(glyphs[-1][1])
    return abs(end_y - y) > abs(end_x - x)


def _middle(box: Box) -> tuple[float, float]:
    x, y, wide, high = box
    return x + wide / 2, y + high / 2


def _row(glyphs: Sequence[Glyph], height: int, font: UnseenFont) -> bytes:
    """Letters are as wide as their share of the row: where gaps stand between them, spaces are read."""
    size = median(box[3] for _, box in glyphs)
    (left, _, _, _), (last, _, wide, _) = glyphs[0][1], glyphs[-1][1]
    scale = max(last + wide - left, 1) / sum(_width(char) * size for char, _ in glyphs)
    steps = [(after[1][0] - before[1][0]) - _width(before[0]) * size * scale for before, after in pairwise(glyphs)]
    bottom = median(box[1] + box[3] for _, box in glyphs)
    start = (left * POINT, (height - bottom) * POINT)
    return _shown(glyphs, [-EM * step / (size * scale) for step in steps], start, (size, scale), b"/A", font)


def _column(glyphs: Sequence[Glyph], height: int, font: UnseenFont) -> bytes:
    """Characters are as high as their share of the column, for the same reason."""
    (_, top, _, _), (_, last, _, high) = glyphs[0][1], glyphs[-1][1]
    size = max(last + high - top, 1) / len(glyphs)
    steps = [(after[1][1] - before[1][1]) - size for before, after in pairwise(glyphs)]
    middle = median(box[0] + box[2] / 2 for _, box in glyphs)
    start = (middle * POINT, (height - top) * POINT)
    across = median(box[2] for _, box in glyphs) / size
    # 9.4.4: down a column, a number is subtracted from the vertical coordinate, which shrinks downwards.
    shown = _shown(glyphs, [EM * step / size for step in steps], start, (size, across), b"/D", font)
    # Columns begin at one height, and PDFium reads what does from left to right, unless something stands lower between.
    return shown + b"<%04x> Tj\n" % font.code(" ")


def _width(char: str) -> float:
    return (NARROW if is_narrow(char) else EM) / EM


def _shown(
    glyphs: Sequence[Glyph],
    steps: Sequence[float],
    start: tuple[float, float],
    scale: tuple[float, float],
    name: bytes,
    font: UnseenFont,
) -> bytes:
    size, across = scale
    parts: list[bytes] = []
    for at, (char, _box) in enumerate(glyphs):
        if at and round(steps[at - 1]):
            parts.append(b"%d" % round(steps[at - 1]))
        parts.append(b"<%04x>" % font.code(char))
    return b"%s %.2f Tf %.1f Tz 1 0 0 1 %.2f %.2f Tm [%s] TJ\n" % (
        name, size * POINT, 100 * across, *start, b"".join(parts),
    )  # fmt: skip
