"""The order ``relevance``: descriptions before pages, then occurrences, then the code.

Tantivy keeps how often a word stands in a document, but tells nobody, and its score cannot be read back. So the
occurrences are counted in the stored text, at five to twelve microseconds a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tantivy import Searcher

from lantai.adapters.search.occurrences import counter_of
from lantai.adapters.search.tantivy.listing import Listing, all_addresses, count, read_packed
from lantai.adapters.search.tantivy.queries import Question, of_kind
from lantai.adapters.search.tantivy.schema import Card, texts_by_place
from lantai.ports.search import EXACT_RELEVANCE, Kind, Request, Word, sought_words

Ranked = tuple[Card, int]


def most_relevant(
    listing: Listing, question: Question, request: Request, total: int, kinds: Mapping[Kind, int] | None
) -> list[Ranked]:
    """The documents of ``total`` that the request asks for, with their occurrences.

    ``listing``: of documents by code. ``kinds``: how many are of each kind, where that was counted.
    """
    searcher = listing.searcher
    counter = _Counter(sought_words(request.query))
    start, stop = request.offset, request.offset + request.limit
    found: list[bytes] = []
    for part, size, begin in _by_kind(searcher, question, total, kinds):
        first, last = max(start - begin, 0), min(stop - begin, size)
        if first >= last:
            continue
        if total <= EXACT_RELEVANCE:
            packed = (read_packed(searcher, address) for address in all_addresses(searcher, part.query, size))
            found += _ranked(packed, counter)[first:last]
        else:
            found += (card.pack() for card in listing.slice(part, first, last, total=size))
    return [(Card.unpack(packed), counter.count(packed)) for packed in found]


def _by_kind(
    searcher: Searcher, question: Question, total: int, kinds: Mapping[Kind, int] | None
) -> Iterator[tuple[Question, int, int]]:
    """The question narrowed to each kind, how many that finds, and how many came before them."""
    descriptions = question.also(of_kind("description"))
    size = count(searcher, descriptions.query) if kinds is None else kinds.get("description", 0)
    yield question if size == total else descriptions, size, 0
    yield question.also(of_kind("page")) if size else question, total - size, size


def _ranked(cards: Iterable[bytes], counter: _Counter) -> list[bytes]:
    """Packed cards by occurrences downwards; as bytes they sort by the code."""
    return [packed for _, packed in sorted((-counter.count(packed), packed) for packed in cards)]


class _Counter:
    """Counts the occurrences of some words in the texts of a packed card."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._counts = [(word.where, counter_of(word.text.encode(errors="replace"))) for word in words]

    def count(self, packed: bytes) -> int:
        texts = texts_by_place(packed)
        return sum(count(texts[place]) for place, count in self._counts)
