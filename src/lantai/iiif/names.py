"""The names of things in IIIF: absolute, from the setting ``public_url``, never from the Host header."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    return settings.LANTAI.public_url.rstrip("/") + path


def image_key(identifier: str, page: int) -> str:
    """The image id of a page: ``<identifier>.p<n>``."""
    return f"{identifier}.p{page}"


def image_service(identifier: str, page: int) -> str:
    return absolute(f"/iiif/image/{image_key(identifier, page)}")


def manifest_url(identifier: str) -> str:
    """As ``urls`` has it; written out, so that a command need not load every door of the house to name one."""
    return absolute(f"/iiif/{identifier}/manifest")


def canvas_url(identifier: str, page: int) -> str:
    return f"{manifest_url(identifier)}/canvas/p{page}"
