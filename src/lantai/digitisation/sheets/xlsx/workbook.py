"""A workbook as tables of raw rows: its parts put together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lantai.digitisation.sheets.cells import Merge, RawRow
from lantai.digitisation.sheets.xlsx.merges import filled_down, read_merges
from lantai.digitisation.sheets.xlsx.package import Package, Table
from lantai.digitisation.sheets.xlsx.strings import read_strings
from lantai.digitisation.sheets.xlsx.styles import read_styles
from lantai.digitisation.sheets.xlsx.worksheet import Worksheet


class Workbook:
    """An XLSX or XLSM file, open for reading. Raises UnreadableSheet, BadZipFile, ExpatError, zlib.error."""

    def __init__(self, file: IO[bytes], name: str, scratch: Path | None = None) -> None:
        self._package = Package(file, name)
        self.tables, from_1904 = self._package.tables()
        strings = read_strings(self._package, scratch)
        self._sheet = Worksheet(strings, read_styles(self._package), from_1904=from_1904)

    def merges(self, table: Table) -> list[Merge]:
        with self._package.open(table.part) as stream:
            return read_merges(stream)

    def rows(self, table: Table, merges: list[Merge]) -> Iterator[RawRow]:
        with self._package.open(table.part) as stream:
            yield from filled_down(self._sheet.rows(stream), merges)
