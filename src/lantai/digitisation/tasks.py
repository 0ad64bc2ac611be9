"""What a worker does for digitisation. The state of the work is in its own rows; a task only wakes a worker."""

from __future__ import annotations

import logging

from django_tasks import task

from lantai.accounts.machine import machine
from lantai.digitisation.check import NotADelivery
from lantai.digitisation.domain import intake, reading
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Stopped

log = logging.getLogger(__name__)


@task()
def work_on_batch(batch_id: int) -> None:
    """Take a registered batch in, or go on with it."""
    batch = Batch.objects.select_related("received_by").get(pk=batch_id)
    try:
        intake.resume(batch, by=batch.received_by)
    except (intake.IntakeFailed, NotADelivery, Stopped) as error:
        log.warning("%s", error)


@task(queue_name="reading")
def read_pages() -> int:
    """Read what is queued."""
    return reading.read_queued(by=machine())
