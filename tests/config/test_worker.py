"""What a new worker takes up of one that died."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantai.accounts.models import User
from lantai.config.worker import take_up
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch
from lantai.digitisation.tasks import work_on_batch
from lantai.discovery import rebuilding
from lantai.discovery.tasks import follow_journal, rebuild_index
from lantai.journal.tasks import seal_journal

pytestmark = pytest.mark.django_db


def ready(path: str) -> int:
    return DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY).count()


def held_by(*workers: str) -> DBTaskResult:
    """A task that is running, after these workers began it."""
    task = DBTaskResult.objects.get(pk=seal_journal.enqueue().id)
    for worker in workers:
        task.claim(worker)
    return task


def test_task_of_a_dead_worker_waits_again() -> None:
    task = held_by("default-1")
    take_up("default")
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def test_task_that_ended_three_workers_is_left_alone() -> None:
    task = held_by("default-1", "default-2", "default-3")
    take_up("default")
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


def test_task_of_the_other_queue_is_not_touched() -> None:
    task = held_by("default-1")
    take_up("reading")
    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


@pytest.mark.parametrize(
    ("state", "stage", "taken_up"),
    [
        (BatchState.CHECKED, "store", 1),
        (BatchState.RECEIVED, "", 0),  # registered: its task waits; or stopped by a person
        (BatchState.DESCRIBED, "", 0),
        (BatchState.ACCEPTED, "", 0),
    ],
)
def test_batch_that_was_left_in_the_middle(administrator: User, state: BatchState, stage: str, taken_up: int) -> None:
    Batch.objects.create(
        identifier="b", name="b", source="/b", state=state, stage=stage,
        received_at=timezone.now(), received_by=administrator,
    )  # fmt: skip
    take_up("default")
    assert ready(work_on_batch.module_path) == taken_up


def test_index_that_nobody_asked_to_make_anew_is_followed() -> None:
    take_up("index")
    assert (ready(rebuild_index.module_path), ready(follow_journal.module_path)) == (0, 1)


def test_rebuilding_that_was_asked_for_or_left_is_gone_on_with() -> None:
    rebuilding.ask()
    take_up("index")
    assert (ready(rebuild_index.module_path), ready(follow_journal.module_path)) == (1, 0)
