"""The texts of the pages that a search hit, as they are stored: what snippets and boxes are cut from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from lantai.access.queries import Visible
from lantai.digitisation.models import Transcription
from lantai.digitisation.queries.spans import Reach, either
from lantai.ports.search import Hit

_BRANCHES = 200
"""Of one query's condition; SQLite allows some hundreds."""

Named = dict[tuple[str, int | None], Transcription]
"""By the record's identifier and the number of the page."""
_Place = tuple[int | None, int | None, int]
"""A page by its record or its volume, as primary keys, and its number."""


def texts_of(hits: Iterable[Hit], reaches: Iterable[Reach], may_see: Visible) -> Named:
    """The current text of every page hit, with its holder loaded. One query, more for some hundreds of volumes."""
    by_identifier = {reach.identifier: reach for reach in reaches}
    asked = [
        (by_identifier[hit.identifier], hit.page)
        for hit in hits
        if hit.page is not None and hit.identifier in by_identifier
    ]
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
    branches = list(_branches(asked))
    for start in range(0, len(branches), _BRANCHES):
        pages = may_see.pages().filter(either(branches[start : start + _BRANCHES]))
        rows = Transcription.objects.filter(current=True, page__in=pages.values("pk"))
        yield from rows.select_related("page__record", "page__record_set")


def _branches(asked: list[tuple[Reach, int]]) -> Iterator[Q]:
    """The records' own pages at once, the others volume by volume."""
    if not asked:
        return
    yield Q(record__in={reach.record for reach, _ in asked}, number__in={number for _, number in asked})
    by_volume: dict[int, set[int]] = {}
    for reach, number in asked:
        for volume in reach.volumes(number):
            by_volume.setdefault(volume, set()).add(number)
    for volume, numbers in by_volume.items():
        yield Q(record_set=volume, number__in=numbers)
