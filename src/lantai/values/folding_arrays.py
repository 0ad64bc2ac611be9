"""Folding long texts: one look-up in a UTF-32 table, in NumPy.

Apart from ``folding``, which imports it at the first long text, so that a short command need not wait for NumPy.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from lantai.values.fold_table import KEPT_INSIDE, Ranges, fold_table
from lantai.values.settling import is_settled, moved_pieces, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Marks = NDArray[np.uint32]
    Offsets = NDArray[np.int32]

_SCALAR: Final = 0x1FFFFF
"""The bits of a mark that hold the folded code point; the others are flags."""
_WORD: Final = 1 << 27
"""Folds to an ASCII letter or digit."""
_INSIDE: Final = 1 << 28
"""Stays only between two that are WORD."""
_MOVES: Final = 1 << 29
_JOINS: Final = 1 << 30
_DROP: Final = 1 << 31
"""The highest bit, so that one comparison finds what stays."""
_PARTING: Final = "\n"
_FLAGS: Final = _WORD | _INSIDE | _MOVES | _JOINS | _DROP


def fold_long(text: str) -> str:
    """The same as ``folding.fold``; for an empty text too."""
    marks = _marks(text)
    seen = _seen(marks)
    if seen & (_JOINS | _MOVES) and not is_settled(text):
        marks = _marks(settle(text))
    folded = _string(marks[_kept(marks, seen)], seen)
    return fold_long(folded) if seen & _JOINS and not is_settled(folded) else folded


def fold_many(texts: Sequence[str]) -> list[str]:
    """Every text folded, as ``fold_long`` does each, in one pass over all of them."""
    if not texts:
        return []
    marks = _marks(_PARTING.join(texts))
    seen = _seen(marks)
    ends = np.cumsum(np.fromiter(map(len, texts), np.intp, len(texts)) + 1)
    marks[ends[:-1] - 1] = ord(_PARTING)  # left out everywhere else, for it is white space
    folded = _string(marks[_kept(marks, seen)], seen).split(_PARTING)
    if seen & (_JOINS | _MOVES):
        moved = np.searchsorted(ends, np.flatnonzero(marks & (_JOINS | _MOVES)), side="right")
        for at in np.unique(moved).tolist():
            folded[at] = fold_long(texts[at])
    return folded


def fold_long_with_offsets(text: str) -> tuple[str, Offsets, Offsets]:
    """The folded text, and where in the text as given each of its code points begins and ends."""
    marks = _marks(text)
    seen = _seen(marks)
    if not seen & (_JOINS | _MOVES):
        kept = np.flatnonzero(_kept(marks, seen)).astype(np.int32)
        return _string(marks[kept], seen), kept, kept + np.int32(1)
    settled, starts, ends = _settle_with_offsets(text)
    marks = _marks(settled)
    stay = _kept(marks, _FLAGS)
    folded, starts, ends = _string(marks[stay], _FLAGS), starts[stay], ends[stay]
    if is_settled(folded):
        return folded, starts, ends
    # What was left out had stood between a letter and its mark, and now they meet.
    again, again_starts, again_ends = fold_long_with_offsets(folded)
    return again, starts[again_starts], ends[again_ends - 1]


def begins_of_runs(starts: Offsets) -> list[int]:
    """Where runs begin: folded code points that do not begin right after the one before them."""
    begins: list[int] = np.flatnonzero(np.diff(starts, prepend=np.int32(-2)) != 1).tolist()
    return begins


@cache
def _table() -> Marks:
    """One number for each code point: what it folds to, and the flags."""
    mapping = fold_table().mapping
    marks = np.arange(0x110000, dtype=np.uint32)
    codes = np.fromiter(mapping, np.intp, len(mapping))
    marks[codes] = np.fromiter((_DROP if to is None else ord(to) for to in mapping.values()), np.uint32, len(mapping))
    scalars = marks & _SCALAR
    word = (scalars < 128) & np.isin(scalars, [code for code in range(128) if chr(code).isalnum()])
    marks[word & (marks < _DROP)] |= np.uint32(_WORD)
    marks[np.isin(marks, [ord(mark) for mark in KEPT_INSIDE])] |= np.uint32(_INSIDE)
    _flag(marks, fold_table().joins, _JOINS)
    _flag(marks, fold_table().moves, _MOVES)
    return marks


def _flag(marks: Marks, ranges: Ranges, flag: int) -> None:
    for span in ranges:
        marks[span.start : span.stop] |= np.uint32(flag)


def _marks(text: str) -> Marks:
    return _table().take(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"))


def _seen(marks: Marks) -> int:
    """Every flag that occurs."""
    return int(np.bitwise_or.reduce(marks)) & _FLAGS


def _kept(marks: Marks, seen: int) -> NDArray[np.bool_]:
    """Which characters stay: all but the dropped, and of ``. , : / -`` those inside a word."""
    keep = marks < _DROP
    if seen & _INSIDE:
        at = np.flatnonzero(marks & _INSIDE)
        between = marks.take(at - 1, mode="wrap") & marks.take(at + 1, mode="wrap") & _WORD
        keep[at] = between != 0
        for edge in (0, -1):  # which the wrapping made neighbours
            keep[edge] &= not marks[edge] & _INSIDE
    return keep


def _string(marks: Marks, seen: int) -> str:
    """The folded characters of marks from which the dropped are gone already."""
    plain = marks if seen in (0, _DROP) else marks & _SCALAR
    return str(plain.data, "utf-32-le")


def _settle_with_offsets(text: str) -> tuple[str, Offsets, Offsets]:
    pieces: list[str] = []
    starts: list[Offsets] = []
    ends: list[Offsets] = []
    done = 0
    for start, end, settled in moved_pieces(text):
        pieces += [text[done:start], settled]
        starts += [_counting(done, start), np.full(len(settled), start, np.int32)]
        ends += [_counting(done + 1, start + 1), np.full(len(settled), end, np.int32)]
        done = end
    pieces.append(text[done:])
    starts.append(_counting(done, len(text)))
    ends.append(_counting(done + 1, len(text) + 1))
    return "".join(pieces), np.concatenate(starts), np.concatenate(ends)


def _counting(first: int, end: int) -> Offsets:
    return np.arange(first, end, dtype=np.int32)
