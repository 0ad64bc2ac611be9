"""Keeping the places of characters over a correction: many programs know lines only, and give back no glyphs, or those
that were there before the text was changed.

A line that stands where one stood before gets the glyphs of that one, character by character as far as both say the
same; what was put in between shares the room between its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lantai.digitisation.text_formats.places import spread
from lantai.ports.ocr import Box, Direction, Glyph, Line, Reading
from lantai.values.script.alignment import Run, common_runs

_SAME_PLACE: Final = 0.5
"""The share of the smaller of two boxes that must lie in the other."""
_SAME_LINE: Final = 0.5
"""The share of its characters that a line must have in common with the one before."""
_CERTAIN: Final = 1.0
_OTHER_WAY: Final[dict[Direction, Direction]] = {"ltr": "rtl", "rtl": "ltr"}


def with_places_of(before: Reading | None, corrected: Reading) -> Reading:
    """The corrected reading, of the same canvas, with the glyphs of ``before`` where it has none of its own."""
    known = [line for line in before.lines if line.glyphs] if before is not None else []
    regions = tuple(
        replace(region, lines=tuple(_placed(line, known) for line in region.lines)) for region in corrected.regions
    )
    return replace(corrected, regions=regions)


def _placed(line: Line, known: Sequence[Line]) -> Line:
    if not _stands_on_it(line):
        line = replace(line, glyphs=())
    if not line.glyphs:
        ranked = [(_overlap(line.box, one.box), at) for at, one in enumerate(known)]
        share, best = max(ranked, default=(0.0, 0))
        return _inherited(line, known[best]) if share >= _SAME_PLACE else line
    if _spells_it(line):
        return line
    before = replace(line, text="".join(glyph.text for glyph in line.glyphs))
    return _inherited(replace(line, glyphs=()), before)


def _spells_it(line: Line) -> bool:
    """Whether the glyphs stand in the text in their order; some characters may have none."""
    at = 0
    for glyph in line.glyphs:
        found = line.text.find(glyph.text, at)
        if found < 0:
            return False
        at = found + len(glyph.text)
    return True


def _stands_on_it(line: Line) -> bool:
    """Whether most glyphs lie on their line: Tesseract tells places of another page for those of columns."""
    on_it = sum(_overlap(line.box, glyph.box) > 0 for glyph in line.glyphs)
    return 2 * on_it > len(line.glyphs) or not (line.box.width and line.box.height)


def _inherited(line: Line, before: Line) -> Line:
    """The line with the glyphs of the one before, which may have been read from the wrong end; without any where they
    say different things."""
    common = [(sum(run.length for run in common_runs(one.text, line.text)), one) for one in _both_ways(before)]
    shared, nearest = max(common, key=lambda one: one[0])
    if shared < _SAME_LINE * len(line.text) and len(before.text) != len(line.text):
        return line
    turned = replace(line, direction=nearest.direction)
    if nearest.text == line.text:
        return replace(turned, glyphs=nearest.glyphs)
    return replace(turned, glyphs=tuple(_filled(turned, dict(_kept(nearest, line.text)))))


def _both_ways(line: Line) -> Iterator[Line]:
    """The line, and a row also as it reads from its other end."""
    yield line
    if other := _OTHER_WAY.get(line.direction):
        yield replace(line, text=line.text[::-1], glyphs=line.glyphs[::-1], direction=other)


def _overlap(one: Box, other: Box) -> float:
    """How much of the smaller box lies in the other, between 0 and 1."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    smaller = min(one.width * one.height, other.width * other.height)
    return across * down / smaller if across > 0 and down > 0 and smaller > 0 else 0.0


def _same(before: str, after: str) -> Iterator[Run]:
    """What two texts have in common, and between it what is as long in both: it was only read otherwise."""
    a = b = 0
    for run in (*common_runs(before, after), Run(len(before), len(after), 0)):
        if run.a - a == run.b - b:
            yield Run(a, b, run.a - a)
        yield run
        a, b = run.a + run.length, run.b + run.length


def _kept(before: Line, text: str) -> Iterator[tuple[int, Glyph]]:
    """Glyphs by their first place in the new text. One that reads otherwise now is certain, for a person read it."""
    moved = {run.a + step: run.b + step for run in _same(before.text, text) for step in range(run.length)}
    at = 0
    for glyph in before.glyphs:
        start = before.text.find(glyph.text, at)
        if start < 0:
            continue
        at = start + len(glyph.text)
        if (first := moved.get(start)) is not None and moved.get(at - 1) == first + len(glyph.text) - 1:
            now = text[first : first + len(glyph.text)]
            yield first, glyph if now == glyph.text else Glyph(now, glyph.box, _CERTAIN)


def _filled(line: Line, kept: dict[int, Glyph]) -> Iterator[Glyph]:
    """The kept glyphs in the order of the text, and between them those that have none."""
    at, last = 0, None
    while at < len(line.text):
        if (glyph := kept.get(at)) is not None:
            yield glyph
            at, last = at + len(glyph.text), glyph
            continue
        end = min((start for start in kept if start > at), default=len(line.text))
        room = _between(line, last, kept.get(end))
        if room is not None:
            yield from spread(line.text[at:end], room, _CERTAIN, line.direction)
        at = end


def _between(line: Line, last: Glyph | None, following: Glyph | None) -> Box | None:
    """The room on the line between two of its glyphs, or up to its ends; None where there is none."""
    x, y, width, height = line.box
    down, backwards = line.direction in ("ttb", "btt"), line.direction in ("rtl", "btt")
    lower, upper = (following, last) if backwards else (last, following)
    if down:
        begin = lower.box.y + lower.box.height if lower else y
        end = upper.box.y if upper else y + height
        return Box(x, begin, width, end - begin) if end > begin else None
    begin = lower.box.x + lower.box.width if lower else x
    end = upper.box.x if upper else x + width
    return Box(begin, y, end - begin, height) if end > begin else None
