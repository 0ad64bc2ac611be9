"""What a reader takes along: the text, the ALTO of a page, the citation for a reference manager."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record
from lantai.reading_room.queries import pages
from lantai.reading_room.views.record import citation


@require_safe
def text(request: HttpRequest, identifier: str) -> HttpResponse:
    """The current text of every page, each under the number of its page, and behind them that of the whole."""
    seen, found = _found(request, identifier)
    leaves = [f"[{number or _('Whole text')}]\n{body}\n" for number, body in pages.texts(seen.pages(), found)]
    if not leaves:
        raise Http404
    return _attached("\n".join(leaves), "text/plain; charset=utf-8", f"{identifier}.txt")


@require_safe
def alto(request: HttpRequest, identifier: str, number: int) -> FileResponse:
    seen, found = _found(request, identifier)
    shown = pages.page(seen.pages(), found, number)
    reading = pages.reading(shown) if shown else None
    path = Path(settings.LANTAI.derivatives_dir) / reading.alto if reading and reading.alto else None
    if path is None or not path.is_file():
        raise Http404
    name = f"{identifier}.p{number}.alto.xml"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/xml")


@require_safe
def bibtex(request: HttpRequest, identifier: str) -> HttpResponse:
    _seen, found = _found(request, identifier)
    return _attached(citation(found).bibtex(), "application/x-bibtex; charset=utf-8", f"{identifier}.bib")


@require_safe
def ris(request: HttpRequest, identifier: str) -> HttpResponse:
    _seen, found = _found(request, identifier)
    media_type = "application/x-research-info-systems; charset=utf-8"
    return _attached(citation(found).ris(), media_type, f"{identifier}.ris")


def _found(request: HttpRequest, identifier: str) -> tuple[Visible, Record]:
    seen = visible(to=reader_for(request.user))
    found = seen.records().select_related("record_set").filter(identifier=identifier).first()
    if found is None:
        raise Http404
    return seen, found


def _attached(body: str, media_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(body, content_type=media_type, headers={"Content-Disposition": disposition})
