"""IIIF Presentation 3 manifests: one record, its pages as canvases, whether its own or held of a volume.

Labels stand in three languages, the content in its own. A page's canvas is the master's pixels, so that boxes
of the transcription are ``xywh`` of the canvas as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.enums import Direction
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.spans import Reach
from lantai.iiif.answers import PRESENTATION
from lantai.iiif.authorization import probe_service
from lantai.iiif.language_maps import Json, archive_name, content, labels
from lantai.iiif.names import absolute, canvas_url, collection_url, door, image_service, lines_url, manifest_url
from lantai.iiif.ranges import structures
from lantai.iiif.search_answer import services
from lantai.values.dates import from_julian_day

_THUMBNAIL = 400
_NO_IMAGE = 1000
"""The side of a canvas whose page came as text only: the specification asks for a size."""


def manifest(
    record: Record,
    pages: Sequence[Page],
    texts: dict[int, Transcription],
    *,
    reach: Reach,
    guarded: frozenset[int] = frozenset(),
) -> Json:
    """The manifest of one record. ``texts``: page primary key → its current transcription; ``guarded``: the keys of
    the pages that not everybody may see.

    A canvas is named by the holder of its page: a page of a volume is the same canvas in the manifest of every record
    that holds it.
    """
    vertical = any(text.direction == Direction.VERTICAL for text in texts.values())
    return {
        "@context": PRESENTATION,
        "id": manifest_url(record.identifier),
        "type": "Manifest",
        "label": content(record.title),
        "metadata": _metadata(record),
        **({"summary": content(record.scope)} if record.scope else {}),
        **_nav_date(record),
        **held_by(),
        "homepage": homepage(record),
        "partOf": [{"id": collection_url(record.record_set.identifier), "type": "Collection"}],
        "viewingDirection": "right-to-left" if vertical else "left-to-right",
        "behavior": ["paged" if len(pages) > 1 else "individuals"],
        **_thumbnail(pages, reach),
        **_rendering(record, pages, texts),
        **_see_also(record),
        **({"service": services(record.identifier)} if texts else {}),
        "items": [_canvas(reach, page, texts.get(page.pk), guarded=page.pk in guarded) for page in pages],
        **({"structures": parts} if (parts := structures(pages, reach)) else {}),
    }


def held_by() -> Json:
    """Who holds it, and what may be done with it: of every record and record set the same."""
    home = {"id": absolute("/"), "type": "Text", "label": archive_name(), "format": "text/html"}
    return {
        **({"rights": settings.LANTAI.rights} if settings.LANTAI.rights else {}),
        "requiredStatement": {"label": labels(_("Held by")), "value": archive_name()},
        "provider": [{"id": absolute("/"), "type": "Agent", "label": archive_name(), "homepage": [home]}],
    }


def homepage(one: Record | RecordSet) -> list[Json]:
    url = absolute(one.get_absolute_url())
    return [{"id": url, "type": "Text", "label": content(one.title), "format": "text/html"}]


def _nav_date(record: Record) -> Json:
    """The day by which viewers sort, of a record that is dated to the day."""
    if record.date_first is None or record.date_first != record.date_last:
        return {}
    day = from_julian_day(record.date_first)
    return {"navDate": f"{day.year:04}-{day.month:02}-{day.day:02}T00:00:00Z"}


def _metadata(record: Record) -> list[Json]:
    pairs: list[tuple[Promise, str]] = [
        (_("reference code"), record.code),
        (_("date"), record.date_text),
        (_("author"), record.creators),
        (_("type of document"), record.doc_type),
        (_("masthead"), record.masthead_text),
        (_("issue number"), record.issue_number),
        (_("language"), record.language),
    ]
    return [{"label": labels(label), "value": content(value)} for label, value in pairs if value]


def _canvas(reach: Reach, page: Page, text: Transcription | None, *, guarded: bool) -> Json:
    identifier = canvas_url(reach.holder(page.record_set_id), page.number)
    painting = _painting(reach, page, identifier, guarded)
    canvas: Json = {
        "id": identifier,
        "type": "Canvas",
        "label": content(page.label or str(page.number)),
        "width": page.width or _NO_IMAGE,
        "height": page.height or _NO_IMAGE,
        "items": [{"id": f"{identifier}/image", "type": "AnnotationPage", "items": painting}],
    }
    if text is not None:
        address = lines_url(reach.holder(page.record_set_id), page.number)
        canvas["annotations"] = [{"id": address, "type": "AnnotationPage", "label": labels(_("text"))}]
    if text is not None and text.alto:
        alto = absolute(reverse("alto", args=[reach.identifier, page.number]))
        canvas["seeAlso"] = [
            {
                "id": alto,
                "type": "Dataset",
                "format": "application/xml",
                "profile": "http://www.loc.gov/standards/alto/v4",
                "label": labels(_("ALTO")),
            }
        ]
    return canvas


def _rendering(record: Record, pages: Sequence[Page], texts: dict[int, Transcription]) -> Json:
    """The whole as a download: its text where there is any, its pictures where the site binds them."""
    kinds: list[tuple[str, bool, str, Promise]] = [
        ("text", bool(texts), "text/plain", _("text")),
        ("pdf", any(page.derived for page in pages), "application/pdf", _("PDF")),
    ]
    found = [
        {"id": url, "type": "Text", "format": media_type, "label": labels(label)}
        for name, there, media_type, label in kinds
        if there and (url := door(name, record.identifier))
    ]
    return {"rendering": found} if found else {}


def _see_also(record: Record) -> Json:
    """The description for machines, where the site gives it."""
    url = door("jsonld", record.identifier)
    if url is None:
        return {}
    told = {"id": url, "type": "Dataset", "format": "application/ld+json", "profile": "https://schema.org/"}
    return {"seeAlso": [told | {"label": labels(_("description"))}]}


def _painting(reach: Reach, page: Page, canvas: str, guarded: bool) -> list[Json]:
    if not page.derived:
        return []
    image = _image(reach, page, "max")
    if guarded:
        image["service"].append(probe_service(reach.holder(page.record_set_id), page.number))
    return [
        {
            "id": f"{canvas}/image/1",
            "type": "Annotation",
            "motivation": "painting",
            "target": canvas,
            "body": image | {"width": page.width, "height": page.height},
        }
    ]


def _image(reach: Reach, page: Page, size: str) -> Json:
    service = image_service(reach.holder(page.record_set_id), page.number)
    return {
        "id": f"{service}/full/{size}/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "service": [{"id": service, "type": "ImageService3", "profile": "level2"}],
    }


def _thumbnail(pages: Sequence[Page], reach: Reach) -> Json:
    first = next((page for page in pages if page.derived), None)
    if first is None:
        return {}
    scale = _THUMBNAIL / max(first.width, first.height, 1)
    size = {"width": max(1, round(first.width * scale)), "height": max(1, round(first.height * scale))}
    return {"thumbnail": [_image(reach, first, f"!{_THUMBNAIL},{_THUMBNAIL}") | size]}
