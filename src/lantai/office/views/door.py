"""The door of every page of the office: who may come in, and what those see who may not.

That there is a session, and that it may enter the office at all, is asked before, by Wagtail's own
``require_admin_access`` (anonymous visitors are sent to log in).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lantai.accounts.models import User

View = Callable[..., HttpResponseBase]


def staff(request: HttpRequest) -> User:
    """The user of a request that came through the door."""
    return cast(User, request.user)


def needs(permission: str) -> Callable[[View], View]:
    """Let only those in who hold the permission; the others are told so with status 403."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not staff(request).may(permission):
                return refuse(request)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def refuse(request: HttpRequest) -> HttpResponse:
    return render(request, "office/forbidden.html", status=403)
