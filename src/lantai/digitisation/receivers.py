"""What follows a write in digitisation: queued pages wake the reading worker, corrections what is learnt from them."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantai.digitisation.domain import estimating, reading
from lantai.digitisation.tasks import estimate_readings, read_pages
from lantai.journal.domain import written
from lantai.journal.waking import wake


@receiver(written)
def wake_reader(sender: Any, verbs: set[str], **_rest: Any) -> None:
    if verbs & {"batch.described", "batch.accepted"} and reading.has_work():
        wake(read_pages)


@receiver(written)
def wake_estimator(sender: Any, verbs: set[str], **_rest: Any) -> None:
    if verbs & {"page.corrected", "reading_sample.found_right"} and estimating.has_work():
        wake(estimate_readings)
