"""The page of a record that lies open: its picture, its text, the pages around it, and those that face it or answer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lantai.access.queries import Visible
from lantai.catalogue.models import Record
from lantai.digitisation.enums import Direction
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.quality.estimate import estimate_of
from lantai.digitisation.quality.words import for_readers, of_punctuation
from lantai.digitisation.queries.spans import Reach
from lantai.discovery.hit_spans import spans_of
from lantai.discovery.language import BadQuery, Query, parse
from lantai.reading_room.addresses import SCREEN, THUMBNAIL, Box, absolute, image, image_service, region_in
from lantai.reading_room.lines import Leaf, leaf
from lantai.reading_room.queries import pages
from lantai.reading_room.script import Script
from lantai.values.punctuation import punctuation_of


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One page of the strip."""

    number: int
    label: str
    href: str
    picture: str
    current: bool
    found: bool


@dataclass(frozen=True, slots=True)
class Turns:
    """Where one turns to from a page; each empty where there is nothing.

    ``facing`` is the page that lies beside it in the open book; ``found_before`` and ``found_after`` are the nearest
    pages on which the query is found.
    """

    previous: str
    next: str
    facing: str
    found_before: str
    found_after: str


@dataclass(frozen=True, slots=True)
class Opened:
    """``url`` is permanent; ``shared_with`` are the other records that the page belongs to, ``runs`` says which pages
    of volumes the record's are. ``found`` counts the pages of the record on which the query is found.
    """

    page: Page
    reach: Reach
    url: str
    turns: Turns
    ends: pages.Ends
    leaf: Leaf
    reading: Transcription | None
    strip: tuple[Thumbnail, ...]
    region: Box | None
    runs: tuple[pages.Run, ...]
    shared_with: tuple[Record, ...]
    found: int

    @property
    def holder(self) -> str:
        """The identifier under which the page's image stands."""
        return self.reach.holder(self.page.record_set_id)

    @property
    def service(self) -> str:
        return image_service(self.holder, self.page.number)

    @property
    def picture(self) -> str:
        return image(self.holder, self.page.number, size=SCREEN)

    @property
    def cut(self) -> str:
        """The image of the part that is shown, as large as it was scanned; empty without a part."""
        return image(self.holder, self.page.number, region=self.region) if self.region else ""

    @property
    def vertical(self) -> bool:
        """Whether the text runs downwards, and the pages therefore from right to left."""
        return self.reading is not None and self.reading.direction == Direction.VERTICAL

    @property
    def by_machine(self) -> bool:
        return self.reading is not None and self.reading.is_by_machine

    @property
    def may_propose(self) -> bool:
        """Whether a reader is asked for corrections of this text."""
        return bool(settings.LANTAI.proposals and self.leaf.lines)

    @property
    def how_sure(self) -> str:
        """One sentence beside a machine's text; empty where nothing is known."""
        estimate = estimate_of(self.reading) if self.reading else None
        return for_readers(estimate) if estimate else ""

    @property
    def punctuated(self) -> str:
        """Whether a machine's text has marks, in a sentence; empty of others, and where it is too short to say."""
        found = punctuation_of(self.reading.text) if self.reading and self.by_machine else None
        return of_punctuation(found) if found else ""


def open_page(
    request: HttpRequest, seen: Visible, found: Record, number: int | None, *, script: Script
) -> Opened | None:
    """The page of that number, the first one without a number; None where there is none."""
    book = pages.book(seen.pages(), found)
    index = book.index(number)
    if index is None:
        return None
    strip, ends = book.strip(index), book.ends(index)
    shown = next(one for one in strip if one.pk == book.places[index].page)
    query = _query(request)
    reading = pages.reading(shown)
    with_hits = pages.numbers_found(found, query.node, seen.in_index()) if query else frozenset()
    kept = _kept(request)
    return Opened(
        page=shown,
        reach=book.reach,
        url=absolute(reverse("page", args=[found.identifier, shown.number])),
        turns=_turns(found, book, index, with_hits, kept),
        ends=ends,
        leaf=script.leaf(_leaf(reading, query)),
        reading=reading,
        strip=tuple(_thumbnail(found, one, shown, book.reach, with_hits, kept) for one in strip),
        region=region_in(request.GET.get("xywh", ""), width=shown.width, height=shown.height),
        runs=book.runs(),
        shared_with=tuple(pages.sharers(seen, shown, record=found)),
        found=len(with_hits),
    )


def _turns(found: Record, book: pages.Book, index: int, with_hits: frozenset[int], kept: str) -> Turns:
    ends = book.ends(index)
    before, after = book.around(index, with_hits)

    def address(number: int | None) -> str:
        return _address(found, number, kept) if number is not None else ""

    return Turns(
        previous=address(ends.previous),
        next=address(ends.next),
        facing=address(ends.facing),
        found_before=address(before),
        found_after=address(after),
    )


def _address(found: Record, number: int, kept: str) -> str:
    return f"{reverse('page', args=[found.identifier, number])}{kept}"


def _kept(request: HttpRequest) -> str:
    """What goes along from page to page: the words that are looked for, the script."""
    said = {name: request.GET[name] for name in ("q", "script") if request.GET.get(name)}
    return f"?{urlencode(said)}" if said else ""


def _query(request: HttpRequest) -> Query | None:
    """What the reader came with; a query that cannot be read marks nothing."""
    text = request.GET.get("q", "")
    try:
        return parse(text) if text.strip() else None
    except BadQuery:
        return None


def _leaf(reading: Transcription | None, query: Query | None) -> Leaf:
    if reading is None:
        return Leaf((), (), 0)
    return leaf(reading.text, reading.glyph_boxes, spans_of(reading, query) if query else ())


def _thumbnail(found: Record, one: Page, shown: Page, reach: Reach, with_hits: frozenset[int], kept: str) -> Thumbnail:
    return Thumbnail(
        number=one.number,
        label=one.label,
        href=_address(found, one.number, kept),
        picture=image(reach.holder(one.record_set_id), one.number, size=THUMBNAIL) if one.derived else "",
        current=one.number == shown.number,
        found=one.number in with_hits,
    )
