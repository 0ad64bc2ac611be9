"""Reading again: what the wish in a page's row does, what it leaves alone, and that it survives being broken off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db.models import Q
from pytest_django.fixtures import Settings
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.config.engines import engines_from
from lantai.digitisation.domain import reading, rereading
from lantai.digitisation.domain.keeping import keep_failure, keep_reading
from lantai.digitisation.engine import ocr_engine
from lantai.digitisation.enums import ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.journal.models import LogEntry
from lantai.ports.ocr import EngineInfo, EngineUnusable

pytestmark = pytest.mark.django_db(transaction=True)

ENGINES = {
    "first": {"adapter": "reading_engines.Named", "name": "first"},
    "second": {"adapter": "reading_engines.Named", "name": "second"},
    "quiet": {"adapter": "reading_engines.Named", "name": "quiet", "deaf": "p3.tif"},
    "gone": {"adapter": "reading_engines.Gone", "first": 2},
}


@pytest.fixture
def archive(bound: Bound, administrator: User, settings: Settings) -> User:
    """The eight pages of a volume, read by the engine ``first``, which is the default."""
    settings.LANTAI = replace(settings.LANTAI, ocr="first", engines=engines_from(ENGINES))
    Transcription.objects.all().delete()
    Page.objects.update(file="卷.PDF")
    engine = ocr_engine()
    for page in bound.pages.values():
        keep_reading(page, engine.read(Path(page.file)), by=administrator)
    return administrator


def info(name: str) -> EngineInfo:
    return ocr_engine(name).info


def texts() -> list[str]:
    return sorted(Transcription.objects.filter(current=True).values_list("text", flat=True))


def states() -> set[str]:
    return set(Page.objects.values_list("read_state", flat=True))


def test_all_is_read_again_and_the_earlier_readings_stay(archive: User) -> None:
    assert rereading.ask_again(info("second"), name="second", by=archive) == 8
    assert states() == {ReadState.AGAIN} <= set(ReadState.with_text())
    assert texts() == ["first"] * 8
    assert reading.read_queued(by=archive, processes=1) == 8
    assert states() == {ReadState.READ}
    assert texts() == ["second"] * 8
    assert Transcription.objects.filter(current=False, text="first", engine__name="first").count() == 8
    assert set(Page.objects.values_list("wanted_engine", flat=True)) == {""}


def test_what_this_engine_read_is_not_asked_again(archive: User) -> None:
    assert rereading.ask_again(info("first"), by=archive) == 0
    newer = replace(info("first"), version="2")
    assert rereading.ask_again(newer, by=archive) == 8
    assert LogEntry.objects.filter(verb="reading.again_wished").count() == 1


def test_asked_for_what_stands_already_it_waits_no_longer(archive: User) -> None:
    rereading.ask_again(info("second"), name="second", by=archive)
    assert rereading.ask_again(info("first"), by=archive) == 0
    assert (states(), texts()) == ({ReadState.READ}, ["first"] * 8)
    assert set(Page.objects.values_list("wanted_engine", flat=True)) == {""}


def test_asked_for_another_engine_it_waits_for_that(archive: User) -> None:
    rereading.ask_again(info("second"), name="second", by=archive)
    assert rereading.ask_again(info("quiet"), name="quiet", by=archive) == 8
    assert set(Page.objects.values_list("read_state", "wanted_engine")) == {(ReadState.AGAIN, "quiet")}


def test_broken_off_it_goes_on_where_it_was(archive: User) -> None:
    rereading.ask_again(info("second"), name="second", by=archive)
    some = Q(number__lt=4)
    done = reading.read_queued(by=archive, processes=1, only=some)
    reading._claim(reading.EVERYTHING)
    assert ReadState.REREADING in states()
    assert rereading.ask_again(info("second"), name="second", by=archive) == 0
    assert done == 3
    assert reading.read_queued(by=archive, processes=1) == 5
    assert Transcription.objects.count() == 16


def test_asking_broken_off_between_two_chunks_is_asked_to_its_end(
    archive: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "_CHUNK", 4)
    first = Page.objects.order_by("pk").values_list("pk", flat=True)[:4]
    assert rereading.ask_again(info("second"), name="second", only=Q(pk__in=list(first)), by=archive) == 4
    assert rereading.ask_again(info("second"), name="second", by=archive) == 4
    assert set(Page.objects.values_list("wanted_engine", flat=True)) == {"second"}


def test_corrected_page_keeps_its_text_and_gets_places(archive: User) -> None:
    page = Page.objects.first()
    assert page is not None
    page.transcriptions.update(kind=TextKind.HUMAN, text="second", boxes=None)
    assert rereading.ask_again(info("second"), name="second", by=archive) == 8
    reading.read_queued(by=archive, processes=1)
    kept = page.transcriptions.get(current=True)
    assert (kept.kind, kept.text, kept.current) == (TextKind.HUMAN, "second", True)
    assert kept.glyph_boxes is not None
    assert kept.glyph_boxes.rows[0].tolist() == [10, 20, 18, 18]
    assert rereading.ask_again(info("first"), by=archive) == 7


def test_corrected_while_it_waited_stays_corrected(archive: User) -> None:
    rereading.ask_again(info("second"), name="second", by=archive)
    page = Page.objects.first()
    assert page is not None
    page.transcriptions.update(kind=TextKind.HUMAN, text="corrected")
    reading.read_queued(by=archive, processes=1)
    assert list(page.transcriptions.order_by("current").values_list("text", flat=True)) == ["second", "corrected"]


def test_delivered_text_is_only_looked_for_again(archive: User) -> None:
    page = Page.objects.first()
    assert page is not None
    page.transcriptions.update(kind=TextKind.DELIVERED, text="sent second")
    Page.objects.filter(pk=page.pk).update(read_state=ReadState.LOCATED, derived=True)
    rereading.ask_again(info("second"), name="second", by=archive)
    page.refresh_from_db()
    assert page.read_state == ReadState.DELIVERED
    reading.read_queued(by=archive, processes=1)
    kept = page.transcriptions.get(current=True)
    assert (kept.text, kept.engine["name"]) == ("sent second", "second")
    assert rereading.ask_again(info("second"), name="second", by=archive) == 0


def test_page_that_fails_at_the_second_reading_keeps_the_first(archive: User) -> None:
    rereading.ask_again(info("quiet"), name="quiet", by=archive)
    assert reading.read_queued(by=archive, processes=1) == 7
    failed = Page.objects.exclude(read_error="").get()
    assert (failed.number, failed.read_state, failed.read_error) == (3, ReadState.READ, "The page is too quiet.")
    assert texts() == ["first", *["quiet"] * 7]
    assert rereading.ask_again(info("quiet"), name="quiet", by=archive) == 1


def test_page_that_could_not_be_read_is_tried_again(archive: User) -> None:
    page = Page.objects.first()
    assert page is not None
    page.transcriptions.all().delete()
    keep_failure(page, "It died.")
    assert rereading.ask_again(info("first"), by=archive) == 1
    page.refresh_from_db()
    assert (page.read_state, page.read_error) == (ReadState.QUEUED, "")


def test_only_the_pages_chosen_and_the_journal_says_of_what(archive: User, bound: Bound) -> None:
    one = Q(number=2)
    assert rereading.ask_again(info("second"), name="second", only=one, of=[bound.volume], by=archive) == 1
    line = LogEntry.objects.get(verb="reading.again_wished")
    assert line.identifier == bound.volume.identifier
    assert Page.objects.filter(read_state=ReadState.AGAIN).get() == bound.pages[2]


def test_each_page_is_read_by_the_engine_that_its_row_names(archive: User) -> None:
    Transcription.objects.all().delete()
    Page.objects.update(read_state=ReadState.QUEUED)
    third = Q(number=3)
    assert rereading.want_engine("second", only=third, by=archive) == 1
    assert rereading.want_engine("second", only=third, by=archive) == 0
    assert reading.read_queued(by=archive, processes=1) == 8
    assert texts() == [*["first"] * 7, "second"]


@pytest.mark.parametrize(("name", "sentence"), [("gone", "went away"), ("unheard", "no reading engine 'unheard'")])
def test_engine_that_cannot_be_used_fails_no_page(archive: User, name: str, sentence: str) -> None:
    Transcription.objects.all().delete()
    Page.objects.update(read_state=ReadState.QUEUED)
    third = Q(number=3)
    Page.objects.exclude(third).update(wanted_engine=name)
    with pytest.raises(EngineUnusable, match=sentence):
        reading.read_queued(by=archive, processes=1)
    assert states() == {ReadState.QUEUED, ReadState.READ}
    assert texts().count("first") == 1
    assert not Page.objects.exclude(read_error="").exists()


def test_engine_that_does_not_exist_is_told_by_the_child(archive: User, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, ocr="reading_engines.Missing")
    rereading.ask_again(info("second"), by=archive)
    with pytest.raises(EngineUnusable, match=r"reading_engines\.Missing cannot be made: .* no attribute 'Missing'"):
        reading.read_queued(by=archive, processes=1)
    assert states() == {ReadState.AGAIN}
