"""How a description changes, whatever its level: one transaction, one version, one line of the journal.

What is said of a record or a record set is changed here and nowhere else, so that no change is without its version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, cast

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.errors import CatalogueError, StaleWrite
from lantai.catalogue.models import DescriptionVersion, Record, RecordSet
from lantai.journal import domain as journal
from lantai.values.dates import Date

Described: TypeAlias = Record | RecordSet
Row = TypeVar("Row", bound=Described)
Changes: TypeAlias = dict[str, tuple[Any, Any]]
"""Column → its value before and after."""

LONGEST_REASON = 500
_NO_DATE: dict[str, Any] = {"date_text": "", "date_edtf": "", "date_first": None, "date_last": None}


class ReasonTooLong(CatalogueError):
    """The reason is longer than a sentence or two."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A description that has its new values and its new ``version`` already, and what they were before."""

    row: Described
    changes: Changes


def date_columns(date: Date | None) -> dict[str, Any]:
    """The four columns of a date; of none at all as well."""
    return date.columns() if date else dict(_NO_DATE)


@transaction.atomic
def revise(
    row: Row, *, columns: Mapping[str, Any], version: int, by: User, reason: str = "", restores: int | None = None
) -> Row:
    """Give a description these columns. ``version`` is the one that the editor saw.

    Without a difference nothing is written. Raises StaleWrite, telling what changed, when somebody else wrote
    meanwhile, and ReasonTooLong.
    """
    why = checked_reason(reason)
    current = cast(Row, type(row)._default_manager.select_for_update().get(pk=row.pk))
    changes = changes_of(current, columns)
    if current.version != version:
        raise StaleWrite(
            gettext("Somebody else changed %(code)s meanwhile; look at what changed and save again.")
            % {"code": current.code},
            {name: str(before or "") for name, (before, _after) in changes.items()},
        )
    if not changes:
        return current
    now = timezone.now()
    apply(current, changes, at=now)
    current.full_clean(exclude=["record_set", "parent", "creator"])
    current.save()
    write_versions([Revised(current, changes)], by=by, at=now, reason=why, restores=restores)
    return current


def checked_reason(reason: str) -> str:
    """The reason as it is stored: one line. Raises ReasonTooLong."""
    why = " ".join(reason.split())
    if len(why) > LONGEST_REASON:
        raise ReasonTooLong(
            gettext("The reason has %(length)s characters, more than %(limit)s: say it more shortly.")
            % {"length": len(why), "limit": LONGEST_REASON}
        )
    return why


def changes_of(row: Described, columns: Mapping[str, Any]) -> Changes:
    """The columns that would be others, with what they are now and what they would be."""
    return {name: (now, value) for name, value in columns.items() if (now := getattr(row, name)) != value}


def apply(row: Described, changes: Changes, *, at: datetime) -> None:
    """Set the new values and the next ``version``; saving is the caller's."""
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    row.version += 1
    row.described_at = at


def write_versions(
    revised: Sequence[Revised], *, by: User, at: datetime, reason: str, restores: int | None = None
) -> None:
    """Write the versions and the journal's lines of descriptions of one kind; the same queries for one and many."""
    if not revised:
        return
    link = _link(revised[0].row)
    numbers = _last_numbers(link, (one.row.pk for one in revised))
    DescriptionVersion.objects.bulk_create(
        [
            DescriptionVersion(
                number=numbers.get(one.row.pk, 1) + 1,
                row_version=one.row.version,
                by=by,
                at=at,
                reason=reason,
                restores=restores,
                changes=one.changes,
                **{link: one.row},
            )
            for one in revised
        ],
        batch_size=500,
    )
    verb = f"{link}.revised" if restores is None else f"{link}.restored"
    journal.write_many([_line(verb, one, reason, restores) for one in revised], by=by)


def _link(row: Described) -> str:
    return "record" if isinstance(row, Record) else "record_set"


def _last_numbers(link: str, keys: Iterable[int]) -> dict[int, int]:
    """The number of the newest version by the key of the description; those that have none are left out."""
    mine = DescriptionVersion.objects.filter(**{f"{link}__in": list(keys)})
    return dict(mine.order_by().values_list(link).annotate(Max("number")))


def _line(verb: str, one: Revised, reason: str, restores: int | None) -> journal.Line:
    detail: dict[str, Any] = {
        "before": {name: before for name, (before, _after) in one.changes.items()},
        "after": {name: after for name, (_before, after) in one.changes.items()},
    }
    if reason:
        detail["reason"] = reason
    if restores is not None:
        detail["restores"] = restores
    return journal.Line(verb, one.row, detail)
