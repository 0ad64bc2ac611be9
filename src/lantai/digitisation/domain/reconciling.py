"""Reconciling: what a delivery brings against what stands, when it comes again for a batch or revises the archive.

For a batch in custody: an item that comes as it was keeps its record; one that comes otherwise replaces it under the
same identifier; what does not come stays, and is told, unless the delivery says to withdraw it (model.md, 14). For a
revision: the records of the same sets that the delivery leaves out are entered as missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.discarding import discard
from lantai.digitisation.domain.storing import in_chunks
from lantai.digitisation.enums import BatchPurpose, ItemOutcome
from lantai.digitisation.models import Batch, BatchItem
from lantai.digitisation.progress import Progress
from lantai.journal.insertion import insert_rows

_CHUNK = 200
_COMPARED = ("values", "leaves", "texts", "copies", "span", "scan_digest", "text_digest")
_TAKEN_OVER = (
    "record_identifier", "scan_identifier", "text_identifier", "stored", "described", "derived", "record", "record_set",
)  # fmt: skip


def reconcile(batch: Batch, *, by: User, progress: Progress) -> None:
    """Settle a checked batch with what stands already. Killed half-way and run again, it goes on."""
    if batch.purpose == BatchPurpose.REVISION:
        _enter_missing(batch)
    elif batch.round > 1:
        _reconcile_rounds(batch, by=by, progress=progress)


# -- a delivery that came again -------------------------------------------------------------------


def _reconcile_rounds(batch: Batch, *, by: User, progress: Progress) -> None:
    earlier = batch.items.filter(round__lt=batch.round)
    progress.stage("reconcile", earlier.count())
    last = 0
    while chunk := list(earlier.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        last = chunk[-1].pk
        _reconcile(batch, chunk, by=by)
        progress.advance(len(chunk))


def _reconcile(batch: Batch, earlier: Sequence[BatchItem], *, by: User) -> None:
    """One chunk of the items that came before."""
    came = batch.items.filter(round=batch.round, code__in=[one.code for one in earlier])
    later = {(one.code, one.is_volume): one for one in came.exclude(outcome=ItemOutcome.REFUSED)}
    gone: list[BatchItem] = []
    for one in earlier:
        now = later.get((one.code, one.is_volume))
        if now is None:
            if batch.withdraw_missing or not _stands(one):
                gone.append(one)
        elif _stands(one) and _is_the_same(one, now):
            _keep(one, now)
        else:
            _take_over_identifier(one, now)
            gone.append(one)
    discard(gone, by=by)


def _stands(one: BatchItem) -> bool:
    """Whether something in custody came of it."""
    return bool(one.record_id or one.record_set_id)


def _is_the_same(one: BatchItem, now: BatchItem) -> bool:
    """The same words and bytes. A text that lies on the pages of a volume is laid on them again, to be safe."""
    same = all(getattr(one, name) == getattr(now, name) for name in _COMPARED)
    return same and not (now.span and now.texts)


@transaction.atomic
def _keep(one: BatchItem, now: BatchItem) -> None:
    """What stands stays; the row of the later delivery stands for it."""
    for name in _TAKEN_OVER:
        setattr(now, name, getattr(one, name))
    now.outcome = ItemOutcome.UNCHANGED
    one.delete()
    now.save()


def _take_over_identifier(one: BatchItem, now: BatchItem) -> None:
    """It is the same record, described and scanned anew: its identifier stays, those of its carriers are burnt."""
    if one.record_identifier and now.record_identifier and not now.described:
        now.record_identifier = one.record_identifier
        now.save(update_fields=["record_identifier"])


# -- a revision -----------------------------------------------------------------------------------


def _enter_missing(batch: Batch) -> None:
    """The accepted records of the sets that the delivery revises, as far as it does not bring them."""
    BatchItem.objects.filter(batch=batch, outcome=ItemOutcome.MISSING).delete()
    codes = batch.items.filter(is_volume=False).values("code")
    standing = Record.objects.filter(code__in=codes, accepted=True)
    left_out = Record.objects.filter(
        record_set__in=standing.values("record_set"), accepted=True, withdrawn_at=None
    ).exclude(code__in=codes)
    for chunk in in_chunks(left_out.order_by("pk").iterator(chunk_size=_CHUNK), _CHUNK):
        insert_rows([_missing(batch, record) for record in chunk])


def _missing(batch: Batch, record: Record) -> BatchItem:
    return BatchItem(
        batch=batch,
        round=batch.round,
        row=0,
        code=record.code,
        values={"title": record.title},
        record=record,
        described=True,
        outcome=ItemOutcome.MISSING,
    )
