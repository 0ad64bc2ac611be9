"""When there is nothing to show. A 404 says nothing of the address asked for, so that closed and absent are one."""

from __future__ import annotations

import logging

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

_AGAIN = 30
"""Seconds after which a database that is away or busy is worth another try."""

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old (CSRF); Django calls this by the setting CSRF_FAILURE_VIEW."""
    return _alone(request, 403, "reading_room/form_refused.html")


def too_many(request: HttpRequest, waits: int) -> HttpResponse:
    """``waits``: the seconds until this address may ask again."""
    return _alone(request, 429, waits=waits)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database does not answer, or is locked for longer than anybody would wait."""
    logger.error("The database does not answer: %s", error)
    return _alone(request, 503, waits=_AGAIN)


def server_error(request: HttpRequest) -> HttpResponse:
    """Must not fail itself."""
    return _alone(request, 500)


def _alone(request: HttpRequest, status: int, template: str = "", *, waits: int = 0) -> HttpResponse:
    """A page that asks neither the database nor the session: nobody is logged in."""
    request.user = AnonymousUser()
    response = _page(request, status, template, waits=waits)
    if waits:
        response.headers["Retry-After"] = str(waits)
    return response


def _page(request: HttpRequest, status: int, template: str = "", *, waits: int = 0) -> HttpResponse:
    context = {"error": status, "waits": waits}
    response = render(request, template or f"reading_room/{status}.html", context, status=status)
    add_never_cache_headers(response)
    return response
