"""The queue of reading: pages without text first, delivered text kept, what a dead worker held taken up again."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from deadly_engine import DEADLY
from lantai.accounts.models import User
from lantai.digitisation import derivatives
from lantai.digitisation.domain import reading
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.domain.keeping import keep_failure, keep_reading
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.text_formats import alto
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

pytestmark = pytest.mark.django_db(transaction=True)


def read_as(text: str) -> Reading:
    """A page on which an engine read one column."""
    glyphs = tuple(Glyph(char, Box(150, 30 + 20 * at, 18, 18), 0.9) for at, char in enumerate(text))
    line = Line(text, Box(150, 30, 18, 20 * len(text)), 0.9, "ttb", glyphs)
    return Reading(200, 300, (Region(line.box, (line,)),), EngineInfo("drawn", "1"), 0.1)


def text_in_alto(text: Transcription) -> str:
    return alto.read(Path(settings.LANTAI.derivatives_dir, text.alto).read_bytes()).text


@pytest.fixture
def page(small_delivery: Path, administrator: User) -> Page:
    take_in(small_delivery, by=administrator)
    return Page.objects.select_related("record").get(record__code="L099-01-0001-0002", number=1)


def test_delivered_text_stays_and_gets_its_places(page: Page, administrator: User) -> None:
    before = page.transcriptions.get().text
    kept = keep_reading(page, read_as("請撥款添購路燈"), by=administrator)
    assert (kept.kind, kept.text, kept.direction) == (TextKind.DELIVERED, before, Direction.VERTICAL)
    assert kept.glyph_boxes is not None
    start = before.index("路燈", before.index("竊查"))
    assert kept.glyph_boxes.union(before, start, start + 2) == [(150, 130, 18, 38)]
    assert Page.objects.get(pk=page.pk).read_state == ReadState.LOCATED


def test_page_without_text_gets_the_machine_s_and_its_alto(page: Page, administrator: User) -> None:
    page.transcriptions.all().delete()
    kept = keep_reading(page, read_as("添購路燈"), by=administrator)
    assert (kept.kind, kept.text, kept.current) == (TextKind.OCR, "添購路燈", True)
    assert text_in_alto(kept) == "添購路燈"
    again = keep_reading(page, read_as("添購路灯"), by=administrator)
    assert list(Transcription.objects.filter(page=page, current=True)) == [again]
    earlier = Transcription.objects.get(page=page, current=False)
    assert (text_in_alto(earlier), text_in_alto(again)) == ("添購路燈", "添購路灯")


def test_reading_of_an_earlier_release_keeps_its_file_when_the_page_is_read_again(
    page: Page, administrator: User
) -> None:
    page.transcriptions.all().delete()
    kept = keep_reading(page, read_as("添購路燈"), by=administrator)
    old = derivatives.folder(page.record.identifier) / "p1.alto.xml"
    Path(settings.LANTAI.derivatives_dir, kept.alto).rename(old)
    kept.alto = str(old.relative_to(settings.LANTAI.derivatives_dir))
    kept.save()
    again = keep_reading(page, read_as("添購路灯"), by=administrator)
    assert (text_in_alto(kept), text_in_alto(again)) == ("添購路燈", "添購路灯")


def test_what_a_person_corrected_stays_and_gets_places_once(page: Page, administrator: User) -> None:
    page.transcriptions.update(kind=TextKind.HUMAN, text="添購路燈")
    kept = keep_reading(page, read_as("流購略燈"), by=administrator)
    assert (kept.kind, kept.text, kept.current) == (TextKind.HUMAN, "添購路燈", True)
    boxes = kept.boxes
    assert boxes is not None
    again = keep_reading(page, read_as("一二三添購路燈"), by=administrator)
    assert (again.pk, again.boxes) == (kept.pk, boxes)


def test_pages_without_text_come_first(page: Page) -> None:
    last = Page.objects.order_by("record__code_key", "number").last()
    assert last is not None
    Page.objects.filter(pk=last.pk).update(read_state=ReadState.QUEUED)
    first = reading._claim(reading.EVERYTHING)
    assert first == last
    assert Page.objects.get(pk=last.pk).read_state == ReadState.READING
    assert reading.waiting() == 0


def test_what_a_dead_worker_held_goes_back_where_it_was(page: Page) -> None:
    reading._claim(reading.EVERYTHING)
    Page.objects.filter(pk=page.pk).update(read_state=ReadState.READING)
    assert reading.requeue_abandoned() == 2
    assert Page.objects.filter(read_state=ReadState.QUEUED).get() == page
    assert Page.objects.filter(read_state=ReadState.DELIVERED).count() == 8


def test_page_that_kills_the_reader_is_set_aside_and_the_others_are_read(
    page: Page, administrator: User, settings: Settings
) -> None:
    settings.LANTAI = replace(settings.LANTAI, ocr="deadly_engine.Deadly")
    Transcription.objects.all().delete()
    Page.objects.update(read_state=ReadState.QUEUED)
    assert reading.read_queued(by=administrator, processes=2) == 8
    failed = Page.objects.get(read_state=ReadState.FAILED)
    assert (failed.record.code, failed.number) == (DEADLY, 1)
    assert "died on this page" in failed.read_error


def test_page_without_end_is_set_aside_and_the_others_are_read(
    page: Page, administrator: User, settings: Settings
) -> None:
    settings.LANTAI = replace(settings.LANTAI, ocr="deadly_engine.Endless", page_seconds=1)
    Transcription.objects.all().delete()
    Page.objects.update(read_state=ReadState.QUEUED)
    assert reading.read_queued(by=administrator, processes=2) == 8
    failed = Page.objects.get(read_state=ReadState.FAILED)
    assert (failed.record.code, failed.number) == (DEADLY, 1)
    assert failed.read_error == (
        "0001.jpg takes more than 1 s to read: allow more (page_seconds), or take another engine."
    )


def test_process_that_dies_while_another_is_started_costs_no_page(
    page: Page, administrator: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool has closed the pipe that the new process should inherit: a word of its own, without a number."""
    settings.LANTAI = replace(settings.LANTAI, ocr="deadly_engine.Deadly")
    Transcription.objects.all().delete()
    Page.objects.update(read_state=ReadState.QUEUED)
    Page.objects.filter(record__code=DEADLY).update(read_state=ReadState.NONE)
    submit, times = ProcessPoolExecutor.submit, []

    def unlucky(self: ProcessPoolExecutor, work: Any, *arguments: Any) -> Any:
        times.append(work)
        if len(times) == 3:
            raise OSError("handle is closed")
        return submit(self, work, *arguments)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", unlucky)
    wanted = Page.objects.filter(read_state=ReadState.QUEUED).count()
    assert reading.read_queued(by=administrator, processes=2) == wanted
    assert not Page.objects.filter(read_state=ReadState.FAILED).exists()


def test_page_that_fails_keeps_its_delivered_text(page: Page) -> None:
    keep_failure(page, "The image cannot be decoded.")
    failed = Page.objects.get(pk=page.pk)
    assert (failed.read_state, failed.read_error) == (ReadState.LOCATED, "The image cannot be decoded.")
    assert failed.read_state in ReadState.with_text()
