"""What a worker does for the catalogue. The state of the work is in its own rows; a task only wakes a worker."""

from __future__ import annotations

from django_tasks import task

from lantai.catalogue.domain import bulk, opening


@task()
def carry_openings_down() -> int:
    """Carry down the tree what was decided about opening."""
    return opening.carry_down()


@task()
def save_bulk_edits() -> int:
    """Save what operations on many records left to do."""
    return bulk.go_on()
