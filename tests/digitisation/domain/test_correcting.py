"""A correction comes back: it becomes the page's text, nothing before it is lost, and nobody's is covered unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from tests.digitisation.domain.laying import folder_per_volume
from tests.volumes import Bound

from lantai.access.queries import reader_for
from lantai.accounts.models import User
from lantai.digitisation.domain.correcting import CorrectionRefused, correct_page
from lantai.digitisation.domain.custody import roll_back_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.readings import reading_of
from lantai.digitisation.text_formats import alto, page_xml
from lantai.digitisation.text_formats.formats import TextFormat, written
from lantai.digitisation.text_formats.recognising import read
from lantai.discovery import indexing
from lantai.discovery.search import search
from lantai.journal.models import LogEntry
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region
from lantai.values.geometry import GlyphBoxes

pytestmark = pytest.mark.django_db(transaction=True)


def read_as(text: str, page: Page, *, glyphs: bool = True) -> Reading:
    """A page on which one column was read."""
    drawn = tuple(Glyph(char, Box(15, 3 + 8 * at, 8, 8), 0.9) for at, char in enumerate(text))
    line = Line(text, Box(15, 3, 8, 8 * len(text)), 0.9, "ttb", drawn if glyphs else ())
    return Reading(page.width, page.height, (Region(line.box, (line,)),), EngineInfo("drawn", "1"), 0.1)


@pytest.fixture
def page(bound: Bound) -> Page:
    """A page with delivered text."""
    page = bound.pages[3]
    page.transcriptions.update(kind=TextKind.DELIVERED)
    return page


@pytest.fixture
def read_page(page: Page, administrator: User) -> tuple[Page, Transcription]:
    """A page whose text is the machine's."""
    page.transcriptions.all().delete()
    return page, keep_reading(page, read_as("流購略燈", page), by=administrator)


def test_a_correction_is_the_text_and_what_was_before_stays(
    read_page: tuple[Page, Transcription], administrator: User
) -> None:
    page, before = read_page
    machines = Path(settings.LANTAI.derivatives_dir, before.alto).read_bytes()
    made = correct_page(page, read_as("添購路燈", page), by=administrator, reason="校對", seen=before.pk)
    assert (made.kind, made.text, made.current, made.direction) == (
        TextKind.HUMAN,
        "添購路燈",
        True,
        Direction.VERTICAL,
    )
    assert (made.corrected_by, made.page.pk) == (administrator, page.pk)
    assert made.glyph_boxes is not None
    assert made.glyph_boxes.union(made.text, 2, 4) == [(15, 19, 8, 16)]
    assert Page.objects.get(pk=page.pk).read_state == ReadState.LOCATED
    earlier = page.transcriptions.get(current=False)
    assert (earlier.pk, earlier.text) == (before.pk, "流購略燈")
    assert Path(settings.LANTAI.derivatives_dir, earlier.alto).read_bytes() == machines
    assert alto.read(Path(settings.LANTAI.derivatives_dir, made.alto).read_bytes()).text == "添購路燈"
    entry = LogEntry.objects.get(verb="page.corrected")
    assert (entry.by, entry.identifier) == (administrator, page.holder.identifier)
    assert entry.payload.data == {"page": 3, "transcription": made.pk, "reason": "校對", "engine": "drawn"}


def test_a_delivered_text_stays_as_an_earlier_version(page: Page, administrator: User) -> None:
    delivered = page.transcriptions.get()
    correct_page(page, read_as("添購路燈", page), by=administrator, seen=delivered.pk)
    earlier = page.transcriptions.get(current=False)
    assert (earlier.kind, earlier.text) == (TextKind.DELIVERED, delivered.text)


def test_a_page_that_waited_to_be_read_waits_no_more(page: Page, administrator: User) -> None:
    page.transcriptions.all().delete()
    Page.objects.filter(pk=page.pk).update(read_state=ReadState.QUEUED)
    correct_page(page, read_as("添購路燈", page), by=administrator, seen=None)
    kept = keep_reading(page, read_as("流購略燈", page), by=administrator)
    assert (kept.kind, kept.text) == (TextKind.HUMAN, "添購路燈")
    assert Page.objects.get(pk=page.pk).read_state == ReadState.LOCATED


def test_the_index_follows(read_page: tuple[Page, Transcription], administrator: User) -> None:
    page, before = read_page
    indexing.follow()
    assert search("添購路燈", reader=reader_for(administrator)).total == 0
    correct_page(page, read_as("添購路燈", page), by=administrator, seen=before.pk)
    indexing.follow()
    assert search("添購路燈", reader=reader_for(administrator)).total == 1
    assert search("流購略燈", reader=reader_for(administrator)).total == 0


def test_the_same_again_is_nothing_to_do(read_page: tuple[Page, Transcription], administrator: User) -> None:
    page, before = read_page
    assert correct_page(page, reading_of(before), by=administrator, seen=before.pk) == before
    made = correct_page(page, read_as("添購路燈", page), by=administrator, seen=before.pk)
    assert correct_page(page, read_as("添購路燈", page, glyphs=False), by=administrator, seen=made.pk) == made
    assert page.transcriptions.count() == 2
    assert LogEntry.objects.filter(verb="page.corrected").count() == 1


@pytest.mark.parametrize("way", ["alto", "page", "hocr"])
def test_a_text_of_which_only_a_part_was_found_comes_back_unchanged(way: str, page: Page, administrator: User) -> None:
    """Delivered texts have empty lines, and characters that the machine did not see: one of three alike among them."""
    text = page.transcriptions.get()
    text.text = "（第一版）\n\n〇九〇　〇"
    rows = np.zeros((len(text.text), 4), dtype=np.int32)
    rows[[0, 1, 3, 8, 11]] = [(20, 10 + 20 * at, 18, 18) for at in range(5)]
    text.boxes = GlyphBoxes.from_rows(rows).pack()
    text.save()
    file = written(reading_of(text), TextFormat(way), page_id="x/p3", file_name="3.png", number=3, at=text.made_at)
    back = read(file).reading
    assert correct_page(page, back, by=administrator, seen=text.pk) == text
    bare = replace(
        back,
        regions=tuple(
            replace(one, lines=tuple(replace(line, glyphs=()) for line in one.lines)) for one in back.regions
        ),
    )
    assert correct_page(page, bare, by=administrator, seen=text.pk) == text


def test_a_text_without_places_comes_back_unchanged(page: Page, administrator: User) -> None:
    text = page.transcriptions.get()
    file = page_xml.write(reading_of(text), page_id="x/p3", file_name="3.png", written_at=text.made_at)
    undirected = file.replace(b' readingDirection="top-to-bottom"', b"").replace(b' textLineOrder="right-to-left"', b"")
    assert correct_page(page, read(undirected).reading, by=administrator, seen=text.pk) == text


def test_what_somebody_else_corrected_since_is_not_covered(
    read_page: tuple[Page, Transcription], administrator: User, user_with: Callable[..., User]
) -> None:
    page, before = read_page
    other = user_with("digitiser")
    made = correct_page(page, read_as("添購路燈", page), by=other, seen=before.pk)
    with pytest.raises(CorrectionRefused, match="has corrected this page since"):
        correct_page(page, read_as("添購路灯", page), by=administrator, seen=before.pk)
    assert page.transcriptions.get(current=True) == made
    again = correct_page(page, read_as("添置路燈", page), by=other, seen=before.pk)
    assert correct_page(page, read_as("添購路灯", page), by=administrator, seen=again.pk).text == "添購路灯"


def test_a_machine_that_read_since_is_covered(read_page: tuple[Page, Transcription], administrator: User) -> None:
    page, before = read_page
    keep_reading(page, read_as("流購路燈", page), by=administrator)
    assert correct_page(page, read_as("添購路燈", page), by=administrator, seen=before.pk).text == "添購路燈"


def test_a_reading_of_twice_the_size_is_scaled(read_page: tuple[Page, Transcription], administrator: User) -> None:
    page, before = read_page
    line = Line("添購", Box(30, 6, 16, 32), 0.0, "ttb")
    twice = Reading(page.width * 2, page.height * 2, (Region(line.box, (line,)),), EngineInfo("x", ""), 0.0)
    made = correct_page(page, twice, by=administrator, seen=before.pk)
    assert made.glyph_boxes is not None
    assert made.glyph_boxes.union(made.text, 0, 2) == [(15, 3, 8, 16)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"width": 77}, "expected the same proportions"),
        ({"regions": ()}, "no text in it"),
        ({"regions": (Region(Box(0, 0, 9, 9), (Line(" ", Box(0, 0, 9, 9), 0.0, "ltr"),)),)}, "no text in it"),
    ],
)
def test_what_is_none_of_this_page_is_refused(
    change: dict, words: str, read_page: tuple[Page, Transcription], administrator: User
) -> None:
    page, before = read_page
    with pytest.raises(CorrectionRefused, match=words):
        correct_page(page, replace(read_as("添購路燈", page), **change), by=administrator, seen=before.pk)
    assert page.transcriptions.count() == 1


def test_a_page_of_unknown_size_is_refused(read_page: tuple[Page, Transcription], administrator: User) -> None:
    page, before = read_page
    Page.objects.filter(pk=page.pk).update(width=0)
    with pytest.raises(CorrectionRefused, match="size of this page is not known"):
        correct_page(page, read_as("添購路燈", page), by=administrator, seen=before.pk)


def test_a_page_without_image_has_words_and_no_places(page: Page, administrator: User) -> None:
    Page.objects.filter(pk=page.pk).update(file="", width=0, height=0)
    made = correct_page(page, read_as("添購路燈", page), by=administrator, seen=None)
    assert (made.text, made.boxes) == ("添購路燈", None)
    assert correct_page(page, read_as("添購路燈", page), by=administrator, seen=made.pk) == made


def test_places_on_an_image_that_was_replaced_are_not_handed_out(
    read_page: tuple[Page, Transcription], administrator: User
) -> None:
    page, before = read_page
    assert reading_of(before).lines[0].box == Box(15, 3, 8, 32)
    page.transcriptions.update(boxes=None)
    assert reading_of(page.transcriptions.select_related("page").get()).lines[0].box == Box(0, 0, 0, 0)


def test_what_was_corrected_in_a_volume_goes_when_the_volume_is_rolled_back(
    tmp_path: Path, administrator: User
) -> None:
    batch = take_in(folder_per_volume(tmp_path, {1: (1, 2)}, [1, 2]), by=administrator).batch
    page = Page.objects.get(number=1)
    kept = Path(settings.LANTAI.derivatives_dir)
    correct_page(page, read_as("添購路燈", page), by=administrator, seen=None)
    assert [path.suffix for path in kept.rglob("p1.*.alto.xml")] == [".xml"]
    roll_back_batch(batch, by=administrator)
    assert [path for path in kept.rglob("*") if path.is_file()] == []
