"""The full reindex: a successor of the index is made from the tables, and takes its place when it is whole.

Meanwhile the old index is searched and follows the journal as ever. The successor's mark says how far it has read the
tables, and from which entry of the journal on it has still to follow; so a killed process costs what was not committed
(some seconds of work), and nothing that was written meanwhile is missed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.domain.work import turn
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.discovery import indexing, tallying
from lantai.discovery.engine import search_engine
from lantai.discovery.following import last_entry, write_record_sets, write_records
from lantai.discovery.models import BuildState, IndexBuild
from lantai.discovery.standing import Stand, made_by, stand_of
from lantai.ports.search import IndexUnusable, SearchEngine, SearchFailed

_CHUNK = 2_000
"""Rows read at once."""
_COMMIT = 20_000
"""Rows after which the successor is committed."""


def rebuild(progress: Progress | None = None) -> int:
    """Make the index anew, or go on with making it; the number of documents that this process wrote.

    One at a time in a home; another waits for its turn. Raises SearchFailed, and can be called again.
    """
    shown = progress or SilentProgress()
    with turn(shown, "reindex"):
        successor = _begun()
        build = _taken_up(stand_of(successor))
        try:
            written = _Reading(successor, build, shown).read() + _put_in_place(successor, shown)
        except SearchFailed as error:
            IndexBuild.objects.filter(pk=build.pk).update(state=BuildState.FAILED, error=str(error))
            raise
        finally:
            successor.close()
        IndexBuild.objects.filter(pk=build.pk).update(state=BuildState.DONE, ended_at=timezone.now())
    return written


def ask() -> IndexBuild:
    """Enter the wish that a worker make the index anew; the one that is under way or waits already, where there is."""
    begun = unfinished().first()
    return begun or IndexBuild.objects.create(state=BuildState.WAITING, total=_total(), started_at=timezone.now())


def unfinished() -> QuerySet[IndexBuild]:
    """What a worker has to take up: the last first."""
    return IndexBuild.objects.filter(state__in=(BuildState.WAITING, BuildState.RUNNING))


def is_needed() -> bool:
    """Whether somebody asked for it, or the index was made by a release that made others of the same catalogue."""
    try:
        return unfinished().exists() or not stand_of(search_engine()).is_current
    except IndexUnusable:
        return True


# -- taking up -----------------------------------------------------------------------------------


def _begun() -> SearchEngine:
    """The successor, with a mark: begun anew unless what stands of one is of this release."""
    engine = search_engine()
    successor = engine.successor()
    try:
        if successor.mark() and stand_of(successor).is_current:
            return successor
    except IndexUnusable:
        successor.close()
    engine.discard_successor()
    successor = engine.successor()
    successor.commit(mark=Stand(entry=last_entry(), whole=False, made_by=made_by()).mark())
    return successor


def _taken_up(stand: Stand) -> IndexBuild:
    """The row of this rebuilding, which says from here on how far it is."""
    done = _done(stand)
    build = unfinished().first() or IndexBuild(started_at=timezone.now())
    build.state, build.error, build.total = BuildState.RUNNING, "", max(_total(), done)
    build.done = done
    build.save()
    return build


def _total() -> int:
    return RecordSet.objects.count() + Record.objects.count()


def _done(stand: Stand) -> int:
    if stand.whole:
        return _total()
    sets, records = RecordSet.objects.filter(pk__lte=stand.record_sets), Record.objects.filter(pk__lte=stand.records)
    return sets.count() + records.count()


# -- the tables ----------------------------------------------------------------------------------


class _Reading:
    """Reads sets and records in the order of their keys into the successor."""

    def __init__(self, successor: SearchEngine, build: IndexBuild, progress: Progress) -> None:
        self._successor, self._build, self._progress = successor, build, progress
        self._stand = stand_of(successor)
        self._written = self._steps = 0

    def read(self) -> int:
        """Read on to the end; how many documents that gave."""
        if self._stand.whole:
            return 0
        self._progress.stage("index", self._build.total - self._build.done)
        while count := self._step():
            self._progress.advance(count)
            self._steps += count
            if self._steps >= _COMMIT:
                self._commit()
        self._stand = replace(self._stand, whole=True)
        self._commit()
        return self._written

    def _step(self) -> int:
        """The next chunk of sets, else of records; how many rows."""
        if keys := _keys_after(RecordSet.objects.all(), self._stand.record_sets):
            sets = RecordSet.objects.filter(pk__gte=keys[0], pk__lte=keys[-1])
            self._written += write_record_sets(self._successor, sets)
            self._stand = replace(self._stand, record_sets=keys[-1])
        elif keys := _keys_after(Record.objects.all(), self._stand.records):
            records = Record.objects.filter(pk__gte=keys[0], pk__lte=keys[-1])
            self._written += write_records(self._successor, records)
            self._stand = replace(self._stand, records=keys[-1])
        return len(keys)

    def _commit(self) -> None:
        """Make durable what was read, say how far it is, and let the old index catch up with the journal."""
        self._successor.commit(mark=self._stand.mark())
        self._build.done += self._steps
        self._steps = 0
        IndexBuild.objects.filter(pk=self._build.pk).update(done=self._build.done)
        _keep_old_in_step()


def _keys_after(rows: QuerySet[Any], after: int) -> list[int]:
    return list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:_CHUNK])


def _keep_old_in_step() -> None:
    try:
        if search_engine().mark():
            indexing.follow_if_free()
    except IndexUnusable:
        return  # nobody can search it


# -- taking the place ----------------------------------------------------------------------------


def _put_in_place(successor: SearchEngine, progress: Progress) -> int:
    """Let the successor catch up with what was written since it was begun, and put it into use."""
    is_behind = stand_of(successor).entry < last_entry()
    written = indexing.catch_up(successor, progress if is_behind else SilentProgress())
    with indexing.writing():
        written += indexing.catch_up(successor, SilentProgress())  # what was written meanwhile
        successor.close()
        search_engine().succeed()
        tallying.follow()
    return written
