"""A change of many records as it is drawn up and looked at: the grid, the preview, what could not be taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import Http404

from lantai.access.queries import Visible, reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.domain.cells import FIELDS, MANY_LINES
from lantai.catalogue.domain.planning import seen_and_now, versions_since
from lantai.catalogue.enums import EditState, PlanState
from lantai.catalogue.models import BulkEdit, PlannedChange, Record
from lantai.catalogue.queries.chunks import Cursor
from lantai.catalogue.queries.differences import Difference, differences
from lantai.catalogue.queries.versions import fields_of
from lantai.office.queries.choosing import chosen_page, label_of, records_of
from lantai.office.queries.people import language
from lantai.office.words import refusal

GRID: Final = 50
"""Records on one page of the grid."""
PREVIEW: Final = 50
"""Records on one page of the preview."""
_NOTES: Final = 20
"""Rows of a sheet whose notes are told on the page; the others are in the sheet of rows to be mended."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An operation in the hands of the one whose it is, and what they may see."""

    edit: BulkEdit
    to: Visible

    def __str__(self) -> str:
        return label_of(self.edit)

    @property
    def records(self) -> QuerySet[Record]:
        return records_of(self.edit, self.to)

    @property
    def is_draft(self) -> bool:
        return self.edit.state == EditState.DRAFT


def opened(key: str, user: User) -> Opened:
    """An operation is its maker's own; to everybody else there is none. Raises Http404."""
    edit = BulkEdit.objects.filter(identifier=key, by=user).select_related("undoes").first()
    if edit is None:
        raise Http404(f"No bulk edit {key}.")
    return Opened(edit, visible(to=reader_for(user)))


def undone_by(edit: BulkEdit) -> BulkEdit | None:
    """The saved operation that took this one back, the newest of several. One query, none before it is saved."""
    if edit.state != EditState.SAVED:
        return None
    return edit.undone_by.filter(state=EditState.SAVED).order_by("-pk").first()


def mine(user: User) -> QuerySet[BulkEdit]:
    """Somebody's operations that were not thrown away, the newest first."""
    return BulkEdit.objects.filter(by=user).exclude(state=EditState.DISCARDED).select_related("undoes")


# -- the grid -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``value`` as it is shown, ``stands`` as the record says, ``refusal`` the sentence that says why not."""

    field: str
    value: str
    stands: str
    refusal: str = ""

    @property
    def many_lines(self) -> bool:
        return self.field in MANY_LINES

    @property
    def changed(self) -> bool:
        return self.value != self.stands


@dataclass(frozen=True, slots=True)
class GridRow:
    """One record. ``seen`` is the version that the cells were made from; older than the record's when it is stale."""

    record: Record
    seen: int
    cells: tuple[Cell, ...]
    stale: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One page; ``before`` and ``after`` are the cursors of its neighbours."""

    fields: tuple[str, ...]
    rows: tuple[GridRow, ...]
    before: str
    after: str


def grid(one: Opened, at: Cursor, fields: Sequence[str]) -> Grid:
    """One page of the chosen records with what is planned for them. Three queries, four behind the first page."""
    page = chosen_page(one.edit, one.to, at, size=GRID)
    plan = {row.record_id: row for row in one.edit.plan.filter(record__in=[record.pk for record in page.records])}
    shown = tuple(fields) or FIELDS
    rows = tuple(_row(record, plan.get(record.pk), shown) for record in page.records)
    return Grid(shown, rows, page.before, page.after)


def _row(record: Record, planned: PlannedChange | None, fields: Sequence[str]) -> GridRow:
    if planned is None:
        planned = PlannedChange(row_version=record.version)
    cells = tuple(_cell(record, planned, name) for name in fields)
    return GridRow(record, planned.row_version, cells, stale=_stale(planned))


def _cell(record: Record, planned: PlannedChange, name: str) -> Cell:
    stands = str(getattr(record, name))
    if name in planned.refused:
        why = planned.refused[name]
        return Cell(name, why["typed"], stands, refusal(why))
    if name in planned.changes:
        return Cell(name, str(planned.changes[name][1]), stands)
    return Cell(name, stands, stands)


def _stale(planned: PlannedChange) -> tuple[Difference, ...]:
    seen = {name: str(seen or "") for name, (seen, _now) in planned.stale.items()}
    now = {name: str(now or "") for name, (_seen, now) in planned.stale.items()}
    return tuple(differences(seen, now))


# -- the preview ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refused:
    """One cell that stays as it is, and why."""

    field: str
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    row: PlannedChange
    changes: tuple[Difference, ...]
    refused: tuple[Refused, ...]
    stale: tuple[Difference, ...]
    date_read: str = ""
    """How a new date is understood, where that is not how it is written."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of the plan; ``before`` and ``after`` are the cursors of its neighbours, 0 at an end."""

    rows: tuple[PreviewRow, ...]
    before: int
    after: int


KINDS: Final[Mapping[str, Q]] = {
    PlanState.PLANNED: Q(state=PlanState.PLANNED),
    PlanState.APPLIED: Q(state=PlanState.APPLIED),
    PlanState.REFUSED: Q(holds_refused=True),
    PlanState.STALE: Q(state=PlanState.STALE),
}
"""By which the plan can be sifted; a record with a refused cell may be changed all the same."""


def kinds(edit: BulkEdit) -> list[tuple[str, str, int]]:
    """Key, name and number of every kind, from the counts that the row keeps."""
    return [(kind, str(PlanState(kind).label), int(getattr(edit, f"{kind}_count"))) for kind in KINDS]


def preview(edit: BulkEdit, *, kind: str = "", after: int = 0, before: int = 0) -> Preview:
    """What will become, or became, of the records, in the order in which it was planned.

    What somebody changed since it was planned is shown as stale, as saving will find it. One query, two when there is
    such a record on the page.
    """
    rows = edit.plan.select_related("record").filter(KINDS.get(kind, Q()))
    if before:
        found = list(rows.filter(pk__lt=before).order_by("-pk")[: PREVIEW + 1])
        shown, earlier, later = found[:PREVIEW][::-1], len(found) > PREVIEW, True
    else:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PREVIEW + 1])
        shown, earlier, later = found[:PREVIEW], after > 0, len(found) > PREVIEW
    if not shown:
        return Preview((), 0, 0)
    _tell_stale(shown)
    first, last = shown[0].pk, shown[-1].pk
    return Preview(tuple(_preview_row(row) for row in shown), first if earlier else 0, last if later else 0)


def _tell_stale(rows: Sequence[PlannedChange]) -> None:
    planned = {row.record_id: row for row in rows if row.state == PlanState.PLANNED}
    records = {key: row.record for key, row in planned.items()}
    since = versions_since(records, {key: row.row_version for key, row in planned.items()})
    for key, changed in since.items():
        if changed:
            planned[key].state = PlanState.STALE
            planned[key].stale = seen_and_now(records[key], changed)


def _preview_row(row: PlannedChange) -> PreviewRow:
    order = fields_of(row.record)
    changes = _by_field({name: both for name, both in row.changes.items() if name in order}, order)
    refused = tuple(
        Refused(name, row.refused[name]["typed"], refusal(row.refused[name])) for name in order if name in row.refused
    )
    return PreviewRow(row, changes, refused, _stale(row), _date_read(row))


def _date_read(row: PlannedChange) -> str:
    if not row.changes.get("date_text", ["", ""])[1]:
        return ""
    columns = ("date_text", "date_edtf", "date_first", "date_last")
    said = {name: row.changes[name][1] if name in row.changes else getattr(row.record, name) for name in columns}
    date = Record(**said).date
    read = date.render(language()) if date else ""
    return "" if read == said["date_text"] else read


def _by_field(changes: Mapping[str, Any], order: Iterable[str]) -> tuple[Difference, ...]:
    """Both sides with their words marked, in the order in which a description is read."""
    met = [name for name in order if name in changes]
    before = {name: str(changes[name][0] or "") for name in met}
    after = {name: str(changes[name][1] or "") for name in met}
    return tuple(differences(before, after))


def notes(edit: BulkEdit) -> list[str]:
    """What a list or a sheet as a whole could not say to any record, as sentences."""
    return [refusal(note) for note in edit.notes]


def row_notes(edit: BulkEdit) -> list[str]:
    """What of the first rows of a sheet was not taken over, as sentences. One query, none when nothing was left."""
    if not edit.noted_count:
        return []
    return [refusal({"code": one.code, **one.said}) for one in edit.row_notes.order_by("pk")[:_NOTES]]
