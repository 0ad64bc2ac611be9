"""What is related to a record, by rules that a reader can check: the same pages, the same author, the same day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q, QuerySet

from lantai.access.queries import Visible
from lantai.catalogue.models import Record
from lantai.digitisation.models import PageSpan
from lantai.digitisation.queries.spans import Reach, Stretch, either
from lantai.discovery.engine import search_engine
from lantai.ports.search import And, Identifier, KindIs, Not, Or, Request, SearchFailed, Word
from lantai.values.folding import fold

MOST: Final = 5
"""Records by one rule."""
_LOOKED_AT: Final = 20
"""Records that the index names for an author: it finds names within longer ones, which are left out."""
_MOST_STRETCHES: Final = 20


@dataclass(frozen=True, slots=True)
class Related:
    """Each by code, at most ``MOST``; a record stands under the first rule only."""

    on_same_pages: tuple[Record, ...] = ()
    by_same_author: tuple[Record, ...] = ()
    of_same_day: tuple[Record, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.on_same_pages or self.by_same_author or self.of_same_day)


def related(seen: Visible, record: Record, reach: Reach) -> Related:
    """At most three queries."""
    others = seen.records().exclude(pk=record.pk).order_by("code_key")
    shared = _on_same_pages(others, reach)
    authored = _without(_by_same_author(seen, others, record), shared)
    dated = _without(_of_same_day(others, record), [*shared, *authored])
    return Related(tuple(shared[:MOST]), tuple(authored[:MOST]), tuple(dated[:MOST]))


def _on_same_pages(others: QuerySet[Record], reach: Reach) -> list[Record]:
    if not reach.stretches:
        return []
    touching = either(_touching(one) for one in reach.stretches[:_MOST_STRETCHES])
    spans = PageSpan.objects.filter(touching).order_by().values("record")
    return list(others.filter(pk__in=spans)[:MOST])


def _touching(stretch: Stretch) -> Q:
    return Q(record_set=stretch.record_set, first__lte=stretch.last, last__gte=stretch.first)


def _by_same_author(seen: Visible, others: QuerySet[Record], record: Record) -> list[Record]:
    """None while there is no index."""
    names = record.creator_names
    if not names:
        return []
    by = Or(tuple(Word(fold(name), "creator") for name in names))
    query = And((by, KindIs("description"), Not(Identifier((record.identifier,)))))
    try:
        answer = search_engine().search(Request(query=query, visible=seen.in_index(), limit=_LOOKED_AT))
    except SearchFailed:
        return []
    found = others.filter(identifier__in=[hit.identifier for hit in answer.hits])
    return [one for one in found if set(one.creator_names) & set(names)]


def _of_same_day(others: QuerySet[Record], record: Record) -> list[Record]:
    """Of records that are dated to one day."""
    if record.date_first is None or record.date_first != record.date_last:
        return []
    return list(others.filter(date_first=record.date_first, date_last=F("date_first"))[: 2 * MOST])


def _without(found: list[Record], known: list[Record]) -> list[Record]:
    keys = {one.pk for one in known}
    return [one for one in found if one.pk not in keys]
