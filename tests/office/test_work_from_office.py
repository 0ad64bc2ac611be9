"""Work on a delivery that somebody at a desk pauses, gives up and takes up again, while it runs and while it waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests.digitisation.domain.laying import folder_per_item

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.intake import register_delivery, resume
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import SilentProgress, Stopped
from lantai.digitisation.tasks import work_on_batch
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)

At = Callable[..., Client]


class Presses(SilentProgress):
    """Presses a button of a delivery's page when a stage begins."""

    def __init__(self, client: Client, batch: Batch, button: str, *, at: str) -> None:
        self.client, self.batch, self.button, self.at = client, batch, button, at

    def stage(self, name: str, total: int) -> None:
        if name == self.at:
            press(self.client, self.batch, self.button)


@pytest.fixture
def registered(tmp_path: Path, clerk: User) -> Batch:
    return register_delivery(source=folder_per_item(tmp_path / "delivery", {1: 1, 2: 2}), by=clerk)


@pytest.fixture
def queued(registered: Batch) -> Batch:
    work_on_batch.enqueue(registered.pk)
    return registered


def press(client: Client, batch: Batch, button: str) -> None:
    answer = client.post(reverse(f"office_delivery_{button}", args=[batch.identifier]))
    assert answer.status_code == 302


def work(batch: Batch) -> None:
    """What a worker does with the task that waits for it."""
    task = DBTaskResult.objects.get(task_path=work_on_batch.module_path, status="READY")
    DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL")
    work_on_batch.call(*task.args_kwargs["args"])
    batch.refresh_from_db()


@pytest.mark.parametrize("stage", ["inspect", "store", "describe"])
def test_paused_at_a_desk_it_stops_and_is_taken_up_again(
    registered: Batch, at_desk: At, clerk: User, stage: str
) -> None:
    client = at_desk(user=clerk)
    with pytest.raises(Stopped, match="paused"):
        resume(registered, by=clerk, progress=Presses(client, registered, "pause", at=stage))
    press(client, registered, "resume")
    work(registered)
    assert (registered.state, registered.created_count) == (BatchState.DESCRIBED, 2)


@pytest.mark.parametrize("stage", ["inspect", "store", "describe"])
def test_given_up_at_a_desk_nothing_of_it_is_left(registered: Batch, at_desk: At, clerk: User, stage: str) -> None:
    client = at_desk("administrator")
    with pytest.raises(Stopped, match="given up"):
        resume(registered, by=clerk, progress=Presses(client, registered, "cancel", at=stage))
    registered.refresh_from_db()
    assert registered.state == BatchState.ROLLED_BACK
    assert (Record.objects.count(), list(masters().objects())) == (0, [])


def test_paused_while_it_waits_it_does_not_begin(queued: Batch, at_desk: At, clerk: User) -> None:
    client = at_desk(user=clerk)
    press(client, queued, "pause")
    work(queued)
    assert (queued.state, queued.wish) == (BatchState.RECEIVED, "")
    press(client, queued, "resume")
    work(queued)
    assert queued.state == BatchState.DESCRIBED


def test_given_up_while_it_waits_it_does_not_begin(queued: Batch, at_desk: At) -> None:
    press(at_desk("administrator"), queued, "cancel")
    work(queued)
    assert (queued.state, Record.objects.count()) == (BatchState.ROLLED_BACK, 0)


def test_given_up_while_what_was_paused_waits_again(registered: Batch, at_desk: At, clerk: User) -> None:
    client = at_desk("administrator")
    with pytest.raises(Stopped, match="paused"):
        resume(registered, by=clerk, progress=Presses(client, registered, "pause", at="store"))
    press(client, registered, "resume")
    press(client, registered, "cancel")
    work(registered)
    assert (registered.state, list(masters().objects())) == (BatchState.ROLLED_BACK, [])


def test_a_wish_that_nobody_heard_is_forgotten_when_it_is_taken_up(registered: Batch, at_desk: At, clerk: User) -> None:
    client = at_desk(user=clerk)
    with pytest.raises(Stopped, match="paused"):
        resume(registered, by=clerk, progress=Presses(client, registered, "pause", at="store"))
    Batch.objects.update(wish="pause")
    press(client, registered, "resume")
    work(registered)
    assert registered.state == BatchState.DESCRIBED
