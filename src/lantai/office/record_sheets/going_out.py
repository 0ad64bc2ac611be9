"""The records of an operation as a sheet, and the rows of one that could not be taken over, with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from django.utils.translation import gettext

from lantai.access.queries import Visible
from lantai.catalogue.domain.cells import FIELDS
from lantai.catalogue.models import BulkEdit, PlannedChange, Record, RowNote
from lantai.digitisation.sheets.writing import Marked, ReportSheet, Value
from lantai.office.queries.choosing import in_order
from lantai.office.record_sheets.columns import COLUMNS, label, problem_label, row_label, width
from lantai.office.record_sheets.streaming import Rows, stream
from lantai.office.words import field_label, refusal

_SOME: Final = 500


def records(edit: BulkEdit, to: Visible) -> Iterator[bytes]:
    """The workbook of the records chosen, in the order of their codes."""
    sheet = ReportSheet(
        name=gettext("Records"),
        headings=[label(name) for name in COLUMNS],
        widths=[width(name) for name in COLUMNS],
        rows=(),
    )
    return stream(sheet, ([_values(record) for record in some] for some in in_order(edit, to)))


def _values(record: Record) -> list[Value]:
    return [getattr(record, name) for name in COLUMNS]


def faulty_rows(edit: BulkEdit) -> Iterator[bytes]:
    """The workbook of what is not taken over: rows of the sheet, refused cells, records that others changed.

    A row of a record holds what it would say now and the version of now: what comes back in it is meant knowingly.
    """
    sheet = ReportSheet(
        name=gettext("Rows to be mended"),
        headings=[row_label(), *(label(name) for name in COLUMNS), problem_label()],
        widths=[8, *(width(name) for name in COLUMNS), 60],
        rows=(),
    )
    return stream(sheet, _chunks(edit))


def _chunks(edit: BulkEdit) -> Iterator[Rows]:
    last = 0
    notes = edit.row_notes.order_by("row", "pk")
    while some := list(notes.filter(row__gt=last)[:_SOME]):
        if len(some) == _SOME and len({one.row for one in some}) > 1:  # the last row may have more notes
            some = [one for one in some if one.row != some[-1].row]
        last = some[-1].row
        yield [_noted(row, list(of_row)) for row, of_row in groupby(some, key=lambda one: one.row)]
    last = 0
    left = edit.plan.exclude(stale={}) | edit.plan.filter(holds_refused=True)
    while rows := list(left.filter(pk__gt=last).select_related("record").order_by("pk")[:_SOME]):
        last = rows[-1].pk
        yield [_left(row) for row in rows]


def _noted(row: int, notes: list[RowNote]) -> list[Value]:
    cells: Mapping[str, str] = notes[0].cells
    return [
        row,
        *(cells.get(name, "") for name in COLUMNS),
        _lines(refusal({"code": one.code, **one.said}) for one in notes),
    ]


def _left(row: PlannedChange) -> list[Value]:
    record = row.record
    said: list[Value] = []
    for name in FIELDS:
        if name in row.refused:
            said.append(Marked(row.refused[name]["typed"] or " "))
        else:
            said.append(str(row.changes[name][1] or "") if name in row.changes else getattr(record, name))
    problems = _lines(_problems(row))
    return [None, record.identifier, record.code, record.version, *said, problems]


def _problems(row: PlannedChange) -> Iterator[str]:
    for name, why in row.refused.items():
        yield f"{field_label(name)}: {refusal(why)}"
    for name, (seen, now) in row.stale.items():
        told = {"field": field_label(name), "seen": str(seen or "—"), "now": str(now or "—")}
        yield gettext("%(field)s: somebody else wrote “%(now)s” meanwhile; it was “%(seen)s”.") % told


def _lines(sentences: Iterable[str]) -> str:
    return "\n".join(sentences)
