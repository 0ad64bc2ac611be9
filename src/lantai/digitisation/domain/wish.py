"""The wish that work on a batch should stop. It stands in the batch's row; the work hears it and stops."""

from __future__ import annotations

from django.db import transaction

from lantai.accounts.models import User
from lantai.digitisation.domain.work import STOP
from lantai.digitisation.models import Batch
from lantai.journal import domain as journal


@transaction.atomic
def wish_to_stop(batch: Batch, *, by: User) -> None:
    """Ask whoever works on the batch to stop at the next step; what is done stays and can be taken up again."""
    Batch.objects.filter(pk=batch.pk).update(wish=STOP)
    journal.write("batch.stop_wished", batch, by=by)
