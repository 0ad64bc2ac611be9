"""Where two texts of one page do not say the same, wherever on the page it stands.

The order is left out: what stands elsewhere in the other text, as the articles of a newspaper may, is no difference.
Short lines, as on a plan, may stand in no order at all: so the texts are also compared with the lines that both have
taken as the same first, and the comparison that finds less is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from lantai.digitisation.aligning import Pair, pairs

_NONE_OF_OURS, _NONE_OF_THEIRS = "\0", "\1"
"""Stand for what has its partner already; folded text has neither."""


@dataclass(frozen=True, slots=True)
class Gap:
    """``start:end`` of the one text, for which the other has ``other_start:other_end``; one of the two may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def length(self) -> int:
        """Characters that are wrong in it: one read for another counts once."""
        return max(self.end - self.start, self.other_end - self.other_start)


def gaps(ours: Sequence[str], theirs: Sequence[str]) -> list[Gap]:
    """In the order of ``ours``. Both are lines, folded already; ranges are those of the lines joined by nothing."""
    one, other = "".join(ours), "".join(theirs)
    ways = (pairs(one, other), _pairs_by_lines(ours, theirs))
    return min((_between(sorted(way), len(one), len(other)) for way in ways), key=_wrong)


def _wrong(found: Sequence[Gap]) -> int:
    return sum(gap.length for gap in found)


def _between(partners: Sequence[Pair], length: int, other_length: int) -> list[Gap]:
    free = np.ones(other_length + 1, dtype=bool)
    free[[there for _at, there in partners]] = free[-1] = False
    found = list(_ours_without_theirs([(-1, -1), *partners, (length, other_length)], free))
    return sorted([*found, *_theirs_alone(partners, free)], key=lambda gap: (gap.start, gap.other_start))


def _pairs_by_lines(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Pair]:
    """Positions of the same character: in lines that are the same, then in what is left of both."""
    left, other_left = list("".join(ours)), list("".join(theirs))
    for start, there, length in _same_lines(ours, theirs):
        left[start : start + length] = _NONE_OF_OURS * length
        other_left[there : there + length] = _NONE_OF_THEIRS * length
        yield from zip(range(start, start + length), range(there, there + length), strict=True)
    yield from pairs("".join(left), "".join(other_left))


def _same_lines(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where each begins in either text, and its length; of several that are the same, the first go with the first."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for there, line in zip(_starts(theirs), theirs, strict=False):
        places[line].append(there)
    for start, line in zip(_starts(ours), ours, strict=False):
        if line and places[line]:
            yield start, places[line].pop(0), len(line)


def _starts(lines: Sequence[str]) -> Iterator[int]:
    return accumulate(map(len, lines), initial=0)


def _ours_without_theirs(partners: Sequence[Pair], free: NDArray[np.bool_]) -> Iterator[Gap]:
    """What has no partner, with what has none either and stands at the same place; that is free no more."""
    for (before, there), (after, next_there) in pairwise(partners):
        if after - before > 1:
            start, end = _beside(free, there + 1, next_there)
            free[start:end] = False
            yield Gap(before + 1, after, start, end)


def _beside(free: NDArray[np.bool_], start: int, stop: int) -> Pair:
    """The free run that begins at ``start``, else the one that ends at ``stop``."""
    end = start
    while end < len(free) and free[end]:
        end += 1
    if end > start:
        return start, end
    first = stop
    while first > 0 and free[first - 1]:
        first -= 1
    return first, stop


def _theirs_alone(partners: Sequence[Pair], free: NDArray[np.bool_]) -> Iterator[Gap]:
    """What only the other text has, behind the character that it follows there."""
    follows = {there: at + 1 for at, there in partners}
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free)).astype(np.int8)))
    for start, end in edges.reshape(-1, 2).tolist():
        at = follows.get(start - 1, 0)
        yield Gap(at, at, start, end)
