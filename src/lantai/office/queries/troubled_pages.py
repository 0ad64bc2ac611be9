"""Pages of a delivery that have no picture to show, or that could not be read by machine, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.queries.pages import of_batch

SHOWN = 50


@dataclass(frozen=True, slots=True)
class TroubledPage:
    """A page, what holds it (a record or a volume), and why it has no picture or no text. The reasons are English."""

    code: str
    identifier: str
    number: int
    file: str
    no_picture: str
    no_text: str


def troubled(batch: Batch) -> list[TroubledPage]:
    """The first of them, as they were entered. One query, which looks at every page of the batch."""
    amiss = ~Q(derive_error="") | Q(read_state=ReadState.FAILED)
    pages = Page.objects.filter(of_batch(batch)).filter(amiss).select_related("record", "record_set").order_by("pk")
    return [
        TroubledPage(
            code=page.holder.code,
            identifier=page.holder.identifier,
            number=page.number,
            file=page.file,
            no_picture=page.derive_error,
            no_text=page.read_error if page.read_state == ReadState.FAILED else "",
        )
        for page in pages[:SHOWN]
    ]
