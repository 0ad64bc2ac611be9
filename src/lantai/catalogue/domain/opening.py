"""Deciding on opening after acceptance, and carrying a decision down the tree (model.md, 12; handbook 1.5).

The strictest status on the path wins. It is reckoned once, when something is decided, into ``open_day`` of everything
below: a filter on one column then tells who sees what. What a decision closes is closed for everybody in the very
transaction that decides, by one statement over the whole tree. What it opens, and the journal's lines from which the
index learns either, follow with the decision in small trees, and in large ones in chunks of their own by a worker,
which can be killed at any point and goes on from the decision's row: until it is through, too much stays closed, never
too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.columns import write_columns
from lantai.catalogue.domain.errors import CatalogueError, StaleWrite
from lantai.catalogue.domain.record import open_day_of
from lantai.catalogue.domain.revising import Described, checked_reason
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import OpeningDecision, Record, RecordSet
from lantai.catalogue.models.described import own_open_day
from lantai.catalogue.queries import tree
from lantai.journal import domain as journal

CHUNK = 2_000
"""Rows a transaction: the site can write between two."""


class OpeningRefused(CatalogueError):
    """The decision makes no sense as it stands; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is decided: ``day`` is a Julian day number, with POSTPONED only; ``status`` None: nothing for the set."""

    status: str | None
    day: int | None = None


@transaction.atomic
def decide_on_record(record: Record, *, opening: Opening, version: int, reason: str, by: User) -> Record:
    """Decide on one accepted record. ``version`` is the one that the decider saw.

    Raises OpeningRefused and StaleWrite.
    """
    current = Record.objects.select_for_update().select_related("record_set").get(pk=record.pk)
    if opening.status is None:
        raise OpeningRefused(gettext("A record needs an opening status of its own; choose one."))
    decision = _decide(current, opening, version, reason, by)
    if decision is None:
        return current
    current.open_day = open_day_of(current, in_set=current.record_set)
    decision.carried = True
    _save(current, decision, "record.opening_decided")
    return current


@transaction.atomic
def decide_on_record_set(record_set: RecordSet, *, opening: Opening, version: int, reason: str, by: User) -> RecordSet:
    """Decide on one accepted set: close at once what it closes, and carry it down as far as one chunk goes.

    What is left is the work of ``carry_down``. Raises OpeningRefused and StaleWrite.
    """
    current = RecordSet.objects.select_for_update().select_related("parent").get(pk=record_set.pk)
    decision = _decide(current, opening, version, reason, by)
    if decision is None:
        return current
    current.open_day = _open_day_of_set(current, above=current.parent.open_day if current.parent else 0)
    _close_below(current)
    decision.path_done = current.path
    _save(current, decision, "record_set.opening_decided")
    _carry_chunk(decision)
    if decision.sets_done:
        _carry_chunk(decision)
    return current


def _close_below(top: RecordSet) -> None:
    """Let nothing below be more open than the set itself; exact when the set closed, nothing to do when it opened."""
    tree.below(Record.objects.filter(open_day__lt=top.open_day), top.path).update(open_day=top.open_day)
    _sets_below(top, after=top.path).filter(open_day__lt=top.open_day).update(open_day=top.open_day)


def _sets_below(top: RecordSet, *, after: str) -> QuerySet[RecordSet]:
    return RecordSet.objects.filter(path__gt=after, path__lt=f"{top.path[:-1]}/")


def _decide(row: Described, opening: Opening, version: int, reason: str, by: User) -> OpeningDecision | None:
    """The decision on the row, not saved yet; None when it changes nothing."""
    why = _checked(row, opening, reason)
    if row.version != version:
        raise StaleWrite(
            gettext("Somebody else changed %(code)s meanwhile; look at it again before you decide.")
            % {"code": row.code},
            {"status": str(row.status or "")},
        )
    before = (row.status, row.opening_day)
    if before == (opening.status, opening.day):
        return None
    row.status, row.opening_day = opening.status, opening.day
    row.version += 1
    link = "record" if isinstance(row, Record) else "record_set"
    return OpeningDecision(
        by=by,
        at=timezone.now(),
        reason=why,
        status_before=before[0],
        day_before=before[1],
        status=opening.status,
        day=opening.day,
        **{link: row},
    )


def _checked(row: Described, opening: Opening, reason: str) -> str:
    why = checked_reason(reason)
    if not row.accepted:
        raise OpeningRefused(
            gettext("%(code)s is in custody; its opening is decided at acceptance.") % {"code": row.code}
        )
    if not why:
        raise OpeningRefused(gettext("A decision on opening needs its reason; give it in a sentence."))
    if opening.status is not None and opening.status not in OpeningStatus.values:
        raise OpeningRefused(gettext("“%(status)s” is no opening status.") % {"status": opening.status})
    if (opening.status == OpeningStatus.POSTPONED) != (opening.day is not None):
        raise OpeningRefused(gettext("“Postponed” needs the day on which it opens, and no other status has one."))
    return why


def _save(row: Described, decision: OpeningDecision, verb: str) -> None:
    row.save(update_fields=["status", "opening_day", "open_day", "version"])
    decision.save()
    detail: dict[str, Any] = {
        "before": {"status": decision.status_before, "opening_day": decision.day_before},
        "after": {"status": decision.status, "opening_day": decision.day},
        "reason": decision.reason,
    }
    journal.write(verb, row, by=decision.by, detail=detail)


# -- down the tree --------------------------------------------------------------------------------


def carry_down() -> int:
    """Reckon what every decision left to do, chunk by chunk, the oldest first; how many rows were looked at."""
    looked_at = 0
    for decision in OpeningDecision.objects.filter(carried=False).select_related("record_set", "by"):
        while not decision.carried:
            looked_at += _carry_chunk(decision)
    return looked_at


def has_work() -> bool:
    return OpeningDecision.objects.filter(carried=False).exists()


@transaction.atomic
def _carry_chunk(decision: OpeningDecision) -> int:
    """One chunk and the mark that it is done, together."""
    if decision.sets_done:
        count = _carry_records(decision)
    else:
        count = _carry_sets(decision)
        if count < CHUNK:
            decision.sets_done, decision.path_done = True, ""
    decision.save()
    return count


def _carry_sets(decision: OpeningDecision) -> int:
    """The next sets below, parents before children; how many that were."""
    top = _set_of(decision)
    found = list(_sets_below(top, after=decision.path_done).order_by("path").select_related("parent")[:CHUNK])
    reckoned = {one.pk: one for one in found}
    changed = []
    for one in found:
        parent = reckoned.get(one.parent_id or 0, one.parent)
        before, one.open_day = one.open_day, _open_day_of_set(one, above=parent.open_day if parent else 0)
        if _followed(one, before, top):
            changed.append(one)
    write_columns(changed, ["open_day"])
    journal.write_many([journal.Line("record_set.opening_followed", one) for one in changed], by=decision.by)
    if found:
        decision.path_done = found[-1].path
    return len(found)


def _carry_records(decision: OpeningDecision) -> int:
    """The next records below, set by set; how many that were. With the last of them the decision is carried."""
    top = _set_of(decision)
    found = _next_records(top, decision)
    changed = []
    for one in found:
        before, one.open_day = one.open_day, open_day_of(one, in_set=one.record_set)
        if _followed(one, before, top):
            changed.append(one)
    write_columns(changed, ["open_day"])
    journal.write_many([journal.Line("record.opening_followed", one) for one in changed], by=decision.by)
    if found:
        decision.path_done, decision.record_done = found[-1].record_set.path, found[-1].pk
    decision.carried = len(found) < CHUNK
    return len(found)


def _followed(row: Described, before: int, top: RecordSet) -> bool:
    """Whether the index must hear of a row: it opens now, or ``_close_below`` had closed it."""
    return row.open_day != before or row.open_day == top.open_day


def _next_records(top: RecordSet, decision: OpeningDecision) -> list[Record]:
    """What follows the mark in the order of (path, key): the rest of its set, then the sets after it."""
    records = Record.objects.select_related("record_set").only(
        "identifier", "status", "opening_day", "open_day", "record_set__path", "record_set__open_day"
    )
    rest = records.filter(record_set__path=decision.path_done, pk__gt=decision.record_done).order_by("pk")
    found = list(rest[:CHUNK]) if decision.path_done else []
    after = tree.below(records, top.path).filter(record_set__path__gt=decision.path_done)
    return [*found, *after.order_by("record_set__path", "pk")[: CHUNK - len(found)]]


def _set_of(decision: OpeningDecision) -> RecordSet:
    assert decision.record_set is not None
    return decision.record_set


def _open_day_of_set(record_set: RecordSet, *, above: int) -> int:
    return max(own_open_day(record_set.status, record_set.opening_day), above)
