"""Places as the formats write them: numbers, polygons and baselines become boxes, and tell which way a line runs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.ports.ocr import Box, Direction, Glyph

Point = tuple[float, float]

NOWHERE: Final = Box(0, 0, 0, 0)
"""The place of what has none."""
_FARTHEST: Final = 1_000_000
"""No side of any canvas is longer."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TALL: Final = 1.5
"""A line of several characters that is so many times higher than wide stands upright."""


def number(value: str, what: str) -> float:
    """A coordinate. Raises UnreadableText, which names ``what`` holds it."""
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not abs(found) <= _FARTHEST:
        raise UnreadableText(f"This file cannot be used: {what} is {value[:40]!r}, expected a number of pixels.")
    return found


def share(value: str | None, what: str) -> float:
    """A confidence between 0 and 1; 0 where none is given. Raises UnreadableText."""
    try:
        found = float(value or "0")
    except ValueError:
        found = math.nan
    if math.isnan(found):
        raise UnreadableText(f"This file cannot be used: {what} is {value!r}, expected a number between 0 and 1.")
    return min(1.0, max(0.0, found))


def points(text: str, what: str) -> tuple[Point, ...]:
    """The corners of ``10,20 30,40`` or ``10 20 30 40``. Raises UnreadableText."""
    found = [number(one, what) for one in _NUMBER.findall(text)]
    if len(found) % 2 or (text.strip() and not found):
        raise UnreadableText(f"This file cannot be used: {what} is {text[:40]!r}, expected points such as 10,20 30,40.")
    return tuple(zip(found[::2], found[1::2], strict=True))


def box_of(corners: Sequence[Point]) -> Box:
    """The smallest box that holds the corners; nowhere without any."""
    if not corners:
        return NOWHERE
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, top = round(min(across)), round(min(down))
    return Box(left, top, round(max(across)) - left, round(max(down)) - top)


def around(boxes: Iterable[Box]) -> Box:
    """The box that holds all of these that are anywhere."""
    placed = [box for box in boxes if box.width > 0 and box.height > 0]
    return box_of([corner for x, y, w, h in placed for corner in ((x, y), (x + w, y + h))])


def corners(box: Box) -> str:
    """A box as a polygon."""
    left, top = max(0, box.x), max(0, box.y)
    right, bottom = max(left, box.x + box.width), max(top, box.y + box.height)
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}"


def baseline(box: Box, direction: Direction) -> str:
    """The line that the characters stand on; of a column, its middle, from above."""
    left, top = max(0, box.x), max(0, box.y)
    right, bottom = max(left, box.x + box.width), max(top, box.y + box.height)
    if direction in ("ttb", "btt"):
        return f"{(left + right) // 2},{top} {(left + right) // 2},{bottom}"
    return f"{left},{bottom} {right},{bottom}"


def guessed_direction(box: Box, stands_on: Sequence[Point], text: str) -> Direction:
    """Which way a line runs of which nobody says it: as its baseline does, else as its shape suggests.

    Programs draw the baselines of scripts from the right from the left too, so that a baseline tells columns only.
    """
    if len(stands_on) > 1:
        across, down = stands_on[-1][0] - stands_on[0][0], stands_on[-1][1] - stands_on[0][1]
        if abs(down) > abs(across):
            return "ttb" if down > 0 else "btt"
        return "ltr"
    return "ttb" if len(text.strip()) > 1 and box.height > _TALL * box.width > 0 else "ltr"


def spread(text: str, box: Box, confidence: float, direction: Direction) -> list[Glyph]:
    """A word's characters, its box divided evenly among them: an estimate, but one that keeps to the word."""
    down = direction in ("ttb", "btt")
    length = box.height if down else box.width
    cuts = [length * index // len(text) for index in range(len(text) + 1)] if text else [0]
    parts = list(pairwise(cuts))
    if direction in ("rtl", "btt"):
        parts.reverse()
    return [
        Glyph(char, _part(box, begin, end, down=down), confidence)
        for char, (begin, end) in zip(text, parts, strict=True)
        if not char.isspace()
    ]


def _part(box: Box, begin: int, end: int, *, down: bool) -> Box:
    if down:
        return Box(box.x, box.y + begin, box.width, end - begin)
    return Box(box.x + begin, box.y, end - begin, box.height)
