"""Saving what was planned for many records: chunk by chunk, each with its versions, its journal lines and its mark in
one transaction, so that nothing is ever half done; killed at any point it goes on from the rows (model.md, 28 and 30).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain import bulk
from lantai.catalogue.domain.bulk import EditRefused, refuse_unless_draft
from lantai.catalogue.domain.columns import write_columns
from lantai.catalogue.domain.planning import seen_and_now, versions_since
from lantai.catalogue.domain.revising import Revised, apply, checked_reason, write_versions
from lantai.catalogue.domain.working import stopped_by
from lantai.catalogue.enums import EditState, PlanState
from lantai.catalogue.models import BulkEdit, PlannedChange, Record
from lantai.journal import domain as journal

CHUNK = 2_000
"""Records that one transaction saves."""
STAGE: Final = "save"


@transaction.atomic
def save_edit(edit: BulkEdit, *, reason: str, by: User) -> BulkEdit:
    """Save what is planned: the first chunk at once, what is left is the work of ``go_on``.

    What is refused or stale is left as it is. Raises EditRefused when nothing is planned, or it is not a draft.
    """
    why = checked_reason(reason)
    edit.refresh_from_db(from_queryset=BulkEdit.objects.select_for_update())
    refuse_unless_draft(edit)
    total = edit.plan.filter(state=PlanState.PLANNED).count()
    if not total:
        raise EditRefused(gettext("Nothing is to be changed; change a cell first."))
    edit.state, edit.stage, edit.reason, edit.error = EditState.SAVING, STAGE, why, {}
    edit.done, edit.total, edit.stage_at, edit.stage_from = 0, total, timezone.now(), 0
    edit.save()
    detail: dict[str, Any] = {"records": total, "reason": why}
    if edit.undoes:
        detail["undoes"] = edit.undoes.identifier
    journal.write("bulk_edit.begun", edit, by=by, detail=detail)
    save_chunk(edit)
    return edit


def go_on() -> int:
    """Save what every operation left to do, and remove what discarded ones hold; how many records were looked at.

    What stops one of them is told in its row, and the others go on.
    """
    looked_at = 0
    for edit in _unsaved().select_related("by").order_by("pk"):
        try:
            while count := save_chunk(edit):
                looked_at += count
        except (DatabaseError, OSError) as error:
            stopped_by(error, edit)
    bulk.remove_discarded()
    return looked_at


def has_work() -> bool:
    return _unsaved().exists() or bulk.litters()


def _unsaved() -> Any:
    return BulkEdit.objects.filter(state=EditState.SAVING, wish="", error={})


@transaction.atomic
def save_chunk(edit: BulkEdit) -> int:
    """Save the next records of an operation; with the last of them it is saved. How many were looked at."""
    edit.refresh_from_db(from_queryset=BulkEdit.objects.select_for_update())
    if edit.state != EditState.SAVING or edit.wish:
        return 0
    rows = list(edit.plan.filter(state=PlanState.PLANNED).order_by("pk")[:CHUNK])
    records = Record.objects.select_for_update().in_bulk([row.record_id for row in rows])
    since = versions_since(records, {row.record_id: row.row_version for row in rows})
    fresh = [row for row in rows if not since.get(row.record_id)]
    _tell_stale([row for row in rows if since.get(row.record_id)], records, since)
    _apply(edit, fresh, records)
    edit.done += len(rows)
    edit.applied_count += len(fresh)
    edit.stale_count += len(rows) - len(fresh)
    edit.planned_count = max(0, edit.planned_count - len(rows))
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
        row.state, row.row_version = PlanState.APPLIED, record.version
        revised.append(Revised(record, changes))
    columns = sorted({name for one in revised for name in one.changes})
    write_columns([records[row.record_id] for row in rows], [*columns, "version", "described_at"])
    write_versions(revised, by=edit.by, at=now, reason=edit.reason)
    write_columns(rows, ["state", "row_version"])


def _tell_stale(
    rows: Sequence[PlannedChange], records: Mapping[int, Record], since: Mapping[int, Mapping[str, Any]]
) -> None:
    for row in rows:
        row.state, row.stale = PlanState.STALE, seen_and_now(records[row.record_id], since[row.record_id])
    write_columns(rows, ["state", "stale"])


def _end(edit: BulkEdit) -> None:
    edit.state, edit.stage, edit.saved_at = EditState.SAVED, "", timezone.now()
    journal.write("bulk_edit.saved", edit, by=edit.by, detail={"records": edit.applied_count})
