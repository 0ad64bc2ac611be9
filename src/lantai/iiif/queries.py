"""What a canvas shows, found by the canvas' own name: its holder, a record or a volume, and a number."""

from __future__ import annotations

from django.db.models import Q

from lantai.access.queries import Visible
from lantai.digitisation.models import Page


def page_of_canvas(seen: Visible, identifier: str, number: int) -> Page | None:
    """The page with its holder, asked of records and of volumes one after the other, each by an index."""
    return _page(seen, identifier, Q(number=number))


def pictured_page(seen: Visible, identifier: str, number: int) -> Page | None:
    """The same where its image can be shown."""
    return _page(seen, identifier, Q(number=number, derived=True))


def _page(seen: Visible, identifier: str, where: Q) -> Page | None:
    own = seen.pages_of_records().filter(where, record__identifier=identifier).order_by()
    of_volume = seen.pages_of_volumes().filter(where, record_set__identifier=identifier).order_by()
    return own.select_related("record").first() or of_volume.select_related("record_set").first()
