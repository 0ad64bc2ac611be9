"""The tree of fonds, and the page of one record set: what it is, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.chunks import FIRST, Cursor, chunk
from lantai.catalogue.queries.record import by_code
from lantai.digitisation.queries.pages import counts as page_counts
from lantai.reading_room.queries import branches, holdings
from lantai.reading_room.views.newspapers import serial


@dataclass(frozen=True, slots=True)
class RecordLine:
    record: Record
    pages: int


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    seen = visible(to=reader_for(request.user))
    fonds = chunk(tree.roots(seen.record_sets()), _cursor(request))
    cursor = _cursor(request)
    place = {name: value for name, value in (("after", cursor.after), ("before", cursor.before)) if value}
    context = {
        "here": "browse",
        "nodes": branches.nodes(seen, fonds.rows, request.GET.get("open", "")[:64]),
        "chunk": fonds,
        "place": f"{urlencode(place)}&" if place else "",
        "sums": holdings.sums(seen),
    }
    return render(request, "reading_room/browse.html", context)


@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """A reference code, today's or an earlier one, leads to what it names for ever."""
    seen = visible(to=reader_for(request.user))
    identifier = by_code(seen.records() | seen.withdrawn(), seen.record_sets(), code)
    if identifier is None:
        raise Http404
    query = request.GET.urlencode()
    path = reverse("record", args=[identifier])
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def record_set_page(request: HttpRequest, seen: Visible, shown: RecordSet) -> HttpResponse:
    """The sets directly below, a hundred at a time, then the records in it, likewise; a serial by its calendar."""
    in_records = request.GET.get("in") == "records"
    sets = chunk(tree.children(seen.record_sets(), of=shown), FIRST if in_records else _cursor(request))
    mine = seen.records().filter(record_set=shown)
    records = chunk(mine, _cursor(request) if in_records else FIRST)
    line, lines = holdings.lines(seen, (shown,))[0], holdings.lines(seen, sets.rows)
    context = {
        "here": "browse",
        "shown": shown,
        "line": line,
        "above": tree.ancestors(seen.record_sets(), of=shown),
        "aliases": list(shown.aliases.order_by("code").values_list("code", flat=True)),
        "sets": lines,
        "set_chunk": sets,
    }
    if holdings.is_serial(line, lines) and not in_records and request.GET.get("as") != "list":
        context |= serial(seen, shown, request) | {"here": "newspapers"}
        return render(request, "reading_room/serial.html", context)
    counts = page_counts(seen.pages(), [one.pk for one in records])
    context |= {
        "records": [RecordLine(one, counts.get(one.pk, 0)) for one in records],
        "record_chunk": records,
        "has_pages": any(counts.values()),
    }
    return render(request, "reading_room/record_set.html", context)


def _cursor(request: HttpRequest) -> Cursor:
    return Cursor(after=request.GET.get("after", "")[:64], before=request.GET.get("before", "")[:64])
