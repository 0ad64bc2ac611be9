"""The rows of a worksheet by a parser: whatever XML they are written in (18.3.1.73 row, 18.3.1.4 c)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import IO, TypeAlias

from lantai.digitisation.sheets.cells import LONGEST, MOST_COLUMNS, MOST_ROWS, Cell, Kind, Odd, RawRow, column_place
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet
from lantai.digitisation.sheets.xlsx.package import CHUNK, Attributes, new_parser

ReadCell: TypeAlias = Callable[[str, str, str], Cell]
"""The value of a cell from its type, its text and the number of its style."""


def parsed_rows(head: bytes, stream: IO[bytes] | None, read_cell: ReadCell, *, after: int = 0) -> Iterator[RawRow]:
    """The rows that hold something: of ``head`` and all that follows in the stream, or of ``head`` as a fragment.

    A fragment may leave elements open; its rows are counted on from ``after``.
    """
    reader = _Reader(read_cell, after)
    chunk = head
    while chunk:
        reader.parser.Parse(chunk)
        yield from reader.rows
        reader.rows.clear()
        chunk = stream.read(CHUNK) if stream else b""
    if stream:
        reader.parser.Parse(b"", True)


class _Reader:
    """Gathers cells into rows. A row without its number follows the one before, a cell without its place likewise."""

    def __init__(self, read_cell: ReadCell, after: int) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.rows: list[RawRow] = []
        self._read_cell = read_cell
        self._row = after
        self._cells: list[Cell] = []
        self._attributes: Attributes = {}
        self._texts: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._length = 0
        self._reading = False

    def _start(self, name: str, attributes: Attributes) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            self._attributes, self._texts, self._length = attributes, {}, 0
        elif local in {"v", "t", "f"} and not self._reading:
            self._into = self._texts.setdefault("f" if local == "f" else "v", [])
        elif local == "row":
            self._begin_row(attributes)
        elif local == "rPh":
            self._reading = True

    def _end(self, name: str) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            if self._texts:
                self._put()
        elif local == "row":
            self._end_row()
        elif local == "rPh":
            self._reading = False
        else:
            self._into = None

    def _characters(self, data: str) -> None:
        if self._into is not None:
            self._length += len(data)
            if self._length <= LONGEST:
                self._into.append(data)
            elif self._length - len(data) < LONGEST:
                self._into.append(data[: LONGEST - self._length])

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        if self._row > MOST_ROWS:
            raise UnreadableSheet("", Reason.TOO_LARGE, f"it claims a row {self._row}")
        self._cells = []

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append(RawRow(self._row, self._cells))

    def _put(self) -> None:
        """Put the cell in its place; what lies right of all that is looked at is left."""
        attributes, cells = self._attributes, self._cells
        place = _place(attributes["r"]) if "r" in attributes else len(cells)
        value = self._value()
        if value is None or not 0 <= place < MOST_COLUMNS:
            return
        if place >= len(cells):
            cells.extend([None] * (place - len(cells)))
            cells.append(value)
        else:
            cells[place] = value

    def _value(self) -> Cell:
        texts, attributes = self._texts, self._attributes
        text = "".join(texts.get("v", ()))
        value = self._read_cell(attributes.get("t", ""), text, attributes.get("s", ""))
        if self._length > LONGEST:
            value = Odd(Kind.LONG, value, self._length)
        return Odd(Kind.FORMULA, value, "".join(texts["f"])[:200]) if "f" in texts else value


def _place(reference: str) -> int:
    """The column of a reference such as AB12; -1 for what is none."""
    return _of_letters(reference.rstrip("0123456789"))


@lru_cache(maxsize=2_048)
def _of_letters(letters: str) -> int:
    return column_place(letters) if letters.isascii() and letters.isalpha() and len(letters) <= 3 else -1
