"""Opening the catalogue of a delivery: its sheets found, their columns understood, their rows read as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lantai.digitisation.sheets.cells import RawRow
from lantai.digitisation.sheets.header import Header, Level, SheetColumn, UnknownColumn, find_header
from lantai.digitisation.sheets.instructions import Instructions, ReadColumn
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.names import ColumnNames
from lantai.digitisation.sheets.reading import TableHead, read_entries, read_heads
from lantai.digitisation.sheets.rows import LeftOut, SheetRow


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One table of a file. ``level`` is unknown where no header was found: all its columns are to be mapped then."""

    path: Path
    name: str
    level: Level
    header_row: int
    """The row of the header, the lower one of two; the entries come after it."""
    columns: tuple[SheetColumn, ...]
    unknown: tuple[UnknownColumn, ...]
    hidden: bool
    """Whether the sender hid the table; it may be an old copy."""
    _table: int = field(repr=False)
    _names: ColumnNames = field(repr=False)
    _first: tuple[RawRow, ...] = field(repr=False)
    _scratch: Path | None = field(repr=False)

    @property
    def fields(self) -> frozenset[str]:
        """The keys that the table has columns for."""
        return frozenset(one.key for one in self.columns)

    def rows(self, left_out: Callable[[LeftOut], object] = lambda _row: None) -> Iterator[SheetRow]:
        """The entries, in order, as they are read; rows that are none go to ``left_out``.

        May be called again, and reads the file again. Raises UnreadableSheet, also in the middle.
        """
        if self.level == "unknown":
            return
        told = self._instructions()
        for row in read_entries(self.path, self._table, told, sheet=self.name, scratch=self._scratch):
            if isinstance(row, SheetRow):
                yield row
            else:
                left_out(row)

    def _instructions(self) -> Instructions:
        return Instructions(
            header_row=self.header_row,
            columns=[ReadColumn(one.place, one.name, one.key, self._names.kind_of(one.key)) for one in self.columns],
            ditto=self._names.ditto,
            totals=self._names.totals,
            signatures=self._names.signatures,
            first=[row.cells for row in self._first],
        )


def open_sheets(
    path: Path, *, profile: ColumnNames, mapping: ColumnMapping | None = None, scratch: Path | None = None
) -> tuple[OpenSheet, ...]:
    """The tables of a file, in its order; those that hold nothing like a table are left out.

    ``mapping`` says more of columns than ``profile`` knows. In ``scratch`` lies what is too large for the memory
    while a file is read; without it, very large workbooks are refused. Raises UnreadableSheet and BadMapping.
    """
    if mapping is not None:
        mapping.validate(profile)
    found = [
        (number, table, find_header(table.rows, table.merges, profile, said, f"{table.name}\n{path.name}"))
        for number, table in enumerate(read_heads(path, scratch=scratch))
        for said in [mapping.of(table.name) if mapping else None]
    ]
    return tuple(
        _sheet(path, number, table, header, profile, scratch) for number, table, header in found if header is not None
    )


def _sheet(
    path: Path, number: int, table: TableHead, header: Header, names: ColumnNames, scratch: Path | None
) -> OpenSheet:
    return OpenSheet(
        path=path,
        name=table.name,
        level=header.level,
        header_row=header.row,
        columns=header.columns,
        unknown=header.unknown,
        hidden=table.hidden,
        _table=number,
        _names=names,
        _first=tuple(row for row in table.rows if row.number > header.row),
        _scratch=scratch,
    )
