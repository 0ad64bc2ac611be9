"""Facets: counts over all that a query finds, by Tantivy's aggregations over columns.

What stands in most documents is dear to count, and what it does not stand in is cheap: such counts are those of the
whole, which are remembered, less those of the rest.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from tantivy import Query, Searcher

from lantai.adapters.search.tantivy.schema import NO_YEAR
from lantai.ports.search import Facets, Kind

_BUCKETS: Final = 65_000
"""As many values as Tantivy counts at most; beyond them the rarest would be left out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """All that is counted in one pass."""

    kinds: dict[Kind, int]
    facets: Facets

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    def less(self, part: Counted) -> Counted:
        """What is left of these documents without those of the part, which are all among them."""
        facets = Facets(
            _less(self.facets.fonds, part.facets.fonds),
            _less(self.facets.levels, part.facets.levels),
            _less(self.facets.years, part.facets.years),
            self.facets.undated_or_wide - part.facets.undated_or_wide,
        )
        return Counted(_less(self.kinds, part.kinds), facets)


def count_facets(searcher: Searcher, query: Query) -> Counted:
    """Count by kind, fonds, level and year."""
    found = searcher.aggregate(
        query,
        {
            "kinds": {"terms": {"field": "kind", "size": _BUCKETS}},
            "fonds": {"terms": {"field": "fonds", "size": _BUCKETS}},
            "levels": {"terms": {"field": "level", "size": _BUCKETS}},
            "years": {"terms": {"field": "years", "size": _BUCKETS, "missing": NO_YEAR}},
        },
    )
    years = {int(year): size for year, size in _buckets(found["years"]).items()}
    undated_or_wide = years.pop(NO_YEAR, 0)
    facets = Facets(_buckets(found["fonds"]), _buckets(found["levels"]), years, undated_or_wide)
    return Counted(_buckets(found["kinds"]), facets)


Value = TypeVar("Value", bound=Hashable)


def _less(whole: Mapping[Value, int], part: Mapping[Value, int]) -> dict[Value, int]:
    left = ((value, size - part.get(value, 0)) for value, size in whole.items())
    return {value: size for value, size in left if size}


def _buckets(counted: dict[str, Any]) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
