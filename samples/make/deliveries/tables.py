"""Tables written as contractors write them: .xlsx, .xls (BIFF8), .csv in four encodings and .dbf.

A `Table` is a grid of cells as it is to stand, title rows and all; writers add nothing to it.
"""

from __future__ import annotations

import csv
import datetime
import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from samples.make.catalogue import DELIVERED, settled
from samples.make.deliveries.compound import compound
from samples.make.deliveries.model import Cell

GridCell = Cell | datetime.date

EPOCH: Final = datetime.date(1899, 12, 30)
"""Day 0 of a workbook's calendar, for days after February 1900."""


@dataclass(frozen=True, slots=True)
class Table:
    """``merged``: ranges as a spreadsheet names them, ``A1:C1``; only .xlsx keeps them."""

    name: str
    grid: Sequence[Sequence[GridCell]]
    merged: Sequence[str] = ()


def write_xlsx(path: Path, tables: Sequence[Table]) -> None:
    """A workbook with one sheet a table."""
    book = Workbook()
    book.properties.created = DELIVERED
    for number, table in enumerate(tables):
        sheet = book.active if number == 0 else book.create_sheet()
        assert isinstance(sheet, Worksheet)
        sheet.title = table.name
        for row in table.grid:
            sheet.append(list(row))
        for reach in table.merged:
            sheet.merge_cells(reach)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(settled(buffer))


def write_csv(path: Path, table: Table, encoding: str) -> None:
    """Raises UnicodeEncodeError when the encoding lacks a character."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([[_plain(cell) for cell in row] for row in table.grid])
    path.write_bytes(text.getvalue().encode(encoding))


def _plain(cell: GridCell) -> str:
    return "" if cell is None else str(cell)


# -- .xls -----------------------------------------------------------------------------------------


def write_xls(path: Path, tables: Sequence[Table]) -> None:
    """A workbook of Excel 97 (MS-XLS) with as few records as readers ask for: values, and no formats."""
    sheets = [_sheet_stream(table) for table in tables]
    head = len(_globals([0] * len(tables), tables))
    starts = [head + sum(map(len, sheets[:number])) for number in range(len(sheets))]
    path.write_bytes(compound({"Workbook": _globals(starts, tables) + b"".join(sheets)}))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _globals(starts: Sequence[int], tables: Sequence[Table]) -> bytes:
    bound = [
        _record(0x0085, struct.pack("<IBBBB", start, 0, 0, len(table.name), 1) + table.name.encode("utf-16-le"))
        for start, table in zip(starts, tables, strict=True)
    ]
    return _begin(5) + _record(0x0042, struct.pack("<H", 1200)) + b"".join(bound) + _record(0x000A, b"")


def _sheet_stream(table: Table) -> bytes:
    wide = max(map(len, table.grid))
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(table.grid), 0, wide, 0))
    cells = [
        _xls_cell(row, column, cell)
        for row, cells in enumerate(table.grid)
        for column, cell in enumerate(cells)
        if cell is not None
    ]
    return _begin(16) + size + b"".join(cells) + _record(0x000A, b"")


def _xls_cell(row: int, column: int, cell: GridCell) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, datetime.date):
        cell = (cell - EPOCH).days
    if isinstance(cell, int | float):
        return _record(0x0203, place + struct.pack("<d", cell))
    text = str(cell)
    return _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


# -- .dbf -----------------------------------------------------------------------------------------


def write_dbf(path: Path, table: Table, *, encoding: str = "gb18030", mark: int = 0x7A) -> None:
    """A dBASE table of text fields; the first row of the grid names them, ten bytes at most. ``mark``: code page."""
    names, *rows = [[_plain(cell).encode(encoding, "replace") for cell in row] for row in table.grid]
    widths = [min(254, max(1, *(len(row[at]) for row in rows))) for at in range(len(names))]
    fields = b"".join(
        name[:10].ljust(11, b"\0") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14)
        for name, width in zip(names, widths, strict=True)
    )
    head = struct.pack("<BBBBIHH", 3, 126, 3, 15, len(rows), 33 + len(fields), 1 + sum(widths))
    records = b"".join(
        b" " + b"".join(cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
    path.write_bytes(head + bytes(17) + bytes([mark]) + bytes(2) + fields + b"\r" + records + b"\x1a")
