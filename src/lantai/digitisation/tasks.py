"""What a worker does for digitisation. The state of the work is in its own rows; a task only wakes a worker."""

from __future__ import annotations

import logging

from django_tasks import task

from lantai.accounts.machine import machine
from lantai.digitisation.check import NotADelivery
from lantai.digitisation.domain import custody, estimating, intake, reading
from lantai.digitisation.layouts.detecting import UnknownLayout
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Stopped
from lantai.ports.ocr import EngineUnusable

log = logging.getLogger(__name__)


@task()
def work_on_batch(batch_id: int) -> None:
    """Take a registered batch in, or end it as a person decided; or go on with either."""
    batch = Batch.objects.select_related("received_by", "asked_by").get(pk=batch_id)
    try:
        if batch.asked:
            custody.carry_out(batch)
        else:
            intake.resume(batch, by=batch.received_by)
    except (intake.IntakeFailed, NotADelivery, UnknownLayout, custody.BatchRefused, Stopped) as error:
        log.warning("%s", error)


@task(queue_name="reading")
def read_pages() -> int:
    """Read what is queued. An engine that cannot be used is told in the log; what waits for it goes on waiting."""
    try:
        return reading.read_queued(by=machine())
    except EngineUnusable as error:
        log.warning("%s", error)
        return 0


@task(queue_name="reading")
def estimate_readings() -> int:
    """Say how sure texts are that nobody has said it of, or that are known better by now."""
    return estimating.refresh()
