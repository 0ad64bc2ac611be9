"""What an engine might have read instead, by the places of the reading's text."""

from __future__ import annotations

from collections.abc import Iterator

from lantai.ports.ocr import Line, Reading
from lantai.values.doubts import Doubt

MOST = 3
"""Other characters of one place that are kept."""


def doubts_of(reading: Reading) -> list[Doubt]:
    """The places at which the engine kept other characters, in the order of the text."""
    found: list[Doubt] = []
    start = 0
    for line in reading.lines:
        found += (Doubt(start + at, instead) for at, instead in _of_line(line))
        start += len(line.text) + 1
    return found


def _of_line(line: Line) -> Iterator[tuple[int, str]]:
    at = 0
    for glyph in line.glyphs:
        found = line.text.find(glyph.text, at)
        if found < 0:
            continue
        at = found + len(glyph.text)
        others = (text for text, _sure in glyph.alternatives if len(text) == 1 and text != glyph.text)
        if len(glyph.text) == 1 and (instead := "".join(dict.fromkeys(others))[:MOST]):
            yield found, instead
