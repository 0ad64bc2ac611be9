"""What a worker does for the office. The state of the work is in its own rows; a task only wakes a worker."""

from __future__ import annotations

from django_tasks import task

from lantai.catalogue.tasks import QUEUE
from lantai.office import bulk_work


@task(queue_name=QUEUE)
def plan_bulk_edits() -> int:
    """Plan what operations on many records left to do."""
    return bulk_work.go_on()
