"""A page of a volume is found under every record that holds it, and follows each of them."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound, bind, whole_text

from lantai.access.queries import Reader, reader_for, today
from lantai.accounts.models import User
from lantai.catalogue.domain.opening import Opening, decide_on_record
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.models import Page, Transcription
from lantai.discovery import indexing, neighbours, rebuilding
from lantai.discovery.search import Found, search
from lantai.journal import domain as journal
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = Reader(today=today())


@pytest.fixture
def indexed(bound: Bound) -> Bound:
    indexing.follow()
    return bound


def pages(word: str, reader: Reader = PUBLIC) -> list[tuple[str, int | None]]:
    return [(hit.code, hit.page) for hit in hits(word, reader) if hit.kind == "page"]


def hits(word: str, reader: Reader = PUBLIC) -> tuple[Found, ...]:
    return search(word, reader=reader).hits


def test_shared_page_is_found_under_both_records(indexed: Bound) -> None:
    assert pages("井欄") == [(indexed.first.code, 4), (indexed.second.code, 4)]
    first, second = hits("井欄")
    assert first.holder == second.holder == indexed.volume.identifier
    assert (first.has_image, first.has_pages, first.page_width) == (True, True, 200)
    assert first.snippet is not None
    assert [part for part, hit in first.snippet.parts if hit] == ["井欄"]


def test_cover_that_no_record_holds_is_not_found(indexed: Bound, administrator: User) -> None:
    assert search("封面", reader=reader_for(administrator)).total == 0


def test_whole_text_is_found_as_page_nought_behind_the_others(indexed: Bound, administrator: User) -> None:
    whole_text(indexed.third, "丙件全文")
    journal.write("record.revised", indexed.third, by=administrator)
    indexing.follow()
    assert pages("丙件") == [(indexed.third.code, 6), (indexed.third.code, 7), (indexed.third.code, 0)]
    description = next(hit for hit in hits("丙件") if hit.kind == "description")
    assert description.snippet is not None
    assert description.snippet.text == "丙件"


def test_closing_one_neighbour_hides_the_shared_page_at_once_and_in_the_index(
    indexed: Bound, administrator: User
) -> None:
    closed = Opening(OpeningStatus.RESTRICTED)
    decide_on_record(
        indexed.second, opening=closed, version=Record.objects.get(pk=indexed.second.pk).version, reason="涉隱私",
        by=administrator,
    )  # fmt: skip
    assert hits("井欄") == ()
    indexing.follow()
    assert search("井欄", reader=PUBLIC).total == 0
    assert pages("水塔") == [(indexed.first.code, 2)]
    assert len(pages("井欄", reader_for(administrator))) == 2


def test_withdrawn_is_in_no_total(indexed: Bound, administrator: User) -> None:
    Record.objects.filter(pk=indexed.first.pk).update(withdrawn_at=timezone.now())
    journal.write("record.withdrawn", indexed.first, by=administrator)
    indexing.follow()
    assert (search("水塔", reader=PUBLIC).total, search("井欄", reader=PUBLIC).total) == (0, 0)
    assert search("水塔", reader=reader_for(administrator)).total == 1


def test_page_read_by_machine_in_a_volume_is_found_under_its_records(indexed: Bound, administrator: User) -> None:
    Transcription.objects.filter(page=indexed.pages[4]).delete()
    glyphs = tuple(Glyph(char, Box(150, 30 + 20 * at, 18, 18), 0.9) for at, char in enumerate("渡口"))
    line = Line("渡口", Box(150, 30, 18, 40), 0.9, "ttb", glyphs)
    page = Page.objects.get(pk=indexed.pages[4].pk)
    kept = keep_reading(
        page, Reading(200, 300, (Region(line.box, (line,)),), EngineInfo("drawn", "1"), 0.1), by=administrator
    )
    assert f"/{indexed.volume.identifier}/p4." in kept.alto
    indexing.follow()
    assert pages("渡口") == [(indexed.first.code, 4), (indexed.second.code, 4)]
    assert hits("渡口")[0].boxes == ((150, 30, 18, 38),)


def test_rebuilt_index_has_the_same_documents(indexed: Bound) -> None:
    before = pages("件")
    rebuilding.rebuild()
    assert pages("件") == before


def test_neighbours_are_the_records_on_the_same_pages(bound: Bound, administrator: User) -> None:
    other = bind(by=administrator, code="L013")
    first, second, third = (one.pk for one in (bound.first, bound.second, bound.third))
    assert set(neighbours.of([first], [])) == {first, second}
    assert set(neighbours.of([third], [])) == {third}
    assert set(neighbours.of([], [bound.volume.pk])) == {first, second, third}
    found = neighbours.of([first, other.second.pk], [])
    assert set(found) == {first, second, other.first.pk, other.second.pk}
    assert found[second] == bound.second.identifier


@pytest.mark.parametrize("limit", [1, 3, 9])
def test_number_of_queries_does_not_grow_with_the_answer(
    indexed: Bound, limit: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    search("頁", reader=PUBLIC)
    with django_assert_num_queries(7):
        search("頁", reader=PUBLIC, limit=limit)
