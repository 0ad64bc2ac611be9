"""From custody into the archive, or out of it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.columns import update_values
from lantai.catalogue.domain.record import opening_as_stated
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.models.described import own_open_day
from lantai.journal import domain as journal

_ACCEPTED = ("status", "opening_day", "open_day", "accepted", "accepted_at", "version")
_KIND = Record._meta.label_lower
_AT_ONCE = 900


class _Waiting(NamedTuple):
    """A record in custody with what its sender states, and the day from which its set is open."""

    pk: int
    identifier: str
    version: int
    status: str
    opening_day: int | None
    stated_status: str
    stated_opening_day: int | None
    above: int


@transaction.atomic
def accept_records(keys: Sequence[int], *, trust_opening: bool, by: User) -> int:
    """Take the records of these primary keys into the archive; how many were not there already.

    With ``trust_opening`` a person confirms what the sender stated about opening; without it everything is
    not reviewed and stays closed (model.md, 11).
    """
    now = timezone.now()
    waiting = list(map(_Waiting._make, _in_custody(keys)))
    opened = [opening_as_stated(one) if trust_opening else (one.status, one.opening_day) for one in waiting]
    rows = [
        (status, day, max(own_open_day(status, day), one.above), True, now, one.version + 1, one.pk)
        for one, (status, day) in zip(waiting, opened, strict=True)
    ]
    update_values(Record, _ACCEPTED, rows)
    journal.write_told(
        [
            journal.Told("record.accepted", _KIND, one.pk, one.identifier, {"status": str(status)})
            for one, (status, _day) in zip(waiting, opened, strict=True)
        ],
        by=by,
    )
    return len(waiting)


def _in_custody(keys: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Asked inside the transaction: a set may have been closed since the keys were found."""
    columns = ("pk", "identifier", "version", "status", "opening_day", "stated_status", "stated_opening_day")
    for start in range(0, len(keys), _AT_ONCE):
        records = Record.objects.filter(pk__in=keys[start : start + _AT_ONCE], accepted=False).order_by("pk")
        yield from records.values_list(*columns, "record_set__open_day")


@transaction.atomic
def accept_record_sets(record_sets: Sequence[RecordSet], *, by: User) -> None:
    now = timezone.now()
    for record_set in record_sets:
        record_set.accepted, record_set.accepted_at = True, now
        record_set.version += 1
    RecordSet.objects.bulk_update(record_sets, ["accepted", "accepted_at", "version"], batch_size=200)
    journal.write_many([journal.Line("record_set.accepted", one) for one in record_sets], by=by)


@transaction.atomic
def remove_records(records: Sequence[Record], *, by: User) -> None:
    """Remove records that never left custody: the rollback of a batch. Their identifiers are burnt."""
    lines = [journal.Line("record.removed", one, {"code": one.code, "title": one.title}) for one in records]
    journal.write_many(lines, by=by)
    Record.objects.filter(pk__in=[one.pk for one in records], accepted=False).delete()


@transaction.atomic
def remove_record_sets(record_sets: Sequence[RecordSet], *, by: User) -> None:
    """Remove empty sets in custody, the deepest first."""
    for record_set in sorted(record_sets, key=lambda one: len(one.path), reverse=True):
        if record_set.records.exists() or record_set.children.exists():
            continue
        journal.write("record_set.removed", record_set, by=by, detail={"code": record_set.code})
        record_set.delete()
