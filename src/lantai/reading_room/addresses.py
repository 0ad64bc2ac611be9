"""Addresses: of page images by IIIF Image API 3, and absolute ones for what leaves the site.

Absolute addresses come from the setting ``public_url``, never from the Host header (model.md, 3).
"""

from __future__ import annotations

from django.conf import settings

THUMBNAIL = "!240,320"
SCREEN = "!1100,1100"

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


def with_region(path: str, region: Box | None) -> str:
    """The address of a part of a page, as Media Fragments 1.0, 4.2.2 has it, but as a query, which servers see."""
    return f"{path}?xywh={','.join(map(str, region))}" if region else path


def region_in(said: str, *, width: int, height: int) -> Box | None:
    """What stands behind ``xywh=``, in pixels of the canvas; None for what is not on the page."""
    parts = said.removeprefix("pixel:").split(",")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        return None
    x, y, wide, high = map(int, parts)
    inside = wide and high and x + wide <= width and y + high <= height
    return (x, y, wide, high) if inside else None
