"""From raw rows to entries: totals, signatures and repeated headings left out, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from lantai.digitisation.sheets.cells import RawRow
from lantai.digitisation.sheets.header import SheetColumn
from lantai.digitisation.sheets.mending import ColumnReader, Read
from lantai.digitisation.sheets.names import ColumnNames
from lantai.digitisation.sheets.plain import as_text, given_text
from lantai.digitisation.sheets.rows import CellNote, LeftOut, SheetRow
from lantai.values.folding import fold

_MOST_IN_SIGNATURES: Final = 8
_LONGEST_TEXT: Final = 200
_TELLING: Final = frozenset({"code", "title"})
"""An entry has one of these; a row of totals or signatures at most stands in their columns."""


class EntryReader:
    """Reads the rows of one table in order."""

    def __init__(self, sheet: str, columns: Sequence[SheetColumn], names: ColumnNames) -> None:
        self._sheet = sheet
        self._names = names
        self._columns = [ColumnReader(one.place, one.name, one.key, names) for one in columns]
        self._titles = {one.place: one.name for one in columns}
        self._above: dict[str, str] = {}
        self._telling = [one.place for one in columns if one.key in _TELLING]

    def learn(self, rows: Iterable[Sequence[Any]]) -> None:
        """See rows beforehand, so that the first of them are read as the later ones."""
        for cells in rows:
            for column in self._columns:
                if column.place < len(cells):
                    column.read(cells[column.place], "")

    def read(self, batches: Iterable[list[RawRow]], left_out: Callable[[LeftOut], object]) -> Iterator[SheetRow]:
        """The entries among the raw rows; every other row goes to ``left_out``."""
        for batch in batches:
            for number, cells in batch:
                reason = self._reason(cells)
                if reason:
                    text = " ".join(filter(None, map(as_text, cells)))[:_LONGEST_TEXT]
                    left_out(LeftOut(self._sheet, number, reason, text))
                    continue
                row = self._entry(number, cells)
                if row is not None:
                    self._above = row.values
                    yield row

    def _entry(self, number: int, cells: Sequence[Any]) -> SheetRow | None:
        values: dict[str, str] = {}
        given: dict[str, str] = {}
        notes: list[CellNote] = []
        width = len(cells)
        for column in self._columns:
            cell = cells[column.place] if column.place < width else None
            if cell is None:
                continue
            value = column.plain(cell)
            if value is None:
                self._put(column, cell, values, given, notes)
            else:
                values[column.key] = value
        return SheetRow(self._sheet, number, values, given, tuple(notes)) if values or notes else None

    def _put(
        self, column: ColumnReader, cell: Any, values: dict[str, str], given: dict[str, str], notes: list[CellNote]
    ) -> None:
        read: Read = column.read(cell, self._above.get(column.key, ""))
        notes += read.notes
        if read.value:
            values[column.key] = read.value
        if (read.notes or type(cell) is list) and (stood := given_text(cell)) != read.value:
            given[column.key] = stood

    def _reason(self, cells: Sequence[Any]) -> str:
        """Why a row is no entry; empty for an entry. Few rows get past the first question."""
        place, first = next(((place, cell) for place, cell in enumerate(cells) if cell is not None), (0, None))
        if type(first) is not str:
            return ""
        if self._says_nothing_else(cells, place):
            word = fold(first[:_LONGEST_TEXT])
            if word.startswith(self._names.totals):
                return "total"
            if word.startswith(self._names.signatures) and len(cells) - cells.count(None) <= _MOST_IN_SIGNATURES:
                return "signature"
        return "repeated-header" if self._is_header(cells, place, first) else ""

    def _says_nothing_else(self, cells: Sequence[Any], first: int) -> bool:
        """Whether neither code nor title stands in the row, but for its first cell: a bare number there is a sum."""
        others = (cells[place] for place in self._telling if place != first and place < len(cells))
        return all(cell is None or as_text(cell).isdigit() for cell in others)

    def _is_header(self, cells: Sequence[Any], place: int, first: str) -> bool:
        title = self._titles.get(place)
        if title is None or first[0] != title[0]:
            return False
        named = [(cells[at], one) for at, one in self._titles.items() if at < len(cells) and cells[at] is not None]
        return len(named) > 1 and all(fold(as_text(cell)) == fold(one) for cell, one in named)
