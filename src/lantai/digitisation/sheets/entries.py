"""From raw rows to entries: totals, signatures and repeated headings left out, each with its reason.

This runs in the process that reads, which is told what it must know of the table (``instructions``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from lantai.digitisation.sheets.cells import RawRow
from lantai.digitisation.sheets.instructions import Instructions
from lantai.digitisation.sheets.mending import ColumnReader, Read
from lantai.digitisation.sheets.plain import as_text, given_text
from lantai.digitisation.sheets.rows import CellNote
from lantai.values.folding import fold

_MOST_IN_SIGNATURES: Final = 8
_LONGEST_TEXT: Final = 200
_TELLING: Final = frozenset({"code", "title"})
"""An entry has one of these; a row of totals or signatures at most stands in their columns."""

Entry: TypeAlias = "tuple[int, dict[str, str]] | tuple[int, dict[str, str], dict[str, str], list[CellNote]]"
"""The number of a row and its values; and, of a row with dirt, how they stood and what was noted."""
Left: TypeAlias = "tuple[int, str, str]"
"""The number of a row that is no entry, the reason, and what it says."""


class EntryReader:
    """Reads the rows of one table in order."""

    def __init__(self, told: Instructions) -> None:
        self._header_row = told.header_row
        self._totals, self._signatures = told.totals, told.signatures
        self._columns = [ColumnReader(one, told.ditto) for one in told.columns]
        self._titles = {one.place: one.name for one in told.columns}
        self._places = [(one.place, one.key, one.known, one) for one in self._columns]
        self._above: dict[str, str] = {}
        self._telling = [one.place for one in told.columns if one.key in _TELLING]
        self._learn(told.first)

    def _learn(self, rows: Iterable[Sequence[Any]]) -> None:
        """See rows beforehand, so that the first of them are read as the later ones."""
        for cells in rows:
            for column in self._columns:
                if column.place < len(cells):
                    column.read(cells[column.place], "")

    def read(self, row: RawRow) -> Entry | Left | None:
        """The entry that a raw row is, or why it is none; None down to the header, and for a row of unknown columns."""
        number, cells = row
        if number <= self._header_row:
            return None
        reason = self._reason(cells)
        if reason:
            return number, reason, " ".join(filter(None, map(as_text, cells)))[:_LONGEST_TEXT]
        entry = self._entry(number, cells)
        if entry is not None:
            self._above = entry[1]
        return entry

    def _entry(self, number: int, cells: Sequence[Any]) -> Entry | None:
        values: dict[str, str] = {}
        given: dict[str, str] = {}
        notes: list[CellNote] = []
        width = len(cells)
        for place, key, known, column in self._places:
            cell = cells[place] if place < width else None
            if cell is None:
                continue
            value = (known.get(cell) if type(cell) is str else None) or column.plain(cell)
            if value is None:
                self._put(column, cell, values, given, notes)
            else:
                values[key] = value
        if not values and not notes:
            return None
        return (number, values, given, notes) if notes or given else (number, values)

    def _put(
        self, column: ColumnReader, cell: Any, values: dict[str, str], given: dict[str, str], notes: list[CellNote]
    ) -> None:
        read: Read = column.read(cell, self._above.get(column.key, ""))
        notes += read.notes
        if read.value:
            values[column.key] = read.value
        if (read.notes or isinstance(cell, list | tuple)) and (stood := given_text(cell)) != read.value:
            given[column.key] = stood

    def _reason(self, cells: Sequence[Any]) -> str:
        """Why a row is no entry; empty for an entry. Few rows get past the first questions."""
        place, first = next(((place, cell) for place, cell in enumerate(cells) if cell is not None), (0, None))
        if type(first) is not str:
            return ""
        if self._says_nothing_else(cells, place):
            word = fold(first[:_LONGEST_TEXT])
            if word.startswith(self._totals):
                return "total"
            if word.startswith(self._signatures) and len(cells) - cells.count(None) <= _MOST_IN_SIGNATURES:
                return "signature"
        return "repeated-header" if self._is_header(cells, place, first) else ""

    def _says_nothing_else(self, cells: Sequence[Any], first: int) -> bool:
        """Whether neither code nor title stands in the row, but for its first cell: a bare number there is a sum."""
        for place in self._telling:
            cell = cells[place] if place < len(cells) and place != first else None
            if cell is not None and ((type(cell) is str and cell[0].isalpha()) or not as_text(cell).isdigit()):
                return False
        return True

    def _is_header(self, cells: Sequence[Any], place: int, first: str) -> bool:
        title = self._titles.get(place)
        if not title or first[0] != title[0]:
            return False
        named = [(cells[at], one) for at, one in self._titles.items() if at < len(cells) and cells[at] is not None]
        return len(named) > 1 and all(fold(as_text(cell)) == fold(one) for cell, one in named)
