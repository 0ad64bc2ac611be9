"""Reading volumes: each page once, in the order of codes, from the pyramid where the master is a file of many pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.volumes import Bound, whole_text

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation import derivatives
from lantai.digitisation.domain import reading
from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Batch, BatchItem, Page, Transcription
from lantai.digitisation.queries.pages import of_batch
from lantai.journal.models import LogEntry
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queued(bound: Bound) -> Bound:
    """Nothing of the volume is read yet, and its pages are leaves of one file."""
    Transcription.objects.all().delete()
    Page.objects.update(read_state=ReadState.QUEUED, file="卷.PDF")
    for number, page in bound.pages.items():
        Page.objects.filter(pk=page.pk).update(leaf=number)
    return bound


def batch_of(administrator: User, **item: object) -> Batch:
    batch = Batch.objects.create(
        identifier="b1",
        name="一",
        source="/x",
        received_at=Record.objects.first().described_at,  # type: ignore[union-attr]  # the volume has records
        received_by=administrator,
    )
    BatchItem.objects.create(batch=batch, row=1, code="c", values={}, **item)
    return batch


def claimed() -> list[int]:
    numbers = []
    while (page := reading._claim(reading.EVERYTHING)) is not None:
        numbers.append(page.number)
    return numbers


def test_each_page_is_claimed_once_in_order(queued: Bound) -> None:
    assert claimed() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_volumes_stand_among_records_by_their_codes(queued: Bound) -> None:
    own = whole_text(queued.first, "全文")
    Page.objects.filter(pk=own.pk).update(read_state=ReadState.QUEUED)
    Record.objects.filter(pk=queued.first.pk).update(code_key="A")
    assert claimed() == [0, 1, 2, 3, 4, 5, 6, 7, 8]


def test_page_of_a_file_of_many_waits_for_its_pyramid(queued: Bound) -> None:
    Page.objects.filter(number__lte=4).update(derived=False)
    Page.objects.filter(number=3).update(leaf=0, file="0003.png")
    assert reading.has_work()
    assert claimed() == [3, 5, 6, 7, 8]
    assert reading.waiting() == 3


def test_leaf_and_pdf_are_read_from_the_pyramid(queued: Bound) -> None:
    pyramid = derivatives.pyramid_path(queued.volume.identifier, 2)
    assert reading._image_of(Page.objects.get(number=2)) == pyramid
    Page.objects.filter(number=2).update(leaf=0)
    assert reading._image_of(Page.objects.get(number=2)) == pyramid


def test_plain_image_is_read_from_the_master(bound: Bound, tmp_path: Path) -> None:
    page = bound.pages[2]
    scan = tmp_path / page.file
    scan.write_bytes(b"a scan")
    carrier = page.instantiation.identifier
    masters().store(carrier, {page.file: scan}, message="卷", user="x", created=bound.first.described_at)
    assert reading._image_of(page).read_bytes() == b"a scan"


def test_batch_reads_the_volumes_that_it_brought(queued: Bound, administrator: User) -> None:
    batch = batch_of(administrator, record_set=queued.volume, is_volume=True)
    assert reading.waiting(of_batch(batch)) == 8
    other = Page.objects.get(number=8)
    Page.objects.filter(pk=other.pk).update(record_set=queued.volume.parent)
    assert reading.waiting(of_batch(batch)) == 7


def test_item_by_span_does_not_stand_for_the_volume(queued: Bound, administrator: User) -> None:
    batch = batch_of(administrator, record=queued.first, record_set=queued.volume, span=[2, 4])
    assert reading.waiting(of_batch(batch)) == 0


def test_pages_are_read_and_journalled_for_the_volume(queued: Bound, administrator: User, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, ocr="deadly_engine.Deadly")
    assert reading.read_queued(by=administrator, processes=1) == 8
    assert set(Page.objects.values_list("read_state", flat=True)) == {ReadState.READ}
    entries = LogEntry.objects.filter(verb="page.read")
    assert set(entries.values_list("kind", "identifier")) == {("catalogue.recordset", queued.volume.identifier)}
    altos = Transcription.objects.values_list("alto", flat=True)
    assert f"/{queued.volume.identifier}/p1." in min(altos)
