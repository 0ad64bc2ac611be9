"""IIIF Presentation 3 manifests: one record, its pages as canvases, whether its own or held of a volume.

Labels stand in three languages, the content in its own. A page's canvas is the master's pixels, so that boxes
of the transcription are ``xywh`` of the canvas as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lantai.catalogue.models import Record
from lantai.digitisation.enums import Direction
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.spans import Reach
from lantai.iiif.names import absolute, canvas_url, image_service, manifest_url

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_THUMBNAIL = 400
_NO_IMAGE = 1000
"""The side of a canvas whose page came as text only: the specification asks for a size."""

Json = dict[str, Any]


def manifest(record: Record, pages: Sequence[Page], texts: dict[int, Transcription], *, reach: Reach) -> Json:
    """The manifest of one record. ``texts``: page primary key → its current transcription.

    A canvas is named by the holder of its page: a page of a volume is the same canvas in the manifest of every record
    that holds it.
    """
    vertical = any(text.direction == Direction.VERTICAL for text in texts.values())
    return {
        "@context": CONTEXT,
        "id": manifest_url(record.identifier),
        "type": "Manifest",
        "label": content(record.title),
        "metadata": _metadata(record),
        **({"summary": content(record.scope)} if record.scope else {}),
        "requiredStatement": {"label": labels(_("Held by")), "value": _provider_name()},
        "provider": [
            {
                "id": absolute("/"),
                "type": "Agent",
                "label": _provider_name(),
                "homepage": [{"id": absolute("/"), "type": "Text", "label": _provider_name(), "format": "text/html"}],
            }
        ],
        "homepage": [
            {
                "id": absolute(record.get_absolute_url()),
                "type": "Text",
                "label": content(record.title),
                "format": "text/html",
            }
        ],
        "viewingDirection": "right-to-left" if vertical else "left-to-right",
        "behavior": ["paged" if len(pages) > 1 else "individuals"],
        **_thumbnail(pages, reach),
        **_rendering(record, texts),
        "items": [_canvas(reach, page, texts.get(page.pk)) for page in pages],
    }


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


def _canvas(reach: Reach, page: Page, text: Transcription | None) -> Json:
    identifier = canvas_url(reach.holder(page.record_set_id), page.number)
    canvas: Json = {
        "id": identifier,
        "type": "Canvas",
        "label": content(page.label or str(page.number)),
        "width": page.width or _NO_IMAGE,
        "height": page.height or _NO_IMAGE,
        "items": [{"id": f"{identifier}/image", "type": "AnnotationPage", "items": _painting(reach, page, identifier)}],
    }
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


def _rendering(record: Record, texts: dict[int, Transcription]) -> Json:
    """The whole text as a download, where there is any."""
    if not texts:
        return {}
    url = absolute(reverse("text", args=[record.identifier]))
    return {"rendering": [{"id": url, "type": "Text", "format": "text/plain", "label": labels(_("text"))}]}


def _painting(reach: Reach, page: Page, canvas: str) -> list[Json]:
    if not page.derived:
        return []
    return [
        {
            "id": f"{canvas}/image/1",
            "type": "Annotation",
            "motivation": "painting",
            "target": canvas,
            "body": _image(reach, page, "max") | {"width": page.width, "height": page.height},
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
    size = {"width": round(first.width * scale), "height": round(first.height * scale)}
    return {"thumbnail": [_image(reach, first, f"!{_THUMBNAIL},{_THUMBNAIL}") | size]}


def content(text: str) -> Json:
    """A value in the language of the holdings."""
    return {settings.LANTAI.content_language: [text]}


def labels(text: Promise) -> Json:
    """An interface word in every language of the interface."""
    values: Json = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            values[_tag(code)] = [str(text)]
    return values


def _tag(code: str) -> str:
    """Django's language code as BCP 47 writes it: zh-hant → zh-Hant."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def _provider_name() -> Json:
    return {language: [name] for language, name in settings.LANTAI.name.items()}
