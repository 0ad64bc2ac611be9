"""A line put together from its words, as far as a format parts lines into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lantai.digitisation.text_formats.characters import joined
from lantai.digitisation.text_formats.places import NOWHERE, around, spread
from lantai.ports.ocr import Box, Direction, Glyph, Line

_LINE_BREAKS: Final = re.compile(r"[\r\n]+")
"""The text of a line is one line, whatever the file holds."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box = NOWHERE
    confidence: float = 0.0
    glyphs: tuple[Glyph, ...] = ()

    def placed(self, direction: Direction) -> Sequence[Glyph]:
        """Its glyphs; where the file has none, or tells no place of any, its box divided among its characters."""
        if any(glyph.box.width and glyph.box.height for glyph in self.glyphs) or not (
            self.box.width and self.box.height
        ):
            return self.glyphs
        divided = spread(self.text, self.box, self.confidence, direction)
        if len(divided) != len(self.glyphs):
            return divided
        return [replace(glyph, box=part.box) for glyph, part in zip(self.glyphs, divided, strict=True)]


def extent(box: Box | None, words: Sequence[Word]) -> Box:
    """The place of a line: its own where the file states one, else that of its words or their glyphs."""
    if box is not None:
        return box
    return around([word.box for word in words] + [glyph.box for word in words for glyph in word.glyphs])


def line_of(
    words: Sequence[Word],
    *,
    box: Box,
    direction: Direction,
    text: str | None = None,
    confidence: float | None = None,
) -> Line:
    """The line of these words. ``text`` and ``confidence``: as the file states them for the whole line, if it does.

    The one word of a line has no place but the line's: only what is parted tells more than the line itself.
    """
    if len(words) > 1:
        glyphs = tuple(glyph for word in words for glyph in word.placed(direction))
    else:
        glyphs = tuple(glyph for word in words for glyph in word.glyphs)
    return Line(
        text=_LINE_BREAKS.sub(" ", joined(word.text for word in words) if text is None else text),
        box=box,
        confidence=_mean(words) if confidence is None else confidence,
        direction=direction,
        glyphs=glyphs,
    )


def _mean(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 0.0
