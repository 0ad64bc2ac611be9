"""What follows a write in digitisation: queued pages wake the reading worker."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantai.digitisation.domain.reading import has_work
from lantai.digitisation.tasks import read_pages
from lantai.journal.domain import written
from lantai.journal.waking import wake


@receiver(written)
def wake_reader(sender: Any, verbs: set[str], **_rest: Any) -> None:
    if verbs & {"batch.described", "batch.accepted"} and has_work():
        wake(read_pages)
