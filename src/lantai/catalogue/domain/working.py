"""Carrying on a long planning: in steps, each whole or not at all, that can be killed, paused and taken up again.

What is to be planned comes from a ``Source``: words to replace, a sheet, an earlier operation, a choice of records. It
gives steps, and each says the place from which it goes on; step and place are written in one transaction (model.md,
28). A source knows no person and no page, so that it gives the same in a request and in a worker.
"""

from __future__ import annotations

import errno
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db import DatabaseError, transaction
from django.utils import timezone

from lantai.catalogue.domain.bulk import choose, refuse_unless_draft
from lantai.catalogue.domain.planning import Wanted, plan_rows
from lantai.catalogue.enums import EditState
from lantai.catalogue.models import BulkEdit, RowNote
from lantai.catalogue.refusals import sentence
from lantai.journal.insertion import insert_rows

TRIAL: Final = "try"
"""A stage that plans nothing: what could fail half-way is tried on everything first."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a row of a sheet that is not taken over: see ``models.bulk_edit.RowNote``."""

    row: int
    code: str
    said: Mapping[str, Any]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """What one transaction takes up. ``place`` is where the work is when it is through; it must be plain JSON."""

    place: Any
    looked_at: int
    wanted: Sequence[Wanted] = ()
    chosen: Sequence[tuple[int, str]] = ()
    """Records that are chosen by it, each its key and ``code_key``."""
    notes: Sequence[Note] = ()


class WorkRefused(Exception):
    """The work cannot be done, now or ever; ``code`` and ``said`` are for ``catalogue.refusals``."""

    def __init__(self, code: str, **said: Any) -> None:
        self.code, self.said = code, said
        super().__init__(sentence(code, said))


class Source(Protocol):
    """Where what is to be planned comes from."""

    @property
    def stages(self) -> Sequence[str]:
        """What is done one after the other."""

    def total(self) -> int:
        """How many rows or records each stage looks at; 0 when that is not known."""

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        """What is left behind ``place``; None: from the beginning. Raises WorkRefused, at any point."""


@transaction.atomic
def begin_work(edit: BulkEdit, work: Mapping[str, Any], source: Source) -> None:
    """Let an operation be planned from now on: ``work`` is what tells, later and elsewhere, which source it was.

    Raises EditRefused unless it is a draft.
    """
    edit.refresh_from_db(from_queryset=BulkEdit.objects.select_for_update())
    refuse_unless_draft(edit)
    edit.state, edit.work, edit.wish, edit.error = EditState.PLANNING, dict(work), "", {}
    edit.looked_count = edit.unchanged_count = edit.noted_count = 0
    edit.row_notes.all().delete()
    _enter(edit, source.stages[0], source.total())
    edit.save()


def carry_on(edit: BulkEdit, source: Source) -> None:
    """Work until everything is planned, or somebody paused or discarded it.

    What the source refuses is told in the row, and the operation is a draft again with what was planned before.
    """
    edit.refresh_from_db()
    try:
        while edit.state == EditState.PLANNING and not edit.wish:
            with closing(source.steps(edit.stage, edit.place)) as steps:
                for step in steps:
                    if not _take(edit, step):
                        return
            if not _go_to_next(edit, source):
                return
    except WorkRefused as refusal:
        give_up(edit, refusal)


@transaction.atomic
def _take(edit: BulkEdit, step: Step) -> bool:
    """Write one step and its place; False, and nothing, when the work is not where this step goes on."""
    if not _is_ours(edit):
        return False
    edit.done += step.looked_at
    edit.place = step.place
    if edit.stage != TRIAL:
        choose(edit, step.chosen)
        changed = plan_rows(edit, step.wanted)
        insert_rows([RowNote(edit=edit, **_as_row(note)) for note in step.notes])
        lost = len({note.row for note in step.notes if note.code in LOST})
        edit.looked_count += step.looked_at
        edit.noted_count += len(step.notes)
        edit.unchanged_count += max(0, step.looked_at - changed - lost)
    edit.save()
    return True


def _is_ours(edit: BulkEdit) -> bool:
    """Read the row anew, and lock it; whether the work is still where we left it and may go on."""
    before = (EditState.PLANNING, edit.stage, edit.place)
    edit.refresh_from_db(from_queryset=BulkEdit.objects.select_for_update())
    return before == (edit.state, edit.stage, edit.place) and not edit.wish


@transaction.atomic
def _go_to_next(edit: BulkEdit, source: Source) -> bool:
    """The next stage; after the last one the operation is a draft, and there is none."""
    if not _is_ours(edit):
        return False
    later = list(source.stages)[list(source.stages).index(edit.stage) + 1 :]
    if later:
        _enter(edit, later[0], edit.total)
    else:
        _end(edit)
    edit.save()
    return bool(later)


def _enter(edit: BulkEdit, stage: str, total: int) -> None:
    edit.stage, edit.place, edit.total, edit.done = stage, None, total, 0
    edit.stage_at, edit.stage_from = timezone.now(), 0


def _end(edit: BulkEdit) -> None:
    edit.state, edit.stage, edit.place = EditState.DRAFT, "", None


@transaction.atomic
def give_up(edit: BulkEdit, refusal: WorkRefused) -> None:
    """The operation is a draft again, and its row says why."""
    if not _is_ours(edit):
        return
    _end(edit)
    edit.error = {"code": refusal.code, **refusal.said}
    edit.save()


LOST: Final = frozenset({"row-unknown", "row-without-identifier", "row-twice", "row-without-version"})
"""Notes that say that a row was not read at all."""


def _as_row(note: Note) -> dict[str, Any]:
    return {"row": note.row, "code": note.code, "said": dict(note.said), "cells": dict(note.cells)}


def stopped_by(error: DatabaseError | OSError, edit: BulkEdit) -> None:
    """Tell in the row what stopped the work: the disk, or the database. It goes on when somebody says so."""
    full = (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "full" in str(error)
    told = {"code": "disk-full" if full else "not-written", "error": " ".join(str(error).split())[:200]}
    BulkEdit.objects.filter(pk=edit.pk, state__in=(EditState.PLANNING, EditState.SAVING)).update(error=told)
