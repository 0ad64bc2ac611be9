"""What Lantai asks of a search engine: exact substring search over folded text.

Folding and tokens are made before the engine (``values.folding``, ``values.tokens``), for text and query
alike, so every engine gives the same answer: no false hits and none missed.

A :class:`Document` is one page (its text) or one description (title, names, code, scope). AND, OR and NOT
are judged within one document.

Orders (the same on every engine, because the contract says them to the end):

- ``code``: by ``code_key``, then ``key``;
- ``date``: by ``first``, then ``last`` (an open end counts as the earliest or latest day), then as ``code``;
  documents without any date come last;
- ``newest``: by ``serial`` downwards, then as ``code``;
- ``relevance``: descriptions before pages, then by occurrences downwards, then as ``code``. Above
  :data:`EXACT_RELEVANCE` documents occurrences are not counted and it is descriptions before pages, then ``code``.

**Occurrences** are counted over the distinct words that are not under a NOT, overlapping ones each (``哈哈`` stands
twice in ``哈哈哈``): a plain word in ``segments``, a title's word in ``title``, a creator's in ``creators``, a doubtful
one in ``doubtful``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

NEVER: int = 2**31 - 1
"""The opening day of what no day opens."""

EXACT_RELEVANCE: int = 2_000
"""Above this total ``relevance`` no longer counts occurrences: so many texts one can look into while a reader waits."""
DEEPEST_RELEVANCE: int = 10_000
"""The greatest offset of ``relevance``."""

Kind = Literal["description", "page"]
Order = Literal["relevance", "date", "code", "newest"]


@dataclass(frozen=True, slots=True)
class Document:
    """One unit of search. Every string is folded already, except the identifiers and codes.

    ``segments`` are the folded runs in which words are looked for; nothing matches across two of them.
    ``open_day`` is the Julian day number from which everybody may see it (0: always, ``NEVER``: no day),
    ``accepted`` is false while it is in custody only. ``first`` and ``last`` are Julian day numbers.
    """

    key: str
    """Unique: ``<identifier>`` for a description, ``<identifier>/p<n>`` for a page."""
    identifier: str
    """The identifier of the record (or record set) that results are grouped by."""
    kind: Kind
    segments: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    """What may stand instead of what was read (``values.doubts.passages``): found by nobody who does not ask for it."""
    title: str = ""
    """The folded title; empty on pages, so that ``title:`` finds descriptions."""
    creators: tuple[str, ...] = ()
    code: str = ""
    """The reference code as given."""
    code_key: str = ""
    """Sorts as the codes should be read (``values.codes.sort_key``), the page number appended: unique."""
    codes: tuple[str, ...] = ()
    """Folded codes and aliases that ``code:`` finds, each also by its beginning."""
    fonds: str = ""
    level: str = ""
    page: int | None = None
    first: int | None = None
    last: int | None = None
    years: tuple[int, ...] = ()
    """The years that the date touches, for the histogram; empty when undated or wider than 30 years."""
    serial: int = 0
    """Grows with every accepted thing: the order ``newest`` runs downwards on it. Unique with ``code_key``."""
    accepted: bool = False
    open_day: int = NEVER


# -- the query: a small tree of values -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """Folded text that must stand in one segment; ``where`` narrows it to the title or a creator, or means a passage of
    what is doubtful.

    The empty word stands nowhere.
    """

    text: str
    where: Literal["any", "title", "creator", "doubtful"] = "any"


@dataclass(frozen=True, slots=True)
class Code:
    """The reference code or an alias is this, or begins with it at a part's end (folded).

    A part ends before anything that is neither letter nor digit: ``a1-2`` finds ``a1-2-3``, not ``a1-23``.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Fonds:
    """The code of the fonds, exactly; the empty one finds nothing."""

    code: str


@dataclass(frozen=True, slots=True)
class Level:
    """The name of the level, exactly; the empty one finds nothing."""

    name: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Julian day numbers; ``within``: contained in the span, else overlapping it. None is open.

    Undated documents never match.
    """

    first: int | None
    last: int | None
    within: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """Only the documents of these records."""

    identifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindIs:
    kind: Kind


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts; of no parts, everything."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts; of no parts, nothing."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    pass


Node = Word | Code | Fonds | Level | Dates | Identifier | KindIs | And | Or | Not | Everything


def sought_words(query: Node) -> tuple[Word, ...]:
    """The distinct words that a document may have because the query asks for them, in the order they stand."""
    return tuple(dict.fromkeys(word for word in _words(query, sought=True) if word.text))


def _words(node: Node, *, sought: bool) -> Iterator[Word]:
    match node:
        case Word() if sought:
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part, sought=sought)
        case Not(part):
            yield from _words(part, sought=not sought)


@dataclass(frozen=True, slots=True)
class Visibility:
    """What one reader may see; made by ``access.queries.visible`` and by nobody else.

    ``open_by``: only what is open on this Julian day, 0 or later (None: closed things too);
    ``custody``: also what is not accepted yet.
    """

    open_by: int | None
    custody: bool


@dataclass(frozen=True, slots=True)
class Request:
    query: Node
    visible: Visibility
    order: Order = "code"
    limit: int = 20
    after: str | None = None
    """The ``next`` of an earlier answer (orders by key only)."""
    offset: int = 0
    """For ``relevance`` only, up to :data:`DEEPEST_RELEVANCE`."""
    facets: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    identifier: str
    kind: Kind
    page: int | None
    score: float
    """Occurrences under ``relevance`` (even where they do not rank); 0.0 under the other orders."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of documents; ``years`` counts one once in every year it touches.

    Documents without a fonds or a level are in no bucket of it; those without years are ``undated_or_wide``.
    """

    fonds: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    undated_or_wide: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    hits: tuple[Hit, ...]
    next: str | None = None
    facets: Facets | None = None


class SearchFailed(Exception):  # noqa: N818  it reads as what happened
    """The engine could not do what was asked; the message says what, where and how to mend it."""


class IndexUnusable(SearchFailed):
    """There is no index to search, or it is damaged, or of another release: ``lantai reindex`` makes it anew.

    A new home has none before its first :meth:`SearchEngine.commit`, which may be of nothing.
    """


class IndexBusy(SearchFailed):
    """Another process is writing the index."""


class BadRequest(SearchFailed):
    """The request itself is wrong: a cursor of another order, an offset past the end of ``relevance``."""


class SearchEngine(Protocol):
    """One process writes (it holds the home's writer lock); any number read.

    Writes are seen by readers after :meth:`commit`. A document of an existing key replaces it.
    ``delete_record`` removes the description and every page of one identifier. Every method may raise
    :class:`SearchFailed`.

    A whole new index is made as the :meth:`successor` of the one that stands, which is written and searched
    meanwhile as ever; :meth:`succeed` puts it in its place.
    """

    def add(self, documents: Iterable[Document], *, replacing: bool = True) -> int:
        """Add or replace; return how many. The index is made where there is none.

        Not ``replacing``: the caller knows that none of the keys stands in the index yet, or that ``delete_record``
        was called for it, and that none comes twice. Nothing is looked up then.
        """
        ...

    def delete_record(self, identifiers: Iterable[str]) -> None: ...

    def commit(self, *, mark: str = "") -> None:
        """Make everything since the last commit durable and visible, together with ``mark``.

        An empty ``mark`` leaves the last one standing.
        """
        ...

    def mark(self) -> str:
        """The mark of the last commit: how far the index has followed the journal.

        Empty when none was set, or when there is no index yet.
        """
        ...

    def close(self) -> None:
        """Forget what was not committed and let go of the index."""
        ...

    def successor(self) -> SearchEngine:
        """The index that is made to take the place of this one, as its last commit left it; begun where there is none.

        Nobody searches it. It is written like any index, by one process at a time, and may be whatever this one is:
        whole, damaged, of another release, or not there.
        """
        ...

    def succeed(self) -> None:
        """Put the successor, committed and closed, in the place of this index, which is then gone.

        At once and whole: readers of every process search the one or the other, and the new one from their next search
        on. Killed at any point, what stands is the one or the other, and the successor is not lost. Nobody may be
        writing this index. Raises SearchFailed when there is no successor.
        """
        ...

    def discard_successor(self) -> None:
        """Take away what was made of a successor, which nobody may be writing."""
        ...

    def search(self, request: Request) -> Answer: ...

    def counts(self) -> dict[Kind, int]:
        """Documents by kind, of every visibility; zeros when there is no index yet."""
        ...
