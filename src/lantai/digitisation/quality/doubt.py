"""What an engine says of itself: the share of its characters that its own confidence lets expect to be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from lantai.ports.ocr import Line, Reading


def expected_wrong(reading: Reading) -> float | None:
    """Between 0 and 1; None where nothing was read.

    A character of which the engine is sure to 0.9 is wrong once in ten times, if the engine judges itself rightly:
    how far it does is what a calibration tells.
    """
    doubts = [1.0 - min(1.0, max(0.0, sure)) for line in reading.lines for sure in _confidences(line)]
    return sum(doubts) / len(doubts) if doubts else None


def _confidences(line: Line) -> Iterator[float]:
    """One a character; of a line whose characters stand for themselves nowhere, that of the line for each."""
    if line.glyphs:
        yield from (glyph.confidence for glyph in line.glyphs)
    else:
        yield from (line.confidence for char in line.text if not char.isspace())
