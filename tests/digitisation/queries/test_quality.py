"""The worst pages, and the sums: of all, of some, batch by batch."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, BatchItem, Page, Transcription
from lantai.digitisation.quality.estimate import Estimate
from lantai.digitisation.queries import quality
from lantai.digitisation.queries.quality import Cursor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(bound: Bound) -> dict[int, Page]:
    """Page n is wrong in n of 50 characters; 7 nobody estimated, 8 a person corrected."""
    for number, page in bound.pages.items():
        rate = None if number > 6 else number / 50
        low, high = (None, None) if rate is None else (rate / 2, rate * 2)
        page.transcriptions.update(error_rate=rate, error_low=low, error_high=high)
    bound.pages[8].transcriptions.update(kind=TextKind.HUMAN)
    return bound.pages


def test_worst_come_first_page_by_page(
    pages: dict[int, Page], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        first = quality.worst(Q(), above=0.05, limit=2)
        assert [one.page.holder.code for one in first] == ["L012-02"] * 3
    assert [one.page.number for one in first] == [6, 5, 4]
    rest = quality.worst(Q(), above=0.05, after=Cursor(first[1].error_rate or 0, first[1].pk), limit=2)
    assert [one.page.number for one in rest] == [4, 3]


def test_pages_that_are_equally_bad_are_each_listed_once(pages: dict[int, Page]) -> None:
    Transcription.objects.filter(error_rate__isnull=False).update(error_rate=0.1)
    seen: list[int] = []
    after = None
    while found := quality.worst(Q(), after=after, limit=2)[:2]:
        seen += [one.page.number for one in found]
        after = Cursor(found[-1].error_rate or 0, found[-1].pk)
    assert seen == [1, 2, 3, 4, 5, 6]


def test_sums_leave_out_what_a_person_corrected(pages: dict[int, Page]) -> None:
    assert quality.tally(Q(), threshold=0.1) == quality.Tally(
        pages=7,
        estimated=6,
        doubtful=1,
        estimate=Estimate(pytest.approx(0.07), pytest.approx(0.035), pytest.approx(0.14)),
    )
    assert quality.tally(Page.objects.none(), threshold=0.1) == quality.Tally(0, 0, 0, None)


def test_text_corrected_in_places_is_still_a_machine_s(pages: dict[int, Page]) -> None:
    pages[6].transcriptions.update(kind=TextKind.HUMAN, partial=True, engine_key="k")
    assert quality.tally(Q(number=6), threshold=0.1).doubtful == 1


def test_pages_are_counted_by_the_batch_that_brought_them(
    pages: dict[int, Page], bound: Bound, administrator: User
) -> None:
    made = datetime(2024, 1, 1, tzinfo=UTC)
    one = Batch.objects.create(identifier="b1", name="一", source="/x", received_at=made, received_by=administrator)
    BatchItem.objects.create(batch=one, row=1, code="c", values={}, record_set=bound.volume, is_volume=True)
    BatchItem.objects.create(batch=one, row=2, code="d", values={}, record=bound.first)
    assert quality.doubtful_by_batch(Page.objects.all(), above=0.05) == [(one, 4)]
    assert quality.batches_of(pages.values()) == {page.pk: one for page in pages.values()}
    assert quality.batches_of([]) == {}
