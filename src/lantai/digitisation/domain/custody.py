"""The end of a batch: accepted into the archive, or rolled back out of custody (model.md, 10 and 11).

Both go through the items in chunks that the site can write between, and go on where they were when they were killed.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain import custody
from lantai.catalogue.domain.withdrawing import withdraw_records
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries.tree import STEP
from lantai.digitisation.domain import sampling
from lantai.digitisation.domain.deriving import derive_pages
from lantai.digitisation.domain.discarding import discard
from lantai.digitisation.domain.revising import apply_revision
from lantai.digitisation.domain.storing import in_chunks
from lantai.digitisation.domain.work import BatchProgress, turn
from lantai.digitisation.enums import BatchState, Decision, ItemOutcome
from lantai.digitisation.failing import in_one_sentence
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.journal import domain as journal

_CHUNK = 500
_ACCEPTED_AT_ONCE = 2_000
_BROUGHT = (ItemOutcome.CREATED, ItemOutcome.UNCHANGED)
"""Outcomes of items whose record, where they have one, lies in custody with the batch."""
_SETTLED_AT_THE_END = (
    "state", "stage", "stage_at", "error", "asked", "wish", "ended_at", "ended_by", "opening_trusted", "version",
)  # fmt: skip


class BatchRefused(Exception):
    """The batch is not in a state for this; the message says which and what to do."""


@transaction.atomic
def decide(batch: Batch, decision: Decision, *, trust_opening: bool = False, by: User) -> None:
    """Enter how a batch is to end; a worker carries it out (``carry_out``). Raises BatchRefused."""
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if decision == Decision.ACCEPT:
        _require_described(current)
    else:
        _require_custody(current)
    current.asked, current.asked_by, current.opening_trusted = decision, by, trust_opening
    current.error = current.wish = ""
    current.save(update_fields=["asked", "asked_by", "opening_trusted", "error", "wish"])
    journal.write("batch.decided", current, by=by, detail={"decision": str(decision), "opening": trust_opening})


def carry_out(batch: Batch, progress: Progress | None = None) -> Batch:
    """Do what was decided, or go on with it where it stopped. Raises BatchRefused, IntakeFailed and Stopped."""
    assert batch.asked_by is not None
    try:
        if batch.asked == Decision.ACCEPT:
            return accept_batch(batch, trust_opening=batch.opening_trusted, by=batch.asked_by, progress=progress)
        return roll_back_batch(batch, by=batch.asked_by, progress=progress)
    except BatchRefused as error:
        Batch.objects.filter(pk=batch.pk).update(asked="", error=str(error))
        raise


def _require_described(batch: Batch) -> None:
    if batch.state != BatchState.DESCRIBED:
        told = {"name": batch.name, "state": batch.get_state_display()}
        raise BatchRefused(gettext("%(name)s is %(state)s; only what is described can be accepted.") % told)
    if sentence := sampling.hindrance(batch):
        raise BatchRefused(sentence)


def _require_custody(batch: Batch) -> None:
    if batch.state == BatchState.ACCEPTED:
        raise BatchRefused(
            gettext("%(name)s is in the archive; what is accepted is withdrawn, never rolled back.")
            % {"name": batch.name}
        )


def accept_batch(batch: Batch, *, trust_opening: bool, by: User, progress: Progress | None = None) -> Batch:
    """Take a described batch into the archive: what is new is accepted, what revises is carried out.

    With ``trust_opening`` the person confirms what the sender stated about opening; without it everything
    stays not reviewed. Killed half-way and run again, it goes on. Raises BatchRefused, IntakeFailed and Stopped.
    """
    shown = progress or SilentProgress()
    with in_one_sentence(batch.name, batch), turn(shown):
        batch.refresh_from_db()
        if batch.state == BatchState.ACCEPTED:
            return batch
        _require_described(batch)
        told = BatchProgress(batch, shown, accepting=True)
        custody.accept_record_sets(_sets_above(batch), by=by)
        _accept_records(batch, trust_opening=trust_opening, by=by, progress=told)
        _carry_out_revisions(batch, by=by, progress=told)
        if batch.withdraw_missing:
            _withdraw_missing(batch, by=by)
        return _end(batch, BatchState.ACCEPTED, by=by, trusted=trust_opening)


def _accept_records(batch: Batch, *, trust_opening: bool, by: User, progress: Progress) -> None:
    items = batch.items.filter(is_volume=False, record__isnull=False, outcome__in=_BROUGHT).order_by("pk")
    progress.stage("accept", items.count())
    last = 0
    while chunk := list(items.filter(pk__gt=last).values_list("pk", "record_id")[:_ACCEPTED_AT_ONCE]):
        last = chunk[-1][0]
        custody.accept_records([record for _item, record in chunk], trust_opening=trust_opening, by=by)
        progress.advance(len(chunk))


def _carry_out_revisions(batch: Batch, *, by: User, progress: Progress) -> None:
    changed = batch.items.filter(outcome=ItemOutcome.CHANGED).select_related("record", "record_set").order_by("pk")
    total, last = changed.count(), 0
    if not total:
        return
    progress.stage("revise", total)
    while chunk := list(changed.filter(pk__gt=last)[:_CHUNK]):
        last = chunk[-1].pk
        for item in chunk:
            apply_revision(item, batch, by=by)
            progress.advance()
    derive_pages(batch, progress=progress)


def _withdraw_missing(batch: Batch, *, by: User) -> None:
    missing = Record.objects.filter(batch_items__batch=batch, batch_items__outcome=ItemOutcome.MISSING)
    waiting = missing.filter(withdrawn_at=None).order_by("pk")
    while chunk := list(waiting[:_CHUNK]):
        withdraw_records(chunk, reason=f"Left out by the delivery {batch.name} ({batch.identifier})", by=by)


def roll_back_batch(batch: Batch, *, by: User, progress: Progress | None = None) -> Batch:
    """Remove what a batch brought, while it is in custody; log, digests and burnt identifiers stay.

    Raises BatchRefused once it is accepted, and IntakeFailed.
    """
    shown = progress or SilentProgress()
    with in_one_sentence(batch.name, batch), turn(shown):
        return roll_back(batch, by=by, progress=shown)


def roll_back(batch: Batch, *, by: User, progress: Progress) -> Batch:
    """The same for whoever has the turn already."""
    batch.refresh_from_db()
    if batch.state == BatchState.ROLLED_BACK:
        return batch
    _require_custody(batch)
    items, last = batch.items.order_by("-pk"), None
    progress.stage("roll back", items.count())
    while chunk := list((items if last is None else items.filter(pk__lt=last))[:_CHUNK]):
        last = chunk[-1].pk
        discard(chunk, by=by, keep_rows=True)
        progress.advance(len(chunk))
    for sets in in_chunks(_made_sets(batch).iterator(chunk_size=_CHUNK), _CHUNK):
        custody.remove_record_sets(sets, by=by)
    return _end(batch, BatchState.ROLLED_BACK, by=by, trusted=False)


def _made_sets(batch: Batch) -> QuerySet[RecordSet]:
    """The deepest first."""
    return RecordSet.objects.filter(made_by__batch=batch, accepted=False).order_by("-path")


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
    batch.state, batch.stage, batch.stage_at, batch.error, batch.asked = state, "", None, "", ""
    batch.ended_at, batch.ended_by, batch.opening_trusted = timezone.now(), by, trusted
    batch.wish = ""
    batch.version += 1
    batch.save(update_fields=_SETTLED_AT_THE_END)  # and no other: somebody may say something of it meanwhile
    journal.write(f"batch.{state}", batch, by=by, detail={"opening_trusted": trusted})
    return batch
