"""When there is nothing to show. A 404 says nothing of the address asked for, so that closed and absent are one."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Must not fail itself: with nobody logged in, the page asks neither the database nor the session."""
    request.user = AnonymousUser()
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    response = render(request, f"reading_room/{status}.html", {"error": status}, status=status)
    add_never_cache_headers(response)
    return response
