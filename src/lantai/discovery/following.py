"""One index following the journal: what its entries name is written as it stands now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from django.db.models import Q, QuerySet

from lantai.catalogue.models import Record, RecordSet
from lantai.discovery import descriptions, documents, neighbours
from lantai.discovery.standing import stand_of
from lantai.journal.models import LogEntry
from lantai.ports.search import SearchEngine

RECORD, SET = "catalogue.record", "catalogue.recordset"
WINDOW = 2_000
"""Entries looked at at once: folding and queries of thousands cost little more than those of one."""
_COMMIT = 20_000
"""Entries after which what they brought is made durable: some seconds of work, that a kill would cost."""


class _Entry(NamedTuple):
    pk: int
    kind: str
    key: int
    identifier: str


class Follower:
    """Takes one index along the journal. Whoever uses it holds that index for writing.

    ``written`` counts documents.
    """

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._stand = self._committed = stand_of(engine)
        self._steps = 0
        self.written = 0

    def waiting(self) -> int:
        """How many entries are left."""
        return entries_after(self._stand.entry).count()

    def step(self) -> int:
        """Take over what the next entries name; how many those were, 0 at the end."""
        found = entries_after(self._stand.entry).order_by("pk").values_list("pk", "kind", "key", "identifier")
        entries = list(map(_Entry._make, found[:WINDOW]))
        if entries:
            self._take_over(entries)
            self._steps += len(entries)
        return len(entries)

    @property
    def has_news(self) -> bool:
        return self._stand != self._committed

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit."""
        return self._steps >= _COMMIT

    def commit(self) -> None:
        """Make durable what was taken over, with how far that is; of an index that has none, the mark alone."""
        if self.has_news or not self._engine.mark():
            self._engine.commit(mark=self._stand.mark())
            self._committed, self._steps = self._stand, 0

    def _take_over(self, entries: list[_Entry]) -> None:
        last = entries[-1].pk
        sets, records = (_named(entries, kind, last) for kind in (SET, RECORD))
        records |= neighbours.of(records, sets)
        self._forget(sets, self._stand.record_sets)
        self._forget(records, self._stand.records)
        self.written += write_record_sets(self._engine, RecordSet.objects.filter(among("pk", sets)))
        self.written += write_records(self._engine, Record.objects.filter(among("pk", records)))
        self._stand = replace(
            self._stand,
            entry=last,
            record_sets=max(self._stand.record_sets, *sets, 0),
            records=max(self._stand.records, *records, 0),
        )

    def _forget(self, named: dict[int, str], greatest: int) -> None:
        """Take out what may be in the index already; what is new to it need not be looked for."""
        if known := [identifier for key, identifier in named.items() if key <= greatest]:
            self._engine.delete_record(known)


def last_entry() -> int:
    """The last entry of the journal that an index follows."""
    newest = LogEntry.objects.order_by("-pk").values_list("pk", "kind").iterator(chunk_size=100)
    return next((pk for pk, kind in newest if kind in (RECORD, SET)), 0)


def write_record_sets(engine: SearchEngine, record_sets: QuerySet[RecordSet]) -> int:
    """Write sets, of which none stands in the index; how many documents."""
    return engine.add(descriptions.of_record_sets(record_sets), replacing=False)


def write_records(engine: SearchEngine, records: QuerySet[Record]) -> int:
    """Write records, of which none stands in the index, with their pages; how many documents."""
    made = chain(descriptions.of_records(records), documents.of_pages(records))
    return engine.add(made, replacing=False)


def entries_after(after: int) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(kind__in=(RECORD, SET), pk__gt=after)


def _named(entries: list[_Entry], kind: str, last: int) -> dict[int, str]:
    """What of this kind the entries name, key → identifier; what a later entry names too is left to that one."""
    named = {entry.key: entry.identifier for entry in entries if entry.kind == kind}
    later = LogEntry.objects.filter(among("key", named), kind=kind, pk__gt=last)
    for key in later.values_list("key", flat=True):
        named.pop(key, None)
    return named


def among(column: str, keys: Collection[int]) -> Q:
    """The rows with these keys. Those of one delivery follow one another: a range is a tenth of the work of a list."""
    if keys and max(keys) - min(keys) + 1 == len(keys):
        return Q(**{f"{column}__gte": min(keys), f"{column}__lte": max(keys)})
    return Q(**{f"{column}__in": keys})
