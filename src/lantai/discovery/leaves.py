"""The texts of records, page by page, as they are indexed: a shared page once for every record that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lantai.access.limits import Limit, of_description, of_pages, strictest
from lantai.catalogue.models import Record
from lantai.digitisation.models import Transcription
from lantai.digitisation.queries.spans import held_by
from lantai.values.doubts import Doubt, passages
from lantai.values.folding import fold


class Leaf(NamedTuple):
    """One page of one record with its text, ``record`` by primary key."""

    record: int
    number: int
    folded: str
    doubtful: tuple[str, ...]
    limit: Limit


def of_records(records: Sequence[Record]) -> Iterator[Leaf]:
    """Every page with text. Two queries, three where records hold pages of volumes.

    An address has a number only: of two pages of a record with the same number the second is left out.
    """
    limits = {record.pk: of_description(record) for record in records}
    met: set[tuple[int, int]] = set()
    for record, number, text, doubts in _own(limits):
        met.add((record, number))
        yield Leaf(record, number, fold(text), passages(text, doubts), limits[record])
    on_pages = of_pages(limits)
    for record, volume, number, text, doubts in _held(limits) if on_pages else ():
        if (record, number) not in met:
            met.add((record, number))
            limit = strictest([limits[record], *on_pages.of(volume, number)])
            yield Leaf(record, number, fold(text), passages(text, doubts), limit)


def _own(records: Iterable[int]) -> Iterator[tuple[int, int, str, list[Doubt]]]:
    """The record by primary key, the number of its page, the text and its doubtful places."""
    texts = Transcription.objects.filter(current=True, page__record__in=list(records)).order_by()
    rows = texts.values_list("page__record_id", "page__number", "text", "second_thoughts")
    for record, number, text, doubts in rows.iterator():
        assert record is not None
        yield record, number, text, [Doubt(*one) for one in doubts]


def _held(records: Iterable[int]) -> Iterator[tuple[int, int, int, str, list[Doubt]]]:
    """The record and the volume by primary key, the page's number in the volume, the text and its doubtful places."""
    held = held_by(records, volume="page__record_set")
    texts = Transcription.objects.filter(held, current=True).order_by("page__record_set__code_key")
    rows = texts.values_list(
        "page__record_set__page_spans__record_id", "page__record_set_id", "page__number", "text", "second_thoughts"
    )
    for record, volume, number, text, doubts in rows.iterator():
        yield record, volume, number, text, [Doubt(*one) for one in doubts]
