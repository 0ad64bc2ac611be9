"""Which pages of a delivery are drawn to measure its reading: those of the lowest lots, as its items are drawn."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, Page, Transcription
from lantai.digitisation.queries.pages import of_batch
from lantai.digitisation.sampling.choosing import lot_of


def pages_to_draw_from(batch: Batch) -> QuerySet[Page]:
    """The pages of the batch that a machine has read, whatever their text is now."""
    read = Transcription.objects.filter(page=OuterRef("pk"), kind=TextKind.OCR)
    return Page.objects.filter(of_batch(batch)).filter(Exists(read))


def choose_pages(batch: Batch, *, seed: int, size: int) -> QuerySet[Page, Any]:
    """``size`` of them by the lots of this seed, in the order of their codes. One query.

    The lot of a page is made of the identifier of its holder and of its number, which never change.
    """
    holder = Coalesce("record__identifier", "record_set__identifier", output_field=CharField())
    lots = pages_to_draw_from(batch).annotate(lot=lot_of(seed, holder, F("number")))
    drawn = lots.order_by("lot", "pk").values("pk")[:size]
    in_order = Coalesce("record__code_key", "record_set__code_key")
    pages = Page.objects.filter(pk__in=drawn).select_related("record", "record_set")
    return pages.order_by(in_order, "number", "pk")
