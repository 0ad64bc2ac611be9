"""The texts of the pages that a search hit, as they are stored: what snippets and boxes are cut from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from lantai.access.queries import Visible
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.spans import Reach, held_by
from lantai.ports.search import Hit

Named = dict[tuple[str, int | None], Transcription]
"""By the record's identifier and the number of the page."""
_Place = tuple[int | None, int | None, int]
"""A page by its record or its volume, as primary keys, and its number."""


def texts_of(hits: Iterable[Hit], reaches: Iterable[Reach], may_see: Visible) -> Named:
    """The current text of every page hit, with its holder loaded. One query, two where there are spans."""
    by_identifier = {reach.identifier: reach for reach in reaches}
    asked = [
        (by_identifier[hit.identifier], hit.page)
        for hit in hits
        if hit.page is not None and hit.identifier in by_identifier
    ]
    if not asked:
        return {}
    read = {(row.page.record_id, row.page.record_set_id, row.page.number): row for row in _rows(asked, may_see)}
    found: Named = {}
    for reach, number in asked:
        text = next((read[place] for place in _places(reach, number) if place in read), None)
        if text is not None:
            found[reach.identifier, number] = text
    return found


def _places(reach: Reach, number: int) -> Iterator[_Place]:
    """Where a page of this number may be, the first that is there being meant."""
    yield reach.record, None, number
    for volume in reach.volumes(number):
        yield None, volume, number


def _rows(asked: list[tuple[Reach, int]], may_see: Visible) -> Iterator[Transcription]:
    """Of every page asked for, and of some others of the same records with the same numbers."""
    numbers = {number for _, number in asked}
    own = may_see.pages_of_records().filter(record__in={reach.record for reach, _ in asked}, number__in=numbers)
    yield from _current(own)
    if in_volumes := {reach.record for reach, number in asked if reach.volumes(number)}:
        yield from _current(may_see.pages_of_volumes().filter(held_by(in_volumes), number__in=numbers))


def _current(pages: QuerySet[Page]) -> QuerySet[Transcription]:
    found = Transcription.objects.filter(current=True, page__in=pages.order_by().values("pk"))
    return found.select_related("page__record", "page__record_set").order_by()
