"""Sheets made for the tests, as contractors and liars make them."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.names import column_names
from lantai.digitisation.sheets.opening import OpenSheet, open_sheets
from lantai.digitisation.sheets.rows import LeftOut, SheetRow

NAMES = column_names()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Table = Sequence[Sequence[Any]]


def xlsx(path: Path, rows: Table, *, name: str = "目錄", change: Callable[[Worksheet], None] | None = None) -> Path:
    """A workbook of one sheet, by the library that everybody uses; ``change`` may touch the sheet before it is kept."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    book.save(path)
    return path


def raw_xlsx(
    path: Path, sheet: str, *, strings: str = "", styles: str = "", more: dict[str, bytes] | None = None
) -> Path:
    """A workbook whose parts are written by hand; ``sheet`` is the whole part."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="目錄" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "/xl/sharedStrings.xml"),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    if styles:
        parts["xl/styles.xml"] = styles
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
        for part, data in (more or {}).items():
            archive.writestr(part, data)
    return path


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}">'
    return f"{head}<sheetData>{rows}</sheetData>{after}</worksheet>"


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def delimited(path: Path, rows: Table, *, encoding: str = "utf-8", separator: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def dbf(
    path: Path,
    fields: Sequence[tuple[str, str, int]],
    rows: Table,
    *,
    encoding: str = "gb18030",
    driver: int = 0,
    deleted: Sequence[int] = (),
) -> Path:
    """A dBASE III table: fields are (name, type, length); ``deleted`` are places in ``rows``."""
    length = 1 + sum(size for _name, _type, size in fields)
    head = struct.pack("<4BIHH17xBxx", 3, 126, 3, 15, len(rows), 33 + 32 * len(fields), length, driver)
    described = b"".join(
        struct.pack("<11sc4xB15x", name.encode(encoding)[:10], kind.encode(), size) for name, kind, size in fields
    )
    records = b"".join(
        (b"*" if number in deleted else b" ")
        + b"".join(_field(value, kind, size, encoding) for value, (_name, kind, size) in zip(row, fields, strict=True))
        for number, row in enumerate(rows)
    )
    path.write_bytes(head + described + b"\r" + records + b"\x1a")
    return path


def _field(value: Any, kind: str, size: int, encoding: str) -> bytes:
    data = str(value).encode(encoding)[:size]
    return data.rjust(size) if kind in "NF" else data.ljust(size)


def opened(path: Path, mapping: ColumnMapping | None = None) -> OpenSheet:
    """The only table of a file."""
    (sheet,) = open_sheets(path, profile=NAMES, mapping=mapping)
    return sheet


def entries(path: Path, mapping: ColumnMapping | None = None) -> list[SheetRow]:
    return list(opened(path, mapping).rows())


def values(path: Path) -> list[dict[str, str]]:
    return [row.values for row in entries(path)]


def left_out(path: Path) -> list[LeftOut]:
    told: list[LeftOut] = []
    list(opened(path).rows(told.append))
    return told
