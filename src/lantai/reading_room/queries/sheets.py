"""The pages of a record as a document takes them: those with an image, with their texts."""

from __future__ import annotations

from django.db.models import QuerySet

from lantai.catalogue.models import Record
from lantai.digitisation import derivatives
from lantai.digitisation.models import Page, Transcription
from lantai.reading_room.pdf import Sheet
from lantai.reading_room.queries import pages as leaves


def sheets(pages: QuerySet[Page], record: Record, *, part: int, most: int) -> list[Sheet]:
    """The ``part``-th ``most`` of them, counted from 1. Four queries."""
    book = leaves.book(pages, record)
    places = [one for one in book.places if one.number][(part - 1) * most : part * most]
    keys = [one.page for one in places]
    found = Page.objects.filter(derived=True).in_bulk(keys)
    current = {one.page_id: one for one in Transcription.objects.filter(current=True, page__in=keys).order_by()}
    standing = [found[key] for key in keys if key in found]
    return [_sheet(one, current.get(one.pk), book.reach.holder(one.record_set_id)) for one in standing]


def _sheet(page: Page, text: Transcription | None, holder: str) -> Sheet:
    return Sheet(
        number=page.number,
        pyramid=derivatives.pyramid_path(holder, page.number),
        width=page.width,
        height=page.height,
        text=text.text if text else "",
        boxes=text.glyph_boxes if text else None,
    )
