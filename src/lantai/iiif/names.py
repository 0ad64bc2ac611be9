"""The names of things in IIIF: absolute, from the setting ``public_url``, never from the Host header."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    return settings.LANTAI.public_url.rstrip("/") + path


def image_key(identifier: str, page: int) -> str:
    """The image id of a page: ``<identifier>.p<n>``."""
    return f"{identifier}.p{page}"


def image_service(identifier: str, page: int) -> str:
    return absolute(f"/iiif/image/{image_key(identifier, page)}")


def manifest_url(identifier: str) -> str:
    return absolute(reverse("manifest", args=[identifier]))


def canvas_url(identifier: str, page: int) -> str:
    return f"{manifest_url(identifier)}/canvas/p{page}"
