"""Laying a delivered text over what a machine read on the same page, so that its characters get boxes.

The delivered text stays the reading text (model.md, 7 and 8); the machine only says where things stand.
Both are compared folded. What runs in another order, as the articles of a newspaper may, is looked for again
by itself; what was read otherwise has no box.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from lantai.values.folding import Folded, fold_with_offsets
from lantai.values.geometry import GlyphBoxes

_SHORTEST_RUN = 4
"""A shorter run standing by itself says nothing about where it belongs."""

Pair = tuple[int, int]


def align(delivered: str, read: str, boxes: GlyphBoxes) -> GlyphBoxes:
    """Boxes for the delivered text from the boxes of the text read: one row a code point of ``delivered``."""
    ours, theirs = fold_with_offsets(delivered), fold_with_offsets(read)
    rows: NDArray[np.int32] = np.zeros((len(delivered), 4), dtype=np.int32)
    for our, their in pairs(ours.text, theirs.text):
        start, end = _span(ours, our)
        rows[start:end] = boxes.rows[_span(theirs, their)[0]]
    return GlyphBoxes.from_rows(rows)


def _span(folded: Folded, at: int) -> Pair:
    return folded.span(at, at + 1)


def pairs(ours: str, theirs: str) -> Iterator[Pair]:
    """Positions of the same character in both texts: first in one order, then run by run."""
    ours_left, theirs_left = np.ones(len(ours), dtype=bool), np.ones(len(theirs), dtype=bool)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    for at, there, size in blocks:
        ours_left[at : at + size] = theirs_left[there : there + size] = False
        yield from zip(range(at, at + size), range(there, there + size), strict=True)
    rest = "".join(char if free else "\0" for char, free in zip(theirs, theirs_left, strict=True))
    for start, end in _runs(ours_left):
        matcher = SequenceMatcher(None, ours[start:end], rest, autojunk=False)
        match = matcher.find_longest_match()
        if match.size >= _SHORTEST_RUN:
            rest = rest[: match.b] + "\0" * match.size + rest[match.b + match.size :]
            yield from ((start + match.a + step, match.b + step) for step in range(match.size))


def _runs(free: NDArray[np.bool_]) -> Iterator[Pair]:
    """The runs of what has no partner yet, long enough to mean something."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])).astype(np.int8)))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= _SHORTEST_RUN:
            yield start, end
