"""The folding table: what each code point becomes, read once from ``data/fold.tsv``.

The file is made by ``tools/fold_table.py`` and holds five kinds of line: ``class`` (a representative and the
characters that fold to it), ``map`` (one character to another: width and case), and the ranges ``drop`` (left
out), ``joins`` (belongs to the character before it) and ``moves`` (changed by NFC).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SCALAR: Final = 0x1FFFFF
"""The bits of a mark that hold the folded code point; the others are flags."""
WORD: Final = 1 << 27
"""Folds to an ASCII letter or digit."""
INSIDE: Final = 1 << 28
"""Stays only between two that are WORD."""
MOVES: Final = 1 << 29
"""NFC changes it."""
JOINS: Final = 1 << 30
"""NFC may join it to what stands before: marks, jamo, half-width sound marks; and variation selectors."""
DROP: Final = 1 << 31
"""Left out."""

KEPT_INSIDE: Final = ".,:/-"
_DATA: Final = Path(__file__).parent / "data" / "fold.tsv"
_CODE_SPACE: Final = 0x110000
_NFC: Final = np.uint32(JOINS | MOVES)


@dataclass(frozen=True, slots=True, eq=False)
class FoldTable:
    """The table in its two forms, which say the same.

    ``marks`` has one number for each code point: the folded code point and the flags above. ``mapping`` is for
    ``str.translate``: only what changes; None is left out. ``joins`` and ``moves`` are the bodies of regular
    expression classes.
    """

    marks: NDArray[np.uint32]
    mapping: dict[int, str | None]
    classes: tuple[str, ...]
    joins: str
    moves: str


@cache
def fold_table() -> FoldTable:
    """The table, read at the first call (some 15 ms) and kept."""
    lines = [line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    marks = np.arange(_CODE_SPACE, dtype=np.uint32)
    for kind, flag in (("drop", DROP), ("joins", JOINS), ("moves", MOVES)):
        for first, last in _spans(lines, kind):
            marks[first : last + 1] |= np.uint32(flag)
    marks[0xD800:0xE000] |= np.uint32(DROP)  # a lone surrogate is no character, and no index could store it
    _mark_ascii(marks)
    sources, targets = np.array(list(_mappings(lines)), dtype=np.intp).T
    marks[sources] = (marks[targets] & ~_NFC) | (marks[sources] & _NFC)
    return FoldTable(
        marks=marks,
        mapping=_translation(marks),
        classes=tuple(line[1] + line[2] for line in lines if line[0] == "class"),
        joins=_character_class(lines, "joins"),
        moves=_character_class(lines, "moves"),
    )


def _mark_ascii(marks: NDArray[np.uint32]) -> None:
    for char in KEPT_INSIDE:
        marks[ord(char)] = ord(char) | INSIDE
    for code in range(128):
        if chr(code).isalnum():
            marks[code] |= np.uint32(WORD)


def _mappings(lines: list[list[str]]) -> Iterator[tuple[int, int]]:
    for kind, *fields in lines:
        if kind == "class":
            yield from ((ord(member), ord(fields[0])) for member in fields[1])
        elif kind == "map":
            yield int(fields[0], 16), int(fields[1], 16)


def _translation(marks: NDArray[np.uint32]) -> dict[int, str | None]:
    """What ``str.translate`` needs."""
    scalars = marks & np.uint32(SCALAR)
    changed = np.flatnonzero((scalars != np.arange(_CODE_SPACE)) & (marks < DROP))
    mapping: dict[int, str | None] = dict.fromkeys(np.flatnonzero(marks >= DROP).tolist())
    mapping.update(zip(changed.tolist(), map(chr, scalars[changed].tolist()), strict=True))
    return mapping


def _spans(lines: list[list[str]], kind: str) -> Iterator[tuple[int, int]]:
    for line in lines:
        if line[0] == kind:
            first, _, last = line[1].partition("-")
            yield int(first, 16), int(last, 16)


def _character_class(lines: list[list[str]], kind: str) -> str:
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _spans(lines, kind))
