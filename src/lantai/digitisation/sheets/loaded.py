"""XLS, XLSB and ODS, by calamine: a sheet at a time in memory, so only for what is small by its nature.

An XLS sheet ends at row 65,536. Larger ones of the other two are read as far as the memory of the process goes.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from math import isfinite
from typing import IO, Final

import python_calamine

from lantai.digitisation.sheets.cells import LONGEST, MOST_COLUMNS, Cell, Kind, Merge, Odd, RawRow
from lantai.digitisation.sheets.formats import Format
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet, unreadable
from lantai.digitisation.sheets.xlsx.merges import filled_down
from lantai.digitisation.sheets.xlsx.package import Table, guard

_EXACT: Final = 10**15
"""From here on a number has more digits than a spreadsheet keeps."""


class LoadedBook:
    """A workbook that calamine reads. Raises UnreadableSheet."""

    def __init__(self, file: IO[bytes], name: str, form: Format) -> None:
        if form != Format.XLS:
            with zipfile.ZipFile(file) as archive:
                guard(archive, name)
        file.seek(0)
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(file)
        except python_calamine.PasswordError as error:
            raise UnreadableSheet(name, Reason.PASSWORD) from error
        except (python_calamine.CalamineError, ValueError, OSError) as error:
            raise unreadable(name, error, Reason.DAMAGED) from error
        self._name = name
        self.tables = [
            Table(one.name, one.name, one.visible != python_calamine.SheetVisibleEnum.Visible)
            for one in self._book.sheets_metadata
            if one.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]

    def merges(self, table: Table) -> list[Merge]:
        ranges = self._sheet(table).merged_cell_ranges or ()
        return sorted(Merge(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in ranges)

    def rows(self, table: Table, merges: list[Merge]) -> Iterator[RawRow]:
        return filled_down(self._rows(table), merges)

    def _rows(self, table: Table) -> Iterator[RawRow]:
        sheet = self._sheet(table)
        if sheet.start is None:
            return
        left: list[Cell] = [None] * sheet.start[1]
        for number, values in enumerate(sheet.iter_rows(), start=1):
            cells = left + [_cell(value) for value in values[: MOST_COLUMNS - len(left)]]
            if any(cell is not None for cell in cells):
                yield RawRow(number, cells)

    def _sheet(self, table: Table) -> python_calamine.CalamineSheet:
        try:
            return self._book.get_sheet_by_name(table.name)
        except (python_calamine.CalamineError, ValueError, OSError) as error:
            raise unreadable(self._name, error, Reason.DAMAGED, f"its sheet {table.name[:40]}") from error


def _cell(value: object) -> Cell:
    """A value as calamine gives it; it gives nothing for an error, and the value that was kept for a formula."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return Odd(Kind.BOOLEAN, "TRUE" if value else "FALSE")
    if isinstance(value, float | int):
        return _number(value)
    if isinstance(value, datetime.date):
        return Odd(Kind.DATE, value.isoformat()[:10])
    return None if value is None else str(value)


def _number(value: float) -> Cell:
    if not isfinite(value):
        return str(value)
    return int(value) if value == int(value) and abs(value) < _EXACT else value


def _text(value: str) -> Cell:
    if not value or value.isspace():
        return None
    return Odd(Kind.LONG, value[:LONGEST], len(value)) if len(value) > LONGEST else value
