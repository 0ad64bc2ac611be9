"""Sampling the reading of a delivery: the same pages by the same seed, measured by corrections and by a word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.domain.correcting import correct_page
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.domain.reading_samples import ReadingSampleRefused, draw_pages, find_right
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, BatchItem, ReadingSample, Transcription
from lantai.journal.models import LogEntry
from lantai.ports.ocr import Box, EngineInfo, Line, Reading, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(bound: Bound, administrator: User) -> Batch:
    """It brought the volume of eight pages, of which the last is not read."""
    bound.pages[8].transcriptions.all().delete()
    made = Batch.objects.create(
        identifier="b1", name="一", source="/x", received_at=datetime(2024, 1, 1, tzinfo=UTC), received_by=administrator
    )
    BatchItem.objects.create(batch=made, row=1, code="c", values={}, record_set=bound.volume, is_volume=True)
    return made


def numbers(sample: ReadingSample) -> list[int]:
    return list(sample.pages.order_by("place").values_list("page__number", flat=True))


def test_same_seed_draws_the_same_pages(batch: Batch, administrator: User) -> None:
    one, same = (draw_pages(batch, size=3, seed=7, by=administrator) for _ in range(2))
    other = draw_pages(batch, size=3, seed=8, by=administrator)
    assert numbers(one) == numbers(same) == sorted(numbers(one))
    assert numbers(one) != numbers(other)
    assert (one.population, one.size) == (7, 3)
    assert sorted(numbers(draw_pages(batch, size=99, by=administrator))) == [1, 2, 3, 4, 5, 6, 7]
    entry = LogEntry.objects.filter(verb="reading_sample.drawn").first()
    assert entry is not None
    assert entry.payload.data == {"batch": "b1", "seed": 7, "size": 3, "population": 7}


def column(text: str) -> Reading:
    line = Line(text, Box(10, 10, 20, 20 * len(text)), 0.9, "ttb")
    return Reading(200, 300, (Region(line.box, (line,)),), EngineInfo("drawn", "1"), 0.1)


def test_page_is_measured_by_its_correction(batch: Batch, bound: Bound, administrator: User) -> None:
    read = keep_reading(bound.pages[3], column("甲件次頁"), by=administrator)
    sampled = draw_pages(batch, size=7, by=administrator).pages.get(page__number=3)
    keep_reading(bound.pages[3], column("申件次頁"), by=administrator)
    correct_page(bound.pages[3], column("甲件又頁"), by=administrator, seen=None)
    assert sampled.reading == read
    read.refresh_from_db()
    assert (read.measured_wrong, read.measured_of) == (1, 4)


def test_reading_of_an_image_that_was_replaced_is_not_measured(batch: Batch, bound: Bound, administrator: User) -> None:
    read = keep_reading(bound.pages[3], column("甲件次頁"), by=administrator)
    bound.pages[3].transcriptions.update(boxes=None)
    correct_page(bound.pages[3], column("又一紙"), by=administrator, seen=read.pk)
    read.refresh_from_db()
    assert read.measured_of is None


def test_page_without_an_error_is_said_to_be_right(batch: Batch, administrator: User) -> None:
    sampled = draw_pages(batch, size=1, by=administrator).pages.get()
    assert find_right(sampled, by=administrator).found_right_by == administrator
    reading = Transcription.objects.get(pk=sampled.reading_id)
    assert (reading.measured_wrong, reading.measured_of) == (0, len(reading.text))
    find_right(sampled, by=administrator)
    assert LogEntry.objects.filter(verb="reading_sample.found_right").count() == 1


def test_page_that_has_another_text_by_now_is_not_said_to_be_right(batch: Batch, administrator: User) -> None:
    sampled = draw_pages(batch, size=1, by=administrator).pages.get()
    Transcription.objects.filter(pk=sampled.reading_id).update(current=False)
    with pytest.raises(ReadingSampleRefused, match="another text by now"):
        find_right(sampled, by=administrator)


def test_delivery_that_nobody_has_read_has_no_sample(batch: Batch, administrator: User) -> None:
    Transcription.objects.update(kind=TextKind.DELIVERED)
    with pytest.raises(ReadingSampleRefused, match="No page of 一 was read by machine yet"):
        draw_pages(batch, by=administrator)
