"""What was said of a description before: its versions, what stood at each, and what is different between two.

A version keeps what it changed, before and after (``models.version``). What stood at a number is what stands now
with the later changes taken back, the newest first; no version needs another one to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lantai.accounts.models import User
from lantai.catalogue.models import DescriptionVersion, Record, RecordSet
from lantai.journal.models import LogEntry

RECORD_FIELDS: Final = (
    "title", "date_text", "creators", "doc_type", "draft_type", "language", "extent", "retention", "masthead_text",
    "issue_number", "scope", "note",
)  # fmt: skip
"""What is said of a record, in the order in which it is read. A date is its text; its days follow from it."""

SET_FIELDS: Final = ("title", "date_text", "scope", "note")
"""What is said of a record set."""

FIRST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version as it is listed. ``by`` and ``at`` are None for a first one that the journal does not tell of."""

    number: int
    by: User | None
    at: datetime | None
    reason: str = ""
    restores: int | None = None
    fields: tuple[str, ...] = ()
    """What the change touched, in the order of the form; nothing for the first version."""
    was_accepted: bool = False
    """It is what was said when the description was taken into the archive."""


def fields_of(row: Record | RecordSet) -> tuple[str, ...]:
    """The fields by which a description is compared, in the order in which they are read."""
    return RECORD_FIELDS if isinstance(row, Record) else SET_FIELDS


def versions_of(row: Record | RecordSet) -> list[DescriptionVersion]:
    """The changes, the newest first. One query."""
    return list(row.versions.select_related("by").order_by("-number"))


def columns_at(row: Record | RecordSet, changes: Sequence[DescriptionVersion], number: int) -> dict[str, Any] | None:
    """The values that the columns had at ``number``, of every column that was ever changed; None without one.

    ``changes`` are all of them, the newest first.
    """
    newest = changes[0].number if changes else FIRST
    if not FIRST <= number <= newest:
        return None
    columns = {name: getattr(row, name) for one in changes for name in one.changes}
    for one in changes:
        if one.number > number:
            columns |= {name: before for name, (before, _after) in one.changes.items()}
    return columns


def said_at(row: Record | RecordSet, changes: Sequence[DescriptionVersion], number: int) -> dict[str, str] | None:
    """What was said at ``number``, field by field, as text; None without such a version."""
    columns = columns_at(row, changes, number)
    if columns is None:
        return None
    return {name: str(columns.get(name, getattr(row, name)) or "") for name in fields_of(row)}


def changed_since(row: Record | RecordSet, changes: Sequence[DescriptionVersion], row_version: int) -> dict[str, Any]:
    """Column → the value that somebody saw who saw ``row_version``, of the columns that are others now.

    ``changes`` are all of them, the newest first. Changes that are no change of what is said (an acceptance, an
    opening) make a new ``row_version`` as well; then nothing is returned.
    """
    then: dict[str, Any] = {}
    for one in changes:
        if one.row_version > row_version:
            then |= {name: before for name, (before, _after) in one.changes.items()}
    return {name: value for name, value in then.items() if getattr(row, name) != value}


def history(row: Record | RecordSet, changes: Sequence[DescriptionVersion] | None = None) -> list[Version]:
    """Every version, the newest first, down to the first. Two queries, one when the ``changes`` are read already."""
    changes = versions_of(row) if changes is None else changes
    accepted = _accepted_number(row, changes)
    listed = [
        Version(
            number=one.number,
            by=one.by,
            at=one.at,
            reason=one.reason,
            restores=one.restores,
            fields=tuple(name for name in fields_of(row) if name in one.changes),
            was_accepted=one.number == accepted,
        )
        for one in changes
    ]
    return [*listed, _first(row, changes, was_accepted=accepted == FIRST)]


def _accepted_number(row: Record | RecordSet, changes: Sequence[DescriptionVersion]) -> int:
    """The number that stood at acceptance; 0 in custody."""
    if row.accepted_at is None:
        return 0
    return max((one.number for one in changes if one.at <= row.accepted_at), default=FIRST)


def _first(row: Record | RecordSet, changes: Sequence[DescriptionVersion], *, was_accepted: bool) -> Version:
    """What was said before the oldest change: the journal tells who wrote it. One query."""
    lines = LogEntry.objects.filter(
        kind=row._meta.label_lower, key=row.pk, verb__in=[f"{_noun(row)}.described", f"{_noun(row)}.revised"]
    )
    if changes:
        lines = lines.filter(at__lt=changes[-1].at)
    told = lines.select_related("by").order_by("-pk").first()
    return Version(
        number=FIRST,
        by=told.by if told else None,
        at=told.at if told else None,
        was_accepted=was_accepted,
    )


def _noun(row: Record | RecordSet) -> str:
    return "record" if isinstance(row, Record) else "record_set"
