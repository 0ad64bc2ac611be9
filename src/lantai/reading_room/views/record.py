"""The page of one description: the viewer with the text beside it, the areas, citation and downloads."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.record import neighbours
from lantai.digitisation.enums import Direction, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.discovery.language import BadQuery, Query, parse
from lantai.reading_room.addresses import THUMBNAIL, Box, absolute, image, image_service
from lantai.reading_room.citation import Citation, iso_or_text
from lantai.reading_room.context import holder
from lantai.reading_room.lines import Leaf, leaf
from lantai.reading_room.queries import pages
from lantai.reading_room.views.browse import record_set_page


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
    """The page that lies open: its picture, its text, and where its neighbours are. ``url`` is permanent."""

    page: Page
    url: str
    ends: pages.Ends
    leaf: Leaf
    reading: Transcription | None
    strip: tuple[Thumbnail, ...]
    service: str
    picture: str
    region: Box | None

    @property
    def vertical(self) -> bool:
        """Whether the text runs downwards, and the pages therefore from right to left."""
        return self.reading is not None and self.reading.direction == Direction.VERTICAL

    @property
    def by_machine(self) -> bool:
        return self.reading is not None and self.reading.kind == TextKind.OCR


@require_safe
def record(request: HttpRequest, identifier: str, number: int | None = None) -> HttpResponse:
    """A record or a record set; with ``number``, that page of a record lies open."""
    seen = visible(to=reader_for(request.user))
    found = seen.records().select_related("record_set").filter(identifier=identifier).first()
    if found is None:
        return _record_set(request, seen, identifier, number)
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
        "query": request.GET.get("q", ""),
        "citation": citation(found, page=number),
        "permanent": absolute(request.path),
    }
    return render(request, "reading_room/record.html", context)


def citation(found: Record, *, page: int | None = None) -> Citation:
    """``found.record_set`` is loaded: the newspaper of an issue is its set."""
    is_issue = bool(found.issue_number or found.masthead_text)
    path = reverse("page", args=[found.identifier, page]) if page else found.get_absolute_url()
    return Citation(
        identifier=found.identifier,
        title=found.title,
        creators=tuple(found.creator_names),
        date=iso_or_text(found.date_edtf, found.date_text),
        holder=holder(),
        code=found.code,
        url=absolute(path),
        newspaper=found.record_set.title.strip("《》") if is_issue else "",
        page=page,
    )


def _record_set(request: HttpRequest, seen: Visible, identifier: str, number: int | None) -> HttpResponse:
    found = seen.record_sets().filter(identifier=identifier).first()
    if found is None or number is not None:
        raise Http404
    return record_set_page(request, seen, found)


def _opened(request: HttpRequest, seen: Visible, found: Record, number: int | None) -> Opened | None:
    shown = pages.page(seen.pages(), found, number)
    if shown is None:
        return None
    query = _query(request)
    reading = pages.reading(shown)
    with_hits = pages.numbers_found(found, query.node, seen.in_index()) if query else frozenset()
    return Opened(
        page=shown,
        url=absolute(reverse("page", args=[found.identifier, shown.number])),
        ends=pages.ends(seen.pages(), shown),
        leaf=_leaf(reading, query),
        reading=reading,
        strip=tuple(_thumbnail(found, one, shown, with_hits) for one in pages.strip(seen.pages(), shown)),
        service=image_service(found.identifier, shown.number),
        picture=image(found.identifier, shown.number, size="!1600,1600"),
        region=_region(request, shown),
    )


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
    return leaf(reading.text, reading.glyph_boxes, query.words if query else ())


def _thumbnail(found: Record, one: Page, shown: Page, with_hits: frozenset[int]) -> Thumbnail:
    return Thumbnail(
        number=one.number,
        label=one.label,
        href=reverse("page", args=[found.identifier, one.number]),
        picture=image(found.identifier, one.number, size=THUMBNAIL) if one.derived else "",
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
