"""The issues of a serial as the site shows them: of a day with all their pages, of a month with the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lantai.access.queries import Visible
from lantai.catalogue.models import Record
from lantai.digitisation.models import Page
from lantai.digitisation.queries import pages, spans
from lantai.digitisation.queries.spans import either
from lantai.reading_room.addresses import THUMBNAIL, image

MOST = 8
"""Issues of one day that are shown with their pages."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as a small picture, or without one; ``width`` and ``height`` are those of the page."""

    number: int
    label: str
    picture: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownIssue:
    record: Record
    leaves: tuple[Leaf, ...]


def with_pages(seen: Visible, identifiers: Sequence[str]) -> tuple[ShownIssue, ...]:
    """Three queries, none for nothing."""
    records = _records(seen, identifiers[:MOST])
    if not records:
        return ()
    reaches = spans.reaches(records)
    sides = seen.pages().filter(either([reach.pages() for reach in reaches.values()]), number__gt=0)
    found = list(sides.order_by())
    return tuple(ShownIssue(one, _leaves(found, reaches[one.pk])) for one in records)


def with_first_page(seen: Visible, identifiers: Sequence[str]) -> tuple[ShownIssue, ...]:
    """Four queries at most, none for nothing."""
    records = _records(seen, identifiers)
    pictures = pages.first_pictures(seen.pages(), identifiers=[one.identifier for one in records]) if records else {}
    return tuple(
        ShownIssue(one, (leaf(page, page.holder.identifier),) if (page := pictures.get(one.identifier)) else ())
        for one in records
    )


def leaf(page: Page, holder: str) -> Leaf:
    """``holder``: the identifier under which the image stands."""
    picture = image(holder, page.number, size=THUMBNAIL) if page.derived else ""
    return Leaf(page.number, page.label, picture, page.width, page.height)


def _records(seen: Visible, identifiers: Sequence[str]) -> list[Record]:
    if not identifiers:
        return []
    return list(seen.records().filter(identifier__in=identifiers).order_by("date_first", "code_key"))


def _leaves(found: Sequence[Page], reach: spans.Reach) -> tuple[Leaf, ...]:
    return tuple(leaf(page, reach.holder(page.record_set_id)) for page in _of(found, reach))


def _of(found: Sequence[Page], reach: spans.Reach) -> list[Page]:
    mine = [page for page in found if page.record_id == reach.record or _held(page, reach)]
    return pages.in_order(mine, reach)


def _held(page: Page, reach: spans.Reach) -> bool:
    return any(page.record_set_id == one.record_set and page.number in one for one in reach.stretches)
