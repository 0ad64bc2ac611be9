"""A record for machines that read the web: schema.org's ArchiveComponent, as JSON-LD 1.1, and OpenGraph's picture.

Texts stand in the archive's own words. Whether an author is a person or a body is not known, so it is named as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from lantai.catalogue.models import Record, RecordSet
from lantai.reading_room.addresses import absolute, image
from lantai.reading_room.citation import iso_or_text
from lantai.reading_room.context import holder
from lantai.reading_room.cuts import cuts
from lantai.reading_room.opened import Opened

_CARD: Final = "!1200,1200"

Json = dict[str, Any]


def archive_component(record: Record, *, above: Sequence[RecordSet], opened: Opened | None) -> Json:
    """``above``: the sets that the record stands in, from the fonds down."""
    said = {
        **_described(record),
        "dateCreated": iso_or_text(record.date_edtf, record.date_text),
        "creator": record.creator_names,
        "inLanguage": record.language or settings.LANTAI.content_language,
        "genre": record.doc_type,
        "materialExtent": record.extent,
        "conditionsOfAccess": record.get_status_display(),
        "holdingArchive": {"@type": "ArchiveOrganization", "name": holder(), "url": absolute("/")},
        "isPartOf": _within(above),
        **(_pictured(record, opened) if opened else {}),
    }
    return {"@context": "https://schema.org", "@type": "ArchiveComponent"} | {k: v for k, v in said.items() if v}


def card(opened: Opened | None) -> str:
    """The picture that goes with a link to the page: the part shown, else the first hit, else the whole; absolute."""
    if opened is None or not opened.page.derived:
        return ""
    page = opened.page
    found = cuts(opened.leaf.hits[:1], identifier=opened.holder, page=page.number, width=page.width, height=page.height)
    region = opened.region or (found[0].region if found else None)
    return absolute(image(opened.holder, page.number, region=region, size=_CARD))


def _described(record: Record) -> Json:
    url = absolute(record.get_absolute_url())
    return {
        "@id": url,
        "url": url,
        "name": record.title,
        "description": record.scope,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "identifier", "value": record.identifier},
            {"@type": "PropertyValue", "propertyID": "reference code", "value": record.code},
        ],
    }


def _within(above: Sequence[RecordSet]) -> Json:
    """The set that holds the record, which is part of the one above it, up to the fonds."""
    holding: Json = {}
    for one in above:
        url = absolute(one.get_absolute_url())
        said = {"@type": ["ArchiveComponent", "Collection"], "@id": url, "url": url, "name": one.title}
        code = {"@type": "PropertyValue", "propertyID": "reference code", "value": one.code}
        holding = said | {"identifier": code} | ({"isPartOf": holding} if holding else {})
    return holding


def _pictured(record: Record, opened: Opened) -> Json:
    if not opened.ends.total:
        return {}
    manifest = absolute(reverse("manifest", args=[record.identifier]))
    media = {"@type": "MediaObject", "contentUrl": manifest, "encodingFormat": "application/ld+json"}
    page = opened.page
    picture = absolute(image(opened.holder, page.number, size=_CARD)) if page.derived else ""
    return {"image": picture, "associatedMedia": media}
