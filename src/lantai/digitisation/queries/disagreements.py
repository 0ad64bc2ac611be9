"""Where a delivered text and what a machine read on the same page say different things. Nothing is changed by it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from lantai.digitisation.gaps import Gap, gaps
from lantai.digitisation.models import Transcription
from lantai.values.folding import fold_with_offsets
from lantai.values.geometry import Box, GlyphBoxes

MOST: Final = 200
"""So many are listed: a page that has more was read or delivered wrongly as a whole."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place. ``delivered`` and ``machine`` are what either says there, one of them empty where it says nothing.

    ``line`` and ``at`` tell where it is in the delivered text (lines from 0, code points of the line); ``boxes`` where
    it is on the page, one a line that it touches, none where nobody knows.
    """

    line: int
    at: int
    delivered: str
    machine: str
    boxes: tuple[Box, ...]


def disagreements(delivered: Transcription, machine: Transcription) -> list[Disagreement]:
    """In the order of the delivered text. Ways of writing, marks and what merely stands elsewhere are none."""
    ours, theirs = _Text(delivered.text, delivered.glyph_boxes), _Text(machine.text, machine.glyph_boxes)
    return [_disagreement(ours, theirs, gap) for gap in gaps(ours.folded, theirs.folded)[:MOST]]


def _disagreement(ours: _Text, theirs: _Text, gap: Gap) -> Disagreement:
    first, last = ours.span(gap.start, gap.end)
    begin, end = theirs.span(gap.other_start, gap.other_end)
    line = bisect_right(ours.starts, first) - 1
    return Disagreement(
        line=line,
        at=first - ours.starts[line],
        delivered=ours.text[first:last],
        machine=theirs.text[begin:end],
        boxes=theirs.places(begin, end) or ours.places(max(0, first - 1), last + 1),
    )


class _Text:
    """A text with its lines folded, and the way back from them."""

    def __init__(self, text: str, boxes: GlyphBoxes | None) -> None:
        self.text, self._boxes = text, boxes
        lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        folded = [fold_with_offsets(line) for line in lines]
        self.folded = [one.text for one in folded]
        spans = [(one.starts + start, one.ends + start) for one, start in zip(folded, self.starts, strict=True)]
        self._first = np.concatenate([first for first, _end in spans])
        self._end = np.concatenate([end for _first, end in spans])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as given; an empty one stands behind the character before."""
        if end > start:
            return int(self._first[start]), int(self._end[end - 1])
        at = int(self._end[start - 1]) if start else 0
        return at, at

    def places(self, start: int, end: int) -> tuple[Box, ...]:
        """Where these characters stand on the page, one box a line that they touch."""
        if self._boxes is None or end <= start:
            return ()
        return tuple(self._boxes.union(self.text, start, min(end, len(self.text))))
