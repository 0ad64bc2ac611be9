"""Withdrawing: a record is not kept any more, by a recorded decision; a stub stays for ever."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.columns import write_columns
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.revising import checked_reason
from lantai.catalogue.models import Record
from lantai.journal import domain as journal

_COLUMNS = ("withdrawn_at", "withdrawn_reason", "version")


class WithdrawalRefused(CatalogueError):
    """The record cannot be withdrawn, or brought back, as it stands; the message says why."""


@transaction.atomic
def withdraw_records(records: Sequence[Record], *, reason: str, by: User) -> None:
    """Withdraw accepted records; those that are withdrawn already are left as they are. Raises WithdrawalRefused."""
    why = checked_reason(reason)
    if not why:
        raise WithdrawalRefused(gettext("A withdrawal needs its reason; give it in a sentence."))
    now = timezone.now()
    # Read anew and locked: somebody may have revised, or withdrawn, one of them since the caller read it.
    standing = Record.objects.select_for_update().in_bulk([record.pk for record in records])
    going = [record for record in standing.values() if record.withdrawn_at is None]
    for record in going:
        if not record.accepted:
            raise WithdrawalRefused(
                gettext("%(code)s is in custody; it goes with a rollback of its delivery.") % {"code": record.code}
            )
        record.withdrawn_at, record.withdrawn_reason = now, why
        record.version += 1
    write_columns(going, _COLUMNS)
    journal.write_many([journal.Line("record.withdrawn", record, {"reason": why}) for record in going], by=by)


@transaction.atomic
def bring_back_record(record: Record, *, reason: str, by: User) -> Record:
    """A withdrawal is taken back by a new decision. Raises WithdrawalRefused."""
    why = checked_reason(reason)
    current = Record.objects.select_for_update().get(pk=record.pk)
    if current.withdrawn_at is None or not why:
        raise WithdrawalRefused(gettext("Only what is withdrawn can be brought back, and for a reason."))
    current.withdrawn_at, current.withdrawn_reason = None, ""
    current.version += 1
    write_columns([current], _COLUMNS)
    journal.write("record.brought_back", current, by=by, detail={"reason": why})
    return current
