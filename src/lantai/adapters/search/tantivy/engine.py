"""The engine: one directory, one writer at a time, any number of readers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from tantivy import Document as Row
from tantivy import IndexWriter, Searcher

from lantai.adapters.search.ordering import read_cursor, refuse_nonsense, write_cursor
from lantai.adapters.search.tantivy.directory import Building, IndexDirectory, Place
from lantai.adapters.search.tantivy.facets import Counted, count_facets
from lantai.adapters.search.tantivy.failures import failures_named
from lantai.adapters.search.tantivy.generations import Generations
from lantai.adapters.search.tantivy.listing import Listing, all_addresses, count, end_of_head, stands_on_most
from lantai.adapters.search.tantivy.queries import Question, of_kind, term, visible_question
from lantai.adapters.search.tantivy.relevance import most_relevant
from lantai.adapters.search.tantivy.remembered import MOST, Remembered
from lantai.adapters.search.tantivy.schema import MARK_KEY, Card, lay_down
from lantai.ports.search import Answer, Document, Everything, Hit, IndexBusy, Kind, Node, Not, Request, SearchFailed

_CHUNK: Final = 1_000
"""Documents whose tokens are made at once."""

WRITER_MEMORY: Final = 128 * 1024 * 1024
"""Bytes that documents may take before they are written out as a segment."""


class TantivySearch:
    """A SearchEngine in the directory ``path``.

    The writer is opened by the first write and held until :meth:`close`; another process that writes meanwhile
    gets IndexBusy. A reader looks at one small file before each search, and loads the index again when a commit
    has replaced it. What a killed process had not committed is as if never added.

    ``writer_memory`` is in bytes, at least 15 MB a thread; more ``threads`` build a big index sooner, but leave
    it in more pieces, which are slower to search. ``remembered``: of how many questions the counts are kept.
    """

    def __init__(
        self,
        path: Path,
        *,
        writer_memory: int = WRITER_MEMORY,
        threads: int = 1,
        remembered: int = MOST,
        place: Place | None = None,
    ) -> None:
        self._path = path
        self._writer_memory = writer_memory
        self._threads = threads
        self._generations = Generations(path)
        self._directory = IndexDirectory(place or self._generations)
        self._writer: IndexWriter | None = None
        self._totals: Remembered[int] = Remembered(remembered)
        self._counted: Remembered[Counted] = Remembered(remembered)
        self._heads: Remembered[int | None] = Remembered()

    # -- writing ---------------------------------------------------------------------------------

    def add(self, documents: Iterable[Document], *, replacing: bool = True) -> int:
        added = 0
        for chunk in _chunks(documents):
            rows, failure = _rows(chunk)
            with self._writing("take in documents") as writer:
                for document, row in zip(chunk, rows, strict=False):
                    if replacing:
                        writer.delete_documents_by_term("key", document.key)
                    writer.add_document(row)
            if failure:
                raise failure
            added += len(rows)
        return added

    def delete_record(self, identifiers: Iterable[str]) -> None:
        with self._writing("delete documents") as writer:
            for identifier in identifiers:
                writer.delete_documents_by_term("identifier", identifier)

    def commit(self, *, mark: str = "") -> None:
        with self._writing("commit") as writer:
            if mark:
                writer.delete_documents_by_term("key", MARK_KEY)
                writer.add_document(_mark_row(mark))
            writer.commit()

    def close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with failures_named("be closed", self._path):
                writer.wait_merging_threads()  # a rollback would also stop the merging that keeps segments few

    # -- the successor ---------------------------------------------------------------------------

    def successor(self) -> TantivySearch:
        building = Building(self._generations)
        return TantivySearch(self._path, writer_memory=self._writer_memory, threads=self._threads, place=building)

    def succeed(self) -> None:
        self.close()
        with failures_named("be replaced", self._path):
            self._generations.succeed()

    def discard_successor(self) -> None:
        with failures_named("be discarded", self._path):
            shutil.rmtree(self._generations.building(), ignore_errors=True)

    # -- the writer ------------------------------------------------------------------------------

    @contextmanager
    def _writing(self, doing: str) -> Iterator[IndexWriter]:
        """The writer, opened where needed. One that failed is given up, and with it what was not committed."""
        if self._writer is None:
            self._writer = self._open_writer()
        try:
            with failures_named(doing, self._path):
                yield self._writer
        except SearchFailed:
            self._writer = None
            raise

    def _open_writer(self) -> IndexWriter:
        index = self._directory.index_to_write()
        try:
            with failures_named("be opened for writing", self._path):
                return index.writer(self._writer_memory, self._threads)
        except SearchFailed as failure:
            if "LockBusy" not in str(failure):
                raise
            raise IndexBusy(
                f"Another process is writing the search index {self._path}: let it finish, or stop it first."
            ) from failure

    # -- reading ---------------------------------------------------------------------------------

    def search(self, request: Request) -> Answer:
        refuse_nonsense(request)
        version, searcher = self._directory.view()

        def end_of(rung: str) -> int | None:
            return self._heads.recall(version, rung, lambda: end_of_head(searcher, rung))

        with failures_named("be searched", self._path):
            question = visible_question(request.query, request.visible)
            asked = (request.query, request.visible)
            listing = Listing(searcher, "code" if request.order == "relevance" else request.order, end_of)
            if request.facets:
                counted = self._counted.recall(version, asked, lambda: self._count(version, searcher, request, end_of))
                return _answer(listing, question, request, counted.total, counted)
            total = self._totals.recall(version, asked, lambda: count(searcher, question.query))
            return _answer(listing, question, request, total)

    def _count(
        self, version: Hashable, searcher: Searcher, request: Request, end_of: Callable[[str], int | None]
    ) -> Counted:
        def counted(node: Node) -> Counted:
            return count_facets(searcher, visible_question(node, request.visible).query)

        asked = visible_question(request.query, request.visible)
        if request.query == Everything() or not stands_on_most(searcher, asked, end_of):
            return counted(request.query)
        whole = self._counted.recall(version, (Everything(), request.visible), lambda: counted(Everything()))
        return whole.less(counted(Not(request.query)))

    def mark(self) -> str:
        if not self._directory.exists():
            return ""
        searcher = self._directory.searcher()
        with failures_named("be read", self._path):
            addresses = all_addresses(searcher, term("key", MARK_KEY), 1)
            return str(searcher.doc(addresses[0]).get_first("mark")) if addresses else ""

    def counts(self) -> dict[Kind, int]:
        kinds: tuple[Kind, ...] = ("description", "page")
        if not self._directory.exists():
            return dict.fromkeys(kinds, 0)
        searcher = self._directory.searcher()
        with failures_named("be counted", self._path):
            return {kind: count(searcher, of_kind(kind)) for kind in kinds}


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _rows(documents: list[Document]) -> tuple[list[Row], SearchFailed | None]:
    """The documents laid down before the writer sees them: a wrong one must not cost those before it."""
    rows: list[Row] = []
    try:
        rows.extend(lay_down(documents))
    except (OverflowError, TypeError, ValueError):
        rows.clear()
        for document in documents:
            try:
                rows.extend(lay_down([document]))
            except (OverflowError, TypeError, ValueError) as error:
                return rows, SearchFailed(
                    f"The document {document.key!r} cannot be indexed ({error}): mend what is said of it."
                )
    return rows, None


def _mark_row(mark: str) -> Row:
    row = Row()
    row.add_text("key", MARK_KEY)
    row.add_text("mark", mark)
    return row


def _answer(
    listing: Listing, question: Question, request: Request, total: int, counted: Counted | None = None
) -> Answer:
    facets, kinds = (counted.facets, counted.kinds) if counted else (None, None)
    if request.order == "relevance":
        ranked = most_relevant(listing, question, request, total, kinds)
        return Answer(total, tuple(_hit(card, float(times)) for card, times in ranked), facets=facets)
    hits, following = _by_key(listing, question, request, total)
    return Answer(total, hits, following, facets)


def _by_key(listing: Listing, question: Question, request: Request, total: int) -> tuple[tuple[Hit, ...], str | None]:
    """The hits from the beginning or the cursor on, and the cursor after them when more follow."""
    order, wanted = request.order, request.limit + 1
    if request.after:
        cards = listing.after(question, read_cursor(request.after, order), wanted)
    else:
        cards = listing.slice(question, 0, wanted, total=total)
    shown = cards[: request.limit]
    following = write_cursor(order, shown[-1].order_key(order)) if shown and len(cards) == wanted else None
    return tuple(_hit(card) for card in shown), following


def _hit(card: Card, score: float = 0.0) -> Hit:
    return Hit(card.key, card.identifier, card.kind, card.page, score)
