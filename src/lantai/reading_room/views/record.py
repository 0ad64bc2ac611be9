"""The page of one description: the viewer with the text beside it, the areas, citation and downloads."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.record import neighbours
from lantai.digitisation.enums import Direction
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.quality.estimate import estimate_of
from lantai.digitisation.quality.words import for_readers
from lantai.digitisation.queries.spans import Reach
from lantai.discovery.hit_spans import spans_of
from lantai.discovery.language import BadQuery, Query, parse
from lantai.reading_room.addresses import THUMBNAIL, Box, absolute, image, image_service
from lantai.reading_room.citation import Citation, iso_or_text
from lantai.reading_room.context import holder
from lantai.reading_room.lines import Leaf, leaf
from lantai.reading_room.queries import pages
from lantai.reading_room.views.browse import record_set_page
from lantai.values.dates import Date
from lantai.values.dates import parse as parse_date


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
class Opened:
    """The page that lies open: its picture, its text, and where its neighbours are.

    ``url`` is permanent; ``shared_with`` are the other records that the page belongs to, ``runs`` says which pages of
    volumes the record's are.
    """

    page: Page
    url: str
    previous: str
    next: str
    ends: pages.Ends
    leaf: Leaf
    reading: Transcription | None
    strip: tuple[Thumbnail, ...]
    service: str
    picture: str
    region: Box | None
    runs: tuple[pages.Run, ...]
    shared_with: tuple[Record, ...]

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


@require_safe
def record(request: HttpRequest, identifier: str, number: int | None = None) -> HttpResponse:
    """A record or a record set; with ``number``, that page of a record lies open.

    The page of a volume is shown where a record holds it.
    """
    seen = visible(to=reader_for(request.user))
    found = seen.records().select_related("record_set").filter(identifier=identifier).first()
    if found is None:
        return _record_set(request, seen, identifier, number) or _stub(request, seen, identifier)
    opened = _opened(request, seen, found, number)
    if opened is None and number is not None:
        raise Http404
    beside = neighbours(seen.records(), of=found)
    context = {
        "here": "browse",
        "record": found,
        "above": [*tree.ancestors(seen.record_sets(), of=found.record_set), found.record_set],
        "aliases": list(found.aliases.order_by("code").values_list("code", flat=True)),
        "beside": beside,
        "opened": opened,
        "withdrawn_on": _withdrawn_on(found),
        "query": request.GET.get("q", ""),
        "citation": citation(found, page=number),
        "permanent": absolute(request.path),
    }
    return render(request, "reading_room/record.html", context)


def citation(found: Record, *, page: int | None = None) -> Citation:
    """``found.record_set`` is loaded: the newspaper of an issue is its set."""
    path = reverse("page", args=[found.identifier, page]) if page else found.get_absolute_url()
    return Citation(
        identifier=found.identifier,
        title=found.title,
        creators=tuple(found.creator_names),
        date=iso_or_text(found.date_edtf, found.date_text),
        holder=holder(),
        code=found.code,
        url=absolute(path),
        newspaper=found.record_set.title.strip("《》") if found.is_issue else "",
        page=page,
    )


def _stub(request: HttpRequest, seen: Visible, identifier: str) -> HttpResponse:
    """What stays of a record that is withdrawn: its code and the day, for those who could have seen it before."""
    found = seen.withdrawn().filter(identifier=identifier).first()
    if found is None:
        raise Http404
    context = {"error": 410, "code": found.code, "day": _withdrawn_on(found)}
    response = render(request, "reading_room/withdrawn.html", context, status=410)
    add_never_cache_headers(response)
    return response


def _withdrawn_on(found: Record) -> Date | None:
    at = found.withdrawn_at
    return parse_date(at.astimezone(settings.LANTAI_ZONE).date().isoformat()) if at else None


def _record_set(request: HttpRequest, seen: Visible, identifier: str, number: int | None) -> HttpResponse | None:
    found = seen.record_sets().filter(identifier=identifier).first()
    if found is None:
        return None
    return record_set_page(request, seen, found) if number is None else _page_of_volume(request, seen, found, number)


def _page_of_volume(request: HttpRequest, seen: Visible, volume: RecordSet, number: int) -> HttpResponse:
    holding = pages.holding_record(seen, volume.identifier, number)
    if holding is None:
        raise Http404
    query = request.GET.urlencode()
    path = reverse("page", args=[holding.identifier, number])
    return HttpResponseRedirect(f"{path}?{query}" if query else path)


def _opened(request: HttpRequest, seen: Visible, found: Record, number: int | None) -> Opened | None:
    book = pages.book(seen.pages(), found)
    index = book.index(number)
    if index is None:
        return None
    strip, ends = book.strip(index), book.ends(index)
    shown = next(one for one in strip if one.pk == book.places[index].page)
    query = _query(request)
    reading = pages.reading(shown)
    with_hits = pages.numbers_found(found, query.node, seen.in_index()) if query else frozenset()
    holder = book.reach.holder(shown.record_set_id)
    return Opened(
        page=shown,
        url=absolute(reverse("page", args=[found.identifier, shown.number])),
        previous=_address(found, ends.previous),
        next=_address(found, ends.next),
        ends=ends,
        leaf=_leaf(reading, query),
        reading=reading,
        strip=tuple(_thumbnail(found, one, shown, book.reach, with_hits) for one in strip),
        service=image_service(holder, shown.number),
        picture=image(holder, shown.number, size="!1600,1600"),
        region=_region(request, shown),
        runs=book.runs(),
        shared_with=tuple(pages.sharers(seen, shown, record=found)),
    )


def _address(found: Record, number: int | None) -> str:
    """Of a page of the record; nothing where there is none."""
    return reverse("page", args=[found.identifier, number]) if number is not None else ""


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


def _thumbnail(found: Record, one: Page, shown: Page, reach: Reach, with_hits: frozenset[int]) -> Thumbnail:
    return Thumbnail(
        number=one.number,
        label=one.label,
        href=_address(found, one.number),
        picture=image(reach.holder(one.record_set_id), one.number, size=THUMBNAIL) if one.derived else "",
        current=one.number == shown.number,
        found=one.number in with_hits,
    )


def _region(request: HttpRequest, shown: Page) -> Box | None:
    """``?xywh=`` as in Media Fragments 1.0, 4.2.2: pixels of the canvas; None for what is not on the page."""
    parts = request.GET.get("xywh", "").removeprefix("pixel:").split(",")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        return None
    x, y, width, height = map(int, parts)
    inside = width and height and x + width <= shown.width and y + height <= shown.height
    return (x, y, width, height) if inside else None
