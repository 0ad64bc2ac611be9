"""The end of a batch: accepted into the archive, or rolled back out of custody (model.md, 10 and 11)."""

from __future__ import annotations

import shutil

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain import custody
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries.tree import STEP
from lantai.digitisation import derivatives
from lantai.digitisation.domain.storing import in_chunks, objects_of
from lantai.digitisation.domain.work import turn
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.journal import domain as journal
from lantai.preservation.store import masters

_CHUNK = 500


class BatchRefused(Exception):
    """The batch is not in a state for this; the message says which and what to do."""


def accept_batch(batch: Batch, *, trust_opening: bool, by: User, progress: Progress | None = None) -> Batch:
    """Take a described batch into the archive.

    With ``trust_opening`` the person confirms what the sender stated about opening; without it everything
    stays not reviewed. Killed half-way and run again, it goes on. Raises BatchRefused.
    """
    shown = progress or SilentProgress()
    with turn(shown):
        batch.refresh_from_db()
        if batch.state == BatchState.ACCEPTED:
            return batch
        if batch.state != BatchState.DESCRIBED:
            raise BatchRefused(f"{batch.name} is {batch.get_state_display()}; only what is described can be accepted.")
        custody.accept_record_sets(_sets_above(batch), by=by)
        waiting = list(_records(batch).select_related("record_set"))
        shown.stage("accept", len(waiting))
        for chunk in in_chunks(waiting, _CHUNK):
            custody.accept_records(chunk, trust_opening=trust_opening, by=by)
            shown.advance(len(chunk))
        return _end(batch, BatchState.ACCEPTED, by=by, trusted=trust_opening)


def roll_back_batch(batch: Batch, *, by: User, progress: Progress | None = None) -> Batch:
    """Remove what a batch brought, while it is in custody; log, digests and burnt identifiers stay.

    Raises BatchRefused once it is accepted.
    """
    shown = progress or SilentProgress()
    with turn(shown):
        batch.refresh_from_db()
        if batch.state == BatchState.ROLLED_BACK:
            return batch
        if batch.state == BatchState.ACCEPTED:
            raise BatchRefused(f"{batch.name} is in the archive; what is accepted is withdrawn, never rolled back.")
        records = list(_records(batch))
        items = list(batch.items.all())
        shown.stage("roll back", len(items))
        for chunk in in_chunks(records, _CHUNK):
            custody.remove_records(chunk, by=by)
        custody.remove_record_sets(_made_sets(batch), by=by)
        for item in items:
            for object_id, _paths in objects_of(item):
                if masters().exists(object_id):
                    masters().remove(object_id)
            if item.record_identifier:
                shutil.rmtree(derivatives.folder(item.record_identifier), ignore_errors=True)
            shown.advance()
        return _end(batch, BatchState.ROLLED_BACK, by=by, trusted=False)


def _records(batch: Batch) -> QuerySet[Record]:
    return Record.objects.filter(batch_items__batch=batch, batch_items__outcome="created", accepted=False)


def _made_sets(batch: Batch) -> list[RecordSet]:
    return list(RecordSet.objects.filter(made_by__batch=batch, accepted=False))


def _sets_above(batch: Batch) -> list[RecordSet]:
    """The sets in custody that the batch's records lie in, whichever batch made them: they come with the records."""
    homes = RecordSet.objects.filter(records__batch_items__batch=batch).order_by()
    found = homes.values_list("path", flat=True).distinct()
    paths = {path[:end] for path in found for end in range(STEP, len(path) + 1, STEP)}
    return [
        one
        for chunk in in_chunks(sorted(paths), _CHUNK)
        for one in RecordSet.objects.filter(path__in=chunk, accepted=False)
    ]


@transaction.atomic
def _end(batch: Batch, state: BatchState, *, by: User, trusted: bool) -> Batch:
    batch.state, batch.stage, batch.error = state, "", ""
    batch.ended_at, batch.ended_by, batch.opening_trusted = timezone.now(), by, trusted
    batch.version += 1
    batch.save()
    journal.write(f"batch.{state}", batch, by=by, detail={"opening_trusted": trusted})
    return batch
