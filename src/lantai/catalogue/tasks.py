"""What a worker does for the catalogue. The state of the work is in its own rows; a task only wakes a worker.

Changes of descriptions have a queue of their own: somebody sits before the page and waits, and a delivery that is being
taken in may take hours.
"""

from __future__ import annotations

from typing import Final

from django_tasks import task

from lantai.catalogue.domain import opening, saving

QUEUE: Final = "descriptions"


@task(queue_name=QUEUE)
def carry_openings_down() -> int:
    """Carry down the tree what was decided about opening."""
    return opening.carry_down()


@task(queue_name=QUEUE)
def save_bulk_edits() -> int:
    """Save what operations on many records left to do."""
    return saving.go_on()
