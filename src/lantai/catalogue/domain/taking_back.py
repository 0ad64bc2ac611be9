"""Taking a whole bulk edit back: a new operation that says again what each record said before.

Nothing is undone behind anybody's back. It is planned and looked at as any other; what somebody changed since is
stale, and stays as it is unless it is taken knowingly.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import EditRefused, begin_edit
from lantai.catalogue.domain.planning import Wanted
from lantai.catalogue.domain.working import Step
from lantai.catalogue.enums import EditState, PlanState
from lantai.catalogue.models import BulkEdit, Record

STAGE: Final = "undo"
_STEP: Final = 1_000


@transaction.atomic
def begin_taking_back(edit: BulkEdit, *, by: User) -> BulkEdit:
    """An operation that is to take this one back; nothing is planned yet. Raises EditRefused unless it is saved."""
    if BulkEdit.objects.values_list("state", flat=True).get(pk=edit.pk) != EditState.SAVED:
        raise EditRefused(gettext("Only a change that is saved can be taken back."))
    return begin_edit(choice={"undoes": edit.identifier}, by=by, undoes=edit)


@dataclass(frozen=True, slots=True)
class UndoSource:
    """What the records said before an operation changed them. ``records``: those that the editor may see."""

    undone: BulkEdit
    records: QuerySet[Record]

    @property
    def stages(self) -> tuple[str, ...]:
        return (STAGE,)

    def total(self) -> int:
        return self.undone.applied_count

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        """Column for column, so that a date keeps the days that it was read as then."""
        applied = self.undone.plan.filter(state=PlanState.APPLIED).order_by("pk")
        while rows := list(applied.filter(pk__gt=place or 0)[:_STEP]):
            place = rows[-1].pk
            codes = dict(
                self.records.filter(pk__in=[row.record_id for row in rows]).order_by().values_list("pk", "code_key")
            )
            wanted = tuple(
                Wanted(
                    row.record_id,
                    version=row.row_version,
                    columns={name: before for name, (before, _after) in row.changes.items()},
                )
                for row in rows
                if row.record_id in codes
            )
            yield Step(place=place, looked_at=len(rows), wanted=wanted, chosen=tuple(codes.items()))
