"""How the index follows the journal: from the entry that its last commit marks, chunk by chunk.

Killed at any point it goes on from that mark, for the mark is made durable together with what it stands for.
One process writes: whoever holds ``index.lock`` in the home; others wait until it has caught up.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import F, Max
from django.utils import timezone

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.discovery import documents, neighbours
from lantai.discovery.engine import search_engine
from lantai.discovery.models import IndexBuild
from lantai.journal.models import LogEntry

log = logging.getLogger(__name__)

_KINDS = ("catalogue.record", "catalogue.recordset")
_ENTRIES = 2_000
_RECORDS = 200


@contextmanager
def _writing() -> Iterator[None]:
    settings.LANTAI.run_dir.mkdir(parents=True, exist_ok=True)
    with (settings.LANTAI.run_dir / "index.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            search_engine().close()


def position() -> int:
    """The journal entry up to which the index stands."""
    return int(search_engine().mark() or 0)


def is_caught_up() -> bool:
    return position() >= _last_entry()


def _last_entry() -> int:
    return LogEntry.objects.filter(kind__in=_KINDS).aggregate(last=Max("pk"))["last"] or 0


def follow(progress: Progress | None = None) -> int:
    """Bring the index up to the journal; the number of documents written."""
    shown, written = progress or SilentProgress(), 0
    with _writing():
        start = position()
        waiting = LogEntry.objects.filter(kind__in=_KINDS, pk__gt=start)
        shown.stage("index", waiting.count())
        while entries := list(
            waiting.filter(pk__gt=start).order_by("pk").values_list("pk", "kind", "identifier")[:_ENTRIES]
        ):
            start = entries[-1][0]
            written += _take_over(neighbours.with_neighbours(identifier for _pk, _kind, identifier in entries))
            search_engine().commit(mark=str(start))
            shown.advance(len(entries))
        if not search_engine().mark():
            search_engine().commit(mark=str(start))  # an empty archive has an index too
    return written


def _take_over(identifiers: set[str]) -> int:
    """Write what these identifiers name as it stands now; what is gone from the catalogue goes from the index."""
    engine, wanted, written = search_engine(), sorted(identifiers), 0
    for start in range(0, len(wanted), _RECORDS):
        chunk = wanted[start : start + _RECORDS]
        engine.delete_record(chunk)
        records = Record.objects.filter(identifier__in=chunk).select_related("record_set")
        written += engine.add(documents.of_records(records))
        sets = RecordSet.objects.filter(identifier__in=chunk).select_related("creator")
        written += engine.add(documents.of_record_sets(sets))
    return written


def rebuild(progress: Progress | None = None) -> int:
    """Write the whole index anew; readers see the old one until the last commit."""
    shown, written = progress or SilentProgress(), 0
    with _writing():
        mark, engine = _last_entry(), search_engine()
        total = Record.objects.count() + RecordSet.objects.count()
        build = IndexBuild.objects.create(total=total, started_at=timezone.now())
        shown.stage("index", total)
        engine.clear()
        for model in (RecordSet, Record):
            for identifiers in _all_identifiers(model):
                written += _take_over(identifiers)
                shown.advance(len(identifiers))
                IndexBuild.objects.filter(pk=build.pk).update(done=F("done") + len(identifiers))
        engine.commit(mark=str(mark))
        IndexBuild.objects.filter(pk=build.pk).update(state="done", ended_at=timezone.now())
    return written


def _all_identifiers(model: type[Record | RecordSet]) -> Iterator[set[str]]:
    last = 0
    while rows := list(
        model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", "identifier")[:_RECORDS]
    ):
        last = rows[-1][0]
        yield {identifier for _pk, identifier in rows}
