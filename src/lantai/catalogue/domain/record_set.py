"""Describing record sets: the fonds, and the series and volumes below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.errors import ReferenceCodeTaken
from lantai.catalogue.domain.revising import date_columns, revise
from lantai.catalogue.enums import Level
from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.journal import domain as journal
from lantai.journal.insertion import insert_rows
from lantai.values import codes
from lantai.values.dates import Date

_DIGITS = 6
_AT_ONCE = 900


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecordSet:
    """A set to be described below ``parent``; a fonds has none. ``code_profile`` is that of a fonds."""

    code: str
    title: str
    level: Level
    parent: RecordSet | None = None
    date: Date | None = None
    code_profile: str = ""


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
    """Add a record set below ``parent`` (a fonds has none). Raises ReferenceCodeTaken."""
    new = NewRecordSet(code=code, title=title, level=level, parent=parent, date=date, code_profile=code_profile)
    return describe_record_sets([new], accepted=accepted, by=by)[0]


@transaction.atomic
def describe_record_sets(new: Sequence[NewRecordSet], *, accepted: bool, by: User) -> list[RecordSet]:
    """Add record sets whose parents stand; a fixed number of queries for each parent.

    Without a status of its own a set is as open as what stands above it. Raises ReferenceCodeTaken and, for a title or
    code that is no text to be stored, ValidationError.
    """
    _require_free([one.code for one in new])
    paths = _NextPaths()
    now = timezone.now()
    identifiers = journal.issue_identifiers("record_set", len(new))
    record_sets = [
        _row(one, identifier, paths.under(one.parent), accepted=accepted, now=now)
        for one, identifier in zip(new, identifiers, strict=True)
    ]
    for record_set in record_sets:
        record_set.clean_fields(exclude=["parent", "creator"])
    insert_rows(record_sets)
    journal.write_many(
        [journal.Line("record_set.described", one, {"code": one.code, "title": one.title}) for one in record_sets],
        by=by,
    )
    return record_sets


def _row(new: NewRecordSet, identifier: str, path: str, *, accepted: bool, now: datetime) -> RecordSet:
    return RecordSet(
        identifier=identifier,
        code=new.code,
        code_key=codes.sort_key(new.code),
        title=new.title,
        level=new.level,
        parent=new.parent,
        path=path,
        code_profile=new.code_profile,
        open_day=new.parent.open_day if new.parent else 0,
        accepted=accepted,
        accepted_at=now if accepted else None,
        described_at=now,
        **date_columns(new.date),
    )


def _require_free(wanted: Sequence[str]) -> None:
    """Raises ReferenceCodeTaken for the first code that stands, or is wanted twice."""
    twice = [code for code, count in Counter(wanted).items() if count > 1]
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        for model in (RecordSet, Record, CodeAlias):
            twice += model._default_manager.filter(code__in=chunk).values_list("code", flat=True)
    if twice:
        raise ReferenceCodeTaken(f"The code {twice[0]} stands already in the catalogue; give another one.")


class _NextPaths:
    """The path of the next child of each parent: the parent's own, one ordinal longer."""

    def __init__(self) -> None:
        self._ordinals: dict[str, int] = {}

    def under(self, parent: RecordSet | None) -> str:
        above = parent.path if parent else ""
        if above not in self._ordinals:
            self._ordinals[above] = self._last(above)
        self._ordinals[above] += 1
        return f"{above}{self._ordinals[above]:0{_DIGITS}d}."

    def _last(self, above: str) -> int:
        """The ordinal of the last child: that of whatever stands last below."""
        below = RecordSet.objects.filter(path__gt=above)
        if above:
            below = below.filter(path__lt=f"{above[:-1]}/")
        last = below.order_by("-path").values_list("path", flat=True).first()
        return int(last[len(above) : len(above) + _DIGITS]) if last else 0


def revise_record_set(
    record_set: RecordSet, *, description: SetDescription, version: int, by: User, reason: str = ""
) -> RecordSet:
    """Change what is said of a set, and keep what was said as a version; what lies below it is not touched.

    Raises StaleWrite, telling what changed, when somebody else wrote meanwhile.
    """
    return revise(record_set, columns=description.columns(), version=version, by=by, reason=reason)
