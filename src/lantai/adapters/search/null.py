"""The engine without an engine: every document is looked at.

It needs no library and answers exactly as the others do: it is the referee of their tests, and enough for an
installation of some thousand pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from lantai.adapters.search.matching import is_visible, matches, texts
from lantai.adapters.search.occurrences import occurrences
from lantai.adapters.search.ordering import order_key, read_cursor, refuse_nonsense, write_cursor
from lantai.adapters.search.state import State, Version, put_in_place, read_state, stands, write_state
from lantai.ports.search import (
    EXACT_RELEVANCE,
    Answer,
    Document,
    Facets,
    Hit,
    Kind,
    Request,
    SearchFailed,
    Word,
    sought_words,
)

_SUCCESSOR: Final = "building.json"


class NullSearch:
    """A SearchEngine that holds everything in memory.

    With a ``directory`` each commit is written to one file in it, which other processes read; without one all is
    forgotten with the process.
    """

    def __init__(self, directory: Path | None = None, *, name: str = "documents.json") -> None:
        self._directory = directory
        self._path = directory / name if directory else None
        self._successor: NullSearch | None = None
        self._committed = State()
        self._pending: State | None = None
        self._version: Version | None = None
        self._lock = Lock()

    # -- writing ---------------------------------------------------------------------------------

    def add(self, documents: Iterable[Document], *, replacing: bool = True) -> int:
        added = list(documents)
        self._writable().documents.update((document.key, document) for document in added)
        return len(added)

    def delete_record(self, identifiers: Iterable[str]) -> None:
        gone, documents = set(identifiers), self._writable().documents
        for document in list(documents.values()):
            if document.identifier in gone:
                del documents[document.key]

    def commit(self, *, mark: str = "") -> None:
        pending = self._writable()
        state = State(pending.documents, mark or pending.mark)
        if self._path:
            write_state(self._path, state)
        self._committed, self._pending = state, None

    def close(self) -> None:
        self._pending = None

    def successor(self) -> NullSearch:
        if self._directory:
            return NullSearch(self._directory, name=_SUCCESSOR)
        if self._successor is None:
            self._successor = NullSearch()
        return self._successor

    def succeed(self) -> None:
        self.close()
        if self._directory and self._path:
            put_in_place(self._directory / _SUCCESSOR, self._path)
        elif self._successor is None:
            raise SearchFailed("No new search index was made; `lantai reindex` makes one.")
        else:
            self._committed, self._successor = self._successor._committed, None

    def discard_successor(self) -> None:
        self._successor = None
        if self._directory:
            (self._directory / _SUCCESSOR).unlink(missing_ok=True)

    # -- reading ---------------------------------------------------------------------------------

    def search(self, request: Request) -> Answer:
        refuse_nonsense(request)
        found = self._found(request)
        facets = _facets(found) if request.facets else None
        if request.order == "relevance":
            return Answer(len(found), _by_relevance(found, request), facets=facets)
        hits, following = _by_key(found, request)
        return Answer(len(found), hits, following, facets)

    def mark(self) -> str:
        return self._state(missing_is_empty=True).mark

    def counts(self) -> dict[Kind, int]:
        kinds = Counter(document.kind for document in self._state(missing_is_empty=True).documents.values())
        return {"description": kinds["description"], "page": kinds["page"]}

    def _state(self, *, missing_is_empty: bool = False) -> State:
        """The last commit, by whatever process."""
        if self._path is None:
            return self._committed
        if missing_is_empty and not self._path.exists():
            return State()
        with self._lock:
            if stands(self._path) != self._version:
                self._version, self._committed = stands(self._path), read_state(self._path)
            return self._committed

    def _writable(self) -> State:
        """What the next commit will be, begun from the last."""
        if self._pending is None:
            committed = self._state(missing_is_empty=True)
            self._pending = State(dict(committed.documents), committed.mark)
        return self._pending

    def _found(self, request: Request) -> list[Document]:
        return [
            document
            for document in self._state().documents.values()
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
