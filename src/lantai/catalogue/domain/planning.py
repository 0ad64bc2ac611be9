"""What somebody wants of records → what changes in each, what is refused and why, what somebody else changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db import transaction

from lantai.catalogue.domain.bulk import refuse_unless_draft
from lantai.catalogue.domain.cells import FIELDS, Refusal, columns_of
from lantai.catalogue.domain.columns import write_columns
from lantai.catalogue.domain.revising import Changes, changes_of
from lantai.catalogue.enums import PlanState
from lantai.catalogue.models import BulkEdit, DescriptionVersion, PlannedChange, Record
from lantai.catalogue.queries.versions import changed_since
from lantai.journal.insertion import insert_rows

_CHUNK: Final = 500
_DAYS: Final = ("date_edtf", "date_first", "date_last")
"""What follows from ``date_text``."""
_READ: Final = ("version", *FIELDS, *_DAYS)
"""The columns of a record that a plan looks at."""
_COUNTS: Final = ("planned_count", "refused_count", "stale_count")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of one record.

    ``cells``: field → what was typed. ``columns``: column → its value, taken as it is: what the record said once.
    ``version`` is the one that was seen, None: the one that stands.
    """

    record: int
    """Its primary key."""
    cells: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)


def plan(edit: BulkEdit, wanted: Iterable[Wanted]) -> int:
    """Enter what was typed; of a record that stands in the plan already, the fields typed now are replaced.

    A cell that says what the record says is no change. Returns for how many records something was typed. Raises
    EditRefused unless the operation is a draft.
    """
    refuse_unless_draft(edit)
    count, coming = 0, iter(wanted)
    while chunk := list(islice(coming, _CHUNK)):
        count += len(chunk)
        with transaction.atomic():
            edit.refresh_from_db(from_queryset=BulkEdit.objects.select_for_update())
            refuse_unless_draft(edit)
            plan_rows(edit, chunk)
            edit.save(update_fields=_COUNTS)
    return count


def plan_rows(edit: BulkEdit, wanted: Sequence[Wanted]) -> int:
    """Write the rows of the plan, and count them in ``edit``; how many of the records say something else then.

    Called inside a transaction that holds the edit's row; saving the counts is the caller's. The same queries for
    one record and for many.
    """
    if not wanted:
        return 0
    records = Record.objects.only(*_READ).in_bulk([one.record for one in wanted])
    known = [one for one in wanted if one.record in records]
    planned = {row.record_id: row for row in edit.plan.filter(record__in=[one.record for one in known])}
    before = [_tally(row) for row in planned.values()]
    since = versions_since(records, {one.record: one.version for one in known if one.version is not None})
    rows = [_row(edit, records[one.record], one, planned.get(one.record), since.get(one.record, {})) for one in known]
    full = [row for row in rows if row.changes or row.refused]
    _keep(edit, rows)
    _count(edit, before, [_tally(row) for row in full])
    return len(full)


def _row(
    edit: BulkEdit, record: Record, wanted: Wanted, before: PlannedChange | None, since: dict[str, Any]
) -> PlannedChange:
    """The row of one record, not saved; with nothing in it when nothing is planned any more."""
    row = before or PlannedChange(edit=edit, record=record)
    typed = {name: text for name, text in wanted.cells.items() if not _is_planned(row, name, text)}
    changes, refused = _understood(record, typed)
    touched = _columns(typed) | set(wanted.columns)
    kept = {name: after for name, (_before, after) in row.changes.items() if name not in touched}
    row.changes = changes_of(record, kept) | changes | changes_of(record, wanted.columns)
    row.refused = {name: value for name, value in row.refused.items() if name not in touched} | refused
    row.holds_refused = bool(row.refused)
    row.stale = seen_and_now(record, since) if row.changes or row.refused else {}
    row.row_version = wanted.version if row.stale and wanted.version else record.version
    row.state = _state(row)
    return row


def _is_planned(row: PlannedChange, name: str, text: str) -> bool:
    """What is planned already stays as it is: a date that is said again has days that nobody could type."""
    return name in row.changes and text == str(row.changes[name][1] or "")


def _understood(record: Record, cells: Mapping[str, str]) -> tuple[Changes, dict[str, Any]]:
    changes: Changes = {}
    refused: dict[str, Any] = {}
    for name, typed in cells.items():
        if typed == getattr(record, name):
            continue  # as it stands, even where it could not be typed today
        columns = columns_of(name, typed)
        if isinstance(columns, Refusal):
            refused[name] = columns.as_json()
        elif name != "date_text" or columns["date_text"] != record.date_text:
            changes |= changes_of(record, columns)
    return changes, refused


def _columns(fields: Iterable[str]) -> set[str]:
    """The columns that cells of these fields give."""
    return {column for name in fields for column in ((name, *_DAYS) if name == "date_text" else (name,))}


def seen_and_now(record: Record, since: Mapping[str, Any]) -> dict[str, Any]:
    """Field → what the editor saw and what stands there now."""
    return {name: [seen, getattr(record, name)] for name, seen in since.items() if name not in _DAYS}


def _state(row: PlannedChange) -> str:
    if row.stale:
        return PlanState.STALE
    return PlanState.PLANNED if row.changes else PlanState.REFUSED


def versions_since(records: Mapping[int, Record], seen: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """By record: what stands otherwise now than in the version that was seen. One query, none when all are fresh."""
    stale = [key for key, version in seen.items() if records[key].version != version]
    if not stale:
        return {}
    changes: dict[int, list[DescriptionVersion]] = {}
    for one in DescriptionVersion.objects.filter(record__in=stale).order_by("-number"):
        changes.setdefault(one.record_id or 0, []).append(one)
    return {key: changed_since(records[key], changes.get(key, []), seen[key]) for key in stale}


def _keep(edit: BulkEdit, rows: Sequence[PlannedChange]) -> None:
    empty = [row.pk for row in rows if row.pk and not row.changes and not row.refused]
    if empty:
        edit.plan.filter(pk__in=empty).delete()
    full = [row for row in rows if row.changes or row.refused]
    columns = ["row_version", "state", "holds_refused", "changes", "refused", "stale"]
    write_columns([row for row in full if row.pk], columns)
    insert_rows([row for row in full if not row.pk])


# -- counting -------------------------------------------------------------------------------------


def _tally(row: PlannedChange) -> tuple[int, int, int]:
    """Whether it counts as to be changed, as holding a refused cell, as stale."""
    return row.state == PlanState.PLANNED, row.holds_refused, row.state == PlanState.STALE


def _count(edit: BulkEdit, before: Iterable[tuple[int, int, int]], after: Iterable[tuple[int, int, int]]) -> None:
    for name, more in zip(_COUNTS, _sum(after), strict=True):
        setattr(edit, name, getattr(edit, name) + more)
    for name, less in zip(_COUNTS, _sum(before), strict=True):
        setattr(edit, name, max(0, getattr(edit, name) - less))


def _sum(tallies: Iterable[tuple[int, int, int]]) -> Iterator[int]:
    return (sum(column) for column in zip((0, 0, 0), *tallies, strict=True))
