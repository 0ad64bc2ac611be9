"""Authorization Flow: logging in from a viewer, the frame that hands it a token, the probe, logging out."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lantai.access.queries import reader_for
from lantai.accounts.models import User
from lantai.iiif import authorization
from lantai.iiif.answers import linked_data
from lantai.iiif.decision import source_for


class LogIn(auth.LoginView):
    """The site's own page, in a window of the viewer's: it may watch for it to be closed, and closes itself."""

    template_name = "reading_room/account/login.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return reverse("auth_done")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return _watched(response)


@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _watched(redirect("auth_login"))
    return _watched(render(request, "iiif/done.html"))


@never_cache
@require_safe
def log_out(request: HttpRequest) -> HttpResponse:
    """Asks first: no link logs anybody out."""
    return _watched(render(request, "iiif/log_out.html"))


@never_cache
@xframe_options_exempt
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """A page without words that tells the viewer around it whether its user is logged in here."""
    origin = request.GET.get("origin", "").rstrip("/")
    user = request.user if isinstance(request.user, User) else None
    message = authorization.token_message(user, origin=origin, message_id=request.GET.get("messageId", ""))
    to = origin if authorization.is_trusted(origin) else authorization.own_origin()
    response = render(request, "iiif/token.html", {"message": json.dumps(message), "origin": to})
    response["Content-Security-Policy"] = f"default-src 'none'; script-src 'self'; frame-ancestors 'self' {to}"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "OPTIONS"])
def probe(request: HttpRequest, key: str) -> HttpResponse:
    """Whether the bearer of a token may see an image; one that is closed and one that is not there are the same."""
    header = request.headers.get("authorization", "")
    user = authorization.bearer(header) if header else None
    status = 200 if source_for(key, reader_for(user)) else 404 if user else 401
    response = linked_data(authorization.probe_result(status), context=authorization.CONTEXT)
    response["Access-Control-Allow-Headers"] = "Authorization"
    return response


def _watched(response: HttpResponse) -> HttpResponse:
    """The window stays known to the viewer that opened it."""
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
