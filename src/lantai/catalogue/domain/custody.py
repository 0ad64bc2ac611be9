"""From custody into the archive, or out of it again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.columns import write_columns
from lantai.catalogue.domain.record import open_day_of, opening_as_stated
from lantai.catalogue.models import Record, RecordSet
from lantai.journal import domain as journal

_OPENING = ["status", "opening_day", "open_day", "accepted", "accepted_at", "version"]


@transaction.atomic
def accept_records(records: Sequence[Record], *, trust_opening: bool, by: User) -> None:
    """Take records into the archive. ``record_set`` of each is loaded.

    With ``trust_opening`` a person confirms what the sender stated about opening; without it everything is
    not reviewed and stays closed (model.md, 11).
    """
    now = timezone.now()
    _reread_opening(records)
    for record in records:
        if trust_opening:
            record.status, record.opening_day = opening_as_stated(record)
        record.accepted, record.accepted_at = True, now
        record.open_day = open_day_of(record, in_set=record.record_set)
        record.version += 1
    write_columns(records, _OPENING)
    lines = [journal.Line("record.accepted", record, {"status": str(record.status)}) for record in records]
    journal.write_many(lines, by=by)


def _reread_opening(records: Sequence[Record]) -> None:
    """A set may have been closed since the records were loaded: inside the transaction its word is asked again."""
    days = RecordSet.objects.only("open_day").in_bulk({one.record_set_id for one in records})
    for record in records:
        record.record_set.open_day = days[record.record_set_id].open_day


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
