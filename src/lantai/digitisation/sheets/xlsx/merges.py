"""Merged cells (18.3.1.55): they are told after the rows, and needed before them.

The sheet is therefore gone through once for them alone; only bytes are looked at, which is quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, Final

from lantai.digitisation.sheets.cells import MOST_COLUMNS, Cell, Kind, Merge, Odd, RawRow, column_place

_MERGE: Final = re.compile(rb"mergeCell\s[^>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']")
_MARK: Final = b"mergeCell "
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 200
_MOST: Final = 500_000


def read_merges(stream: IO[bytes]) -> list[Merge]:
    """The merged ranges of a sheet by their first rows; at most half a million."""
    found: set[Merge] = set()
    before = b""
    while len(found) < _MOST and (chunk := stream.read(_CHUNK)):
        data = before + chunk
        if _MARK in data:
            found.update(map(_merge, _MERGE.finditer(data)))
        before = data[-_OVERLAP:]
    return sorted(found)


def _merge(match: re.Match[bytes]) -> Merge:
    left, top, right, bottom = (part.decode("ascii") for part in match.groups())
    return Merge(int(top), int(bottom), column_place(left), column_place(right))


def filled_down(rows: Iterable[RawRow], merges: list[Merge]) -> Iterator[RawRow]:
    """The rows with the value of each merged range in every row of its first column that it covers.

    Ranges of one row are titles and signatures; they change nothing. A row that a range covers and the file leaves
    out stays out.
    """
    tall = [one for one in merges if one.last_row > one.first_row and one.first < MOST_COLUMNS]
    if not tall:
        yield from rows
        return
    open_ones: list[tuple[Merge, Cell]] = []
    place = 0
    for row in rows:
        open_ones = [one for one in open_ones if one[0].last_row >= row.number]
        for merge, value in open_ones:
            _fill(row.cells, merge.first, value)
        while place < len(tall) and tall[place].first_row <= row.number:
            merge = tall[place]
            place += 1
            if merge.first_row == row.number and merge.first < len(row.cells) and len(open_ones) < MOST_COLUMNS:
                open_ones.append((merge, row.cells[merge.first]))
        yield row


def _fill(cells: list[Cell], place: int, value: Cell) -> None:
    if value is None:
        return
    cells.extend([None] * (place + 1 - len(cells)))
    if cells[place] is None:
        cells[place] = Odd(Kind.MERGED, value)
