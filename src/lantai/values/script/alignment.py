"""Aligning two long strings: which runs of characters they have in common, in order.

Equal ends are taken off; stretches that occur once in either string (first long ones, then shorter) are anchors, of
which the heaviest chain that does not cross itself is kept; what is left between is aligned by Myers' algorithm with
a bound on its work. What is still too different then counts as different altogether, so the time is close to linear
for any input, and the alignment of two texts that have something in common is as a reader would draw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ANCHORS: Final = (32, 12, 5)
"""The lengths of anchors, in the order in which they are tried."""
_SMALL: Final = 64
"""Between shorter strings no anchors are looked for."""
_MOST_EDITS: Final = 200
"""Myers' algorithm takes time in the square of the edits."""
_BASE: Final = 0x9E3779B97F4A7C15
"""An odd multiplier for the hash of a stretch; equal hashes are compared, so it need only be good."""


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters that are the same, from ``a`` in the one string and from ``b`` in the other."""

    a: int
    b: int
    length: int


def common_runs(a: str, b: str) -> tuple[Run, ...]:
    """The runs that both strings have, rising in both, as long as they can be."""
    return tuple(_joined(_aligned(a, b, 0, len(a), 0, len(b), 0)))


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    held = Run(0, 0, 0)
    for run in runs:
        if run.a == held.a + held.length and run.b == held.b + held.length:
            held = Run(held.a, held.b, held.length + run.length)
        else:
            if held.length:
                yield held
            held = run
    if held.length:
        yield held


def _aligned(a: str, b: str, a0: int, a1: int, b0: int, b1: int, level: int) -> Iterator[Run]:
    """The common runs of ``a[a0:a1]`` and ``b[b0:b1]``; ``level`` says which anchors are left to try."""
    head = _common_start(a, a0, a1, b, b0, b1)
    yield Run(a0, b0, head)
    a0, b0 = a0 + head, b0 + head
    tail = _common_end(a, a0, a1, b, b0, b1)
    a1, b1 = a1 - tail, b1 - tail
    if a0 < a1 and b0 < b1:
        yield from _between(a, b, a0, a1, b0, b1, level)
    yield Run(a1, b1, tail)


def _between(a: str, b: str, a0: int, a1: int, b0: int, b1: int, level: int) -> Iterator[Run]:
    while level < len(_ANCHORS) and min(a1 - a0, b1 - b0) >= max(_SMALL, _ANCHORS[level]):
        anchors = _anchors(a[a0:a1], b[b0:b1], _ANCHORS[level])
        level += 1
        if anchors:
            runs = [Run(a0, b0, 0), *(Run(run.a + a0, run.b + b0, run.length) for run in anchors), Run(a1, b1, 0)]
            for left, right in pairwise(runs):
                yield left
                yield from _aligned(a, b, left.a + left.length, right.a, left.b + left.length, right.b, level)
            return
    for run in _edited(a[a0:a1], b[b0:b1]):
        yield Run(run.a + a0, run.b + b0, run.length)


def _common_start(a: str, a0: int, a1: int, b: str, b0: int, b1: int) -> int:
    """How many characters are the same from here on: doubling the step, then halving it."""
    room = min(a1 - a0, b1 - b0)
    same, step = 0, 1
    while same < room and a[a0 + same : a0 + min(same + step, room)] == b[b0 + same : b0 + min(same + step, room)]:
        same = min(same + step, room)
        step *= 2
    while step > 1:
        step //= 2
        end = min(same + step, room)
        if a[a0 + same : a0 + end] == b[b0 + same : b0 + end]:
            same = end
    return same


def _common_end(a: str, a0: int, a1: int, b: str, b0: int, b1: int) -> int:
    room = min(a1 - a0, b1 - b0)
    same, step = 0, 1
    while same < room and a[a1 - min(same + step, room) : a1 - same] == b[b1 - min(same + step, room) : b1 - same]:
        same = min(same + step, room)
        step *= 2
    while step > 1:
        step //= 2
        end = min(same + step, room)
        if a[a1 - end : a1 - same] == b[b1 - end : b1 - same]:
            same = end
    return same


# -- anchors -------------------------------------------------------------------------------------


def _anchors(a: str, b: str, size: int) -> list[Run]:
    """The heaviest chain of stretches that occur once in either string, neither crossing nor overlapping."""
    import numpy as np  # loaded only where texts are compared

    a_hashes, b_hashes = _hashes(a, size), _hashes(b, size)
    a_once, a_at = _occurring_once(a_hashes)
    b_once, b_at = _occurring_once(b_hashes)
    _, a_index, b_index = np.intersect1d(a_once, b_once, assume_unique=True, return_indices=True)
    pairs = np.stack([a_at[a_index], b_at[b_index]])
    pairs = pairs[:, np.argsort(pairs[0])]
    if not pairs.size:
        return []
    breaks = np.flatnonzero(np.any(np.diff(pairs) != 1, axis=0)) + 1
    firsts, ends = [0, *breaks.tolist()], [*breaks.tolist(), pairs.shape[1]]
    runs = [
        Run(int(pairs[0, first]), int(pairs[1, first]), end - first + size - 1)
        for first, end in zip(firsts, ends, strict=True)
    ]
    return _apart([run for run in _heaviest_chain(runs) if _is_true(a, b, run)])


def _is_true(a: str, b: str, run: Run) -> bool:
    return a[run.a : run.a + run.length] == b[run.b : run.b + run.length]


def _hashes(text: str, size: int) -> NDArray[np.uint64]:
    """A hash of every stretch of ``size`` characters."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    found = np.zeros(codes.size - size + 1, dtype=np.uint64)
    for offset in range(size):
        found *= np.uint64(_BASE)
        found += codes[offset : offset + found.size]
    return found


def _occurring_once(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    import numpy as np

    values, at, counts = np.unique(hashes, return_index=True, return_counts=True)
    once = counts == 1
    return values[once], at[once].astype(np.int64)


def _heaviest_chain(runs: list[Run]) -> list[Run]:
    """Of runs that rise in ``a``, those that rise in ``b`` too and have the most characters together."""
    rank = {b: order for order, b in enumerate(sorted(run.b for run in runs), start=1)}
    best = [(0, -1)] * (len(runs) + 1)  # a Fenwick tree: the heaviest chain that ends at a rank or below
    before: list[int] = []
    for index, run in enumerate(runs):
        weight, previous = _up_to(best, rank[run.b] - 1)
        before.append(previous)
        _raise(best, rank[run.b], (weight + run.length, index))
    chain = []
    at = _up_to(best, len(runs))[1]
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


def _up_to(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    heaviest = (0, -1)
    while rank > 0:
        heaviest = max(heaviest, tree[rank])
        rank &= rank - 1
    return heaviest


def _raise(tree: list[tuple[int, int]], rank: int, entry: tuple[int, int]) -> None:
    while rank < len(tree):
        tree[rank] = max(tree[rank], entry)
        rank += rank & -rank


def _apart(chain: list[Run]) -> list[Run]:
    """The runs, each cut where it would overlap the one before it."""
    apart: list[Run] = []
    for run in chain:
        over = 0
        if apart:
            last = apart[-1]
            over = max(0, last.a + last.length - run.a, last.b + last.length - run.b)
        if over < run.length:
            apart.append(Run(run.a + over, run.b + over, run.length - over))
    return apart


# -- what is left between anchors ----------------------------------------------------------------


def _edited(a: str, b: str) -> list[Run]:
    """Myers' algorithm (1986), the greedy form; nothing in common when more edits or more work would be needed."""
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    work = 8 * (len(a) + len(b)) + 4096
    for edits in range(min(_MOST_EDITS, len(a) + len(b)) + 1):
        reached: dict[int, int] = {}
        for diagonal in range(-edits, edits + 1, 2):
            start = _step(furthest, diagonal, edits)
            if start > len(a) or start - diagonal > len(b):
                continue
            same = _common_start(a, start, len(a), b, start - diagonal, len(b))
            work -= same + 1
            reached[diagonal] = start + same
            if start + same >= len(a) and start + same - diagonal >= len(b):
                return _walked_back([*trail, reached], len(a), len(b))
        trail.append(reached)
        furthest = reached
        if work < 0:
            break
    return []


def _step(furthest: dict[int, int], diagonal: int, edits: int) -> int:
    """From where the diagonal goes on: an insertion from the one above, or a deletion from the one below."""
    if not edits:
        return 0
    return max(furthest.get(diagonal + 1, -1), furthest.get(diagonal - 1, -2) + 1)


def _walked_back(trail: list[dict[int, int]], a_end: int, b_end: int) -> list[Run]:
    runs: list[Run] = []
    diagonal = a_end - b_end
    for edits in range(len(trail) - 1, -1, -1):
        end = trail[edits][diagonal]
        before = trail[edits - 1] if edits else {}
        start = _step(before, diagonal, edits)
        runs.append(Run(start, start - diagonal, end - start))
        if edits:
            diagonal += 1 if before.get(diagonal + 1, -1) >= before.get(diagonal - 1, -2) + 1 else -1
    return [run for run in reversed(runs) if run.length]
