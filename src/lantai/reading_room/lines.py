"""A transcription as the page shows it: line by line, the words looked for marked, each line with its box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantai.reading_room.addresses import Box
from lantai.values.geometry import GlyphBoxes
from lantai.values.snippets import Span


@dataclass(frozen=True, slots=True)
class Line:
    """``parts`` are (characters, whether they are a hit); ``box`` is None where nothing is known."""

    number: int
    parts: tuple[tuple[str, bool], ...]
    box: Box | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """The text of one page; ``hits`` are the boxes of what was found, one a line touched."""

    lines: tuple[Line, ...]
    hits: tuple[Box, ...]
    found: int


def leaf(text: str, boxes: GlyphBoxes | None, spans: Sequence[Span] = ()) -> Leaf:
    """``spans``: what was found; it may run on from one line into the next."""
    hits = [box for span in spans for box in _boxes(text, boxes, span)]
    return Leaf(tuple(_lines(text, boxes, spans)), tuple(hits), len(spans))


def _lines(text: str, boxes: GlyphBoxes | None, spans: Sequence[Span]) -> Iterator[Line]:
    start = number = 0
    for row in text.split("\n"):
        end = start + len(row)
        if row.strip():
            number += 1
            box = next(iter(_boxes(text, boxes, (start, end))), None)
            yield Line(number, tuple(_parts(text, spans, start, end)), box)
        start = end + 1


def _boxes(text: str, boxes: GlyphBoxes | None, span: Span) -> list[Box]:
    return boxes.union(text, *span) if boxes is not None else []


def _parts(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[tuple[str, bool]]:
    at = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if first > at:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < end:
        yield text[at:end], False
