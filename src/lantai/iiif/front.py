"""The door before Django: image requests go straight to the image server, everything else goes on.

A page of tiles is a hundred requests; sessions, middleware and templates have nothing to say to any of them but
whether the reader may see the page, and ``resolve`` knows that.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from lantai.iiif.server import ImageServer

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX: Final = "/iiif/image/"
_HEADERS: Final = {"HTTP_COOKIE": "cookie", "HTTP_ACCEPT": "accept", "HTTP_IF_NONE_MATCH": "if-none-match"}
_LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


def tile_front(application: WSGIApplication, server: ImageServer) -> WSGIApplication:
    """A WSGI application that answers ``/iiif/image/…`` by ``server`` and all else by ``application``."""

    def front(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return application(environ, start_response)
        headers = {name: environ[key] for key, name in _HEADERS.items() if key in environ}
        response = server(environ["REQUEST_METHOD"], _decoded(path[len(PREFIX) :]), headers)
        start_response(_LINES[response.status], list(response.headers))
        return [response.body]

    return front


def _decoded(path: str) -> str:
    """WSGI hands over the bytes of a path as Latin-1 (PEP 3333)."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")
