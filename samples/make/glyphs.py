"""Glyphs and lines: what stands on a page and where, in pixels.

A line is a run of glyphs read one after another without a jump: a column of a vertical page, a row of a horizontal
one. Lines stand in reading order. White space has no glyph; it stays in the line's text.
"""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Glyph:
    """One character and its em box: left, top, width, height."""

    char: str
    x: float
    y: float
    w: float
    h: float

    def corners(self) -> list[tuple[float, float]]:
        """The four corners of the box."""
        right, bottom = self.x + self.w, self.y + self.h
        return [(self.x, self.y), (right, self.y), (self.x, bottom), (right, bottom)]


@dataclass(frozen=True)
class Line:
    """A line's text with its spaces, and its glyphs without them."""

    text: str
    glyphs: tuple[Glyph, ...]

    def box(self) -> tuple[float, float, float, float]:
        """The smallest box around all glyphs: left, top, width, height."""
        left, top = min(g.x for g in self.glyphs), min(g.y for g in self.glyphs)
        right, bottom = max(g.x + g.w for g in self.glyphs), max(g.y + g.h for g in self.glyphs)
        return left, top, right - left, bottom - top

    def with_glyphs(self, glyphs: tuple[Glyph, ...]) -> "Line":
        """The same words at other places."""
        return replace(self, glyphs=glyphs)


def page_text(lines: tuple[Line, ...]) -> str:
    """The text of a page: its lines in reading order, one under another."""
    return "\n".join(line.text for line in lines)


def truth(lines: tuple[Line, ...], *, width: int, height: int, direction: str) -> dict[str, Any]:
    """The ground truth of a page image, ready for JSON; boxes are whole pixels of the delivered image."""
    return {
        "width": width,
        "height": height,
        "direction": direction,
        "text": page_text(lines),
        "lines": [{"text": line.text, "box": [round(v) for v in line.box()]} for line in lines],
        "chars": [[g.char, *(round(v) for v in (g.x, g.y, g.w, g.h))] for line in lines for g in line.glyphs],
    }
