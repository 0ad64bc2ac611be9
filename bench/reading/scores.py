"""What a reading is worth beside the truth: characters, order, boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from bench.reading.pages import Page

from lantai.ports.ocr import Box, Reading
from lantai.values.folding import fold, fold_with_offsets
from lantai.values.geometry import GlyphBoxes

MARKS = frozenset("。、，；：？！「」『』（）《》〔〕")


@dataclass(frozen=True)
class Score:
    """One page: its length in folded characters, edits in order and in any order, its boxes, order and time.

    ``tau`` is Kendall's over the lines found: 1 in the true order, -1 the other way round. ``marks`` are the true
    marks (folding leaves them out), ``marks_read`` those of them that were read as they are and in their place;
    ``pictures`` how far the true pictures and those found overlap, 0 for one not found and for one that is none.
    """

    page: Page
    length: int
    edits: int
    loose_edits: int
    overlaps: tuple[float, ...]
    inside: tuple[bool, ...]
    tau: float
    marks: int
    marks_read: int
    pictures: tuple[float, ...]
    seconds: float

    @property
    def rate(self) -> float:
        """The page's error rate in reading order."""
        return self.edits / self.length

    @property
    def loose_rate(self) -> float:
        """The page's error rate when the order is left out."""
        return self.loose_edits / self.length


def score(page: Page, reading: Reading) -> Score:
    read, true = fold(reading.text), fold(page.told["text"])
    overlaps, inside = boxes(reading, page.told)
    in_order = edits(read, true)
    marks, marks_read = punctuation(reading.text, page.told["text"])
    return Score(
        page=page,
        length=len(true),
        edits=in_order,
        loose_edits=min(in_order, loose_edits(reading, page.told)),
        overlaps=tuple(overlaps),
        inside=tuple(inside),
        tau=kendall(ranks(reading, page.told)),
        marks=marks,
        marks_read=marks_read,
        pictures=tuple(pictures(reading, page.told)),
        seconds=reading.seconds,
    )


def edits(a: str, b: str) -> int:
    """Levenshtein's distance, a row at a time."""
    left, right = np.array([*a]), np.array([*b])
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for count, character in enumerate(left, 1):
        kept = row[:-1] + (right != character)
        row = np.concatenate(([count], np.minimum(kept, row[1:] + 1)))
        row = np.minimum.accumulate(row - steps) + steps
    return int(row[-1])


def loose_edits(reading: Reading, told: dict[str, Any]) -> int:
    """Edits when each true line may take the line read that suits it best, each but once; what is left over counts."""
    left = [fold(line.text) for line in reading.lines]
    total = 0
    for line in sorted((fold(line["text"]) for line in told["lines"]), key=len, reverse=True):
        near = sorted(left, key=lambda other: -len(set(other) & set(line)))[:5]
        best = min(near, key=lambda other: edits(other, line), default="")
        total += min(len(line), edits(best, line))
        if best and edits(best, line) < len(line):
            left.remove(best)
    return total + sum(map(len, left))


def boxes(reading: Reading, told: dict[str, Any]) -> tuple[list[float], list[bool]]:
    """Overlap, and whether the true middle lies inside, for every character read right and in order."""
    rows = [Box(*row) if row[2] else None for row in GlyphBoxes.from_lines(reading.lines).rows.tolist()]
    read, true = fold_with_offsets(reading.text), fold_with_offsets("".join(char for char, *_ in told["chars"]))
    overlaps, inside = [], []
    for block in SequenceMatcher(None, read.text, true.text, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            mine = rows[read.span(block.a + step, block.a + step + 1)[0]]
            theirs = told["chars"][true.span(block.b + step, block.b + step + 1)[0]][1:]
            if mine is not None:
                overlaps.append(overlap(mine, Box(*theirs)))
                inside.append(holds(mine, Box(*theirs)))
    return overlaps, inside


def pictures(reading: Reading, told: dict[str, Any]) -> Iterator[float]:
    """The overlap of each true picture with the best one found, and 0 for each found that overlaps with none."""
    found, true = [one.box for one in reading.regions if one.kind == "picture"], told.get("pictures", [])
    yield from (max((overlap(box, Box(*one)) for box in found), default=0.0) for one in true)
    yield from (0.0 for box in found if not any(common(box, Box(*one)) for one in true))


def punctuation(read: str, true: str) -> tuple[int, int]:
    """How many marks the truth has, and how many of them were read in their place."""
    blocks = SequenceMatcher(None, read, true, autojunk=False).get_matching_blocks()
    found = sum(char in MARKS for block in blocks for char in true[block.b : block.b + block.size])
    return sum(char in MARKS for char in true), found


def common(a: Box, b: Box) -> int:
    """The area that two boxes have in common."""
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return max(0, width) * max(0, height)


def overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    both = common(a, b)
    return both / (a.width * a.height + b.width * b.height - both)


def holds(a: Box, b: Box) -> bool:
    """Whether the middle of ``b`` lies in ``a``."""
    x, y = b.x + b.width / 2, b.y + b.height / 2
    return a.x <= x <= a.x + a.width and a.y <= y <= a.y + a.height


def ranks(reading: Reading, told: dict[str, Any]) -> list[int]:
    """For each line read that lies on a true one, in the order read, the place of the true one in the true order."""
    true = [Box(*line["box"]) for line in told["lines"]]
    places = told.get("order") or list(range(len(true)))
    found = []
    for line in reading.lines:
        shared = [common(line.box, box) for box in true]
        best = int(np.argmax(shared))
        if shared[best] * 3 > line.box.width * line.box.height:
            found.append(places[best])
    return found


def kendall(places: Sequence[int]) -> float:
    """Kendall's tau of places against their order; equal places say nothing, and one line is in order."""
    at = np.array(places)
    signs = np.sign(at[None, :] - at[:, None])[np.triu_indices(len(at), 1)]
    said = np.count_nonzero(signs)
    return float(signs.sum() / said) if said else 1.0
