"""The order ``relevance``: descriptions before pages, then occurrences, then the code.

Tantivy keeps how often a word stands in a document, but tells nobody, and its score cannot be read back. So the
occurrences are counted in the stored text, at five to twelve microseconds a document.
"""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Query, Searcher

from lantai.adapters.search.occurrences import counter_of
from lantai.adapters.search.tantivy.listing import Listing, all_addresses, read_packed
from lantai.adapters.search.tantivy.queries import all_of, of_kind
from lantai.adapters.search.tantivy.schema import Card, texts_by_place
from lantai.ports.search import EXACT_RELEVANCE, Word

Counted = tuple[Card, int]


def most_relevant(
    searcher: Searcher, query: Query, words: Sequence[Word], total: int, start: int, stop: int
) -> list[Counted]:
    """The documents from the ``start``-th to before the ``stop``-th of ``total``, with their occurrences."""
    counter = _Counter(words)
    part = _counted if total <= EXACT_RELEVANCE else _listed
    size, found = part(searcher, all_of(query, of_kind("description")), counter, start, stop)
    if stop > size and total > size:
        found += part(searcher, all_of(query, of_kind("page")), counter, max(start - size, 0), stop - size)[1]
    return [(Card.unpack(packed), counter.count(packed)) for packed in found]


def _counted(searcher: Searcher, query: Query, counter: _Counter, start: int, stop: int) -> tuple[int, list[bytes]]:
    """How many the query finds, and a slice of them by occurrences downwards; packed cards sort by the code."""
    addresses = all_addresses(searcher, query, EXACT_RELEVANCE)
    packed = [read_packed(searcher, address) for address in addresses]
    ranked = sorted((-counter.count(one), one) for one in packed)
    return len(packed), [one for _, one in ranked[start:stop]]


def _listed(searcher: Searcher, query: Query, _counter: _Counter, start: int, stop: int) -> tuple[int, list[bytes]]:
    """How many the query finds, and a slice of them by the code."""
    size, cards = Listing(searcher, "code").slice(query, start, stop)
    return size, [card.pack() for card in cards]


class _Counter:
    """Counts the occurrences of some words in the texts of a packed card."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._counts = [(word.where, counter_of(word.text.encode(errors="replace"))) for word in words]

    def count(self, packed: bytes) -> int:
        texts = texts_by_place(packed)
        return sum(count(texts[place]) for place, count in self._counts)
