"""What the search box offers while somebody types."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for
from lantai.discovery.suggesting import Suggestion, suggest
from lantai.ports.search import SearchFailed

_LONGEST = 60


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """``{"suggestions": [{"kind", "text", "code", "href"}]}``; of nothing, or without an index, none."""
    try:
        found = suggest(request.GET.get("q", "")[:_LONGEST], reader=reader_for(request.user))
    except SearchFailed:
        found = ()
    response = JsonResponse({"suggestions": [_as_json(one) for one in found]})
    patch_cache_control(response, private=True, max_age=30)
    return response


def _as_json(one: Suggestion) -> dict[str, str]:
    if one.kind == "name":
        href = f"{reverse('search')}?{urlencode({'q': f'creator:{_quoted(one.text)}'})}"
    else:
        href = reverse("record", args=[one.identifier])
    return {"kind": one.kind, "text": one.text, "code": one.code, "href": href}


def _quoted(name: str) -> str:
    return f'"{name}"' if any(sign in name for sign in " 　()（）|｜") else name
