"""Changing many records as one operation: drawn up, looked at, then saved in chunks.

A plan is rows (``models.bulk_edit``): what changes in which record, what is refused and why, what somebody else
changed meanwhile. Saving takes the rows chunk by chunk, each with its versions, its journal lines and its mark in one
transaction, so that nothing is ever half done; killed at any point it goes on from the rows (model.md, 28 and 30).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.cells import Refusal, columns_of
from lantai.catalogue.domain.columns import write_columns
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.revising import Changes, Revised, apply, changes_of, checked_reason, write_versions
from lantai.catalogue.enums import EditState, PlanState
from lantai.catalogue.models import BulkEdit, DescriptionVersion, PlannedChange, Record
from lantai.catalogue.queries.versions import changed_since
from lantai.journal import domain as journal

CHUNK = 2_000
"""Records that one transaction saves."""
_PLAN_CHUNK = 500


class EditRefused(CatalogueError):
    """The operation is not in a state for this; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed for one record: field → text. ``version`` is the one they saw, None: the one that stands."""

    record: int
    """Its primary key."""
    cells: Mapping[str, str]
    version: int | None = None


def begin_edit(*, choice: Mapping[str, Any], by: User, notes: Sequence[Mapping[str, Any]] = ()) -> BulkEdit:
    """An operation in which nothing is planned yet. ``choice`` and ``notes`` as ``BulkEdit`` explains them."""
    return BulkEdit.objects.create(
        identifier=journal.issue_identifier("bulk_edit"),
        by=by,
        begun_at=timezone.now(),
        choice=dict(choice),
        notes=[dict(note) for note in notes],
    )


# -- the plan -------------------------------------------------------------------------------------


def plan(edit: BulkEdit, wanted: Iterable[Wanted]) -> int:
    """Enter what was typed; of a record that stands in the plan already, the fields typed now are replaced.

    A cell that says what the record says is no change. Returns for how many records something was typed. Raises
    EditRefused once the operation is being saved.
    """
    refuse_unless_draft(edit)
    count = 0
    for chunk in in_chunks(wanted, _PLAN_CHUNK):
        _plan_chunk(edit, chunk)
        count += len(chunk)
    return count


def refuse_unless_draft(edit: BulkEdit) -> None:
    """Raises EditRefused when the operation is saved, being saved or discarded."""
    state = BulkEdit.objects.values_list("state", flat=True).get(pk=edit.pk)
    if state != EditState.DRAFT:
        raise EditRefused(
            gettext("This change is %(state)s already; begin another one.") % {"state": EditState(state).label}
        )


@transaction.atomic
def _plan_chunk(edit: BulkEdit, wanted: Sequence[Wanted]) -> None:
    records = Record.objects.in_bulk([one.record for one in wanted])
    known = [one for one in wanted if one.record in records]
    planned = {row.record_id: row for row in edit.plan.filter(record__in=[one.record for one in known])}
    since = _versions_since(records, {one.record: one.version for one in known if one.version is not None})
    rows = [_row(edit, records[one.record], one, planned.get(one.record), since.get(one.record, {})) for one in known]
    _keep(edit, rows)


def _row(
    edit: BulkEdit, record: Record, wanted: Wanted, before: PlannedChange | None, since: dict[str, Any]
) -> PlannedChange:
    """The row of one record, not saved; with nothing in it when nothing is planned any more."""
    row = before or PlannedChange(edit=edit, record=record)
    changes, refused = _understood(record, wanted.cells)
    touched = _columns(wanted.cells)
    kept = {name: after for name, (_before, after) in row.changes.items() if name not in touched}
    row.changes = changes_of(record, kept) | changes
    row.refused = {name: value for name, value in row.refused.items() if name not in wanted.cells} | refused
    row.stale = _seen_and_now(record, since) if row.changes or row.refused else {}
    row.row_version = wanted.version if row.stale and wanted.version else record.version
    row.state = _state(row)
    return row


def _understood(record: Record, cells: Mapping[str, str]) -> tuple[Changes, dict[str, Any]]:
    changes: Changes = {}
    refused: dict[str, Any] = {}
    for field, typed in cells.items():
        if typed == getattr(record, field):
            continue  # as it stands, even where it could not be typed today
        columns = columns_of(field, typed)
        if isinstance(columns, Refusal):
            refused[field] = columns.as_json()
        elif field != "date_text" or columns["date_text"] != record.date_text:
            changes |= changes_of(record, columns)
    return changes, refused


def _columns(fields: Iterable[str]) -> set[str]:
    """The columns that cells of these fields give."""
    days = ("date_edtf", "date_first", "date_last")
    return {column for field in fields for column in ((field, *days) if field == "date_text" else (field,))}


def _seen_and_now(record: Record, since: dict[str, Any]) -> dict[str, Any]:
    days = {"date_edtf", "date_first", "date_last"}
    return {name: [seen, getattr(record, name)] for name, seen in since.items() if name not in days}


def _state(row: PlannedChange) -> str:
    if row.stale:
        return PlanState.STALE
    return PlanState.PLANNED if row.changes else PlanState.REFUSED


def _versions_since(records: Mapping[int, Record], seen: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """By record: what stands otherwise now than in the version that was seen. One query, none when all are fresh."""
    stale = [key for key, version in seen.items() if records[key].version != version]
    if not stale:
        return {}
    changes: dict[int, list[DescriptionVersion]] = {}
    for one in DescriptionVersion.objects.filter(record__in=stale).order_by("-number"):
        changes.setdefault(one.record_id or 0, []).append(one)
    return {key: changed_since(records[key], changes.get(key, []), seen[key]) for key in stale}


def _keep(edit: BulkEdit, rows: Sequence[PlannedChange]) -> None:
    empty = [row for row in rows if not row.changes and not row.refused]
    edit.plan.filter(pk__in=[row.pk for row in empty if row.pk]).delete()
    full = [row for row in rows if row.changes or row.refused]
    columns = ["row_version", "state", "changes", "refused", "stale"]
    PlannedChange.objects.bulk_create([row for row in full if not row.pk], batch_size=_PLAN_CHUNK)
    write_columns([row for row in full if row.pk], columns)


# -- saving ---------------------------------------------------------------------------------------


@transaction.atomic
def save_edit(edit: BulkEdit, *, reason: str, by: User) -> BulkEdit:
    """Save what is planned: the first chunk at once, what is left is the work of ``go_on``.

    What is refused or stale is left as it is. Raises EditRefused when nothing is planned, or it is not a draft.
    """
    why = checked_reason(reason)
    refuse_unless_draft(edit)
    total = edit.plan.filter(state=PlanState.PLANNED).count()
    if not total:
        raise EditRefused(gettext("Nothing is to be changed; change a cell first."))
    edit.state, edit.reason, edit.total, edit.done = EditState.SAVING, why, total, 0
    edit.save()
    journal.write("bulk_edit.begun", edit, by=by, detail={"records": total, "reason": why})
    save_chunk(edit)
    return edit


def go_on() -> int:
    """Save what every operation left to do; how many records were looked at."""
    looked_at = 0
    for edit in BulkEdit.objects.filter(state=EditState.SAVING).select_related("by").order_by("pk"):
        while edit.state == EditState.SAVING:
            looked_at += save_chunk(edit)
    return looked_at


def has_work() -> bool:
    return BulkEdit.objects.filter(state=EditState.SAVING).exists()


@transaction.atomic
def save_chunk(edit: BulkEdit) -> int:
    """Save the next records of an operation; with the last of them it is saved. How many were looked at."""
    edit.refresh_from_db(from_queryset=BulkEdit.objects.select_for_update())
    if edit.state != EditState.SAVING:
        return 0
    rows = list(edit.plan.filter(state=PlanState.PLANNED).order_by("pk")[:CHUNK])
    records = Record.objects.select_for_update().in_bulk([row.record_id for row in rows])
    since = _versions_since(records, {row.record_id: row.row_version for row in rows})
    fresh = [row for row in rows if not since.get(row.record_id)]
    _tell_stale([row for row in rows if since.get(row.record_id)], records, since)
    _apply(edit, fresh, records)
    edit.done += len(fresh)
    if len(rows) < CHUNK:
        _end(edit)
    edit.save()
    return len(rows)


def _apply(edit: BulkEdit, rows: Sequence[PlannedChange], records: Mapping[int, Record]) -> None:
    if not rows:
        return
    now = timezone.now()
    revised = []
    for row in rows:
        record = records[row.record_id]
        changes = {name: (before, after) for name, (before, after) in row.changes.items()}
        apply(record, changes, at=now)
        revised.append(Revised(record, changes))
    columns = sorted({name for one in revised for name in one.changes})
    write_columns([records[row.record_id] for row in rows], [*columns, "version", "described_at"])
    write_versions(revised, by=edit.by, at=now, reason=edit.reason)
    PlannedChange.objects.filter(pk__in=[row.pk for row in rows]).update(state=PlanState.APPLIED)


def _tell_stale(
    rows: Sequence[PlannedChange], records: Mapping[int, Record], since: Mapping[int, dict[str, Any]]
) -> None:
    for row in rows:
        row.state, row.stale = PlanState.STALE, _seen_and_now(records[row.record_id], since[row.record_id])
    write_columns(rows, ["state", "stale"])


def _end(edit: BulkEdit) -> None:
    edit.state, edit.saved_at = EditState.SAVED, timezone.now()
    journal.write("bulk_edit.saved", edit, by=edit.by, detail={"records": edit.done})


@transaction.atomic
def discard_edit(edit: BulkEdit, *, by: User) -> None:
    """Throw a plan away; nothing was written by it. Raises EditRefused when it is not a draft."""
    refuse_unless_draft(edit)
    edit.plan.all().delete()
    edit.state = EditState.DISCARDED
    edit.save(update_fields=["state"])
    journal.write("bulk_edit.discarded", edit, by=by)


def in_chunks(wanted: Iterable[Wanted], size: int) -> Iterator[list[Wanted]]:
    """The same in lists of ``size``; nothing more is read than the list needs."""
    coming = iter(wanted)
    while chunk := list(islice(coming, size)):
        yield chunk
