"""Changing many records as one operation: begun, worked on, held up, thrown away.

What an operation means is rows (``models.bulk_edit``): the records chosen, what changes in which of them, what is
refused and why. ``domain.planning`` writes them, ``domain.working`` carries a long planning on, chunk by chunk, and
``domain.saving`` saves what was planned. Nothing is saved before a person has looked at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.enums import EditState
from lantai.catalogue.models import BulkEdit, ChosenRecord, PlannedChange, RowNote
from lantai.journal import domain as journal
from lantai.journal.insertion import insert_rows

PAUSE: Final = "pause"
IN_WORK: Final = (EditState.PLANNING, EditState.SAVING)
_GONE_CHUNK: Final = 10_000


class EditRefused(CatalogueError):
    """The operation is not in a state for this; the message says which and what to do."""


@transaction.atomic
def begin_edit(
    *,
    choice: Mapping[str, Any],
    by: User,
    notes: Sequence[Mapping[str, Any]] = (),
    chosen: Iterable[tuple[int, str]] = (),
    undoes: BulkEdit | None = None,
) -> BulkEdit:
    """An operation in which nothing is planned yet. ``choice`` and ``notes`` as ``BulkEdit`` explains them.

    ``chosen``: records as ``choose`` takes them, where they are known already.
    """
    edit = BulkEdit.objects.create(
        identifier=journal.issue_identifier("bulk_edit"),
        by=by,
        begun_at=timezone.now(),
        choice=dict(choice),
        notes=[dict(note) for note in notes],
        undoes=undoes,
    )
    choose(edit, chosen)
    edit.save(update_fields=["chosen_count"])
    return edit


def choose(edit: BulkEdit, records: Iterable[tuple[int, str]]) -> None:
    """Enter records, each its key and ``code_key``; those that are chosen already are not chosen twice.

    Called inside a transaction that holds the edit's row; saving the count is the caller's.
    """
    keys = dict(records)
    known = set(edit.chosen.filter(record__in=list(keys)).values_list("record", flat=True))
    new = [ChosenRecord(edit=edit, record_id=key, code_key=code) for key, code in keys.items() if key not in known]
    insert_rows(new)
    edit.chosen_count += len(new)


def refuse_unless_draft(edit: BulkEdit) -> None:
    """Raises EditRefused when something is under way in the operation, or it is saved or discarded."""
    state = BulkEdit.objects.values_list("state", flat=True).get(pk=edit.pk)
    if state == EditState.PLANNING:
        raise EditRefused(gettext("This change is being planned; wait until that is done, or throw it away."))
    if state != EditState.DRAFT:
        raise EditRefused(
            gettext("This change is %(state)s already; begin another one.") % {"state": EditState(state).label}
        )


@transaction.atomic
def pause_edit(edit: BulkEdit, *, by: User) -> None:
    """Let the work on an operation rest after the chunk in hand. Raises EditRefused when nothing is under way."""
    if not BulkEdit.objects.filter(pk=edit.pk, state__in=IN_WORK, wish="").update(wish=PAUSE):
        raise EditRefused(gettext("Nothing is under way that could be paused; look at the page again."))
    journal.write("bulk_edit.paused", edit, by=by)


@transaction.atomic
def resume_edit(edit: BulkEdit, *, by: User) -> None:
    """Go on where the work was paused, or stopped. Raises EditRefused when there is nothing to go on with."""
    current = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if current.state not in IN_WORK:
        raise EditRefused(gettext("Nothing rests that could go on; look at the page again."))
    current.wish, current.error = "", {}
    current.stage_at, current.stage_from = timezone.now(), current.done
    current.save(update_fields=["wish", "error", "stage_at", "stage_from"])
    journal.write("bulk_edit.resumed", edit, by=by)


@transaction.atomic
def discard_edit(edit: BulkEdit, *, by: User) -> None:
    """Throw a plan away, also one that is being made; nothing was written by it. Raises EditRefused once it is saved.

    What it holds is removed at once, or by a worker when it is much.
    """
    current = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if current.state != EditState.PLANNING:
        refuse_unless_draft(current)
    current.state, current.stage, current.work, current.place = EditState.DISCARDED, "", {}, None
    current.wish, current.error = "", {}
    current.save()
    _remove_some(current)
    journal.write("bulk_edit.discarded", edit, by=by)
    edit.refresh_from_db()


def remove_discarded() -> int:
    """Remove, chunk by chunk, what discarded operations still hold; how many rows that were."""
    removed = 0
    for edit in _littered():
        while some := _remove_some(edit):
            removed += some
    return removed


def litters() -> bool:
    """Whether a discarded operation still holds anything."""
    return _littered().exists()


def _littered() -> QuerySet[BulkEdit]:
    mine = {"edit": OuterRef("pk")}
    held = [Exists(model.objects.filter(**mine)) for model in (PlannedChange, ChosenRecord, RowNote)]
    return BulkEdit.objects.filter(held[0] | held[1] | held[2], state=EditState.DISCARDED)


@transaction.atomic
def _remove_some(edit: BulkEdit) -> int:
    removed = 0
    for rows in (edit.plan, edit.chosen, edit.row_notes):
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:_GONE_CHUNK])
        if keys:
            removed += rows.filter(pk__lte=keys[-1]).delete()[0]
    return removed
