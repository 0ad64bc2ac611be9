"""Lists in order, and going on after any document of one, over columns of integers.

Documents are put in order by the first column. Where that leaves several tied, and more of them than are asked
for, only the tied ones are put in order by the next column, and so on; in the end by the whole key. So a list of
twenty costs a few cheap searches, however long the codes are and however many they are alike.

What stands in most documents is dear to find in all of them, and the first twenty need it not: they are looked for
among the first few thousand documents of the index, its head, and everywhere only when the head does not hold as many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, cast

from tantivy import DocAddress, Order, Query, Searcher

from lantai.adapters.search.ordering import UNDATED, Key
from lantai.adapters.search.tantivy.queries import Question, above, equal, everything, up_to
from lantai.adapters.search.tantivy.schema import RUNGS, Card, rung_values
from lantai.ports.search import Order as OrderName

Found = tuple[Any, DocAddress]
"""The value in the column that was sorted by, and where the document stands."""

_MARGIN: Final = 16
"""Documents looked at past the end of a list: reading a few cards is cheaper than another search."""

_HEAD: Final = 4_096
"""Documents in a head: as many as cost next to nothing to look through."""

_AMPLE: Final = 4
"""How many times as many documents as are wanted a head should hold by its share, before it is looked through."""


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


def end_of_head(searcher: Searcher, rung: str) -> int | None:
    """The value of the last document in the head by this column; None where the index holds no more than a head."""
    if searcher.num_docs <= _HEAD:
        return None
    hits = searcher.search(everything(), _HEAD, count=False, order_by_field=rung, order=Order.Asc).hits
    return int(hits[-1][0])


def stands_on_most(searcher: Searcher, question: Question, ends_of_heads: Callable[[str], int | None]) -> bool:
    """Whether the question finds most of every head, and so probably of all: a guess that changes no count.

    One head alone would mislead: what stands together in an order has words of its own.
    """
    return all(_finds_most(searcher, question, rungs[0], ends_of_heads(rungs[0])) for rungs in RUNGS.values())


def _finds_most(searcher: Searcher, question: Question, rung: str, end: int | None) -> bool:
    looked = question if end is None else question.also(up_to(rung, end))
    return 2 * count(searcher, looked.query) > min(searcher.num_docs, _HEAD)


class Listing:
    """The documents of a question in one of the orders by key.

    ``ends_of_heads``: what ``end_of_head`` says of a column of this index.
    """

    def __init__(self, searcher: Searcher, order: OrderName, ends_of_heads: Callable[[str], int | None]) -> None:
        self.searcher = searcher
        self._order = order
        self._ends_of_heads = ends_of_heads

    def slice(self, question: Question, start: int, stop: int, *, total: int) -> list[Card]:
        """From the ``start``-th document, up to and without the ``stop``-th, counted from 0.

        ``total``: how many the question finds.
        """
        rungs = RUNGS[self._order]
        wanted = stop + _MARGIN
        hits = self._in_head(question, rungs[0], wanted, total) or self._first(question, rungs[0], wanted)
        return list(self._cut(question, hits, rungs, start, stop))

    def after(self, question: Question, key: Key, limit: int) -> list[Card]:
        """The first documents whose key is greater: first those that share the most columns with it."""
        rungs, values = RUNGS[self._order], rung_values(key, self._order)
        steps = list(zip(rungs, values, strict=True))
        tied = self._all(question.also(*(equal(rung, value) for rung, value in steps)))
        cards = [card for card in tied if card.order_key(self._order) > key][:limit]
        for depth in reversed(range(len(steps))):
            rung, value = steps[depth]
            if len(cards) < limit and value != UNDATED:
                shared = (equal(*step) for step in steps[:depth])
                further = question.also(*shared, above(rung, value))
                cards += self._slice(further, rungs[depth:], 0, limit - len(cards))
        return cards

    def _slice(self, question: Question, rungs: Sequence[str], start: int, stop: int) -> Iterable[Card]:
        if not rungs:
            return self._all(question)[start:stop]
        return self._cut(question, self._first(question, rungs[0], stop + _MARGIN), rungs, start, stop)

    def _in_head(self, question: Question, rung: str, wanted: int, total: int) -> Sequence[Found]:
        """As ``_first`` where the question finds so much that the head holds enough of it, and nothing else."""
        if total * _HEAD < _AMPLE * wanted * self.searcher.num_docs:
            return ()
        end = self._ends_of_heads(rung)
        found = () if end is None else self._first(question.also(up_to(rung, end)), rung, wanted)
        return found if len(found) == wanted else ()

    def _first(self, question: Question, rung: str, wanted: int) -> Sequence[Found]:
        hits = self.searcher.search(question.query, wanted, count=False, order_by_field=rung, order=Order.Asc).hits
        return cast("Sequence[Found]", hits)

    def _cut(
        self, question: Question, hits: Sequence[Found], rungs: Sequence[str], start: int, stop: int
    ) -> Iterator[Card]:
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
                    yield from self._slice(question.also(equal(rungs[0], value)), rungs[1:], first, last)
                else:
                    yield from self._sorted(addresses)[first:last]
            begin = end

    def _all(self, question: Question) -> list[Card]:
        query = question.query
        return self._sorted(all_addresses(self.searcher, query, count(self.searcher, query)))

    def _sorted(self, addresses: Sequence[DocAddress]) -> list[Card]:
        cards = [Card.unpack(read_packed(self.searcher, address)) for address in addresses]
        return sorted(cards, key=lambda card: card.order_key(self._order))
