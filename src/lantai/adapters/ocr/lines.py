"""From strips and marks to lines: boxes, directions, and the joining of what the detector took apart.

Wide-set horizontal lines (a number on a letterhead, a signature) are found in pieces, often of one character each.
Pieces that stand on one level and all but touch are one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from lantai.adapters.ocr.backwards import set_right
from lantai.adapters.ocr.captions import Shown
from lantai.adapters.ocr.layout import around, laid_out
from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip, cells, common_slant, of_box
from lantai.ports.ocr import Box, Direction, Glyph, Line, Region

NEAR = 0.5
"""The widest gap between pieces of one line, in their heights."""

APART = 2.0
"""The same between longer pieces on a vertical page, where nothing but heads, dates and signatures runs across."""


MANY, CLOSE = 5, 0.25
"""So many of them, nearer to one another than so much of their height, are a line: a date, a running title."""

LARGE = 1.15
"""Single characters side by side, at least so large, of the page's usual type, are a head that runs across."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a part of one, with what is needed to join and to order it."""

    line: Line
    extent: Extent
    horizontal: bool
    """Whether its shape alone says that it runs across; a single character's says nothing."""


def slant_of(strips: Sequence[Strip]) -> float:
    """The slant of the page in degrees."""
    return common_slant(strips, vertical=_is_vertical(strips))


def regions(
    found: Sequence[tuple[Strip, Sequence[Mark]]],
    *,
    slant: float,
    rules: Sequence[Extent] = (),
    pictures: Sequence[Box] = (),
) -> tuple[Region, ...]:
    """The lines of a page gathered into regions, all in reading order, pictures among them. ``rules`` lie on the page
    turned back by ``slant`` degrees, ``pictures`` on the canvas."""
    shown = [Shown(box, Extent(*of_box(box).upright(slant))) for box in pictures]
    rules = [rule for rule in rules if not any(_is_within(rule, one.extent) for one in shown)]
    vertical = _is_vertical([strip for strip, _ in found])
    pieces = _joined(
        [_piece(strip, marks, vertical, slant) for strip, marks in found], APART if vertical else NEAR, rules
    )
    lines = set_right([piece.line for piece in pieces])
    return laid_out(lines, [piece.extent for piece in pieces], vertical=vertical, rules=rules, pictures=shown)


def _is_within(rule: Extent, picture: Extent) -> bool:
    x, y = (rule.left + rule.right) / 2, (rule.top + rule.bottom) / 2
    return picture.left < x < picture.right and picture.top < y < picture.bottom


def moved(line: Line, within: Box, scale: float) -> Line:
    """A line read on a part of the page in ``scale`` pixels a pixel of the canvas, on the canvas."""

    def whole(box: Box) -> Box:
        left, top = within.x + round(box.x / scale), within.y + round(box.y / scale)
        return Box(left, top, max(1, round(box.width / scale)), max(1, round(box.height / scale)))

    glyphs = tuple(replace(glyph, box=whole(glyph.box)) for glyph in line.glyphs)
    return replace(line, box=whole(line.box), glyphs=glyphs)


def confidence(marks: Sequence[Mark]) -> float:
    """The mean over the characters, 0.0 of nothing."""
    return sum(mark.confidence for mark in marks) / len(marks) if marks else 0.0


def _is_vertical(strips: Sequence[Strip]) -> bool:
    """Whether more of the page runs downward than across."""
    down = sum(strip.length for strip in strips if strip.vertical)
    return down > sum(strip.length for strip in strips if not strip.vertical and not strip.square)


def _piece(strip: Strip, marks: Sequence[Mark], page_vertical: bool, slant: float) -> Piece:
    glyphs = tuple(
        Glyph(mark.text, box, round(mark.confidence, 4), mark.alternatives)
        for mark, box in zip(marks, cells(strip, marks), strict=True)
    )
    direction: Direction = "ttb" if strip.vertical or (strip.square and page_vertical) else "ltr"
    text = "".join(glyph.text for glyph in glyphs)
    line = Line(text, strip.box(), round(confidence(marks), 4), direction, glyphs)
    return Piece(line, Extent(*strip.upright(slant)), not strip.vertical and not strip.square)


def _joined(pieces: Sequence[Piece], apart: float, rules: Sequence[Extent]) -> list[Piece]:
    """The pieces, those of one horizontal line made one."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.extent.left):
        row = next((row for row in rows if _goes_on(row[-1], piece, apart, rules)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    usual = median(min(p.extent.right - p.extent.left, p.extent.bottom - p.extent.top) for p in pieces) if pieces else 0
    return [whole for row in rows for whole in ([_join(row)] if _is_line(row, usual) else row)]


def _is_line(row: Sequence[Piece], usual: float) -> bool:
    """Whether pieces side by side run across: one of them does, or they are a head's or a close row."""
    height = median(piece.extent.bottom - piece.extent.top for piece in row)
    if any(piece.horizontal for piece in row) or (len(row) > 2 and height > LARGE * usual):
        return True
    gaps = [after.extent.left - before.extent.right for before, after in pairwise(row)]
    return len(row) >= MANY and max(gaps) < CLOSE * height


def _goes_on(before: Piece, after: Piece, apart: float, rules: Sequence[Extent]) -> bool:
    if _stands(before) or _stands(after) or any(_stands_between(rule, before, after) for rule in rules):
        return False
    a, b = before.extent, after.extent
    lower, higher = sorted((a.bottom - a.top, b.bottom - b.top))
    level = min(a.bottom, b.bottom) - max(a.top, b.top)
    reach = apart if before.horizontal and after.horizontal else NEAR
    return -lower < b.left - a.right < reach * lower and level > 0.6 * lower and higher < 1.6 * lower


def _stands_between(rule: Extent, before: Piece, after: Piece) -> bool:
    """Whether an upright rule parts two pieces."""
    level = (after.extent.top + after.extent.bottom) / 2
    slack = NEAR * (after.extent.bottom - after.extent.top)
    is_upright = rule.bottom - rule.top > rule.right - rule.left
    middle = (rule.left + rule.right) / 2
    parts = before.extent.right - slack < middle < after.extent.left + slack
    return is_upright and parts and rule.top < level < rule.bottom


def _stands(piece: Piece) -> bool:
    """Whether the piece is a vertical line of more than one character."""
    return piece.extent.bottom - piece.extent.top >= 1.5 * (piece.extent.right - piece.extent.left)


def _join(row: Sequence[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    lines = [piece.line for piece in row]
    extents = [piece.extent for piece in row]
    characters = sum(len(line.text) for line in lines)
    line = Line(
        text=_spaced(row),
        box=around([line.box for line in lines]),
        confidence=round(sum(line.confidence * len(line.text) for line in lines) / characters, 4),
        direction="ltr",
        glyphs=tuple(glyph for line in lines for glyph in line.glyphs),
    )
    lefts, tops, rights, bottoms = zip(*extents, strict=True)
    return Piece(line, Extent(min(lefts), min(tops), max(rights), max(bottoms)), True)


def _spaced(row: Sequence[Piece]) -> str:
    """The text of pieces, with a space where they stand apart."""
    text = row[0].line.text
    for before, after in pairwise(row):
        gap = after.extent.left - before.extent.right
        text += (" " if gap > NEAR * (after.extent.bottom - after.extent.top) else "") + after.line.text
    return text
