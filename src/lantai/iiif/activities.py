"""The stream as harvesters read it (Change Discovery API 1.0, level 3): oldest first, in pages that never change.

A page covers a range of keys, so that the thousandth costs what the first does; where keys were left out it is shorter.
"""

from __future__ import annotations

from datetime import UTC
from typing import Final

from django.db.models import Max

from lantai.iiif.language_maps import Json
from lantai.iiif.models import Activity, ActivityKind
from lantai.iiif.names import absolute, collection_url, manifest_url

CONTEXT: Final = "http://iiif.io/api/discovery/1/context.json"
PER_PAGE: Final = 1_000


def all_changes() -> Json:
    """Two queries."""
    last = _last_page()
    return {
        "@context": CONTEXT,
        "id": _stream(),
        "type": "OrderedCollection",
        "totalItems": Activity.objects.count(),
        **({} if last is None else {"first": _reference(0), "last": _reference(last)}),
        "seeAlso": [{"id": collection_url("top"), "type": "Collection"}],
    }


def page(number: int) -> Json | None:
    """None for a page that is not there yet. Two queries."""
    last = _last_page()
    if last is None or not 0 <= number <= last:
        return None
    start = number * PER_PAGE
    found = Activity.objects.filter(pk__gt=start, pk__lte=start + PER_PAGE).order_by("pk")
    return {
        "@context": CONTEXT,
        "id": _address(number),
        "type": "OrderedCollectionPage",
        "partOf": {"id": _stream(), "type": "OrderedCollection"},
        **({"prev": _reference(number - 1)} if number else {}),
        **({"next": _reference(number + 1)} if number < last else {}),
        "orderedItems": [_item(one) for one in found],
    }


def _item(one: Activity) -> Json:
    manifest = {"id": manifest_url(one.identifier), "type": "Manifest"}
    if one.kind != ActivityKind.DELETE:
        manifest["canonical"] = manifest["id"]
    return {
        "id": f"{absolute('/iiif/activity/')}{one.pk}",
        "type": str(one.kind),
        "object": manifest,
        "endTime": one.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _last_page() -> int | None:
    newest = Activity.objects.aggregate(newest=Max("pk"))["newest"]
    return None if newest is None else (newest - 1) // PER_PAGE


def _stream() -> str:
    return absolute("/iiif/activity/all-changes")


def _address(number: int) -> str:
    return absolute(f"/iiif/activity/page-{number}")


def _reference(number: int) -> Json:
    return {"id": _address(number), "type": "OrderedCollectionPage"}
