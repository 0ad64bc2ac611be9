"""The rows of a delivery's catalogue, read again where it lies: as they stood, for those who have to mend them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from lantai.digitisation.check import NotADelivery, open_delivery
from lantai.digitisation.check.reading import delivery_columns
from lantai.digitisation.progress import SilentProgress
from lantai.digitisation.reports.report import Place, PlacedRow, RowsAt
from lantai.digitisation.scratch import scratch_folder
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.opening import OpenSheet, open_sheets
from lantai.digitisation.sheets.rows import SheetRow
from lantai.digitisation.sheets.unreadable import UnreadableSheet


def rows_of(source: Path, mapping: ColumnMapping | None = None) -> RowsAt:
    """Rows of the delivery that lies at ``source``; where it is gone or cannot be read, rows without values.

    The sheets are opened when the first row is asked for, and read once, as far as rows are asked for.
    """

    def rows_at(places: Iterable[Place]) -> Iterator[PlacedRow]:
        with opened_sheets(source, mapping) as sheets:
            for name, run in groupby(places, key=lambda place: place[0]):
                yield from _in_sheet(name, (row for _sheet, row in run), [one for one in sheets if one.name == name])

    return rows_at


@contextmanager
def opened_sheets(source: Path, mapping: ColumnMapping | None = None) -> Iterator[list[OpenSheet]]:
    """The sheets of a delivery that can be read, while the ``with`` lasts; none where it does not lie there."""
    with scratch_folder("sheets") as scratch:
        yield [one for path in _files(source) for one in _opened(path, mapping, scratch)]


def _files(source: Path) -> Sequence[Path]:
    try:
        with open_delivery(source, SilentProgress()) as delivery:
            return delivery.sheets
    except (NotADelivery, OSError):
        return ()


def _opened(path: Path, mapping: ColumnMapping | None, scratch: Path) -> Sequence[OpenSheet]:
    try:
        return open_sheets(path, profile=delivery_columns(), mapping=mapping, scratch=scratch)
    except (UnreadableSheet, OSError):
        return ()


def _in_sheet(name: str, numbers: Iterable[int], sheets: Sequence[OpenSheet]) -> Iterator[PlacedRow]:
    """The rows of these numbers, which rise; of sheets of one name, the first that has the row."""
    read = heapq.merge(*map(_rows, sheets), key=lambda row: row.row)
    row = next(read, None)
    for number in numbers:
        while row is not None and row.row < number:
            row = next(read, None)
        found = row is not None and row.row == number
        yield name, number, row.values | row.given if row is not None and found else {}


def _rows(sheet: OpenSheet) -> Iterator[SheetRow]:
    """The rows up to where the sheet ends or breaks off."""
    try:
        yield from sheet.rows()
    except (UnreadableSheet, OSError):
        return
