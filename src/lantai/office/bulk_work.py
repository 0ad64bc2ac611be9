"""What a change of many is planned from, told from its row: in a request when it is little, in a worker when not.

``BulkEdit.work`` is one of: ``{"kind": "set" | "batch", "of": identifier}``, ``{"kind": "search", "words": …}``,
``{"kind": "replace", "fields": …, "words": …, "by": …, "how": …}``, ``{"kind": "sheet", "table": …, "header": …,
"places": …}``, ``{"kind": "undo"}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import DatabaseError
from django.db.models import QuerySet

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.domain.replacing import Replacement, ReplacementSource
from lantai.catalogue.domain.taking_back import UndoSource
from lantai.catalogue.domain.working import Source, WorkRefused, begin_work, carry_on, give_up, stopped_by
from lantai.catalogue.enums import EditState
from lantai.catalogue.models import BulkEdit, RecordSet
from lantai.digitisation.models import Batch
from lantai.office.queries.choosing import BatchSource, SearchSource, SetSource
from lantai.office.record_sheets import kept
from lantai.office.record_sheets.coming_back import OurTable, SheetSource

SMALL: Final = 200
"""Records that are looked at in the request: a few screenfuls."""
SMALL_CHOICE: Final = 2_000
"""Records that are chosen in the request; choosing is only entering keys."""


def start(edit: BulkEdit, work: Mapping[str, Any], *, small: bool | None = None) -> bool:
    """Begin to plan; what is small is planned to its end. Whether it is: else a worker is to be woken.

    ``small``: None is by the number of records. Raises EditRefused, and WorkRefused when it cannot be done.
    """
    source = source_of(edit, work)
    begin_work(edit, work, source)
    choosing = work["kind"] in {"set", "batch", "search"}
    if not (edit.total <= (SMALL_CHOICE if choosing else SMALL) if small is None else small):
        return False
    carry_on(edit, source)
    if edit.error:
        told = dict(edit.error)
        BulkEdit.objects.filter(pk=edit.pk).update(error={})
        raise WorkRefused(told.pop("code"), **told)
    return True


def go_on() -> int:
    """Plan what every operation left to do, the oldest first; how many operations that was.

    What stops one of them is told in its row, and the others go on.
    """
    kept.sweep()
    count = 0
    for edit in _unplanned().select_related("by", "undoes").order_by("pk"):
        count += 1
        try:
            carry_on(edit, source_of(edit, edit.work))
        except WorkRefused as refusal:
            give_up(edit, refusal)
        except (DatabaseError, OSError) as error:
            stopped_by(error, edit)
    kept.sweep()
    return count


def has_work() -> bool:
    return _unplanned().exists()


def _unplanned() -> QuerySet[BulkEdit]:
    return BulkEdit.objects.filter(state=EditState.PLANNING, wish="", error={})


def source_of(edit: BulkEdit, work: Mapping[str, Any]) -> Source:
    """The source that the work names, for the eyes of the one whose operation it is. Raises WorkRefused."""
    return _SOURCES[work["kind"]](edit, work, visible(to=reader_for(edit.by)))


def _of_set(edit: BulkEdit, work: Mapping[str, Any], to: Visible) -> Source:
    record_set = RecordSet.objects.filter(identifier=work["of"]).first()
    if record_set is None:
        raise WorkRefused("nothing-there")
    return SetSource(record_set, to)


def _of_batch(edit: BulkEdit, work: Mapping[str, Any], to: Visible) -> Source:
    batch = Batch.objects.filter(identifier=work["of"]).first()
    if batch is None:
        raise WorkRefused("nothing-there")
    return BatchSource(batch, to)


def _of_search(edit: BulkEdit, work: Mapping[str, Any], to: Visible) -> Source:
    return SearchSource(work["words"], to)


def _of_replacement(edit: BulkEdit, work: Mapping[str, Any], to: Visible) -> Source:
    asked = Replacement(tuple(work["fields"]), work["words"], work["by"], work["how"])
    return ReplacementSource(edit, to.records(), asked)


def _of_sheet(edit: BulkEdit, work: Mapping[str, Any], to: Visible) -> Source:
    table = OurTable(work["table"], work["header"], work["places"])
    chooses = "plan" in edit.choice
    return SheetSource(kept.path_of(edit), table, to.records(), chooses, 0 if chooses else edit.chosen_count)


def _of_undoing(edit: BulkEdit, work: Mapping[str, Any], to: Visible) -> Source:
    assert edit.undoes is not None
    return UndoSource(edit.undoes, to.records())


_SOURCES: Final[Mapping[str, Callable[[BulkEdit, Mapping[str, Any], Visible], Source]]] = {
    "set": _of_set,
    "batch": _of_batch,
    "search": _of_search,
    "replace": _of_replacement,
    "sheet": _of_sheet,
    "undo": _of_undoing,
}
