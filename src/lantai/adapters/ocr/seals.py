"""Seals: red squares stamped over the text, found by their colour and read apart from what they cover.

In the red of a picture a seal is all but paper, and the print under it as black as ever; so the text is read there. The
seal itself is read from what is red alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from lantai.adapters.ocr.picture import Picture, Pixels, at_most
from lantai.ports.ocr import Box

SIDE = 1800
"""Pixels of the longer side on which seals are looked for."""

FULL = 2.2
"""So many times as red a seal is printed in black for reading."""

RED = 45
"""So much more red than green and than blue, of 255, a seal is at least."""

SMALLEST, LARGEST = 0.035, 0.3
"""A side of a seal, of the page's longer side."""

NEAR = 0.01
"""Red that is nearer to red than this, of the page's longer side, belongs together: print breaks a seal into pieces."""

SLENDER = 2.5
"""No seal is more than so many times as long as wide; letterheads are."""

FILLED = 0.12
"""So much of a seal is red at least; a frame of ruled paper has less."""

EDGE, FRAMED = 0.15, 0.7
"""The frame of a seal stands within so much of each side, and along so much of it."""

PAPER, PRINT = 0.3, 0.45
"""In red, what is darker than paper by less than the first is paper, by more than the second print."""


@dataclass(frozen=True, slots=True, eq=False)
class Seal:
    """Where a seal stands on the canvas, and its red alone on white, in as many pixels as the picture has there."""

    box: Box
    pixels: Pixels


def seals_of(picture: Picture) -> list[Seal]:
    """The seals on a page; none on a grey one."""
    small = at_most(picture.pixels, SIDE)
    red = _redness(small)
    side = max(red.shape)
    near = np.ones((max(3, round(NEAR * side)) | 1,) * 2, np.uint8)
    together = cv2.dilate((red > RED).astype(np.uint8), near)
    count, _labels, shapes, _middles = cv2.connectedComponentsWithStats(together, connectivity=8)
    boxes = [_tight(red, *shape[:4]) for shape in shapes[1:count].tolist()]
    found = [box for box in boxes if _is_seal(red, box, side)]
    canvas = picture.width / small.shape[1]
    return [
        _seal(picture, Box(*(round(value * canvas) for value in box)))
        for box in found
        if not any(_holds(other, box) for other in found)
    ]


def without_seals(picture: Picture, seals: Sequence[Seal]) -> Picture:
    """The page as if no seal had been stamped on it."""
    if not seals:
        return picture
    pixels = picture.pixels.copy()
    for seal in seals:
        left, top, right, bottom = _bounds(seal.box, picture)
        part = pixels[top:bottom, left:right]
        in_red = np.ascontiguousarray(part[:, :, 2])
        dark = 1 - in_red / np.maximum(_ground(in_red), 1.0)
        stays = np.clip((dark - PAPER) / (PRINT - PAPER), 0.0, 1.0)
        is_red = cv2.dilate((_redness(part) > RED // 2).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        bare = np.median(part[~is_red & (dark < 0.15)], axis=0) if (~is_red & (dark < 0.15)).any() else np.full(3, 235)
        covered = np.where(stays[..., None] > 0.5, (in_red * stays)[..., None], bare)
        pixels[top:bottom, left:right] = np.where(is_red[..., None], covered, part).astype(np.uint8)
    return replace(picture, pixels=pixels)


def _tight(red: npt.NDArray[np.uint8], left: int, top: int, width: int, height: int) -> Box:
    """The box around what is red within a box."""
    mask = red[top : top + height, left : left + width] > RED
    across, down = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    if not across.size:
        return Box(left, top, 0, 0)
    return Box(left + int(across[0]), top + int(down[0]), int(np.ptp(across)) + 1, int(np.ptp(down)) + 1)


def _redness(pixels: Pixels) -> npt.NDArray[np.uint8]:
    blue, green, red = (pixels[:, :, channel].astype(np.int16) for channel in range(3))
    return np.clip(red - np.maximum(blue + (green - blue) // 2, green), 0, 255).astype(np.uint8)


def _ground(in_red: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    return np.full(in_red.shape, np.percentile(in_red, 90), dtype=np.float32)


def _is_seal(red: npt.NDArray[np.uint8], box: Box, side: int) -> bool:
    left, top, width, height = box
    shorter, longer = sorted((width, height))
    if shorter < SMALLEST * side or longer > LARGEST * side or longer > SLENDER * shorter:
        return False
    mask = red[top : top + height, left : left + width] > RED
    return float(mask.mean()) > FILLED and _is_framed(mask)


def _is_framed(mask: npt.NDArray[np.bool_]) -> bool:
    """Whether something red stands along each of the four sides, as its edge does and a character's strokes do not."""
    high, wide = (max(2, round(EDGE * length)) for length in mask.shape)
    sides = (mask[:high].any(axis=0), mask[-high:].any(axis=0), mask[:, :wide].any(axis=1), mask[:, -wide:].any(axis=1))
    return all(float(side.mean()) > FRAMED for side in sides)


def _holds(other: Box, box: Box) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    inside = other.x < x < other.x + other.width and other.y < y < other.y + other.height
    return inside and other.width * other.height > box.width * box.height


def _seal(picture: Picture, box: Box) -> Seal:
    left, top, right, bottom = _bounds(box, picture)
    red = _redness(picture.pixels[top:bottom, left:right]).astype(np.float32)
    white = 255 - np.clip(red * FULL, 0, 255)
    return Seal(box, np.repeat(white.astype(np.uint8)[:, :, None], 3, axis=2))


def _bounds(box: Box, picture: Picture) -> Iterator[int]:
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    return (max(0, round(edge * picture.scale)) for edge in edges)
