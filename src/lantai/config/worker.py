"""One worker of the server: ``python -m lantai.config.worker QUEUE PARENT``.

Before it takes its first task it takes up what its predecessor held. The state of all work stands in rows of
our own, so a worker may be killed at any moment (model.md, 28).
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time

from lantai.config.lifeline import end_with

_INTERVAL = 0.5
_TELL_EVERY = 5.0
_TRIES = 3


def main() -> None:
    queue, parent = sys.argv[1], int(sys.argv[2])
    end_with(parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.config.settings")
    import django

    django.setup()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    take_up(queue)
    if queue == "reading":
        threading.Thread(target=_tell_reading, name="teller", daemon=True).start()
    _work(queue)


def take_up(queue: str) -> None:
    """Put back what a worker that is no more was doing, and wake what else the rows leave unfinished."""
    _put_back(queue)
    if queue == "reading":
        _take_up_reading()
    elif queue == "index":
        _take_up_index()
    elif queue == "descriptions":
        _take_up_descriptions()
    else:
        _take_up_batches()


def _put_back(queue: str) -> None:
    """Tasks can be done again from the start; one that ended its worker three times is left alone."""
    from django.utils import timezone
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    for held in DBTaskResult.objects.filter(queue_name=queue, status=TaskResultStatus.RUNNING):
        again = len(held.worker_ids) < _TRIES
        held.status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
        held.finished_at = None if again else timezone.now()
        held.save(update_fields=["status", "finished_at"])


def _take_up_reading() -> None:
    from lantai.digitisation.domain import estimating, reading
    from lantai.digitisation.tasks import estimate_readings, read_pages
    from lantai.journal.waking import wake

    if estimating.has_work():
        wake(estimate_readings)
    if reading.has_work():
        wake(read_pages)


def _take_up_batches() -> None:
    from django.core.management import call_command
    from django.db.models import Q

    from lantai.digitisation.enums import BatchState
    from lantai.digitisation.models import Batch
    from lantai.digitisation.tasks import work_on_batch
    from lantai.journal.tasks import seal_journal
    from lantai.journal.waking import wake

    call_command("prune_db_task_results", verbosity=0)
    begun = (BatchState.RECEIVED, BatchState.CHECKED, BatchState.STORED)
    under_way = Q(state__in=begun) & ~Q(stage="") | ~Q(asked="")
    for batch in Batch.objects.filter(under_way, error="", wish=""):
        work_on_batch.enqueue(batch.pk)
    wake(seal_journal)


def _take_up_index() -> None:
    """An index of another release is made anew behind the running site, a new one is followed to the journal's end."""
    from lantai.discovery import rebuilding
    from lantai.discovery.tasks import follow_journal, rebuild_index
    from lantai.journal.waking import wake

    if rebuilding.is_needed():
        wake(rebuild_index)
    else:
        wake(follow_journal)


def _take_up_descriptions() -> None:
    from lantai.catalogue.domain import opening, saving
    from lantai.catalogue.tasks import carry_openings_down, save_bulk_edits
    from lantai.journal.waking import wake
    from lantai.office import bulk_work
    from lantai.office.tasks import plan_bulk_edits

    if opening.has_work():
        wake(carry_openings_down)
    if bulk_work.has_work():
        wake(plan_bulk_edits)
    if saving.has_work():
        wake(save_bulk_edits)


def _work(queue: str) -> None:
    """Work until told to end: SIGTERM lets the task in hand finish, a second one does not."""
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=[queue],
        excluded_queue_names=[],
        interval=_INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{queue}-{os.getpid()}",
    )
    worker.configure_signals()
    worker.run()


def _tell_reading() -> None:
    """Say on the terminal how far reading is, while it moves."""
    from django.db import connection

    from lantai.digitisation.enums import ReadState
    from lantai.digitisation.models import Page

    told = (0, 0)
    while True:
        read = Page.objects.filter(read_state=ReadState.READ).count()
        waiting = (ReadState.QUEUED, ReadState.READING, ReadState.AGAIN, ReadState.REREADING)
        left = Page.objects.filter(read_state__in=waiting).count()
        connection.close()
        if (read, left) != told and (left or told[1]):
            sys.stdout.write(f"Reading: {read} of {read + left} pages\n" if left else f"Reading: done, {read} pages\n")
            sys.stdout.flush()
        told = (read, left)
        time.sleep(_TELL_EVERY)


if __name__ == "__main__":
    main()
