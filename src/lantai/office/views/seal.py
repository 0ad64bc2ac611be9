"""The installation's seal as a picture: in the sidebar, on the log-in page, in the browser's tab."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=3600)
def seal(request: HttpRequest) -> HttpResponse:
    return render(request, "office/seal.svg", content_type="image/svg+xml")
