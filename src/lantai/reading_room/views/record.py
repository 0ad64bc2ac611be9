"""The page of one description: the viewer with the text beside it, the areas, citation and downloads."""

from __future__ import annotations

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
from lantai.digitisation.queries.spans import reach
from lantai.reading_room.addresses import Box
from lantai.reading_room.citation import Citation
from lantai.reading_room.citing import citation, styles
from lantai.reading_room.linked_data import archive_component, card
from lantai.reading_room.opened import Opened, open_page
from lantai.reading_room.queries import pages
from lantai.reading_room.queries.related import related
from lantai.reading_room.rights import rights_of
from lantai.reading_room.script import script_of
from lantai.reading_room.views.browse import record_set_page
from lantai.values.dates import Date
from lantai.values.dates import parse as parse_date


@require_safe
def record(request: HttpRequest, identifier: str, number: int | None = None) -> HttpResponse:
    """A record or a record set; with ``number``, that page of a record lies open.

    The page of a volume is shown where a record holds it.
    """
    seen = visible(to=reader_for(request.user))
    found = seen.records().select_related("record_set").filter(identifier=identifier).first()
    if found is None:
        return _record_set(request, seen, identifier, number) or _stub(request, seen, identifier)
    script = script_of(request)
    opened = open_page(request, seen, found, number, script=script)
    if opened is None and number is not None:
        raise Http404
    above = [*tree.ancestors(seen.record_sets(), of=found.record_set), found.record_set]
    region = opened.region if opened else None
    cited = citation(found, page=_cited_page(opened, number), region=region, fonds=above[0].title)
    context = {
        "here": "browse",
        "record": found,
        "above": above,
        "script": script,
        "words": script.words(found),
        "aliases": list(found.aliases.order_by("code").values_list("code", flat=True)),
        "beside": neighbours(seen.records(), of=found),
        "opened": opened,
        "withdrawn_on": _withdrawn_on(found),
        "query": request.GET.get("q", ""),
        "citations": styles(cited),
        "cited": cited,
        "cited_query": _cited_query(cited, region),
        "rights": rights_of(request.user),
        "related": related(seen, found, opened.reach if opened else reach(found)),
        "linked": archive_component(found, above=above, opened=opened),
        "card": card(opened),
        "parts": _parts(opened),
        "may_report": settings.LANTAI.error_reports,
    }
    return render(request, "reading_room/record.html", context)


def _cited_query(cited: Citation, region: Box | None) -> str:
    """What is cited of the record, for those addresses that give its citation as a file."""
    page = f"?page={cited.page}" if cited.page else ""
    return f"{page}&xywh={','.join(map(str, region))}" if page and region else page


def _parts(opened: Opened | None) -> range:
    """The documents that the record's pages make: one, unless there are very many."""
    total = opened.ends.total if opened else 0
    return range(1, -(-total // settings.LANTAI.pdf_pages) + 1)


def _cited_page(opened: Opened | None, number: int | None) -> int | None:
    """A page is cited where one was asked for by its number, or a part of it."""
    return opened.page.number if opened and (opened.region or number) else None


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
