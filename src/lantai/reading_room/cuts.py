"""Cutting a page image at the words that were found: one cut, or two where a phrase runs on in the next line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantai.reading_room.addresses import Box, image

MOST = 2
"""Cuts beside one hit."""
_AROUND = 1.1
"""Room around the boxes, in characters."""
_LARGEST = 12
"""The widest or highest that several boxes in one cut may make it, in characters."""
_ALONE = (8.5, 6.0)
"""The least width and height of a cut that stands alone, in characters: a word stands among its neighbours."""
_STRIP = 7.5
"""The least length, along the line, of one of several cuts that are read together."""
_BESIDE = 0.35
"""Room around a line, in its thicknesses."""
_PIXELS = "!700,700"


@dataclass(frozen=True, slots=True)
class Cut:
    """A region of a page in pixels of the canvas, with the boxes inside it."""

    region: Box
    boxes: tuple[Box, ...]
    href: str

    @property
    def view_box(self) -> str:
        return " ".join(map(str, self.region))

    @property
    def is_tall(self) -> bool:
        return self.region[3] > self.region[2]


def cuts(boxes: Sequence[Box], *, identifier: str, page: int, width: int, height: int) -> tuple[Cut, ...]:
    """At most ``MOST`` cuts, in reading order. Boxes are those of hits, one a line (``GlyphBoxes.union``)."""
    groups = _together(boxes)[:MOST]
    regions = [_region(group, (width, height), alone=len(groups) == 1) for group in groups]
    return tuple(
        Cut(region, tuple(group), image(identifier, page, region=region, size=_PIXELS))
        for region, group in zip(regions, groups, strict=True)
    )


def of_line(box: Box, *, identifier: str, page: int, width: int, height: int) -> Cut:
    """One line with a little room around it."""
    x, y, wide, high = box
    room = round(_BESIDE * min(wide, high))
    left, top = max(0, x - room), max(0, y - room)
    region = (left, top, min(width, x + wide + room) - left, min(height, y + high + room) - top)
    return Cut(region, (), image(identifier, page, region=region, size=_PIXELS))


def whole(*, identifier: str, page: int, width: int, height: int, size: str) -> Cut:
    """The whole page as a cut without boxes."""
    return Cut((0, 0, width, height), (), image(identifier, page, size=size))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around the boxes."""
    corners = [(x, y, x + w, y + h) for x, y, w, h in boxes]
    left, top = min(c[0] for c in corners), min(c[1] for c in corners)
    right, bottom = max(c[2] for c in corners), max(c[3] for c in corners)
    return left, top, right - left, bottom - top


def _together(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes near enough to be shown in one cut, group by group."""
    groups: list[list[Box]] = []
    for box in boxes:
        near = next((group for group in groups if _fits([*group, box])), None)
        if near is None:
            groups.append([box])
        else:
            near.append(box)
    return groups


def _fits(boxes: Sequence[Box]) -> bool:
    _, _, width, height = around(boxes)
    return max(width, height) <= _LARGEST * _character(boxes)


def _character(boxes: Sequence[Box]) -> int:
    """The size of a character: what a line is thick."""
    return max(1, min(min(w, h) for _, _, w, h in boxes))


def _region(boxes: list[Box], canvas: tuple[int, int], *, alone: bool) -> Box:
    character = _character(boxes)
    x, y, width, height = around(boxes)
    across, down = _ALONE if alone else (0.0, _STRIP) if _runs_down(boxes) else (_STRIP, 0.0)
    room = 2 * _AROUND * character
    left, wide = _grown(x, width, max(width + room, across * character), canvas[0])
    top, high = _grown(y, height, max(height + room, down * character), canvas[1])
    return left, top, wide, high


def _runs_down(boxes: Iterable[Box]) -> bool:
    """Whether the words stand in columns; one character alone says nothing, and columns are likelier."""
    return sum(height - width for *_, width, height in boxes) >= 0


def _grown(start: int, length: int, wanted: float, limit: int) -> tuple[int, int]:
    """A stretch of the wanted length with the given one in its middle, moved to lie within 0:limit."""
    size = min(round(wanted), limit)
    begin = start - (size - length) // 2
    return max(0, min(begin, limit - size)), size
