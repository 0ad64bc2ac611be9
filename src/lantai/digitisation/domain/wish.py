"""The wish that work on a batch should pause or be given up. It stands in the batch's row; the work hears it."""

from __future__ import annotations

from django.db import transaction

from lantai.accounts.models import User
from lantai.digitisation.domain.work import CANCEL, PAUSE
from lantai.digitisation.models import Batch
from lantai.journal import domain as journal


@transaction.atomic
def wish_to_pause(batch: Batch, *, by: User) -> None:
    """Ask whoever works on the batch to stop at the next step; what is done stays and can be taken up again."""
    Batch.objects.filter(pk=batch.pk).update(wish=PAUSE)
    journal.write("batch.pause_wished", batch, by=by)


@transaction.atomic
def wish_to_cancel(batch: Batch, *, by: User) -> None:
    """Ask whoever works on the batch to give it up: it stops at the next step and is rolled back."""
    Batch.objects.filter(pk=batch.pk).update(wish=CANCEL)
    journal.write("batch.cancel_wished", batch, by=by)


def forget_wish(batch: Batch) -> None:
    """Somebody takes the batch up again: what was wished before, and nobody heard, is wished no more."""
    Batch.objects.filter(pk=batch.pk).update(wish="")
