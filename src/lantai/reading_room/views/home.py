"""The first page: search before everything, what the archive holds, what is new, what happened on this day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.enums import Level
from lantai.catalogue.models import Record
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.record import on_this_day
from lantai.digitisation.models import Page
from lantai.digitisation.queries.pages import first_pictures
from lantai.discovery.periods import periods
from lantai.ports.search import SearchFailed
from lantai.reading_room.asking import Ask
from lantai.reading_room.cuts import Cut, whole
from lantai.reading_room.queries import holdings, pages

_FONDS_SHOWN = 12
_NEW = 4
_TODAY = 3
_PICTURE = "!720,720"


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with the picture that stands for it."""

    record: Record
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A decade in a list; ``share`` of 100 is how long its line is beside the longest."""

    first: int
    last: int
    records: int
    share: float
    href: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    seen = visible(to=reader_for(request.user))
    fonds = tuple(tree.roots(seen.record_sets())[:_FONDS_SHOWN])
    today = datetime.now(tz=settings.LANTAI_ZONE).date()
    serials = holdings.serials(seen)
    context = {
        "sums": holdings.sums(seen),
        "fonds": holdings.lines(seen, fonds),
        "new": [Shown(record, picture(page)) for record, page in pages.newly_pictured(seen, most=_NEW)],
        "today": today,
        "of_today": _of_today(seen, today),
        "waiting": holdings.waiting(seen),
        "periods": _periods(seen),
        "serials": serials,
        "issues": sum(one.issues for one in serials),
    }
    return render(request, "reading_room/home.html", context)


@require_safe
@never_cache
def progress(request: HttpRequest) -> JsonResponse:
    """How far the reading of pages is: what the line on the first page polls."""
    seen = visible(to=reader_for(request.user))
    counted = holdings.sums(seen)
    return JsonResponse({"readable": counted.readable, "pages": counted.pages, "waiting": holdings.waiting(seen)})


def _periods(seen: Visible) -> list[PeriodLine]:
    """Nothing while there is no index to count by."""
    try:
        found = periods(reader=seen.to)
    except SearchFailed:
        return []
    most = max((one.records for one in found), default=1)
    return [
        PeriodLine(
            first=one.first,
            last=one.last,
            records=one.records,
            share=round(max(1.0, 100 * one.records / most), 1),
            href=Ask(level=Level.ITEM.value, start=str(one.first), end=str(one.last), sort="date").url,
        )
        for one in found
    ]


def picture(page: Page, size: str = _PICTURE) -> Cut:
    return whole(identifier=page.holder.identifier, page=page.number, width=page.width, height=page.height, size=size)


def _of_today(seen: Visible, today: date) -> list[Shown]:
    """Those with a picture first."""
    found = list(on_this_day(seen.records(), today=today)[:_TODAY])
    pictures = first_pictures(seen.pages(), identifiers=[one.identifier for one in found])
    shown = [Shown(one, picture(pictures[one.identifier]) if one.identifier in pictures else None) for one in found]
    return sorted(shown, key=lambda one: one.cut is None)
