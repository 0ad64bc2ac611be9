"""A record as PDF: bounded in pages, in how many are made at once, and in how many one address may ask for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from lantai.catalogue.models import Record
from lantai.reading_room.citation import gbt7714
from lantai.reading_room.citing import citation
from lantai.reading_room.pdf import About, document
from lantai.reading_room.queries import sheets
from lantai.reading_room.rights import not_given, rights_of
from lantai.reading_room.throttle import may_go_on
from lantai.reading_room.views.downloads import found_record
from lantai.values.buckets import Buckets

MOST_AN_HOUR: Final = 60
asked_lately: Final = Buckets(most=MOST_AN_HOUR, seconds=3600)
"""Documents for one address."""
AT_ONCE: Final = 2
"""Documents that one process makes at the same time: each takes a thread that answers."""
_PLACES = threading.BoundedSemaphore(AT_ONCE)


class Held:
    """A document in one of the places; when it is sent, or nobody wants it any more, the place is free again."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._open:
            self._open = False
            _PLACES.release()


@require_safe
def pdf(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """``?part=2``: where a record has more pages than one document may, that part of them."""
    seen, found = found_record(request, identifier)
    part = request.GET.get("part", "1")
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else 0
    chosen = sheets.sheets(seen.pages(), found, part=number, most=settings.LANTAI.pdf_pages) if number else []
    if not chosen:
        raise Http404
    if not rights_of(request.user).pdf:
        return not_given(request)
    name = f"{identifier}.pdf" if number == 1 else f"{identifier}.{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf", headers=headers)
    if not may_go_on(request, asked_lately):
        return _later(request, 429, 3600)
    if not _PLACES.acquire(blocking=False):
        return _later(request, 503, 30)
    pieces = Held(document(_about(found), chosen))
    return StreamingHttpResponse(pieces, content_type="application/pdf", headers=headers)


def _about(found: Record) -> About:
    cited = citation(found)
    return About(
        title=found.title,
        author="; ".join(found.creator_names),
        subject=f"{gbt7714(cited)} {cited.url}",
        language=settings.LANTAI.content_language,
    )


def _later(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    response = render(request, "reading_room/later.html", {"error": status}, status=status)
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response
