"""Pictures among the text: half-tones, photographs and drawings, told by their ink.

What is no paper, no rule, and was not surely read as words hangs together in patches. A patch is a picture where most
of it is larger than any character or a speck beside it (the dots of a screen, a hatching), or is tone: a place where
nothing as light as paper lies within the size of a character. Print that could not be read is neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from lantai.adapters.ocr.ink import DARK, Grey, Mask, darkest, darkness
from lantai.adapters.ocr.layout import around
from lantai.adapters.ocr.lines import confidence
from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.picture import Picture, at_most
from lantai.adapters.ocr.strips import Strip, usual_thickness
from lantai.ports.ocr import Box

SIDE = 1200
"""Pixels of the longer side on which pictures are looked for: the dots of a screen run together to grey."""

FAINT = 0.14
"""What is darker than paper by so much, of the page's print, may belong to a picture."""

DOT = 0.7
"""So it is where it is soft; a dot counts for less."""

TONE = 0.16
"""In tone the lightest point is so dark."""

LARGE, SPECK = 1.7, 0.3
"""A shape longer than the first, or no longer than the second, in the size of type, is no character."""

SMALLEST = 2.4
"""A picture is at least so large, each way, in the size of type."""

NEAR = 0.7
"""Parts of a picture lie nearer to one another than twice this."""

TAIL = 0.12
"""Where a patch is less wide than this, of its usual width, what stands out hangs on to it by chance, as folds do."""

FRAME = 1.5
"""A frame stands no farther from its picture than this."""

RULE = 3.0
"""What is straight for so many times the size of type is a rule, and no drawing."""

DRAWN, FILLED = 0.55, 0.02
"""So much of a picture's ink is tone, large shapes or specks, and so much of its box is ink."""

TONED = 0.09
"""So much of a picture's box is tone: a drawing of bare strokes is not to be told from print that could not be read."""

PRINTED = 0.5
"""Less than so much of print is tone, large shapes or specks."""

MARGIN, BARE = 0.1, 0.4
"""Or the edges of its line, so much of its thickness, are all but bare: of the ink there is less there than this."""

WRITTEN = 0.1
"""Of the middle of a picture no more than this lies under words that were read: black grounds and tables have more."""

DEEP = 0.4
"""A tenth of its ink is so dark, of the page's print: stains and what shines through are not."""

SURE, WORDS = 0.8, 2
"""A line is surely read from this confidence and so many characters on."""

OUTSIDE = 0.6
"""A line of which less than this lies within a picture is not in it."""

Read = tuple[Strip, Sequence[Mark]]


@dataclass(frozen=True, slots=True, eq=False)
class _Sight:
    """The page as it is looked at. ``read`` are the places of lines surely read, ``words`` of all that is print;
    ``size`` is that of its type, ``scale`` points a pixel of the canvas."""

    dark: Grey
    print: float
    read: Mask
    words: Mask
    size: float
    scale: float


def pictures_of(picture: Picture, read: Sequence[Read]) -> list[Box]:
    """The boxes of the pictures on a page with text, on the canvas, from the top."""
    if not read:
        return []
    sight = _seen(picture, read)
    rules = _rules(sight)
    ink = _unread(sight, rules)
    together = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, _square(2 * NEAR * sight.size))
    count, found, stats, _middles = cv2.connectedComponentsWithStats(together, connectivity=8)
    labels = np.asarray(found)
    tone = _tone(sight)
    drawn = ink & (tone | _strange(ink, sight.size))
    kept = [
        box
        for at in range(1, count)
        if min(stats[at, 2:4]) > SMALLEST * sight.size
        and (box := _without_tails(Box(*stats[at, :4].tolist()), labels == at, sight.size)) is not None
        and float(_within(tone, box).mean()) > TONED
        and _is_picture(box, labels, at, ink, drawn, sight)
    ]
    framed = [_with_frame(box, rules, sight.size) for box in kept]
    return sorted((_on_canvas(box, sight.scale) for box in _joined(framed, sight.size)), key=lambda box: (box.y, box.x))


def without_texture(read: Sequence[Read], pictures: Sequence[Box]) -> list[Read]:
    """The lines, but for those that were read out of a picture's texture: of them the engine is not sure."""
    return [one for one in read if _is_sure(one[1]) or not any(_lies_in(one[0].box(), box) for box in pictures)]


def _seen(picture: Picture, read: Sequence[Read]) -> _Sight:
    small = at_most(picture.pixels, SIDE)
    scale = small.shape[1] / picture.width
    dark = darkness(small)
    sure = [strip for strip, marks in read if _is_sure(marks)]
    strips = sure or [strip for strip, _marks in read]
    boxes = [[round(value * scale) for value in strip.box()] for strip in strips]
    lines = [dark[y : y + high, x : x + wide] for x, y, wide, high in boxes]
    size = max(6.0, 0.8 * scale * usual_thickness(strips))
    surely = _under(sure, dark.shape, scale)
    sight = _Sight(dark, darkest(lines), surely, surely, size, scale)
    ink = _unread(sight, _rules(sight))
    strange = _strange(ink, size) | _tone(sight)
    print_ = [strip for strip, marks in read if not _is_sure(marks) and _is_print(strip, ink, strange, scale)]
    return replace(sight, words=_under([*sure, *print_], dark.shape, scale))


def _under(strips: Sequence[Strip], shape: tuple[int, ...], scale: float) -> Mask:
    """What lies under lines."""
    words = np.zeros(shape, dtype=np.uint8)
    for strip in strips:
        cv2.fillConvexPoly(words, np.round(strip.corners * scale).astype(np.int32), 1)
    return words > 0


def _is_print(strip: Strip, ink: Mask, strange: Mask, scale: float) -> bool:
    """Whether what could not be read looks like print all the same."""
    x, y, wide, high = (round(value * scale) for value in strip.box())
    within = np.s_[y : y + high, x : x + wide]
    inked = ink[within]
    across = inked.mean(axis=0 if strip.vertical else 1)
    margin = max(1, round(MARGIN * across.size))
    is_free = max(across[:margin].mean(), across[-margin:].mean()) < BARE * across.mean() if across.size else True
    return bool(is_free) or float((inked & strange[within]).sum()) < PRINTED * float(inked.sum())


def _is_sure(marks: Sequence[Mark]) -> bool:
    return len(marks) >= WORDS and confidence(marks) >= SURE


def _tone(sight: _Sight) -> Mask:
    """Where there is no paper within the size of a character."""
    window = _square(0.9 * sight.size)
    soft = cv2.GaussianBlur(sight.dark, (0, 0), max(1.0, sight.size / 9))
    return np.asarray(cv2.morphologyEx(soft, cv2.MORPH_OPEN, window) > TONE * sight.print)


def _unread(sight: _Sight, rules: Mask) -> Mask:
    """What is no paper, nor a rule, nor was read, nor hangs together with the edge of the image."""
    soft = cv2.GaussianBlur(sight.dark, (0, 0), max(0.8, sight.size / 16))
    ink = np.asarray(np.maximum(soft, DOT * sight.dark) > FAINT * sight.print, dtype=np.uint8)
    ink[sight.words] = 0
    ground = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _square(0.7 * sight.size))
    dark = cv2.dilate(ground, _square(0.4 * sight.size)) > 0  # what is straight in tone is no rule
    ink[(cv2.dilate(rules.astype(np.uint8), _square(0.25 * sight.size)) > 0) & ~dark] = 0
    labels = cv2.connectedComponents(ink, connectivity=4)[1]
    outer = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return np.asarray((ink > 0) & ~np.isin(labels, outer[outer > 0]))


def _rules(sight: _Sight) -> Mask:
    """What is straight and long, level or upright; the dots of a screen stand apart."""
    ink, length = (sight.dark > DARK * sight.print).astype(np.uint8), max(9, round(RULE * sight.size))
    rules = np.zeros(ink.shape, dtype=bool)
    for across, along in (((3, 1), (1, length)), ((1, 3), (length, 1))):
        thick = cv2.dilate(ink, np.ones(across, np.uint8))  # paper is never quite flat: a rule may climb by a pixel
        rules |= cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(along, np.uint8)) > 0
    return rules


def _strange(ink: Mask, size: float) -> Mask:
    """Shapes that are larger than characters, or much smaller."""
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    longer = np.maximum(stats[:count, 2], stats[:count, 3])
    strange = (longer > LARGE * size) | (longer < SPECK * size)
    strange[0] = False
    return np.asarray(strange[labels])


def _without_tails(box: Box, patch: Mask, size: float) -> Box | None:
    """A patch's box, but for folds and the like that hang on to it; None where it is nothing else."""
    within = patch[box.y : box.y + box.height, box.x : box.x + box.width]
    down, across = (within.sum(axis=axis) for axis in (1, 0))
    rows, columns = (np.flatnonzero(many > TAIL * np.percentile(many, 75)) for many in (down, across))
    left, top = box.x + int(columns[0]), box.y + int(rows[0])
    kept = Box(left, top, box.x + int(columns[-1]) + 1 - left, box.y + int(rows[-1]) + 1 - top)
    return kept if min(kept.width, kept.height) > SMALLEST * size else None


def _is_picture(box: Box, labels: npt.NDArray[Any], at: int, ink: Mask, drawn: Mask, sight: _Sight) -> bool:
    within = np.s_[box.y : box.y + box.height, box.x : box.x + box.width]
    mine = ink[within] & (labels[within] == at)
    inked = float(mine.sum())
    edge = round(sight.size)  # the lines beside a picture reach into its box
    core = np.s_[box.y + edge : box.y + box.height - edge, box.x + edge : box.x + box.width - edge]
    if not inked or float(sight.read[core].mean()) > WRITTEN:
        return False
    if float(np.percentile(sight.dark[within][mine], 90)) < DEEP * sight.print:
        return False
    return inked > FILLED * box.width * box.height and float((mine & drawn[within]).sum()) > DRAWN * inked


def _within(mask: Mask, box: Box) -> Mask:
    return mask[box.y : box.y + box.height, box.x : box.x + box.width]


def _with_frame(box: Box, rules: Mask, size: float) -> Box:
    """The box with the rules close around it."""
    reach = round(FRAME * size)
    x, y = max(0, box.x - reach), max(0, box.y - reach)
    near = rules[y : box.y + box.height + reach, x : box.x + box.width + reach].astype(np.uint8)
    high, wide = near.shape
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(near, connectivity=8)
    frame = [
        Box(x + left, y + top, across, down)
        for left, top, across, down, _area in stats[1:count].tolist()
        if left > 0 and top > 0 and left + across < wide and top + down < high
    ]
    return around([box, *frame])


def _joined(boxes: Sequence[Box], size: float) -> list[Box]:
    """The boxes, those that overlap or all but touch made one."""
    reach = round(NEAR * size)
    found: list[Box] = []
    for box in boxes:
        whole = box
        while touched := next((one for one in found if _common(one, _wider(whole, reach)) > 0), None):
            found.remove(touched)
            whole = around([whole, touched])
        found.append(whole)
    return found


def _wider(box: Box, by: int) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _common(one: Box, other: Box) -> int:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(0, wide) * max(0, high)


def _lies_in(line: Box, picture: Box) -> bool:
    return _common(line, picture) > OUTSIDE * line.width * line.height


def _on_canvas(box: Box, scale: float) -> Box:
    return Box(*(round(value / scale) for value in box))


def _square(side: float) -> npt.NDArray[np.uint8]:
    return np.ones((max(3, round(side)) | 1,) * 2, np.uint8)
