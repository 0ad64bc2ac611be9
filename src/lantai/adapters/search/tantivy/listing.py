"""Lists in order, and going on after any document of one, over columns of integers.

Documents are put in order by the first column. Where that leaves several tied, and more of them than are asked
for, only the tied ones are put in order by the next column, and so on; in the end by the whole key. So a list of
twenty costs a few cheap searches, however long the codes are and however many they are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from tantivy import DocAddress, Order, Query, Searcher

from lantai.adapters.search.ordering import UNDATED, Key
from lantai.adapters.search.tantivy.queries import above, all_of, equal
from lantai.adapters.search.tantivy.schema import RUNGS, Card, rung_values
from lantai.ports.search import Order as OrderName

Found = tuple[Any, DocAddress]
"""The value in the column that was sorted by, and where the document stands."""

_MARGIN: Final = 16
"""Documents looked at past the end of a list: reading a few cards is cheaper than another search."""


def count(searcher: Searcher, query: Query) -> int:
    """How many documents the query finds."""
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]  # the stub leaves it out


def read_packed(searcher: Searcher, address: DocAddress) -> bytes:
    """The document's card and texts, packed as ``schema.Card`` has it."""
    packed = searcher.doc(address).get_first("card")
    assert isinstance(packed, bytes)
    return packed


def all_addresses(searcher: Searcher, query: Query, total: int) -> list[DocAddress]:
    """Where all documents of the query stand, in no order that means anything."""
    hits = searcher.search(query, max(total, 1), count=False, order_by_field=RUNGS["code"][-1]).hits
    return [address for _, address in hits]


class Listing:
    """The documents of a query in one of the orders by key."""

    def __init__(self, searcher: Searcher, order: OrderName) -> None:
        self._searcher = searcher
        self._order = order

    def slice(self, query: Query, start: int, stop: int) -> list[Card]:
        """From the ``start``-th document, up to and without the ``stop``-th, counted from 0."""
        return list(self._slice(query, RUNGS[self._order], start, stop))

    def after(self, query: Query, key: Key, limit: int) -> list[Card]:
        """The first documents whose key is greater: first those that share the most columns with it."""
        rungs, values = RUNGS[self._order], rung_values(key, self._order)
        steps = list(zip(rungs, values, strict=True))
        tied = self._all(all_of(query, *(equal(rung, value) for rung, value in steps)))
        cards = [card for card in tied if card.order_key(self._order) > key][:limit]
        for depth in reversed(range(len(steps))):
            rung, value = steps[depth]
            if len(cards) < limit and value != UNDATED:
                shared = (equal(*step) for step in steps[:depth])
                further = all_of(query, *shared, above(rung, value))
                cards += self._slice(further, rungs[depth:], 0, limit - len(cards))
        return cards

    def _slice(self, query: Query, rungs: Sequence[str], start: int, stop: int) -> Iterable[Card]:
        if not rungs:
            return self._all(query)[start:stop]
        hits = self._searcher.search(query, stop + _MARGIN, count=False, order_by_field=rungs[0], order=Order.Asc).hits
        return self._cut(query, hits, rungs, start, stop)

    def _cut(self, query: Query, hits: Sequence[Found], rungs: Sequence[str], start: int, stop: int) -> Iterator[Card]:
        """The documents from ``start`` to ``stop`` of the hits, which stand in the order of the first rung.

        The last of the tied may go on beyond the hits: they are looked for anew, by the finer rungs.
        """
        begin = 0
        for value, group in groupby(hits, key=itemgetter(0)):
            addresses = [address for _, address in group]
            end = begin + len(addresses)
            if begin < stop and end > start:
                first, last = max(start - begin, 0), stop - begin
                if end == stop + _MARGIN:
                    yield from self._slice(all_of(query, equal(rungs[0], value)), rungs[1:], first, last)
                else:
                    yield from self._sorted(addresses)[first:last]
            begin = end

    def _all(self, query: Query) -> list[Card]:
        return self._sorted(all_addresses(self._searcher, query, count(self._searcher, query)))

    def _sorted(self, addresses: Sequence[DocAddress]) -> list[Card]:
        cards = [Card.unpack(read_packed(self._searcher, address)) for address in addresses]
        return sorted(cards, key=lambda card: card.order_key(self._order))
