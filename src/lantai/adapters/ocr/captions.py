"""What stands by a picture, and where a picture stands among the text.

A caption is small, short and close to its picture: beneath it or above it, running across; or beside it, smaller than
the text. It is no part of the text that runs around the picture, and is read after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lantai.adapters.ocr.places import Extent
from lantai.ports.ocr import Box, Line, Region

CLOSE = 1.3
"""A caption stands no farther from its picture than this, in the size of the text."""

NO_LARGER, SMALLER = 1.05, 0.9
"""Beneath or above a picture it is no larger than the text; beside it, it is smaller."""

LONGEST, MOST = 30, 3
"""Characters of one of its lines, and lines, at most."""

WITHIN = 0.8
"""So much of its length lies along the picture's side."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its box on the canvas, and its place on the page turned upright."""

    box: Box
    extent: Extent


Standing = tuple[Region, Sequence[Extent]]
"""A region, and where its lines stand on the page turned upright."""


def captions_of(
    lines: Sequence[Line], extents: Sequence[Extent], pictures: Sequence[Shown], body: float
) -> dict[int, list[int]]:
    """For each picture that has one, the lines of its caption, by their places among the lines, from the top."""
    found: dict[int, list[int]] = {}
    for index, (line, extent) in enumerate(zip(lines, extents, strict=True)):
        near = [at for at, one in enumerate(pictures) if _captions(line, extent, one.extent, body)]
        if near:
            found.setdefault(min(near, key=lambda at: distance(extent, pictures[at].extent)), []).append(index)
    return {
        at: sorted(own, key=lambda index: (extents[index].top, -extents[index].right))
        for at, own in found.items()
        if len(own) <= MOST
    }


def with_pictures(regions: Sequence[Standing], captioned: Sequence[tuple[Shown, Region | None]]) -> list[Region]:
    """The regions, and after each the pictures that its lines run around, with their captions.

    A picture with no text near it follows what begins above it.
    """
    around = [extents for _region, extents in regions]
    placed: dict[int, list[Region]] = {}
    for shown, caption in captioned:
        own = [Region(shown.box, (), "picture"), *([caption] if caption is not None else [])]
        placed.setdefault(_host(shown.extent, around), []).extend(own)
    found = list(placed.get(-1, ()))
    for at, (region, _extents) in enumerate(regions):
        found += [region, *placed.get(at, ())]
    return found


def distance(one: Extent, other: Extent) -> float:
    """How far two places lie apart, 0.0 where they touch."""
    across = max(0.0, one.left - other.right, other.left - one.right)
    down = max(0.0, one.top - other.bottom, other.top - one.bottom)
    return max(across, down)


def _captions(line: Line, extent: Extent, picture: Extent, body: float) -> bool:
    """Whether a line may be a caption of the picture."""
    if len(line.text) > LONGEST or distance(extent, picture) > CLOSE * body:
        return False
    wide, high = extent.right - extent.left, extent.bottom - extent.top
    if wide > high:
        is_clear = extent.top > picture.bottom - high / 2 or extent.bottom < picture.top + high / 2
        along = min(extent.right, picture.right) - max(extent.left, picture.left)
        return is_clear and high <= NO_LARGER * body and along > WITHIN * wide
    is_clear = extent.left > picture.right - wide / 2 or extent.right < picture.left + wide / 2
    along = min(extent.bottom, picture.bottom) - max(extent.top, picture.top)
    return is_clear and wide < SMALLER * body and along > WITHIN * high


def _host(picture: Extent, around: Sequence[Sequence[Extent]]) -> int:
    """The region with most lines at the picture; else the last that begins above it, -1 where none does."""
    reach = (picture.right - picture.left + picture.bottom - picture.top) / 8
    near = [sum(distance(picture, extent) < reach for extent in own) for own in around]
    if any(near):
        return near.index(max(near))
    return max((at for at, own in enumerate(around) if min(one.top for one in own) < picture.top), default=-1)
