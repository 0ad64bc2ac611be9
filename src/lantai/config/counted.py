"""Counting what is asked for: pages in Django, images before it. Nothing of the asker is kept (``lantai.usage``).

Whoever is logged in is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lantai.usage.domain import is_program, tally
from lantai.usage.models import Kind

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

KINDS: Final = {
    **dict.fromkeys(("home", "browse", "about", "help", "terms", "privacy", "contact"), Kind.PAGE),
    **dict.fromkeys(("record", "page"), Kind.RECORD),
    **dict.fromkeys(("text", "alto", "bibtex", "ris"), Kind.DOWNLOAD),
    "search": Kind.SEARCH,
    "manifest": Kind.MANIFEST,
}
"""By the name of an address; what is not named here is not counted."""
_IMAGES: Final = "/iiif/image/"


class Counted:
    """What Django answered well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        kind = KINDS.get(match.url_name or "") if match and request.method == "GET" else None
        searched_nothing = kind == Kind.SEARCH and not request.GET.get("q")
        if (
            kind is not None
            and response.status_code == HTTPStatus.OK
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
        ):
            agent = request.META.get("HTTP_USER_AGENT", "")
            tally.count(Kind.PAGE if searched_nothing else kind, by_program=is_program(agent))
        return response


def counted_images(application: WSGIApplication) -> WSGIApplication:
    """``application``, whose images are counted when they are given."""
    session = f"{settings.SESSION_COOKIE_NAME}="

    def front(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(_IMAGES) or session in environ.get("HTTP_COOKIE", ""):
            return application(environ, start_response)

        def started(status: str, *rest: Any) -> Any:
            if status.startswith("200"):
                tally.count(Kind.IMAGE, by_program=is_program(environ.get("HTTP_USER_AGENT", "")))
            return start_response(status, *rest)

        return application(environ, started)

    return front
