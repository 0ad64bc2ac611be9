"""What a reader takes along: the text, the ALTO of a page, citations for reference managers, data, the QR code."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record
from lantai.catalogue.queries import tree
from lantai.reading_room.addresses import absolute, region_in
from lantai.reading_room.citation import Citation
from lantai.reading_room.citation import bibtex as as_bibtex
from lantai.reading_room.citation import ris as as_ris
from lantai.reading_room.citing import citation
from lantai.reading_room.linked_data import archive_component
from lantai.reading_room.opened import open_page
from lantai.reading_room.queries import pages
from lantai.reading_room.rights import not_given, rights_of
from lantai.reading_room.script import Script


@require_safe
def text(request: HttpRequest, identifier: str) -> HttpResponse:
    """The current text of every page, each under the number of its page, and behind them that of the whole."""
    seen, found = found_record(request, identifier)
    leaves = [f"[{number or _('Whole text')}]\n{body}\n" for number, body in pages.texts(seen.pages(), found)]
    if not leaves:
        raise Http404
    if not rights_of(request.user).text:
        return not_given(request)
    return _attached("\n".join(leaves), "text/plain; charset=utf-8", f"{identifier}.txt")


@require_safe
def alto(request: HttpRequest, identifier: str, number: int) -> FileResponse | HttpResponse:
    seen, found = found_record(request, identifier)
    shown = pages.page(seen.pages(), found, number)
    reading = pages.reading(shown) if shown else None
    path = Path(settings.LANTAI.derivatives_dir) / reading.alto if reading and reading.alto else None
    if path is None or not path.is_file():
        raise Http404
    if not rights_of(request.user).alto:
        return not_given(request)
    name = f"{identifier}.p{number}.alto.xml"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/xml")


@require_safe
def bibtex(request: HttpRequest, identifier: str) -> HttpResponse:
    body = as_bibtex(_cited(request, identifier))
    return _attached(body, "application/x-bibtex; charset=utf-8", f"{identifier}.bib")


@require_safe
def ris(request: HttpRequest, identifier: str) -> HttpResponse:
    body = as_ris(_cited(request, identifier))
    return _attached(body, "application/x-research-info-systems; charset=utf-8", f"{identifier}.ris")


@require_safe
def jsonld(request: HttpRequest, identifier: str) -> JsonResponse:
    """The record as linked data: what stands in its page as well."""
    seen, found = found_record(request, identifier)
    above = [*tree.ancestors(seen.record_sets(), of=found.record_set), found.record_set]
    said = archive_component(found, above=above, opened=open_page(request, seen, found, None, script=Script("")))
    return JsonResponse(said, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def qr(request: HttpRequest, identifier: str) -> HttpResponse:
    """The permanent link as a QR code (ISO/IEC 18004), black on white for every paper and screen."""
    _seen, found = found_record(request, identifier)
    drawing, body = segno.make(absolute(found.get_absolute_url()), error="m", micro=False), BytesIO()
    drawing.save(body, kind="svg", scale=4, border=4, light="#fff", omitsize=True, xmldecl=False, nl=False)
    return HttpResponse(body.getvalue(), content_type="image/svg+xml")


def _cited(request: HttpRequest, identifier: str) -> Citation:
    """The record, with ``page`` that page of it, with ``xywh`` a part of the page. Raises Http404."""
    seen, found = found_record(request, identifier)
    said = request.GET.get("page", "")
    if not said:
        return citation(found)
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
    shown = pages.page(seen.pages(), found, number) if number else None
    if shown is None:
        raise Http404
    region = region_in(request.GET.get("xywh", ""), width=shown.width, height=shown.height)
    return citation(found, page=number, region=region)


def found_record(request: HttpRequest, identifier: str) -> tuple[Visible, Record]:
    """The record, where this reader may see it. Raises Http404."""
    seen = visible(to=reader_for(request.user))
    found = seen.records().select_related("record_set").filter(identifier=identifier).first()
    if found is None:
        raise Http404
    return seen, found


def _attached(body: str, media_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(body, content_type=media_type, headers={"Content-Disposition": disposition})
