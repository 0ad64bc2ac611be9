"""Describing record sets: the fonds, and the series and volumes below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.errors import ReferenceCodeTaken
from lantai.catalogue.domain.revising import date_columns, revise
from lantai.catalogue.enums import Level
from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.journal import domain as journal
from lantai.values import codes
from lantai.values.dates import Date

_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDescription:
    """What is said of a record set (ISAD(G) 3.1.2, 3.1.3, 3.3.1, 3.6.1)."""

    title: str
    date: Date | None = None
    scope: str = ""
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """The database columns; the date becomes its four."""
        return {"title": self.title, "scope": self.scope, "note": self.note, **date_columns(self.date)}


def code_is_taken(code: str) -> bool:
    return (
        RecordSet.objects.filter(code=code).exists()
        or Record.objects.filter(code=code).exists()
        or CodeAlias.objects.filter(code=code).exists()
    )


@transaction.atomic
def describe_record_set(
    *,
    code: str,
    title: str,
    level: Level,
    by: User,
    parent: RecordSet | None = None,
    accepted: bool,
    code_profile: str = "",
    date: Date | None = None,
) -> RecordSet:
    """Add a record set below ``parent`` (a fonds has none).

    Without a status of its own it is as open as what stands above it. Raises ReferenceCodeTaken.
    """
    if code_is_taken(code):
        raise ReferenceCodeTaken(f"The code {code} stands already in the catalogue; give another one.")
    now = timezone.now()
    record_set = RecordSet(
        identifier=journal.issue_identifier("record_set"),
        code=code,
        code_key=codes.sort_key(code),
        title=title,
        level=level,
        parent=parent,
        path=_next_path(parent),
        code_profile=code_profile,
        open_day=parent.open_day if parent else 0,
        accepted=accepted,
        accepted_at=now if accepted else None,
        described_at=now,
        **date_columns(date),
    )
    record_set.full_clean(exclude=["parent", "creator"])
    record_set.save()
    journal.write("record_set.described", record_set, by=by, detail={"code": code, "title": title})
    return record_set


def revise_record_set(
    record_set: RecordSet, *, description: SetDescription, version: int, by: User, reason: str = ""
) -> RecordSet:
    """Change what is said of a set, and keep what was said as a version; what lies below it is not touched.

    Raises StaleWrite, telling what changed, when somebody else wrote meanwhile.
    """
    return revise(record_set, columns=description.columns(), version=version, by=by, reason=reason)


def _next_path(parent: RecordSet | None) -> str:
    """The path of the next child: the parent's own, one ordinal longer."""
    above = parent.path if parent else ""
    last = RecordSet.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True).first()
    ordinal = int(last[len(above) : len(above) + _DIGITS]) + 1 if last else 1
    return f"{above}{ordinal:0{_DIGITS}d}."
