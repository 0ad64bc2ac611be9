"""Writing workbooks (ECMA-376) as a stream: reports of any length, in which everything that came from outside is text.

A cell that begins like a formula stays the text it was, so that opening the report runs nothing that a sender wrote:
texts are inline strings, marked as quoted so that they stay texts when somebody edits them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from lantai.digitisation.sheets.cells import LONGEST, MOST_ROWS, column_letters

MIME_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part: equal reports are equal bytes."""
_NAME_LENGTH: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BATCH: Final = 500

_TEXT, _HEADING, _MARKED = 1, 2, 3


def _xf(*, font: int, fill: int) -> str:
    """A style of cells that hold text: quoted, at the top, its lines broken."""
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" quotePrefix="1" '
        'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
    )


_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFE699"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    f"{_xf(font=0, fill=0)}{_xf(font=1, fill=2)}{_xf(font=0, fill=3)}</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A value that is shown as faulty."""

    text: str


Value: TypeAlias = "str | int | Marked | None"


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet: its headings stay in sight; ``widths`` are in characters, one for each heading.

    Rows that do not fit into one sheet go on in further ones.
    """

    name: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]


def write_workbook(out: IO[bytes], sheets: Iterable[ReportSheet]) -> None:
    """Write a workbook; memory does not grow with its rows. ``out`` need not be seekable."""
    names: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            rows = iter(sheet.rows)
            more = True
            while more:
                names.append(_free_name(sheet.name, names))
                with archive.open(_part(f"xl/worksheets/sheet{len(names)}.xml"), "w", force_zip64=True) as part:
                    more = _write_sheet(part, sheet, rows)
        for path, text in _frame(names):
            archive.writestr(_part(path), text)


def _part(path: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(path, _WHEN)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _write_sheet(part: IO[bytes], sheet: ReportSheet, rows: Iterator[Sequence[Value]]) -> bool:
    """Write headings and rows until the sheet is full; whether it is, so that there may be more."""
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, start=1)
    )
    part.write(
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{_row(1, sheet.headings, _HEADING)}".encode()
    )
    full = False
    lines: list[str] = []
    for number, row in enumerate(rows, start=2):
        lines.append(_row(number, row, _TEXT))
        full = number == MOST_ROWS
        if full or len(lines) == _BATCH:
            part.write("".join(lines).encode())
            lines.clear()
        if full:
            break
    part.write("".join([*lines, "</sheetData></worksheet>"]).encode())
    return full


def _row(number: int, values: Sequence[Value], style: int) -> str:
    cells = "".join(
        _cell(f"{column_letters(place)}{number}", value, style)
        for place, value in enumerate(values)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(reference: str, value: Value, style: int) -> str:
    """A number as a number; any text as text, whatever it begins with (``=``, ``+``, ``-``, ``@``)."""
    if isinstance(value, int):
        return f'<c r="{reference}"><v>{int(value)}</v></c>'
    if isinstance(value, Marked):
        value, style = value.text, _MARKED
    text = escape(_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", value or ""))[:LONGEST])
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _free_name(wished: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have and no other has, whatever its capitals."""
    plain = _NOT_IN_NAMES.sub(" ", wished).strip(" '")[:_NAME_LENGTH] or "-"
    name, number = plain, 1
    while name.casefold() in {one.casefold() for one in taken}:
        number += 1
        name = f"{plain[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
    return name


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts around the sheets."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(names) + 1)
    yield "xl/styles.xml", _STYLES
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in enumerate(names, start=1)
        )
        + "</sheets></workbook>",
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        _relationships(
            [
                *((f"rId{one}", "worksheet", f"worksheets/sheet{one}.xml") for one in numbers),
                ("s", "styles", "styles.xml"),
            ]
        ),
    )
    yield "_rels/.rels", _relationships([("rId1", "officeDocument", "xl/workbook.xml")])
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{kinds}.worksheet+xml"/>'
            for one in numbers
        )
        + "</Types>",
    )


def _relationships(targets: Iterable[tuple[str, str, str]]) -> str:
    lines = (f'<Relationship Id="{own}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for own, kind, to in targets)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
