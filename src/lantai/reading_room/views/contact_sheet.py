"""The pages of a volume, or of another record set, as a contact sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.catalogue.queries import tree
from lantai.reading_room.queries.contact_sheet import sheet

_LONGEST_CURSOR = 80


@require_safe
def contact_sheet(request: HttpRequest, identifier: str) -> HttpResponse:
    seen = visible(to=reader_for(request.user))
    shown = seen.record_sets().filter(identifier=identifier).first()
    if shown is None:
        raise Http404
    after = request.GET.get("after", "")[:_LONGEST_CURSOR]
    context = {
        "here": "browse",
        "shown": shown,
        "above": [*tree.ancestors(seen.record_sets(), of=shown), shown],
        "sheet": sheet(seen, shown, after),
        "after": after,
    }
    return render(request, "reading_room/contact_sheet.html", context)
