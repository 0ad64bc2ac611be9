"""The texts of records, page by page, as they are indexed: a shared page once for every record that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lantai.access.limits import Limit, of_description, of_pages, strictest
from lantai.catalogue.models import Record
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.spans import Holders, Reach, Stretch, either, merged, reaches
from lantai.values.folding import fold

_STRETCHES = 100
"""Of one query: each is a branch of its condition, and SQLite allows some hundreds."""


class Leaf(NamedTuple):
    """One page of one record with its text, ``record`` by primary key."""

    record: int
    number: int
    folded: str
    limit: Limit


def of_records(records: Sequence[Record]) -> Iterator[Leaf]:
    """Every page with text. Two queries, and two more for every hundred stretches of volumes that there are."""
    own: dict[int, set[int]] = {}
    limits = {record.pk: of_description(record) for record in records}
    texts = Transcription.objects.filter(current=True, page__record__in=list(limits)).order_by()
    for record, number, text in texts.values_list("page__record_id", "page__number", "text").iterator():
        assert record is not None
        own.setdefault(record, set()).add(number)
        yield Leaf(record, number, fold(text), limits[record])
    for leaf in _held([reach for reach in reaches(records).values() if reach.stretches]):
        if leaf.number not in own.get(leaf.record, ()):  # an address has a number only
            yield leaf


def _held(reaches: Sequence[Reach]) -> Iterator[Leaf]:
    """The pages that records hold of volumes."""
    holders = Holders((stretch, reach) for reach in reaches for stretch in reach.stretches)
    everything = merged(stretch for reach in reaches for stretch in reach.stretches)
    for start in range(0, len(everything), _STRETCHES):
        stretches = everything[start : start + _STRETCHES]
        limits = of_pages(stretches)
        for volume, number, text in _texts(stretches):
            folded, limit = fold(text), strictest(limits.of(volume, number))
            for reach in holders.of(volume, number):
                if reach.volumes(number)[0] == volume:
                    yield Leaf(reach.record, number, folded, limit)


def _texts(stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, str]]:
    """The volume by primary key, the number of the page in it, and its text."""
    pages = Page.objects.filter(either(one.pages() for one in stretches)).values("pk")
    texts = Transcription.objects.filter(current=True, page__in=pages).order_by()
    yield from texts.values_list("page__record_set_id", "page__number", "text").iterator()
