"""Describing records: every way in which a Record comes to be or changes.

A Record (RiC-CM RiC-E04) is what was made or received in an activity and kept as evidence of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.revising import date_columns, revise
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.catalogue.models.described import own_open_day
from lantai.journal import domain as journal
from lantai.journal.insertion import insert_values
from lantai.values import codes
from lantai.values.dates import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is said of a record; every field as it will be stored (DA/T 18 elements, handbook 1.2)."""

    title: str
    date: Date | None = None
    creators: str = ""
    scope: str = ""
    note: str = ""
    doc_type: str = ""
    draft_type: str = ""
    language: str = ""
    retention: str = ""
    extent: str = ""
    masthead_text: str = ""
    issue_number: str = ""

    def columns(self) -> dict[str, Any]:
        """The database columns; the date becomes its four."""
        plain = {name: getattr(self, name) for name in PLAIN_FIELDS}
        return {**plain, **date_columns(self.date)}


PLAIN_FIELDS: tuple[str, ...] = tuple(item.name for item in fields(Description) if item.name != "date")
"""The fields of a Description that are text, each named as its column."""
_plain = attrgetter(*PLAIN_FIELDS)
_DATE = ("date_text", "date_edtf", "date_first", "date_last")
_NEW = (
    "identifier", "code", "code_key", "record_set_id", "stated_status", "stated_opening_day", "described_at",
    *PLAIN_FIELDS, *_DATE,
)  # fmt: skip
_KIND = Record._meta.label_lower


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record to be described, with the identifier already issued and the carriers that it has."""

    identifier: str
    code: str
    in_set: RecordSet
    description: Description
    stated_status: str = ""
    stated_opening_day: int | None = None
    carriers: tuple[tuple[str, str], ...] = ()
    """(identifier, CarrierKind) of each Instantiation."""


def describe_records(new: Sequence[NewRecord], *, by: User) -> list[Record]:
    """Add records in custody, not reviewed, with their instantiations; a fixed number of queries a chunk."""
    keys = describe_many(new, by=by)
    found = Record.objects.in_bulk(keys)
    return [found[key] for key in keys]


@transaction.atomic
def describe_many(new: Sequence[NewRecord], *, by: User) -> Sequence[int]:
    """The same, for many: their primary keys, and no objects."""
    now = timezone.now()
    keys = insert_values(Record, _NEW, [_row(one, now) for one in new])
    carriers = [
        (identifier, key, kind) for one, key in zip(new, keys, strict=True) for identifier, kind in one.carriers
    ]
    insert_values(Instantiation, ("identifier", "record_id", "kind"), carriers)
    journal.write_told(
        [
            journal.Told("record.described", _KIND, key, one.identifier, {"code": one.code})
            for one, key in zip(new, keys, strict=True)
        ],
        by=by,
    )
    return keys


def _row(new: NewRecord, now: datetime) -> tuple[Any, ...]:
    """As ``_NEW`` names its columns."""
    said = new.description
    date = date_columns(said.date)
    return (
        new.identifier,
        new.code,
        codes.sort_key(new.code),
        new.in_set.pk,
        new.stated_status,
        new.stated_opening_day,
        now,
        *_plain(said),
        *(date[name] for name in _DATE),
    )


def revise_record(record: Record, *, description: Description, version: int, by: User, reason: str = "") -> Record:
    """Change what is said of a record, and keep what was said as a version. ``version`` is the one the editor saw.

    Raises StaleWrite, telling what changed, when somebody else wrote meanwhile.
    """
    return revise(record, columns=description.columns(), version=version, by=by, reason=reason)


def open_day_of(record: Record, *, in_set: RecordSet) -> int:
    """The strictest of the record's own status and everything above it (model.md, 12)."""
    return max(own_open_day(record.status, record.opening_day), in_set.open_day)


class Stated(Protocol):
    """What a sender states about opening, in the columns of a record."""

    @property
    def stated_status(self) -> str: ...
    @property
    def stated_opening_day(self) -> int | None: ...


def opening_as_stated(record: Stated) -> tuple[str, int | None]:
    """The sender's word as a decision: what acceptance with ``--trust-opening`` confirms."""
    if not record.stated_status:
        return OpeningStatus.NOT_REVIEWED, None
    return record.stated_status, record.stated_opening_day
