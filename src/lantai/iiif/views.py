"""The doors of IIIF that go through Django: manifests; images too where no ``tile_front`` stands before it."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.digitisation.models import Transcription
from lantai.digitisation.queries import spans
from lantai.digitisation.queries.pages import in_order
from lantai.iiif.decision import image_server
from lantai.iiif.manifest import CONTEXT, manifest

_MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'


@require_safe
def manifest_view(request: HttpRequest, identifier: str) -> HttpResponse:
    """The manifest of a record that this reader may see; closed and non-existent are the same 404.

    The text of a whole record is no canvas: it is in the download of the text.
    """
    may_see = visible(to=reader_for(request.user))
    record = may_see.records().filter(identifier=identifier).first()
    if record is None:
        raise Http404
    reach = spans.reach(record)
    pages = in_order(may_see.pages().filter(reach.pages()), reach)
    sides = [page for page in pages if page.number]
    if not sides:
        raise Http404
    texts = {
        text.page_id: text for text in Transcription.objects.filter(page__in=pages, current=True).defer("text", "boxes")
    }
    body = json.dumps(manifest(record, sides, texts, reach=reach), ensure_ascii=False)
    response = HttpResponse(body, content_type=_MEDIA_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    response["Vary"] = "Cookie"
    return response


def image_view(request: HttpRequest, path: str) -> HttpResponse:
    """An image request that came through Django, as under a development server."""
    names = {"HTTP_COOKIE": "cookie", "HTTP_ACCEPT": "accept", "HTTP_IF_NONE_MATCH": "if-none-match"}
    headers = {name: request.META[key] for key, name in names.items() if key in request.META}
    answer = image_server()(request.method or "GET", path, headers)
    return HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))
