"""Reading a contractor's sheet: rows as field keys and text, whatever the columns are called.

The header is the first of the leading rows that names the code and the title; a title row above it does no
harm. Values are trimmed text; Excel's own dates become ``1924-09-03``, whole numbers lose their ``.0``.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from lantai.digitisation.profile import DeliveryProfile
from lantai.values.encodings import decode
from lantai.values.folding import fold

_HEADER_WITHIN = 20


class UnreadableSheet(Exception):
    """The sheet cannot be read; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``row`` counts from 1 as the spreadsheet shows it; ``values`` has the fields that are not empty."""

    sheet: str
    row: int
    values: dict[str, str]

    def get(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its header found: ``fields`` are the keys that it has columns for."""

    name: str
    header_row: int
    fields: frozenset[str]
    rows: tuple[SheetRow, ...]


def read_sheets(path: Path, profile: DeliveryProfile) -> list[Sheet]:
    """The sheets of one file that hold a catalogue; others are left alone. Raises UnreadableSheet."""
    found = [_sheet(name, rows, profile) for name, rows in _tables(path)]
    return [sheet for sheet in found if sheet is not None]


def _tables(path: Path) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    if path.suffix.lower() == ".csv":
        yield path.name, _csv_rows(path)
        return
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableSheet(f"{path.name} cannot be read as a spreadsheet: {error}.") from error


def _csv_rows(path: Path) -> Iterator[list[object]]:
    read = decode(path.read_bytes())
    if not read.is_whole:
        raise UnreadableSheet(
            f"{path.name} is taken for {read.encoding}, and byte {read.unread[0].place + 1} means nothing in it; "
            "save it as UTF-8."
        )
    for row in csv.reader(io.StringIO(read.text, newline="")):
        yield list(row)


def _sheet(name: str, table: Iterable[Sequence[object]], profile: DeliveryProfile) -> Sheet | None:
    header: dict[int, str] = {}
    header_row, rows = 0, []
    for number, cells in enumerate(table, start=1):
        if not header:
            header = _header(cells, profile)
            header_row = number
            if not header and number >= _HEADER_WITHIN:
                return None
            continue
        values = {key: text for at, key in header.items() if at < len(cells) and (text := as_text(cells[at]))}
        if values:
            rows.append(SheetRow(sheet=name, row=number, values=values))
    if not header:
        return None
    return Sheet(name=name, header_row=header_row, fields=frozenset(header.values()), rows=tuple(rows))


def _header(cells: Sequence[object], profile: DeliveryProfile) -> dict[int, str]:
    """Column number → field key, when this row is the header: it names the code or the title and one more."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        key = profile.columns.get(fold(as_text(cell)))
        if key and key not in found.values():
            found[at] = key
    keys = set(found.values())
    return found if keys & {"code", "title"} and len(keys) >= 2 else {}


def as_text(cell: object) -> str:
    """A cell as text, trimmed, no-break spaces included."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\u00a0", " ").strip()
