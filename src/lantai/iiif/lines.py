"""The text of a canvas as an annotation page: every line of the transcription where it stands (Presentation 3, 5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from lantai.digitisation.models import Page, Transcription
from lantai.iiif.answers import PRESENTATION
from lantai.iiif.language_maps import Json
from lantai.iiif.names import canvas_url, lines_url
from lantai.values.geometry import Box


def lines_page(page: Page, text: Transcription) -> Json:
    """``page`` with its holder. A line of which no place is known is one of the canvas as a whole."""
    canvas, address = (name(page.holder.identifier, page.number) for name in (canvas_url, lines_url))
    return {
        "@context": PRESENTATION,
        "id": address,
        "type": "AnnotationPage",
        "items": [
            {
                "id": f"{address}/{number}",
                "type": "Annotation",
                "motivation": "supplementing",
                "body": textual_body(line),
                "target": target(canvas, box),
            }
            for number, (line, box) in enumerate(_lines(text), 1)
        ],
    }


def textual_body(text: str) -> Json:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/plain",
        "language": settings.LANTAI.content_language,
    }


def target(canvas: str, box: Box | None) -> str:
    """A part of a canvas, by Media Fragments 1.0."""
    return f"{canvas}#xywh={','.join(map(str, box))}" if box else canvas


def _lines(text: Transcription) -> Iterator[tuple[str, Box | None]]:
    boxes, start = text.glyph_boxes, 0
    for row in text.text.split("\n"):
        end = start + len(row)
        if row.strip():
            yield row, next(iter(boxes.union(text.text, start, end)), None) if boxes else None
        start = end + 1
