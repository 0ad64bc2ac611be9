"""Addresses: of page images by IIIF Image API 3, and absolute ones for what leaves the site.

Absolute addresses come from the setting ``public_url``, never from the Host header (model.md, 3).
"""

from __future__ import annotations

from django.conf import settings

THUMBNAIL = "!240,320"
SCREEN = "!1600,1600"

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the canvas."""


def absolute(path: str) -> str:
    """``path`` begins with a slash."""
    return f"{settings.LANTAI.public_url.rstrip('/')}{path}"


def image_service(identifier: str, number: int) -> str:
    """The IIIF image of a page, without a slash at the end."""
    return f"/iiif/image/{identifier}.p{number}"


def image(identifier: str, number: int, *, region: Box | None = None, size: str = "max") -> str:
    """One picture of a page; ``size`` as IIIF Image API 3, 4.2 has it."""
    where = ",".join(map(str, region)) if region else "full"
    return f"{image_service(identifier, number)}/{where}/{size}/0/default.jpg"
