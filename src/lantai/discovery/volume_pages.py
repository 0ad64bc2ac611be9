"""From which day everybody may see the pages of a volume scanned as one: when every record on the page is open.

What no record holds, as a cover, is open only by a decision on the volume itself (``access.queries``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import RecordSet
from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Page, PageSpan
from lantai.ports.search import NEVER


class _Span(NamedTuple):
    """What one record says about the pages that it holds."""

    first: int
    last: int
    accepted: bool
    day: int


def limits_of_volume_pages(sets: Sequence[int]) -> Iterator[tuple[tuple[int, bool, int], bool]]:
    """Each page of these sets: the set, whether accepted, the day, and whether the page has text. Three queries."""
    volumes = RecordSet.objects.filter(pk__in=sets, pages__isnull=False).distinct()
    known = {row[0]: row[1:] for row in volumes.values_list("pk", "accepted", "open_day", "status")}
    if not known:
        return
    spans = _spans(list(known))
    pages = Page.objects.filter(record_set__in=known).order_by().values_list("record_set_id", "number", "read_state")
    for volume, number, state in pages:
        accepted, day, status = known[volume]
        holders = [one for one in spans[volume] if one.first <= number <= one.last]
        if not holders and status not in (OpeningStatus.OPEN, OpeningStatus.POSTPONED):
            day = NEVER
        place = (
            volume,
            all((accepted, *(one.accepted for one in holders))),
            max((day, *(one.day for one in holders))),
        )
        yield place, state in ReadState.with_text()


def _spans(volumes: list[int]) -> dict[int, list[_Span]]:
    found: dict[int, list[_Span]] = defaultdict(list)
    rows = (
        PageSpan.objects.filter(record_set__in=volumes)
        .order_by()
        .values_list("record_set_id", "first", "last", "record__accepted", "record__open_day", "record__withdrawn_at")
    )
    for volume, first, last, accepted, day, withdrawn in rows:
        found[volume].append(_Span(first, last, accepted, NEVER if withdrawn else day))
    return found
