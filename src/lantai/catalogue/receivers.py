"""What follows a write in the catalogue: a worker takes up what the write left to do."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantai.catalogue.domain import opening, saving
from lantai.catalogue.tasks import carry_openings_down, save_bulk_edits
from lantai.journal.domain import written
from lantai.journal.waking import wake


@receiver(written)
def wake_worker(sender: Any, verbs: set[str], **_rest: Any) -> None:
    if "record_set.opening_decided" in verbs and opening.has_work():
        wake(carry_openings_down)
    if verbs & {"bulk_edit.begun", "bulk_edit.resumed", "bulk_edit.discarded"} and saving.has_work():
        wake(save_bulk_edits)
