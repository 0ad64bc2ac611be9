"""The installation's own colour and seal, as a style sheet and as a picture."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from lantai.reading_room.theme import theme

_CINNABAR = "#b23a26"


def version(*_asked: object) -> str:
    """Of the sheet, as an ETag; empty while the archive has no colour of its own."""
    text = sheet_of(settings.LANTAI.accent, settings.LANTAI.accent_dark)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"' if text else ""


@lru_cache(maxsize=4)
def sheet_of(accent: str, dark: str) -> str:
    own = theme(accent, dark)
    return own.sheet if own else ""


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=version)
def sheet(request: HttpRequest) -> HttpResponse:
    text = sheet_of(settings.LANTAI.accent, settings.LANTAI.accent_dark)
    return HttpResponse(text, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def seal(request: HttpRequest) -> HttpResponse:
    """In the browser's tab, and in the office."""
    context = {"fill": settings.LANTAI.accent or _CINNABAR}
    return render(request, "reading_room/seal.svg", context, content_type="image/svg+xml")
