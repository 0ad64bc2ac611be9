"""Keeping the tallies of record sets: what the journal names is counted anew, set by set.

Counting a million records takes seconds, which must not fall on a reader; the records of one set take none. So the sets
in which something changed are counted again, and the sets above them are summed up from what is kept. Killed at any
point it goes on from its mark. Whoever calls it holds the index (``indexing.writing``): one process counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, Value, When

from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.models.record import IS_ISSUE
from lantai.catalogue.queries.tree import STEP
from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Page, PageSpan
from lantai.discovery.following import RECORD, SET, among, entries_after, last_entry
from lantai.discovery.models import SetTally, TallyMark
from lantai.discovery.volume_pages import limits_of_volume_pages
from lantai.ports.search import NEVER

_WINDOW = 10_000
_SETS = 500
"""Sets counted in one transaction, so that others can write between."""

Place = tuple[int, bool, int]
"""A record set by primary key, whether accepted, and the day from which everybody may see it."""


@dataclass(slots=True)
class _Count:
    records: int = 0
    pages: int = 0
    readable: int = 0
    issues: int = 0
    first: int | None = None
    last: int | None = None


def follow() -> None:
    """Bring the tallies up to the journal; where there are none yet, count everything."""
    mark = TallyMark.objects.first()
    if mark is None:
        _count_everything()
        return
    while entries := list(entries_after(mark.entry).order_by("pk").values_list("pk", "kind", "key", "verb")[:_WINDOW]):
        removed = any(verb.endswith(".removed") for _pk, _kind, _key, verb in entries)
        _count(_touched(entries, removed=removed), above=_paths_of_wholes() if removed else ())
        mark.entry = entries[-1][0]
        mark.save()


def _count_everything() -> None:
    entry = last_entry()
    _count(list(RecordSet.objects.order_by("path").values_list("pk", flat=True)))
    TallyMark.objects.create(entry=entry)


# -- what is to be counted -----------------------------------------------------------------------


def _touched(entries: Sequence[tuple[int, str, int, str]], *, removed: bool) -> list[int]:
    """The sets in which something changed, by primary key, in the order of their paths."""
    records = {key for _pk, kind, key, _verb in entries if kind == RECORD}
    sets = {key for _pk, kind, key, _verb in entries if kind == SET}
    homes = Record.objects.filter(among("pk", records)).order_by().values_list("record_set", flat=True).distinct()
    held = PageSpan.objects.filter(among("record", records)).order_by().values_list("record_set", flat=True).distinct()
    wanted = sets.union(homes, held)
    if removed:
        wanted |= _miscounted()
    above = RecordSet.objects.filter(pk__in=sets, parent__isnull=False).order_by().values_list("parent", flat=True)
    return list(RecordSet.objects.filter(pk__in=wanted.union(above)).order_by("path").values_list("pk", flat=True))


def _miscounted() -> set[int]:
    """Sets that hold more or fewer records than is kept: what was removed cannot be asked where it lay."""
    kept: dict[int, int] = defaultdict(int)
    for key, records in SetTally.objects.filter(own=True).values_list("record_set_id", "records"):
        kept[key] += records
    standing = dict(Record.objects.order_by().values_list("record_set_id").annotate(Count("pk")))
    return {key for key in kept.keys() | standing.keys() if kept.get(key, 0) != standing.get(key, 0)}


def _paths_of_wholes() -> list[str]:
    """The paths of all sets with sets below: what was removed cannot be asked either which of them it stood below."""
    return list(SetTally.objects.filter(own=False).order_by().values_list("record_set__path", flat=True).distinct())


# -- counting ------------------------------------------------------------------------------------


def _count(sets: Sequence[int], *, above: Iterable[str] = ()) -> None:
    """Count what lies in these sets, then sum up everything above them, and what has the paths ``above``."""
    wholes = set(above)
    for start in range(0, len(sets), _SETS):
        wholes.update(_count_own(sets[start : start + _SETS]))
    for path in sorted(wholes):
        _sum_up(path)


@transaction.atomic
def _count_own(sets: Sequence[int]) -> Iterable[str]:
    """Count what lies in these sets themselves; the paths of the sets whose whole is another now."""
    paths = dict(RecordSet.objects.filter(pk__in=sets).values_list("pk", "path"))
    parents = set(RecordSet.objects.filter(parent__in=sets).order_by().values_list("parent", flat=True).distinct())
    SetTally.objects.filter(record_set__in=sets).filter(Q(own=True) | ~Q(record_set__in=parents)).delete()
    SetTally.objects.bulk_create(
        _row(place, count, own=True, whole=place[0] not in parents) for place, count in _counted(sets)
    )
    return [
        path[:end]
        for key, path in paths.items()
        for end in range(STEP, len(path) + 1, STEP)
        if end < len(path) or key in parents
    ]


def _counted(sets: Sequence[int]) -> Iterator[tuple[Place, _Count]]:
    counts: dict[Place, _Count] = defaultdict(_Count)
    records = _by_day(Record.objects.filter(record_set__in=sets), "", "record_set_id")
    issues = Count("pk", filter=IS_ISSUE)
    counted = records.annotate(Count("pk"), Min("date_first"), Max("date_last"), issues=issues)
    for *place, number, first, last, of_serials in counted:
        found = counts[_place(*place)]
        found.records, found.first, found.last, found.issues = number, first, last, of_serials
    readable = Count("pk", filter=Q(read_state__in=ReadState.with_text()))
    pages = _by_day(Page.objects.filter(record__record_set__in=sets), "record__", "record__record_set_id")
    for *place, number, with_text in pages.annotate(Count("pk"), readable=readable):
        found = counts[_place(*place)]
        found.pages, found.readable = number, with_text
    for place_of_page, has_text in limits_of_volume_pages(sets):
        found = counts[place_of_page]
        found.pages += 1
        found.readable += has_text
    yield from counts.items()


def _by_day(rows: QuerySet[Any], record: str, record_set: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows grouped by place; ``record`` is the way from a row to its record."""
    withdrawn = When(**{f"{record}withdrawn_at__isnull": False}, then=Value(NEVER))
    day = Case(withdrawn, default=F(f"{record}open_day"))
    placed: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(day=day)
    return placed.values_list(record_set, f"{record}accepted", "day")


def _place(record_set: int, accepted: bool, day: int) -> Place:
    return record_set, bool(accepted), day


@transaction.atomic
def _sum_up(path: str) -> None:
    """Keep the whole of a set that has sets below it."""
    key = RecordSet.objects.values_list("pk", flat=True).get(path=path)
    kept = SetTally.objects.filter(own=True, record_set__path__gte=path, record_set__path__lt=f"{path[:-1]}/")
    names = ("records", "pages", "readable", "issues")
    summed = kept.order_by().values_list("accepted", "open_day").annotate(*map(Sum, names), Min("first"), Max("last"))
    rows = [_row((key, accepted, day), _Count(*numbers), own=False, whole=True) for accepted, day, *numbers in summed]
    SetTally.objects.filter(record_set=key, own=False).delete()
    SetTally.objects.bulk_create(rows)


def _row(place: Place, count: _Count, *, own: bool, whole: bool) -> SetTally:
    record_set, accepted, day = place
    return SetTally(
        record_set_id=record_set,
        own=own,
        whole=whole,
        accepted=accepted,
        open_day=day,
        records=count.records,
        pages=count.pages,
        readable=count.readable,
        issues=count.issues,
        first=count.first,
        last=count.last,
    )
