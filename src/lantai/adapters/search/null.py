"""The engine without an engine: everything in memory, every document looked at.

It needs no library and no files, forgets all when the process ends, and answers exactly as the others do: it is
the referee of their tests, and enough for an installation of some hundred pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lantai.adapters.search.matching import is_visible, matches, texts
from lantai.adapters.search.occurrences import occurrences
from lantai.adapters.search.ordering import order_key, read_cursor, refuse_nonsense, write_cursor
from lantai.ports.search import EXACT_RELEVANCE, Answer, Document, Facets, Hit, Kind, Request, Word, sought_words


@dataclass(frozen=True, slots=True)
class _State:
    documents: dict[str, Document] = field(default_factory=dict)
    mark: str = ""


class NullSearch:
    """A SearchEngine in memory."""

    def __init__(self) -> None:
        self._committed = _State()
        self._pending = _State()

    # -- writing ---------------------------------------------------------------------------------

    def add(self, documents: Iterable[Document]) -> int:
        added = list(documents)
        self._pending.documents.update((document.key, document) for document in added)
        return len(added)

    def delete_record(self, identifiers: Iterable[str]) -> None:
        gone = set(identifiers)
        for document in list(self._pending.documents.values()):
            if document.identifier in gone:
                del self._pending.documents[document.key]

    def commit(self, *, mark: str = "") -> None:
        self._committed = _State(dict(self._pending.documents), mark or self._pending.mark)
        self._pending = replace(self._pending, mark=self._committed.mark)

    def mark(self) -> str:
        return self._committed.mark

    def clear(self) -> None:
        self._pending = _State()

    def close(self) -> None:
        self._pending = _State(dict(self._committed.documents), self._committed.mark)

    # -- reading ---------------------------------------------------------------------------------

    def search(self, request: Request) -> Answer:
        refuse_nonsense(request)
        found = self._found(request)
        facets = _facets(found) if request.facets else None
        if request.order == "relevance":
            return Answer(len(found), _by_relevance(found, request), facets=facets)
        hits, following = _by_key(found, request)
        return Answer(len(found), hits, following, facets)

    def identifiers(self, request: Request) -> Sequence[str]:
        return tuple(dict.fromkeys(hit.identifier for hit in self.search(request).hits))

    def counts(self) -> dict[Kind, int]:
        kinds = Counter(document.kind for document in self._committed.documents.values())
        return {"description": kinds["description"], "page": kinds["page"]}

    def _found(self, request: Request) -> list[Document]:
        return [
            document
            for document in self._committed.documents.values()
            if is_visible(document, request.visible) and matches(document, request.query)
        ]


def _by_key(found: list[Document], request: Request) -> tuple[tuple[Hit, ...], str | None]:
    """The hits after the cursor, and the cursor after them when more follow."""
    order = request.order
    ordered = sorted(found, key=lambda document: order_key(document, order))
    if request.after:
        done = read_cursor(request.after, order)
        ordered = [document for document in ordered if order_key(document, order) > done]
    shown, rest = ordered[: request.limit], ordered[request.limit :]
    following = write_cursor(order, order_key(shown[-1], order)) if shown and rest else None
    return tuple(_hit(document) for document in shown), following


def _by_relevance(found: list[Document], request: Request) -> tuple[Hit, ...]:
    words = sought_words(request.query)
    hits = [(document, sum(_occurrences(document, word) for word in words)) for document in found]
    counted = len(found) <= EXACT_RELEVANCE
    hits.sort(key=lambda hit: (hit[0].kind != "description", -hit[1] if counted else 0, order_key(hit[0], "code")))
    shown = hits[request.offset : request.offset + request.limit]
    return tuple(_hit(document, float(count)) for document, count in shown)


def _occurrences(document: Document, word: Word) -> int:
    return sum(occurrences(text, word.text) for text in texts(document, word))


def _hit(document: Document, score: float = 0.0) -> Hit:
    return Hit(document.key, document.identifier, document.kind, document.page, score)


def _facets(found: list[Document]) -> Facets:
    fonds = Counter(document.fonds for document in found if document.fonds)
    levels = Counter(document.level for document in found if document.level)
    years = Counter(year for document in found for year in set(document.years))
    undated_or_wide = sum(not document.years for document in found)
    return Facets(dict(fonds), dict(levels), dict(years), undated_or_wide)
