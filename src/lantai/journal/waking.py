"""Waking a worker. The state of work is in its own rows, so one waiting task of a kind is enough."""

from __future__ import annotations

from typing import Any

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def wake(task: Any) -> None:
    """Enqueue a task without arguments, unless the same waits already and will see what was just written."""
    if not DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY).exists():
        task.enqueue()
