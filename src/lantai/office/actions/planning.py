"""Planning a change of many from an action: what is little at once, what is much by a worker that is woken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from lantai.catalogue.domain.working import WorkRefused
from lantai.catalogue.models import BulkEdit
from lantai.journal.waking import wake
from lantai.office import bulk_work
from lantai.office.actions.register import Done
from lantai.office.record_sheets import kept
from lantai.office.record_sheets.coming_back import OurTable, find_table
from lantai.office.tasks import plan_bulk_edits
from lantai.office.words import refusal


class NotPlanned(Exception):
    """What was asked cannot be planned; the message says why."""


def page_of(edit: BulkEdit) -> str:
    return reverse("office_edit_preview", args=[edit.identifier])


def start(edit: BulkEdit, work: Mapping[str, Any], *, small: bool | None = None) -> bool:
    """Plan what is small at once, wake a worker for the rest; whether it is planned. Raises NotPlanned."""
    try:
        planned = bulk_work.start(edit, work, small=small)
    except WorkRefused as error:
        raise NotPlanned(_sentence(error)) from error
    if not planned:
        wake(plan_bulk_edits)
    return planned


def _sentence(error: WorkRefused) -> str:
    return refusal({"code": error.code, **error.said})


def read_sheet(edit: BulkEdit, path: Path, table: OurTable) -> Done:
    kept.keep(path, edit)
    BulkEdit.objects.filter(pk=edit.pk).update(notes=list(table.notes))
    if start(edit, {"kind": "sheet", **table.as_json()}, small=table.is_small):
        return Done(gettext("This is what differs. Nothing is written yet."), page_of(edit))
    return Done(gettext("The sheet is being read; it is a long one."), page_of(edit))


@contextmanager
def uploaded(file: Any) -> Iterator[tuple[Path, OurTable]]:
    """The upload and the table in it that is ours. Raises NotPlanned."""
    try:
        with kept.uploaded(file) as path:
            yield path, find_table(path)
    except WorkRefused as error:
        raise NotPlanned(_sentence(error)) from error
    except OSError as error:
        raise NotPlanned(gettext("The file could not be kept (%(error)s).") % {"error": error.strerror}) from error
    finally:
        kept.sweep()
