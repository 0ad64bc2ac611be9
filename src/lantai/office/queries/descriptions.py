"""The tree of descriptions as one member of the staff may see it, in pages that cost the same at any depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404

from lantai.access.queries import Visible
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.digitisation.queries.pages import counts as page_counts
from lantai.discovery import tallies
from lantai.journal.models import LogEntry
from lantai.values.dates import from_julian_day

A_PAGE = 100

Row = TypeVar("Row", Record, RecordSet)


@dataclass(frozen=True, slots=True)
class ListedSet:
    """A set in a list, with what stands below it at any depth."""

    row: RecordSet
    record_count: int


@dataclass(frozen=True, slots=True)
class SetList:
    """One page of sets. ``next`` is the cursor of what follows, empty at the end."""

    rows: tuple[ListedSet, ...]
    next: str


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record in a list, with the number of its pages, its own and those that a volume holds for it."""

    row: Record
    page_count: int


@dataclass(frozen=True, slots=True)
class RecordList:
    """One page of records."""

    rows: tuple[ListedRecord, ...]
    next: str


def roots(to: Visible, *, after: str = "") -> SetList:
    """The fonds. Three queries."""
    return _sets(tree.roots(to.record_sets()), to, after)


def child_sets(of: RecordSet, to: Visible, *, after: str = "") -> SetList:
    """The sets directly below one. Three queries."""
    return _sets(tree.children(to.record_sets(), of=of), to, after)


def _sets(sets: QuerySet[RecordSet], to: Visible, after: str) -> SetList:
    shown, following = _slice(sets, after)
    tallied = tallies.below(shown, to)
    rows = (ListedSet(one, tallied.get(one.pk, tree.Tally()).records) for one in shown)
    return SetList(tuple(rows), following)


def records(of: RecordSet, to: Visible, *, after: str = "") -> RecordList:
    """The records of one set. Three queries."""
    shown, following = _slice(to.records().filter(record_set=of), after)
    counted = page_counts(to.pages(), [one.pk for one in shown])
    return RecordList(tuple(ListedRecord(one, counted.get(one.pk, 0)) for one in shown), following)


def _slice(rows: QuerySet[Row], after: str) -> tuple[list[Row], str]:
    """Keyset paging by the code's sort key; two codes never share one."""
    ordered = rows.order_by("code_key")
    if after:
        ordered = ordered.filter(code_key__gt=after)
    found = list(ordered[: A_PAGE + 1])
    return found[:A_PAGE], found[A_PAGE - 1].code_key if len(found) > A_PAGE else ""


def find(identifier: str, to: Visible) -> Record | RecordSet:
    """The description of this identifier. Http404 alike when there is none and when it may not be seen."""
    record = to.records().filter(identifier=identifier).select_related("record_set").first()
    found = record or to.record_sets().filter(identifier=identifier).first()
    if found is None:
        raise Http404(f"No description {identifier}.")
    return found


def find_record(identifier: str, to: Visible) -> Record:
    """As ``find``, records only."""
    found = find(identifier, to)
    if not isinstance(found, Record):
        raise Http404(f"No record {identifier}.")
    return found


def find_record_set(identifier: str, to: Visible) -> RecordSet:
    """As ``find``, record sets only."""
    found = find(identifier, to)
    if not isinstance(found, RecordSet):
        raise Http404(f"No record set {identifier}.")
    return found


def path_to(description: Record | RecordSet, to: Visible) -> list[RecordSet]:
    """The sets above, the fonds first, as far as they may be seen."""
    if isinstance(description, Record):
        parent = to.record_sets().filter(pk=description.record_set_id)
        return [*tree.ancestors(to.record_sets(), of=description.record_set), *parent]
    return tree.ancestors(to.record_sets(), of=description)


def is_opening_on_its_way(record_set: RecordSet) -> bool:
    """Whether a decision on this set is still being carried down to what lies below. One query."""
    return record_set.decisions.filter(carried=False).exists()


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the journal about one object, with what it changed."""

    entry: LogEntry
    changes: tuple[Change, ...]
    reason: str = ""


def history(identifier: str, *, limit: int = 50) -> list[Happening]:
    """What was done to the object of this identifier, the newest first."""
    entries = LogEntry.objects.filter(identifier=identifier).select_related("by", "payload").order_by("-pk")
    return [happening(entry) for entry in entries[:limit]]


def happening(entry: LogEntry) -> Happening:
    """An entry as it is shown; its payload, when there is one, is loaded."""
    return Happening(entry, changes_of(entry), str(_said(entry).get("reason", "")))


def changes_of(entry: LogEntry) -> tuple[Change, ...]:
    """What an entry says of before and after; nothing when its payload was erased or says none."""
    data = _said(entry)
    before, after = data.get("before", {}), data.get("after", {})
    plain = [name for name in after if name not in {"date_edtf", "date_first", "date_last"}]
    return tuple(Change(name, _shown(name, before.get(name)), _shown(name, after.get(name))) for name in plain)


def _said(entry: LogEntry) -> dict[str, Any]:
    payload = getattr(entry, "payload", None)
    return dict(payload.data) if payload else {}


def _shown(field: str, value: Any) -> str:
    """A value of the journal in words: a status by its label, a Julian day as a day."""
    if field == "status" and value in OpeningStatus.values:
        return str(OpeningStatus(value).label)
    if field == "opening_day" and isinstance(value, int):
        return from_julian_day(value).isoformat()
    return str(value or "")
