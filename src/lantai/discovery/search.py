"""Searching: a question in words → an answer that a page or a command can show.

The engine gives keys in order; what is shown is read from the database through the same ``visible(to=)``,
and snippets and boxes are cut from the text as stored.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantai.access.queries import Reader, Visible, visible
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.models.described import Described
from lantai.digitisation.models import Transcription
from lantai.digitisation.queries import pages, spans
from lantai.discovery import descriptions
from lantai.discovery.engine import search_engine
from lantai.discovery.hit_spans import spans_of
from lantai.discovery.hit_texts import texts_of
from lantai.discovery.language import Query, parse
from lantai.ports.search import And, Everything, Facets, Hit, Identifier, Node, Order, Request
from lantai.values.dates import Date
from lantai.values.folding import fold_with_offsets
from lantai.values.snippets import Snippet, find_all, snippet

Box = tuple[int, int, int, int]

_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One document that answers. ``boxes`` are pixels of the page's canvas, one a line that a hit touches."""

    identifier: str
    code: str
    title: str
    level: str
    kind: str
    page: int | None
    date: Date | None
    score: float
    snippet: Snippet | None
    boxes: tuple[Box, ...]
    holder: str = ""
    """The identifier under which the page's image stands: the record's, or that of the volume it lies in."""
    page_width: int = 0
    page_height: int = 0
    has_image: bool = False
    has_pages: bool = False
    """Whether the record has numbered pages, and so a manifest."""
    by_machine: bool = False
    """Whether a machine read the text, as a whole or but for some lines."""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """``also``: other ways of writing the words that the shown hits have; ``words``: the folded words asked for;
    ``misread``: the words with a ~, as typed: with any, nothing that is found is certain, and ``total`` no exact count.
    """

    total: int
    took_ms: float
    next: str | None
    hits: tuple[Found, ...]
    facets: Facets | None
    also: tuple[str, ...]
    words: tuple[str, ...]
    misread: tuple[str, ...] = ()


def search(
    text: str,
    *,
    reader: Reader,
    order: Order = "code",
    limit: int = 20,
    after: str | None = None,
    offset: int = 0,
    facets: bool = False,
    within: Sequence[str] | None = None,
    narrow: Sequence[Node] = (),
) -> Results:
    """Ask in the query language (``discovery.language``). ``within``: only these identifiers.

    ``narrow``: conditions beside the words, all of which must hold; with them the words may be empty.
    Raises BadQuery for what cannot be asked and ports.search.BadRequest for an ``after`` that is none.
    """
    begun = time.perf_counter()
    query = parse(text) if text.strip() or not narrow else Query(node=Everything(), words=(), text="")
    may_see = visible(to=reader)
    answer = search_engine().search(
        Request(
            query=_narrowed(query.node, within, narrow),
            visible=may_see.in_index(),
            order=order,
            limit=limit,
            after=after,
            offset=offset,
            facets=facets,
        )
    )
    hits, also = _shown(answer.hits, query, may_see)
    return Results(
        total=answer.total,
        took_ms=round((time.perf_counter() - begun) * 1000, 2),
        next=answer.next,
        hits=hits,
        facets=answer.facets,
        also=also,
        words=query.words,
        misread=query.misread,
    )


def _narrowed(node: Node, within: Sequence[str] | None, narrow: Sequence[Node]) -> Node:
    among = () if within is None else (Identifier(tuple(within)),)
    return And((node, *among, *narrow)) if among or narrow else node


def _shown(hits: Iterable[Hit], query: Query, may_see: Visible) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The hits as they are shown, and the ways of writing that were met. A fixed number of queries."""
    listed = list(hits)
    identifiers = {hit.identifier for hit in listed}
    records = {one.identifier: one for one in may_see.records().filter(identifier__in=identifiers)}
    sets = {one.identifier: one for one in may_see.record_sets().filter(identifier__in=identifiers)}
    described: dict[str, Record | RecordSet] = {**records, **sets}
    reaches = spans.reaches(records.values())
    texts = texts_of(listed, reaches.values(), may_see)
    paged = pages.paged(may_see.pages(), reaches.values())
    met: dict[str, None] = {}
    found = [
        _found(hit, one, texts.get((hit.identifier, hit.page)), query, met, paged)
        for hit in listed
        if (one := described.get(hit.identifier)) is not None
        and (hit.page is None or (hit.identifier, hit.page) in texts)  # a neighbour may have closed it just now
    ]
    return tuple(found), tuple(form for form in met if form not in query.text)


def _found(
    hit: Hit,
    one: Record | RecordSet,
    text: Transcription | None,
    query: Query,
    met: dict[str, None],
    paged: set[int],
) -> Found:
    page = text.page if text else None
    cut, boxes = _cut_page(text, query, met) if text else (_cut_description(one, query.words, met), ())
    return Found(
        identifier=one.identifier,
        code=one.code,
        title=one.title,
        level=str(one.level),
        kind=hit.kind,
        page=hit.page,
        date=one.date,
        score=hit.score,
        snippet=cut,
        boxes=boxes,
        holder=page.holder.identifier if page else "",
        page_width=page.width if page else 0,
        page_height=page.height if page else 0,
        has_image=bool(page and page.derived),
        has_pages=isinstance(one, Record) and one.pk in paged,
        by_machine=text is not None and text.is_by_machine,
        direction=text.direction if text else "",
    )


def _cut_page(text: Transcription, query: Query, met: dict[str, None]) -> tuple[Snippet | None, tuple[Box, ...]]:
    spans = spans_of(text, query)
    _note_forms(text.text, spans, met)
    glyphs = text.glyph_boxes
    boxes = [box for start, end in spans for box in glyphs.union(text.text, start, end)] if glyphs else []
    return snippet(text.text, spans, _WIDTH), tuple(boxes)


def _cut_description(one: Described, words: Sequence[str], met: dict[str, None]) -> Snippet | None:
    """The first part of a description that a word stands in; where none does, nothing is cut."""
    for part in descriptions.display_texts(one):
        spans = find_all(fold_with_offsets(part), words)
        if spans:
            _note_forms(part, spans, met)
            return snippet(part, spans, _WIDTH)
    return None


def _note_forms(text: str, spans: Iterable[tuple[int, int]], met: dict[str, None]) -> None:
    for start, end in spans:
        met.setdefault("".join(text[start:end].split()))
