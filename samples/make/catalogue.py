"""The catalogue: reads the rows of ``samples/data/catalogue`` and writes the contractor's workbook.

The data files hold what a cataloguer decides, a file a fonds. What follows from the rest is filled in here: fonds,
volume and item numbers from the code, names from ``fonds.csv`` and ``volumes.csv``, the number of pages from the
images where there are any, and the commonest values where a cell is empty (see `USUAL`).
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    "檔號",
    "全宗號",
    "全宗名稱",
    "案卷號",
    "案卷題名",
    "件號",
    "題名",
    "責任者",
    "日期",
    "文種",
    "頁數",
    "保管期限",
    "開放標識",
    "延期至",
    "稿本",
    "語種",
    "提要",
    "備註",
    "報頭",
    "期號",
)
WIDTHS = (22, 8, 18, 8, 26, 7, 46, 22, 22, 8, 6, 9, 10, 12, 8, 8, 60, 40, 40, 8)
DELIVERED = datetime.datetime(2026, 3, 15, 9, 12)  # noqa: DTZ001 (a workbook's times have no zone)
USUAL = {"保管期限": "永久", "開放標識": "開放", "語種": "漢文"}

Row = dict[str, str]


def rows(data: Path, images: Path) -> list[Row]:
    """Every row of the catalogue in order of fonds and file; a row has all `COLUMNS`."""
    names = _names(data / "fonds.csv", "全宗號", "全宗名稱")
    volumes = _names(data / "volumes.csv", "案卷", "案卷題名")
    return [_completed(row, names, volumes, images) for fonds in names for row in _read(data / f"{fonds}.csv")]


def _read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _names(path: Path, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in _read(path)}


def _completed(row: Row, names: dict[str, str], volumes: dict[str, str], images: Path) -> Row:
    fonds, *between, item = row["檔號"].split("-")
    volume = between[-1] if len(between) == 2 else ""
    found = len(list((images / row["檔號"]).glob("*.jpg")))
    usual = USUAL | ({"語種": ""} if row["文種"] == "照片" else {})
    full = {column: row.get(column) or usual.get(column, "") for column in COLUMNS}
    return full | {
        "全宗號": fonds,
        "全宗名稱": names[fonds],
        "案卷號": volume,
        "案卷題名": volumes[f"{fonds}-{'-'.join(between)}"] if volume else "",
        "件號": item,
        "頁數": str(found) if found else full["頁數"],
    }


def write_workbook(catalogue: list[Row], path: Path) -> None:
    """Write the rows as one sheet with a header row; every cell is text but the number of pages."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "文件級目錄"
    sheet.append(COLUMNS)
    for row in catalogue:
        sheet.append([int(row[c]) if c == "頁數" and row[c] else row[c] or None for c in COLUMNS])
    _dress(sheet)
    book.properties.creator = "墨池數字化公司"
    book.properties.created = DELIVERED
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(settled(buffer))


def settled(book: io.BytesIO) -> bytes:
    """The workbook with the day of delivery wherever openpyxl put today, so that the same rows give the same bytes."""
    settled = io.BytesIO()
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + DELIVERED.isoformat().encode() + b"Z", content
                )
            target.writestr(zipfile.ZipInfo(name, DELIVERED.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()


def _dress(sheet: Worksheet) -> None:
    """Column widths, a head that stays, and wrapping where the text is long."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for index, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F1E7CF")
        cell.alignment = Alignment(horizontal="center")
