"""The faulty rows of a delivery as a sheet (XLSX) or as JSON, for whoever has to mend them.

Everything written is text: a cell that begins like a formula stays the text it was, so that opening the
sheet runs nothing that a sender wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lantai.office.faulty import FaultyRow, column_name
from lantai.office.queries.deliveries import Found

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767
"""Characters that a cell can hold."""
_KEYS = ("code", "severity", "sheet", "row", "column", "path", "found", "expected", "message", "mend")
_MADE_HERE = frozenset({"fonds", "volume", "profile", "given", "volume_date"})
"""Values of an item that the check added; they were in no column."""


def workbook(rows: Sequence[FaultyRow], findings: Sequence[Found]) -> bytes:
    """Two sheets: the faulty rows with their own columns and what is wrong, and all findings one by one."""
    book = Workbook(write_only=True)
    columns = _columns(rows)
    heads = [
        gettext("Sheet"),
        gettext("Row"),
        *map(column_name, columns),
        gettext("What was found"),
        gettext("How to mend it"),
    ]
    _sheet(book, gettext("Faulty rows"), heads, (_faulty(row, columns) for row in rows))
    _sheet(book, gettext("Findings"), [label for label, _value in _cells_of(None)], (_finding(one) for one in findings))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_json(rows: Sequence[FaultyRow], findings: Sequence[Found]) -> dict[str, Any]:
    """The same for machines; the keys are those of ``lantai ingest --json``."""
    return {
        "rows": [{"sheet": row.sheet, "row": row.row, "values": _own(row.values)} for row in rows],
        "findings": [{name: getattr(one, name) for name in _KEYS} for one in findings],
    }


def _own(values: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name not in _MADE_HERE}


def _columns(rows: Iterable[FaultyRow]) -> list[str]:
    """Every column that a faulty row fills, in the order in which they are met."""
    met: dict[str, None] = {}
    for row in rows:
        met.update(dict.fromkeys(_own(row.values)))
    return list(met)


def _faulty(row: FaultyRow, columns: Sequence[str]) -> list[Any]:
    said = "\n".join(f"{one.severity_label}: {one.message}" for one in row.findings)
    mends = "\n".join(dict.fromkeys(one.mend for one in row.findings if one.mend))
    return [row.sheet, row.row, *(row.values.get(name, "") for name in columns), said, mends]


def _finding(one: Found) -> list[Any]:
    return [value for _label, value in _cells_of(one)]


def _cells_of(one: Found | None) -> list[tuple[str, Any]]:
    """Heads and values of the second sheet, side by side so that they cannot part."""
    names = {
        "severity_label": gettext("Severity"),
        "code": gettext("Check"),
        "item_code": gettext("Reference code"),
        "sheet": gettext("Sheet"),
        "row": gettext("Row"),
        "column": gettext("Column"),
        "path": gettext("Path"),
        "found": gettext("Found"),
        "expected": gettext("Expected"),
        "message": gettext("What was found"),
        "mend": gettext("How to mend it"),
    }
    return [(label, getattr(one, name, "")) for name, label in names.items()]


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads, start=1):
        wide = place > len(heads) - 2  # the sentences
        sheet.column_dimensions[get_column_letter(place)].width = 48 if wide else max(12, len(head) * 2)
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """A number as a number; any text as text, whatever it begins with (``=``, ``+``, ``-``, ``@``)."""
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value or ""))[:_LONGEST]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
