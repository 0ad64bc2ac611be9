"""The process that reads a sheet: what comes from outside is taken apart here, within limits, and nowhere else.

``python -m lantai.digitisation.sheets.child NAME (head | TABLE) FILE [SCRATCH]``, the file by the number of its open
descriptor: no path is opened. If there is standard input, it is the instructions of how to make entries of rows.
Answers are lines of JSON: ``{"tables": …}`` for the head; for a table rows or entries by the batch, then ``{"end":
true}``; ``{"reason": …, "detail": …}`` when it cannot be read. It dies with the process that started it.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol
from xml.parsers import expat

from lantai.digitisation.sheets import dbf, delimited
from lantai.digitisation.sheets.cells import Cell, Merge, Odd, RawRow
from lantai.digitisation.sheets.formats import Format, format_of
from lantai.digitisation.sheets.loaded import LoadedBook
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet, unreadable
from lantai.digitisation.sheets.xlsx.package import Table
from lantai.digitisation.sheets.xlsx.workbook import Workbook

if TYPE_CHECKING:
    from lantai.digitisation.sheets.entries import Entry, EntryReader, Left

HEAD_ROWS: Final = 200
"""Rows that are looked at to find the header and to show samples."""
_BATCH: Final = 200
_LARGEST_BATCH: Final = 8 << 20
"""Characters that are told at once, and that a row can have."""
_SHORT: Final = 500
_MOST_TABLES: Final = 500
_MEMORY: Final = 2 << 30
_LARGEST_FILE: Final = 5 << 30
_CPU_SECONDS: Final = 1_800
_DIE_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of Linux; elsewhere the process ends when nobody reads its answers."""
_DAMAGED: Final = (zlib.error, expat.ExpatError, struct.error, NotImplementedError, ValueError)


class Book(Protocol):
    """A file of tables."""

    tables: list[Table]

    def merges(self, table: Table) -> list[Merge]: ...

    def rows(self, table: Table, merges: list[Merge]) -> Iterator[RawRow]: ...


class OneTable:
    """A file that is one table, with its name for the table's."""

    def __init__(self, name: str, rows: Iterator[RawRow]) -> None:
        self.tables = [Table(name, name, hidden=False)]
        self._rows = rows

    def merges(self, table: Table) -> list[Merge]:
        return []

    def rows(self, table: Table, merges: list[Merge]) -> Iterator[RawRow]:
        return self._rows


def open_book(file: IO[bytes], name: str, scratch: Path | None) -> Book:
    """The book in a file, by what the file is. Raises UnreadableSheet and what broken files raise."""
    form = format_of(file, name)
    if form == Format.XLSX:
        return Workbook(file, name, scratch)
    if form == Format.TEXT:
        return OneTable(name, delimited.rows(file, delimited.writing_of(file)))
    if form == Format.DBF:
        return OneTable(name, dbf.rows(file, dbf.open_table(file, name)))
    return LoadedBook(file, name, form)


def main(name: str, wanted: str, file: str, scratch: str = "") -> None:
    _limit()
    try:
        book = open_book(os.fdopen(int(file), "rb"), name, Path(scratch) if scratch else None)
        if wanted == "head":
            _say({"tables": _heads(book, name)})
        else:
            _say_rows(book, book.tables[int(wanted)], _instructed())
    except UnreadableSheet as error:
        _say_unreadable(error)
    except MemoryError as error:
        _say_unreadable(unreadable(name, error, Reason.TOO_LARGE))
    except (zipfile.BadZipFile, EOFError) as error:
        _say_unreadable(unreadable(name, error, Reason.TRUNCATED))
    except (*_DAMAGED, OSError) as error:
        _say_unreadable(unreadable(name, error, Reason.DAMAGED, str(error)[:200]))


def _say_unreadable(error: UnreadableSheet) -> None:
    _say({"reason": error.reason, "detail": error.detail})


def _instructed() -> EntryReader | None:
    """What makes entries is loaded only where it is needed: it takes longer than the first rows of a file."""
    told = sys.stdin.buffer.read()
    if not told:
        return None
    from lantai.digitisation.sheets.entries import EntryReader
    from lantai.digitisation.sheets.instructions import Instructions

    return EntryReader(Instructions.from_json(told))


def _heads(book: Book, name: str) -> list[dict[str, object]]:
    if len(book.tables) > _MOST_TABLES:
        raise UnreadableSheet(name, Reason.TOO_LARGE, f"it has {len(book.tables)} sheets")
    return [_head(book, table) for table in book.tables]


def _head(book: Book, table: Table) -> dict[str, object]:
    """The first rows of a table, long texts cut, and the merged ranges that begin among them."""
    merges = book.merges(table)
    rows = takewhile(lambda row: row.number <= HEAD_ROWS, book.rows(table, []))
    first = [RawRow(row.number, [_short(cell) for cell in row.cells]) for row in islice(rows, HEAD_ROWS)]
    near = [one for one in merges if one.first_row <= HEAD_ROWS]
    return {"name": table.name, "hidden": table.hidden, "rows": first, "merges": near}


def _short(cell: Cell) -> Cell:
    if isinstance(cell, Odd):
        return Odd(cell.kind, _short(cell.value), cell.more)
    return cell[:_SHORT] if isinstance(cell, str) else cell


def _say_rows(book: Book, table: Table, reader: EntryReader | None) -> None:
    """The rows or entries by the batch; those before a place where the file breaks off are told all the same."""
    batch: list[RawRow | Entry | Left] = []
    size = 0
    try:
        for row in book.rows(table, book.merges(table)):
            size += _size(row)
            told = reader.read(row) if reader else row
            if told is None:
                continue
            batch.append(told)
            size += _gained(told) if reader else 0
            if len(batch) == _BATCH or size > _LARGEST_BATCH:
                _say(batch)
                batch, size = [], 0
    finally:
        if batch:
            _say(batch)
    _say({"end": True})


def _size(row: RawRow) -> int:
    """The characters of a row. Raises UnreadableSheet when they are more than any entry has."""
    size = sum([len(cell) for cell in row.cells if type(cell) is str])
    if size > _LARGEST_BATCH:
        raise UnreadableSheet("", Reason.UNSAFE, f"row {row.number} has {size} characters")
    return size


def _gained(told: RawRow | Entry | Left) -> int:
    """What an entry may have more than its row: the values of cells above it."""
    return sum([len(text) for text in told[1].values()]) if len(told) == 4 else 0


def _say(answer: object) -> None:
    line = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _limit() -> None:
    """Bounds for memory, time and what is written; no core is dumped, and the process outlives nobody."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # whoever asked has heard enough
        main(*sys.argv[1:])
