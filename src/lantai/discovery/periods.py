"""How many records there are from every decade, as one reader may see them: counted by the index, and kept a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

from lantai.access.queries import Reader, visible
from lantai.catalogue.enums import Level as LevelName
from lantai.discovery.engine import search_engine
from lantai.ports.search import And, Dates, KindIs, Level, Node, Request, Visibility
from lantai.values.dates.days import day_number

_KEPT: Final = 60
"""Seconds. Counting is some twenty short questions to the index, which no first page should wait for."""
_MOST: Final = 24
"""Decades; of an archive that reaches further back the earlier ones are counted as one."""


@dataclass(frozen=True, slots=True)
class Period:
    """The years ``first`` to ``last``, both included, and how many records' dates touch them."""

    first: int
    last: int
    records: int


def periods(*, reader: Reader) -> tuple[Period, ...]:
    """The decades from which there are records, in order. Raises SearchFailed without an index."""
    key = f"periods.{reader.key}"
    kept = cache.get(key)
    if kept is None:
        kept = tuple(one for one in _counted(visible(to=reader).in_index()) if one.records)
        cache.set(key, kept, _KEPT)
    return tuple(kept)


def _counted(seen: Visibility) -> list[Period]:
    facets = search_engine().search(Request(query=_records(), visible=seen, limit=1, facets=True)).facets
    decades = sorted({year // 10 * 10 for year in facets.years}) if facets else []
    shown = [(one, one + 9) for one in decades[-_MOST:]]
    if len(decades) > _MOST:
        shown.insert(0, (decades[0], decades[-_MOST] - 1))
    return [Period(first, last, _between(first, last, seen)) for first, last in shown]


def _between(first: int, last: int, seen: Visibility) -> int:
    days = Dates(day_number(first, 1, 1), day_number(last, 12, 31))
    return search_engine().search(Request(query=_records(days), visible=seen, limit=1)).total


def _records(*more: Node) -> Node:
    return And((KindIs("description"), Level(LevelName.ITEM.value), *more))
