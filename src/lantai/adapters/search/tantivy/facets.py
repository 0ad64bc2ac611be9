"""Facets: counts over all that a query finds, by Tantivy's aggregations over columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

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


def _buckets(counted: dict[str, Any]) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
