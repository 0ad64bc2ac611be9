"""Answers in JSON-LD that any site may read, as far as anybody may: browsers send no cookie with such requests."""

from __future__ import annotations

import json
from typing import Final

from django.http import HttpResponse

from lantai.iiif.language_maps import Json

PRESENTATION: Final = "http://iiif.io/api/presentation/3/context.json"


def linked_data(body: Json, *, context: str = PRESENTATION) -> HttpResponse:
    """``context``: the one by which the media type is told, the last of those that the body names."""
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), content_type=f'application/ld+json;profile="{context}"'
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Vary"] = "Cookie"
    return response


def refusal(status: int, sentence: str) -> HttpResponse:
    response = HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-store"
    return response
