"""Images, where no ``tile_front`` stands before Django, as under a development server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from lantai.iiif.decision import image_server


def image(request: HttpRequest, path: str) -> HttpResponse:
    names = {"HTTP_COOKIE": "cookie", "HTTP_ACCEPT": "accept", "HTTP_IF_NONE_MATCH": "if-none-match"}
    headers = {name: request.META[key] for key, name in names.items() if key in request.META}
    answer = image_server()(request.method or "GET", path, headers)
    return HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))
