"""The pages of a record: its own and those that it holds of volumes, in the order in which they are read."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound, hold, whole_text

from lantai.access.queries import Reader, today, visible
from lantai.catalogue.models import Record
from lantai.digitisation.models import Batch, BatchItem, Page
from lantai.digitisation.queries import pages, spans
from lantai.digitisation.queries.spans import Holders, Stretch
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db

PUBLIC = visible(to=Reader(today=today()))


def read(record: Record) -> list[int]:
    return [one.number for one in pages.places(PUBLIC.pages(), spans.reach(record))]


def test_own_pages_come_first_and_the_whole_text_last(bound: Bound) -> None:
    whole_text(bound.third, "丙件全文")
    own = Page.objects.create(record=bound.third, instantiation=bound.third.instantiations.get(), number=9)
    hold(bound.third, bound.volume, 2, 2)
    assert read(bound.third) == [9, 2, 6, 7, 0]
    ordered = pages.in_order(Page.objects.filter(spans.reach(bound.third).pages()), spans.reach(bound.third))
    assert ordered[0] == own


def test_page_that_a_closed_neighbour_holds_is_left_out(bound: Bound) -> None:
    Record.objects.filter(pk=bound.second.pk).update(open_day=NEVER)
    assert read(bound.first) == [2, 3]


def test_number_names_the_record_s_own_page_before_a_volume_s(bound: Bound) -> None:
    carrier = bound.pages[2].instantiation
    own = Page.objects.create(record=bound.first, instantiation=carrier, number=3)
    reach = spans.reach(bound.first)
    assert pages.numbered(PUBLIC.pages(), reach, 3) == own
    assert pages.numbered(PUBLIC.pages(), reach, 2) == bound.pages[2]
    assert pages.numbered(PUBLIC.pages(), reach, 5) is None
    assert read(bound.first) == [3, 2, 4]


def test_holder_is_the_volume_of_a_page_held_and_the_record_of_its_own(bound: Bound) -> None:
    reach = spans.reach(bound.first)
    assert (reach.holder(bound.volume.pk), reach.holder(None)) == (bound.volume.identifier, bound.first.identifier)


def test_counts_are_of_numbered_pages_that_may_be_seen(bound: Bound) -> None:
    Record.objects.filter(pk=bound.second.pk).update(open_day=NEVER)
    whole_text(bound.third, "丙件全文")
    keys = [bound.first.pk, bound.second.pk, bound.third.pk]
    assert pages.counts(PUBLIC.pages(), keys) == {bound.first.pk: 2, bound.third.pk: 2}


def test_record_with_a_whole_text_only_has_no_pages(bound: Bound) -> None:
    bound.third.spans.all().delete()
    whole_text(bound.third, "丙件全文")
    reaches = spans.reaches([bound.first, bound.third]).values()
    assert pages.paged(PUBLIC.pages(), reaches) == {bound.first.pk}
    assert pages.counts(PUBLIC.pages(), [bound.third.pk]) == {}


def test_first_picture_is_the_first_that_may_be_seen(bound: Bound) -> None:
    Record.objects.filter(pk=bound.first.pk).update(open_day=NEVER)
    Page.objects.filter(pk=bound.pages[6].pk).update(derived=False)
    records = (bound.first, bound.second, bound.third)
    found = pages.first_pictures(PUBLIC.pages(), identifiers=[one.identifier for one in records])
    assert found == {bound.second.identifier: bound.pages[5], bound.third.identifier: bound.pages[7]}


def test_batch_has_the_pages_of_its_records_and_of_its_volumes(bound: Bound) -> None:
    batch = Batch.objects.create(
        identifier="b1", name="一", source="/x", received_at=bound.first.described_at, received_by_id=1
    )
    own = whole_text(bound.third, "丙件全文")
    BatchItem.objects.create(batch=batch, row=1, code="c", values={}, record=bound.third)
    assert list(Page.objects.filter(pages.of_batch(batch))) == [own]
    BatchItem.objects.create(batch=batch, row=2, code="v", values={}, record_set=bound.volume, is_volume=True)
    assert Page.objects.filter(pages.of_batch(batch)).count() == 9


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_is_that_of_one_record(
    bound: Bound, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    records = list(Record.objects.order_by("code_key")[:count])
    seen = PUBLIC.pages()
    with django_assert_num_queries(1):
        reaches = spans.reaches(records)
    with django_assert_num_queries(2):
        pages.paged(seen, reaches.values())
    with django_assert_num_queries(2):
        pages.counts(seen, reaches)
    with django_assert_num_queries(3):
        pages.first_pictures(seen, identifiers=[one.identifier for one in records])


def test_holders_are_found_however_the_spans_lie() -> None:
    lying = [(1, 9, "long"), (2, 2, "one"), (4, 6, "some"), (6, 8, "more"), (12, 12, "last")]
    held = Holders((Stretch(7, first, last), name) for first, last, name in lying)
    for number in range(14):
        expected = {name for first, last, name in lying if first <= number <= last}
        assert set(held.of(7, number)) == expected
    assert list(held.of(8, 4)) == []
    assert held and not Holders[str]([])
