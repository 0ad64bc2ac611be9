"""How far the work on a change of many records is: what, how many of how many, how fast, how long still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantai.catalogue.domain.bulk import IN_WORK
from lantai.catalogue.enums import EditState
from lantai.catalogue.models import BulkEdit
from lantai.catalogue.tasks import save_bulk_edits
from lantai.office.tasks import plan_bulk_edits
from lantai.office.words import refusal

STAGES: Final[dict[str, Promise]] = {
    "choose": _("Choosing the records"),
    "try": _("Trying the pattern on everything"),
    "replace": _("Finding and replacing"),
    "read": _("Reading the sheet"),
    "undo": _("Looking up what it said before"),
    "save": _("Saving the changes"),
}
_UNDERWAY: Final = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
_SOON: Final = 1.0
"""Seconds before a pace can be told."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The work in hand. ``total`` is 0 when nobody knows; ``pace`` and ``left`` are in words, empty when not known.

    ``moving``: a worker has it in hand, or will. When it does not move it is paused, or an error stopped it, or the
    worker was lost, and then it can go on.
    """

    label: str
    done: int
    total: int
    pace: str
    left: str
    moving: bool
    paused: bool
    error: str


def progress(edit: BulkEdit) -> Progress | None:
    """None when nothing is under way. One query then, else none."""
    if edit.state not in IN_WORK:
        return None
    moving = not edit.wish and not edit.error and _has_worker(edit)
    rate = _rate(edit) if moving else 0.0
    return Progress(
        label=str(STAGES[edit.stage]),
        done=edit.done,
        total=max(edit.total, edit.done) if edit.total else 0,
        pace=_pace(rate),
        left=_left(edit, rate),
        moving=moving,
        paused=bool(edit.wish),
        error=refusal(edit.error) if edit.error else "",
    )


def refused_work(edit: BulkEdit) -> str:
    """Why the last planning could not be done; empty when it could."""
    return refusal(edit.error) if edit.error and edit.state not in IN_WORK else ""


def _has_worker(edit: BulkEdit) -> bool:
    task = save_bulk_edits if edit.state == EditState.SAVING else plan_bulk_edits
    return DBTaskResult.objects.filter(task_path=task.module_path, status__in=_UNDERWAY).exists()


def _rate(edit: BulkEdit) -> float:
    """Rows a second since the stage was begun, or gone on with."""
    seconds = (timezone.now() - edit.stage_at).total_seconds() if edit.stage_at else 0.0
    return (edit.done - edit.stage_from) / seconds if seconds > _SOON else 0.0


def _pace(rate: float) -> str:
    count = round(rate)
    return ngettext("%(count)s a second", "%(count)s a second", count) % {"count": f"{count:,}"} if count else ""


def _left(edit: BulkEdit, rate: float) -> str:
    if rate <= 0 or edit.total <= edit.done:
        return ""
    seconds = (edit.total - edit.done) / rate
    if seconds < 90:
        return gettext("about %(count)s s left") % {"count": max(5, -(-int(seconds) // 5) * 5)}
    return gettext("about %(count)s min left") % {"count": round(seconds / 60)}
