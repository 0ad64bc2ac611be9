"""dBASE and FoxPro tables: a head that describes the fields, then records of equal length, so that they stream.

A record begins with a mark, ``*`` for a deleted one. Text is in the code page that the head names; most Chinese tables
name none or a wrong one, so the bytes are judged unless a Chinese one is named. Memo fields point into a second file
and are not read: such a column says so in every row that has one.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from lantai.digitisation.sheets.cells import MOST_COLUMNS, Cell, Kind, Odd, RawRow
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet
from lantai.values.encodings import decode

_CODE_PAGES: Final = {
    **dict.fromkeys((0x4D, 0x7A), "gb18030"),
    **dict.fromkeys((0x4F, 0x78), "big5hkscs"),
    **dict.fromkeys((0x13, 0x7B), "cp932"),
}
_SAMPLED: Final = 2_000
_BATCH: Final = 500
_DELETED: Final = 0x2A
_END: Final = 0x1A
MEMO: Final = "memo"
"""What stands in ``Odd.value`` for a memo that was not read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name as bytes, its type, and where in a record it lies."""

    name: bytes
    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DbfTable:
    """The head of a table. ``count`` is the number of records that it claims."""

    fields: tuple[Field, ...]
    count: int
    first: int
    length: int
    encoding: str


def open_table(file: IO[bytes], name: str) -> DbfTable:
    """Read the head and settle the encoding. Raises UnreadableSheet when records are missing or fields do not fit."""
    file.seek(0)
    head = file.read(32)
    count, first, length = struct.unpack("<IHH", head[4:12])
    fields = tuple(_fields(file.read(first - 32), length))
    if not fields:
        raise UnreadableSheet(name, Reason.DAMAGED, "it describes no field that fits its records")
    size = file.seek(0, io.SEEK_END)
    if first + count * length > size + 1:
        whole = max(0, size - first) // length
        raise UnreadableSheet(name, Reason.TRUNCATED, f"it counts {count} records and holds {whole}")
    table = DbfTable(fields, count, first, length, "")
    return DbfTable(fields, count, first, length, _CODE_PAGES.get(head[29]) or _judged(file, table))


def rows(file: IO[bytes], table: DbfTable) -> Iterator[RawRow]:
    """The names of the fields as row 1, then every record that is not deleted; record n is row n + 1."""
    fields = table.fields[:MOST_COLUMNS]
    yield RawRow(1, [one.name.decode(table.encoding, "replace") for one in fields])
    for number, record in enumerate(_records(file, table), start=2):
        if record[0] != _DELETED:
            yield RawRow(number, [_cell(record[one.start : one.end], one.type, table.encoding) for one in fields])


def _fields(data: bytes, length: int) -> Iterator[Field]:
    """The descriptions of fields, 32 bytes each, up to a carriage return."""
    start = 1
    for place in range(0, len(data) - 31, 32):
        one = data[place : place + 32]
        if one[0] == 0x0D:
            return
        end = start + one[16]
        if end > length:
            return
        yield Field(one[:11].partition(b"\0")[0].strip(), chr(one[11]), start, end)
        start = end


def _records(file: IO[bytes], table: DbfTable) -> Iterator[bytes]:
    file.seek(table.first)
    left = table.count
    while left and (data := file.read(table.length * min(_BATCH, left))):
        for place in range(0, len(data) - table.length + 1, table.length):
            if data[place] == _END:
                return
            yield data[place : place + table.length]
            left -= 1


def _judged(file: IO[bytes], table: DbfTable) -> str:
    """The encoding of a sample of the text, its records from all over the table; the fields' names are part of it."""
    text = [one for one in table.fields if one.type == "C"]
    pieces = [one.name for one in table.fields]
    for place in range(0, table.count, max(1, table.count // _SAMPLED)):
        file.seek(table.first + place * table.length)
        record = file.read(table.length)
        pieces += (record[one.start : one.end].rstrip() for one in text)
    found = decode(b"\n".join(piece for piece in pieces if piece)).encoding
    return "gb18030" if found == "utf-8" and not _is_utf_8(pieces) else found.removesuffix("-sig")


def _is_utf_8(pieces: list[bytes]) -> bool:
    """Pure ASCII so far: Chinese that may still come is likelier GBK than UTF-8."""
    return any(not piece.isascii() for piece in pieces)


def _cell(data: bytes, kind: str, encoding: str) -> Cell:
    if kind in "NF":
        return _number(data.decode("ascii", "replace").strip(" \0"))
    if kind == "D":
        day = data.decode("ascii", "replace").strip(" \0")
        return day or None
    if kind == "L":
        return {"T": Odd(Kind.BOOLEAN, "TRUE"), "Y": Odd(Kind.BOOLEAN, "TRUE")}.get(
            data[:1].decode("ascii", "replace").upper(), Odd(Kind.BOOLEAN, "FALSE") if data.strip(b" ?\0") else None
        )
    if kind == "I" and len(data) == 4:
        return int(struct.unpack("<i", data)[0])
    if kind == "B" and len(data) == 8:
        return float(struct.unpack("<d", data)[0])
    if kind in "MGP":
        return Odd(Kind.ERROR, MEMO) if data.strip(b" 0\0") else None
    return _text(data, encoding)


def _number(text: str) -> Cell:
    if text.lstrip("-").isdigit():
        return int(text) if not text.startswith("0") or text == "0" else text
    try:
        return float(text) if text else None
    except ValueError:
        return text


def _text(data: bytes, encoding: str) -> Cell:
    """Text, whose last character a field of fixed length may have cut in two: half of it is no character."""
    data = data.rstrip(b" \0")
    if not data:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start == len(data) - 1 or error.end == len(data):
            return Odd(Kind.BYTES, data[: error.start].decode(encoding, "replace") + "\ufffd")
        return Odd(Kind.BYTES, data.decode(encoding, "replace"))
