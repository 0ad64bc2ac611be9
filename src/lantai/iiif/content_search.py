"""Searching within one record (Content Search 2.0): where in its pages the words stand, box by box.

Asked in the language of the site's own search, and answered by the same index: what the site finds is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lantai.access.queries import Visible
from lantai.catalogue.models import Record
from lantai.digitisation.models import Transcription
from lantai.digitisation.queries import spans
from lantai.discovery.engine import search_engine
from lantai.discovery.hit_spans import spans_of
from lantai.discovery.hit_texts import texts_of
from lantai.discovery.language import BadQuery, Query, parse
from lantai.iiif.names import canvas_url
from lantai.ports.search import And, Identifier, KindIs, Request
from lantai.values.geometry import Box
from lantai.values.snippets import Span

PAGES: Final = 50
"""Pages whose hits stand in one answer."""
_AROUND: Final = 20
"""Characters that are told before and after a hit."""

_LINE_END: Final = re.compile(r"(?<![!-~])\n|\n(?![!-~])")


@dataclass(frozen=True, slots=True)
class Part:
    """What of a hit stands in one line; ``box`` is None where its place is not known."""

    exact: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One hit on a canvas; it may run on from one line into the next. ``number`` counts the hits of the page."""

    canvas: str
    number: int
    parts: tuple[Part, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FoundWithin:
    """``next``: the cursor of the following pages, None at the end."""

    occurrences: tuple[Occurrence, ...]
    next: str | None


NOTHING: Final = FoundWithin((), None)


def find_within(record: Record, words: str, *, may_see: Visible, after: str | None) -> FoundWithin:
    """The hits on the next pages of the record, page by page. Nothing for words that cannot be asked.

    Raises ports.search.SearchFailed, BadRequest of it for an ``after`` that is none.
    """
    try:
        query = parse(words)
    except BadQuery:
        return NOTHING
    within = And((query.node, Identifier((record.identifier,)), KindIs("page")))
    request = Request(query=within, visible=may_see.in_index(), order="code", limit=PAGES, after=after)
    answer = search_engine().search(request)
    texts = texts_of(answer.hits, [spans.reach(record)], may_see)
    read = (texts.get((hit.identifier, hit.page)) for hit in answer.hits)
    found = (one for text in read if text and text.page.number for one in _occurrences(text, query))
    return FoundWithin(tuple(found), answer.next)


def _occurrences(text: Transcription, query: Query) -> Iterator[Occurrence]:
    canvas = canvas_url(text.page.holder.identifier, text.page.number)
    for number, (start, end) in enumerate(spans_of(text, query), 1):
        before, after = text.text[max(0, start - _AROUND) : start], text.text[end : end + _AROUND]
        yield Occurrence(canvas, number, tuple(_parts(text, (start, end))), _flat(before), _flat(after))


def _parts(text: Transcription, span: Span) -> Iterator[Part]:
    boxes, (start, end) = text.glyph_boxes, span
    for row in text.text[start:end].split("\n"):
        if row.strip():
            yield Part(row, next(iter(boxes.union(text.text, start, start + len(row))), None) if boxes else None)
        start += len(row) + 1


def _flat(text: str) -> str:
    """In one line; a space stands for a line's end only between words that are written with spaces."""
    return _LINE_END.sub("", text).replace("\n", " ")
