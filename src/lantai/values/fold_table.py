"""The folding table: what each code point becomes, read once from ``data/fold.tsv``.

The file is made by ``tools/fold_table.py`` and holds five kinds of line: ``class`` (a representative and the
characters that fold to it), ``map`` (one character to another: width and case), and the ranges ``drop`` (left
out), ``joins`` (belongs to the character before it) and ``moves`` (changed by NFC).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

KEPT_INSIDE: Final = ".,:/-"
"""Punctuation that stays between two ASCII letters or digits."""

_DATA: Final = Path(__file__).parent / "data" / "fold.tsv"
_SURROGATES: Final = range(0xD800, 0xE000)
"""A lone surrogate is no character, and no index could store it: left out."""

Ranges = tuple[range, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FoldTable:
    """What changes: ``mapping`` is as ``str.translate`` takes it (None: left out), the ranges are code points."""

    mapping: dict[int, str | None]
    classes: tuple[str, ...]
    """Every class of Han characters that find one another, its representative first."""
    joins: Ranges
    """NFC may join it to what stands before: marks, jamo, half-width sound marks; and variation selectors."""
    moves: Ranges
    """NFC changes it."""


@cache
def fold_table() -> FoldTable:
    """The table, read at the first call (some 10 ms) and kept."""
    lines = [line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    mapping: dict[int, str | None] = dict.fromkeys(_SURROGATES)
    for left_out in _ranges(lines, "drop"):
        mapping |= dict.fromkeys(left_out)
    for mark in KEPT_INSIDE:
        del mapping[ord(mark)]
    for kind, *fields in lines:
        if kind == "map":
            target = int(fields[1], 16)
            mapping[int(fields[0], 16)] = mapping.get(target, chr(target))
        elif kind == "class":
            mapping |= dict.fromkeys(map(ord, fields[1]), fields[0])
    classes = tuple(fields[0] + fields[1] for kind, *fields in lines if kind == "class")
    return FoldTable(mapping, classes, _ranges(lines, "joins"), _ranges(lines, "moves"))


@cache
def fold_table_digest() -> str:
    """SHA-256 of the table: what was folded by another is to be folded anew."""
    return hashlib.sha256(_DATA.read_bytes()).hexdigest()


def character_class(ranges: Ranges) -> str:
    """The ranges as the inside of a regular expression's ``[...]``."""
    return "".join(f"{re.escape(chr(span[0]))}-{re.escape(chr(span[-1]))}" for span in ranges)


def _ranges(lines: list[list[str]], kind: str) -> Ranges:
    pairs = (line[1].partition("-") for line in lines if line[0] == kind)
    return tuple(range(int(first, 16), int(last, 16) + 1) for first, _, last in pairs)
