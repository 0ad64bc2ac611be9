"""A cell on its way from the process that reads a file to the one that understands it.

Most cells are text, a number or nothing, and travel as they are. A cell that is more than its value travels as an
``Odd``: what it is, its value, and what else is known of it. As JSON that is a list, for nothing else is one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

LONGEST: Final = 32_767
"""Characters that a cell can hold in the programs that make workbooks; the standard sets no limit."""
MOST_COLUMNS: Final = 1_024
"""Columns that are looked at; a catalogue has some dozens, a sheet may claim 16,384."""
MOST_ROWS: Final = 1_048_576
"""Rows of one sheet of a workbook."""


class Kind(StrEnum):
    """What is odd about a cell. ``more`` is said of each."""

    DATE = "date"
    """A day as 1956-03-02, 1956-03 or 1956; more: the number that stood for it, or None."""
    PADDED = "padded"
    """A number that its format shows with leading zeros; more: the number."""
    BOOLEAN = "boolean"
    """TRUE or FALSE."""
    ERROR = "error"
    """#REF! and its like."""
    FORMULA = "formula"
    """The value that was kept with a formula; more: the formula, which is never worked out."""
    MERGED = "merged"
    """The value of the first cell of a merged range, for a row below it."""
    LONG = "long"
    """The beginning of a cell that is longer than a cell can be; more: its length."""
    BYTES = "bytes"
    """Text with a byte in it that has no meaning in the file's encoding, U+FFFD in its place."""


Cell: TypeAlias = "str | int | float | list[Cell] | Odd | None"


class Odd(NamedTuple):
    kind: str
    value: Cell
    more: Cell = None


class RawRow(NamedTuple):
    """``number`` counts from 1 as the spreadsheet shows it; cells to the right of the last filled one are left out."""

    number: int
    cells: list[Cell]


class Merge(NamedTuple):
    """A merged range: its first and last row, from 1, and its first and last column, from 0."""

    first_row: int
    last_row: int
    first: int
    last: int


def column_letters(place: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_place(letters: str) -> int:
    """The way back: A is 0. Letters only, capitals."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1
