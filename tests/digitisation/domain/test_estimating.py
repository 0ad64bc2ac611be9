"""How sure texts are: when they are read, after corrections, and what was read before anybody asked."""

from __future__ import annotations

import pytest
from django.db.models import Q
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.domain import estimating
from lantai.digitisation.domain.correcting import correct_page
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Calibration, Page, Transcription
from lantai.digitisation.quality.engines import engine_key
from lantai.digitisation.quality.estimate import Estimate, estimate_of
from lantai.digitisation.quality.scale import SHIPPED, Scale
from lantai.journal.models import LogEntry
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

pytestmark = pytest.mark.django_db

KNOWN = EngineInfo("known", "1", {"model": "abc"})
UNKNOWN = EngineInfo("unknown", "1")


def read_as(text: str, engine: EngineInfo = KNOWN, *, sure: float = 0.9) -> Reading:
    glyphs = tuple(Glyph(char, Box(150, 10 * at, 9, 9), sure) for at, char in enumerate(text))
    line = Line(text, Box(150, 0, 9, 10 * len(text)), sure, "ttb", glyphs)
    return Reading(200, 300, (Region(line.box, (line,)),), engine, 0.1)


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    key = engine_key({"name": KNOWN.name, "version": KNOWN.version, "models": KNOWN.models})
    monkeypatch.setattr(estimating, "SHIPPED", {**SHIPPED, key: Scale(2.0, 0.5, 4.0)})


@pytest.fixture
def pages(bound: Bound) -> dict[int, Page]:
    Transcription.objects.all().delete()
    return bound.pages


def current(page: Page) -> Transcription:
    return page.transcriptions.get(current=True)


def test_reading_is_estimated_when_it_is_kept(pages: dict[int, Page], administrator: User) -> None:
    kept = keep_reading(pages[1], read_as("甲乙丙丁"), by=administrator)
    kept.refresh_from_db()
    assert estimate_of(kept) == Estimate(pytest.approx(0.2), pytest.approx(0.05), pytest.approx(0.4))


def test_of_an_engine_that_nobody_has_measured_nothing_is_said(pages: dict[int, Page], administrator: User) -> None:
    kept = keep_reading(pages[1], read_as("甲乙丙丁", UNKNOWN), by=administrator)
    assert (estimate_of(kept), kept.doubt) == (None, pytest.approx(0.1))


def test_correction_measures_every_reading_of_its_page(pages: dict[int, Page], administrator: User) -> None:
    first = keep_reading(pages[1], read_as("甲乙丙丁", UNKNOWN), by=administrator)
    second = keep_reading(pages[1], read_as("甲己丙丁"), by=administrator)
    corrected = correct_page(pages[1], read_as("甲己丙戊"), by=administrator, seen=second.pk)
    measured = [
        (one.measured_wrong, one.measured_of)
        for one in Transcription.objects.filter(pk__in=(first.pk, second.pk)).order_by("pk")
    ]
    assert measured == [(2, 4), (1, 4)]
    assert estimate_of(corrected) is None
    later = keep_reading(pages[1], read_as("甲己丙己", UNKNOWN), by=administrator)
    assert later == corrected
    beside = pages[1].transcriptions.order_by("-pk").first()
    assert beside is not None
    assert (beside.current, beside.measured_wrong) == (False, 1)


def test_text_corrected_in_places_is_as_sure_as_it_was(pages: dict[int, Page], administrator: User) -> None:
    before = keep_reading(pages[1], read_as("甲乙丙丁"), by=administrator)
    made = correct_page(pages[1], read_as("甲己丙丁"), by=administrator, seen=before.pk, partial=True)
    made.refresh_from_db()
    assert (made.partial, estimate_of(made)) == (True, estimate_of(before))
    assert Transcription.objects.get(pk=before.pk).measured_of is None
    whole = correct_page(pages[1], read_as("甲己丙戊"), by=administrator, seen=made.pk)
    again = correct_page(pages[1], read_as("甲己丙庚"), by=administrator, seen=whole.pk, partial=True)
    assert (whole.partial, again.partial, estimate_of(again)) == (False, False, None)


def test_corrections_of_an_archive_are_believed_once_there_are_enough(
    pages: dict[int, Page], administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "ENOUGH", 4)
    for page in pages.values():
        keep_reading(page, read_as("甲乙丙丁戊己庚辛"), by=administrator)
    for number in (1, 2, 3):
        correct_page(pages[number], read_as("甲乙丙丁戊己庚壬"), by=administrator, seen=None)
    assert not estimating.has_work()
    correct_page(pages[4], read_as("甲乙丙丁戊己庚壬"), by=administrator, seen=None)
    assert estimating.has_work()
    assert estimating.refresh() == 8
    told = estimate_of(current(pages[8]))
    assert told is not None
    assert (round(told.rate, 2), told.pages) == (0.12, 4)
    assert LogEntry.objects.get(verb="reading.calibrated").payload.data == {"engine": "known", "pages": 4}
    assert (estimating.refresh(), estimating.has_work()) == (0, False)
    new = keep_reading(pages[8], read_as("甲乙"), by=administrator)
    assert new.calibration == Calibration.objects.get()
    correct_page(pages[5], read_as("甲乙丙丁戊己庚壬"), by=administrator, seen=None)
    assert estimating.has_work(), "five are a quarter more than four"


def test_what_was_read_before_is_estimated_bit_by_bit(
    pages: dict[int, Page], administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in pages.values():
        keep_reading(page, read_as("甲乙丙丁"), by=administrator)
    before = Transcription.objects.update(engine_key="", doubt=None, error_rate=None, error_low=None, error_high=None)
    monkeypatch.setattr(estimating, "_CHUNK", 3)
    assert estimating.has_work()
    done = estimating.refresh(only=quality_pages(pages[1], pages[2]))
    assert (before, done) == (8, 2)
    assert estimating.refresh() == 6
    assert list(Transcription.objects.values_list("error_rate", flat=True)) == [pytest.approx(0.2)] * 8
    assert not estimating.has_work()


def quality_pages(*pages: Page) -> Q:
    return Q(pk__in=[one.pk for one in pages])


def test_machine_text_without_an_alto_is_judged_by_its_row(pages: dict[int, Page]) -> None:
    Transcription.objects.create(
        page=pages[1],
        kind=TextKind.OCR,
        text="甲乙",
        confidence=0.7,
        engine={"name": "known", "models": KNOWN.models},
        made_at="2024-01-01T00:00Z",
    )
    assert estimating.refresh() == 1
    told = estimate_of(current(pages[1]))
    assert told is not None
    assert told.rate == pytest.approx(0.6)
