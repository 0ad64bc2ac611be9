"""Following the journal: what changed for the public becomes a line of the stream.

Only what everybody may see counts, by ``access.queries``: a record is compared with the last that was told of it. One
that opens on a day of its own is told from that day on, without anybody writing anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lantai.access.queries import Reader, today, visible
from lantai.catalogue.models import Record
from lantai.digitisation.queries import pages, spans
from lantai.discovery import neighbours
from lantai.iiif.models import Activity, ActivityKind, ActivityMark
from lantai.journal.models import LogEntry

_WINDOW: Final = 500
"""Entries, or records, looked at at once: no database refuses a question with as many values."""
_RECORD, _SET = "catalogue.record", "catalogue.recordset"


def is_behind() -> bool:
    """Two queries."""
    mark = ActivityMark.objects.first()
    last = LogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    return mark is None or mark.day < today() or mark.entry < last


def follow() -> int:
    """Bring the stream up to the journal and to this day; how many lines were added."""
    total = 0
    while (added := _step()) is not None:
        total += added
    return total


@transaction.atomic
def _step() -> int | None:
    """One window, or one day's openings; None when nothing is left."""
    if not ActivityMark.objects.exists():
        ActivityMark.objects.create(day=today())
    mark = ActivityMark.objects.select_for_update().get()
    if mark.day < today():
        return _open(mark)
    entries = list(LogEntry.objects.filter(pk__gt=mark.entry).order_by("pk")[:_WINDOW])
    if not entries:
        return None
    added = _tell(_named(entries), at=entries[-1].at)
    mark.entry = entries[-1].pk
    mark.save()
    return added


def _open(mark: ActivityMark) -> int:
    """The records whose day has come since the stream was last looked after."""
    opened = Record.objects.filter(open_day__gt=mark.day, open_day__lte=today()).order_by("pk")
    keys = list(opened.values_list("pk", flat=True))
    added = sum(_tell(keys[at : at + _WINDOW], at=timezone.now()) for at in range(0, len(keys), _WINDOW))
    mark.day = today()
    mark.save()
    return added


def _named(entries: Iterable[LogEntry]) -> set[int]:
    """The records that the entries are about, with those that share a page or lie in a volume of it."""
    by_kind: dict[str, set[int]] = {_RECORD: set(), _SET: set()}
    for entry in entries:
        by_kind.get(entry.kind, set()).add(entry.key)
    return by_kind[_RECORD] | set(neighbours.of(by_kind[_RECORD], by_kind[_SET]))


def _tell(keys: Collection[int], *, at: datetime) -> int:
    """Add a line for each of these records that came, changed or went."""
    records = list(Record.objects.filter(pk__in=keys).order_by("pk"))
    shown = _public(records)
    told = _last_told([one.identifier for one in records])
    newest = Activity.objects.aggregate(newest=Max("at"))["newest"]
    moment = max(at, newest) if newest else at
    lines = [
        Activity(at=moment, kind=kind, identifier=one.identifier)
        for one in records
        if (kind := _change(told.get(one.identifier), shown=one.pk in shown)) is not None
    ]
    Activity.objects.bulk_create(lines)
    return len(lines)


def _public(records: Collection[Record]) -> set[int]:
    """Those with a manifest that everybody may see."""
    seen = visible(to=Reader(today=today()))
    open_ones = seen.records().filter(pk__in=[one.pk for one in records])
    return pages.paged(seen.pages(), spans.reaches(open_ones).values())


def _last_told(identifiers: Collection[str]) -> dict[str, str]:
    """The last line of each identifier that has any."""
    last = Activity.objects.filter(identifier__in=identifiers).order_by().values("identifier").annotate(last=Max("pk"))
    kinds = Activity.objects.in_bulk([row["last"] for row in last])
    return {one.identifier: one.kind for one in kinds.values()}


def _change(told: str | None, *, shown: bool) -> ActivityKind | None:
    was_shown = told in (ActivityKind.CREATE, ActivityKind.UPDATE)
    if shown:
        return ActivityKind.UPDATE if was_shown else ActivityKind.CREATE
    return ActivityKind.DELETE if was_shown else None
