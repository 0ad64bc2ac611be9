"""A transcription as the neutral tree: from its ALTO, or from the text and the places of its characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from django.conf import settings

from lantai.digitisation.enums import Direction
from lantai.digitisation.models import Transcription
from lantai.digitisation.text_formats import alto
from lantai.digitisation.text_formats.characters import is_mark
from lantai.digitisation.text_formats.places import NOWHERE, around
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region
from lantai.ports.ocr import Direction as LineDirection


def reading_of(text: Transcription) -> Reading:
    """The tree of a transcription on the canvas of its page. ``page`` is loaded.

    The row is the truth: an ALTO file that is gone, says other words or is of another picture is passed over.
    """
    kept = _from_alto(text) if text.alto and text.boxes else None
    return kept if kept is not None and _is_of(kept, text) else _from_row(text)


def _is_of(reading: Reading, text: Transcription) -> bool:
    canvas = (text.page.width, text.page.height)
    return reading.text == text.text and (reading.width, reading.height) == canvas


def _from_alto(text: Transcription) -> Reading | None:
    try:
        return alto.read(Path(settings.LANTAI.derivatives_dir, text.alto).read_bytes())
    except (OSError, UnreadableText):
        return None


def _from_row(text: Transcription) -> Reading:
    lines = tuple(_lines(text))
    canvas = Box(0, 0, text.page.width, text.page.height)
    box = around(line.box for line in lines)
    regions = (Region(canvas if box == NOWHERE else box, lines),) if text.text else ()
    engine = EngineInfo(str(text.engine.get("name") or text.kind), str(text.engine.get("version") or ""))
    return Reading(canvas.width, canvas.height, regions, engine, text.seconds or 0.0)


def _lines(text: Transcription) -> Iterator[Line]:
    boxes, at, sure = text.glyph_boxes, 0, text.confidence or 0.0
    of_page: LineDirection = "ttb" if text.direction == Direction.VERTICAL else "ltr"
    for content in text.text.split("\n"):
        rows = [Box(*row) for row in boxes.rows[at : at + len(content)].tolist()] if boxes is not None else []
        direction = _running(rows) or of_page
        yield Line(content, around(rows), sure, direction, tuple(_glyphs(content, rows, sure)))
        at += len(content) + 1


def _running(rows: list[Box]) -> LineDirection | None:
    """The way in which most characters follow the one before; None where too few have a place to tell."""
    middles = [(2 * row.x + row.width, 2 * row.y + row.height) for row in rows if row.width > 0 and row.height > 0]
    steps = [(x - x_before, y - y_before) for (x_before, y_before), (x, y) in pairwise(middles)]
    ways = Counter[LineDirection](_way(across, down) for across, down in steps if across or down)
    return next((way for way, _count in ways.most_common(1)), None)


def _way(across: int, down: int) -> LineDirection:
    if abs(across) > abs(down):
        return "ltr" if across > 0 else "rtl"
    return "ttb" if down > 0 else "btt"


def _glyphs(content: str, rows: list[Box], sure: float) -> Iterator[Glyph]:
    """A glyph for each character that has a place; a mark stands with the character before it.

    One without a place that reads like the next glyph is a glyph too, for else that would be taken for its own.
    """
    held, box = "", NOWHERE
    for at, (char, row) in enumerate(zip(content, rows, strict=False)):
        if held and row == box and is_mark(char):
            held += char
            continue
        if held:
            yield Glyph(held, box, sure)
        is_placed = row.width > 0 and row.height > 0
        held, box = (char, row) if is_placed or char == _next_placed(content, rows, at) else ("", NOWHERE)
    if held:
        yield Glyph(held, box, sure)


def _next_placed(content: str, rows: list[Box], at: int) -> str:
    """The next character that has a place, empty without one."""
    following = zip(content[at + 1 :], rows[at + 1 :], strict=False)
    return next((char for char, row in following if row.width > 0 and row.height > 0), "")
