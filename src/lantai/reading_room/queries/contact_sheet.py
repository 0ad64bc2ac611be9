"""The pages of one record set side by side: those of a volume scanned as one, then those of its records, by code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from lantai.access.queries import Visible
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import Page, PageSpan
from lantai.reading_room.queries.issues import Leaf, leaf

SIZE = 60


@dataclass(frozen=True, slots=True)
class Owned:
    """Pages that follow one another and belong to the same records: to none, to one, or to two that share a page."""

    records: tuple[Record, ...]
    leaves: tuple[Leaf, ...]

    @property
    def first(self) -> Record | None:
        return self.records[0] if self.records else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """``next`` is the cursor of what follows, empty at the end."""

    groups: tuple[Owned, ...]
    next: str


def sheet(seen: Visible, shown: RecordSet, after: str = "", *, size: int = SIZE) -> Sheet:
    """The pages after a cursor, the first ones where it says nothing. Four queries."""
    found = [*_of_volume(seen, shown, after, size + 1), *_of_records(seen, shown, after, size + 1)][: size + 1]
    pages = found[:size]
    holders = _Holders(seen, shown, [page.number for page in pages if page.record_set_id])
    groups = tuple(
        Owned(records, tuple(leaf(page, page.holder.identifier) for page in run))
        for records, run in groupby(pages, key=holders.of)
    )
    return Sheet(groups, _cursor(pages[-1]) if len(found) > size else "")


def _of_volume(seen: Visible, shown: RecordSet, after: str, most: int) -> Iterator[Page]:
    """None once the cursor stands among the records."""
    number = after.removeprefix("v") if after.startswith("v") else "-1" if after else "0"
    first = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if first is not None:
        pages = seen.pages_of_volumes().filter(record_set=shown, number__gt=first)
        yield from pages.select_related("record_set").order_by("number")[:most]


def _of_records(seen: Visible, shown: RecordSet, after: str, most: int) -> Iterator[Page]:
    identifier, _dot, number = ("", "", "") if after.startswith("v") else after.rpartition(".")
    pages = seen.pages_of_records().filter(record__record_set=shown, number__gt=0)
    key = seen.records().filter(identifier=identifier).values_list("code_key", flat=True).first()
    if key is not None and number.isascii() and number.isdigit() and len(number) < 10:
        pages = pages.filter(Q(record__code_key__gt=key) | Q(record__code_key=key, number__gt=int(number)))
    yield from pages.select_related("record").order_by("record__code_key", "number")[:most]


def _cursor(page: Page) -> str:
    return f"v{page.number}" if page.record is None else f"{page.record.identifier}.{page.number}"


class _Holders:
    """Which records that the reader may see a page belongs to. One query."""

    def __init__(self, seen: Visible, shown: RecordSet, numbers: list[int]) -> None:
        first, last = (min(numbers), max(numbers)) if numbers else (0, 0)
        spans = PageSpan.objects.filter(record_set=shown, first__lte=last, last__gte=first)
        mine = spans.filter(record__in=seen.records().filter(record_set=shown).order_by())
        self._spans = list(mine.select_related("record").order_by("first", "record__code_key"))

    def of(self, page: Page) -> tuple[Record, ...]:
        if page.record is not None:
            return (page.record,)
        return tuple(one.record for one in self._spans if one.first <= page.number <= one.last)
