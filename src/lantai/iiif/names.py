"""The names of things in IIIF: absolute, from the setting ``public_url``, never from the Host header.

Those of manifests are written out as ``urls`` has them, so that a command need not load every door of the house.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def absolute(path: str) -> str:
    return settings.LANTAI.public_url.rstrip("/") + path


def door(name: str, *about: str | int) -> str | None:
    """Another door of the house, by the name of its route; None where the site that stands beside has none of it."""
    try:
        return absolute(reverse(name, args=about))
    except NoReverseMatch:
        return None


def image_key(identifier: str, page: int) -> str:
    """The image id of a page: ``<identifier>.p<n>``."""
    return f"{identifier}.p{page}"


def image_service(identifier: str, page: int) -> str:
    return absolute(f"/iiif/image/{image_key(identifier, page)}")


def manifest_url(identifier: str) -> str:
    return absolute(f"/iiif/{identifier}/manifest")


def canvas_url(identifier: str, page: int) -> str:
    return f"{manifest_url(identifier)}/canvas/p{page}"


def lines_url(identifier: str, page: int) -> str:
    """The annotation page with the lines of a canvas."""
    return f"{canvas_url(identifier, page)}/lines"


def collection_url(identifier: str) -> str:
    """The collection of a record set; ``top`` is that of the whole archive."""
    return absolute(f"/iiif/collection/{identifier}")


def search_url(identifier: str, version: int) -> str:
    """The service that searches within a record, by the version of Content Search that it speaks."""
    return absolute(f"/iiif/{identifier}/search" + ("/1" if version == 1 else ""))
