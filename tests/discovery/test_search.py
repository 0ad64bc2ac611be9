"""From a delivery to an answer: the index follows the journal, and shows to each reader what is theirs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lantai.access.queries import Reader, reader_for, today
from lantai.accounts.models import User
from lantai.catalogue.domain.record import Description, revise_record
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch, roll_back_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.models import Batch, Page, Transcription
from lantai.discovery import indexing, rebuilding
from lantai.discovery.engine import search_engine
from lantai.discovery.models import IndexBuild
from lantai.discovery.search import search
from lantai.ports.search import NEVER
from lantai.values.folding import fold
from lantai.values.geometry import GlyphBoxes

pytestmark = pytest.mark.django_db(transaction=True)


def public() -> Reader:
    return Reader(today=today())


@pytest.fixture
def batch(small_delivery: Path, administrator: User) -> Batch:
    batch = take_in(small_delivery, by=administrator).batch
    indexing.follow()
    return batch


@pytest.fixture
def accepted(batch: Batch, administrator: User) -> Batch:
    accept_batch(batch, trust_opening=True, by=administrator)
    indexing.follow()
    return batch


def test_custody_is_for_staff_only(batch: Batch, administrator: User) -> None:
    assert search("路燈", reader=public()).total == 0
    assert search("路燈", reader=reader_for(administrator)).total > 0


def test_simplified_finds_traditional_and_says_so(accepted: Batch) -> None:
    results = search("路灯", reader=public())
    assert {hit.code for hit in results.hits} == {"L099-01-0001-0002"}
    assert results.also == ("路燈",)
    snippet = next(hit.snippet for hit in results.hits if hit.kind == "page")
    assert snippet is not None
    assert [part for part, hit in snippet.parts if hit] == ["路燈", "路燈"]


def test_total_equals_brute_force(accepted: Batch) -> None:
    texts = [fold(text) for text in Transcription.objects.values_list("text", flat=True)]
    for word in ("竊查", "第1頁", "一", "呈文第", "石階竊"):
        expected = sum(fold(word) in text for text in texts)
        found = search(word, reader=public(), limit=100)
        assert sum(hit.kind == "page" for hit in found.hits) == expected


def test_closed_tomorrow_open_yesterday(accepted: Batch, administrator: User) -> None:
    record = Record.objects.get(code="L099-01-0001-0002")
    for day, expected in ((today() + 1, 0), (today(), 2), (NEVER, 0)):
        Record.objects.filter(pk=record.pk).update(open_day=day)
        rebuilding.rebuild()
        results = search("路燈", reader=public(), facets=True)
        assert results.total == expected
        assert results.facets is not None
        assert sum(results.facets.fonds.values()) == expected


def test_closing_is_obeyed_before_the_index_knows(accepted: Batch) -> None:
    Record.objects.update(open_day=NEVER)
    assert search("路燈", reader=public()).hits == ()


def test_revision_is_found_after_following(accepted: Batch, administrator: User) -> None:
    record = Record.objects.get(code="L099-01-0001-0002")
    description = Description(title="關於添購煤油燈的呈文", date=record.date)
    revise_record(record, description=description, version=record.version, by=administrator)
    assert not indexing.is_caught_up()
    indexing.follow()
    assert indexing.is_caught_up()
    assert search("煤油燈", reader=public()).total == 1


def test_rolled_back_is_gone_from_the_index(batch: Batch, administrator: User) -> None:
    roll_back_batch(batch, by=administrator)
    indexing.follow()
    assert search_engine().counts() == {"description": 0, "page": 0}


def test_rebuilt_index_answers_the_same(accepted: Batch) -> None:
    before = search("竊查", reader=public(), limit=100)
    rebuilding.rebuild()
    after = search("竊查", reader=public(), limit=100)
    build = IndexBuild.objects.get()
    assert (build.state, build.done, build.total) == ("done", 8, 8)
    assert [(hit.identifier, hit.page) for hit in after.hits] == [(hit.identifier, hit.page) for hit in before.hits]


def test_what_the_machine_would_have_read_next_is_found_on_request(accepted: Batch) -> None:
    text = Transcription.objects.get(page=Page.objects.get(record__code="L099-01-0001-0002", number=1))
    text.text, text.second_thoughts = "擬請籌設自來木\n廠以利民生", [[6, "水本"]]
    text.boxes = GlyphBoxes.from_rows(np.array([(90, 10 + 10 * at, 9, 9) for at in range(14)])).pack()
    text.save()
    rebuilding.rebuild()
    assert search("自來水廠", reader=public()).total == 0
    assert search("自來木廠", reader=public()).total == 1
    assert search("~自來木廠", reader=public()).total == 0
    found = search("~自來水廠", reader=public())
    assert (found.total, found.misread, found.also) == (1, ("自來水廠",), ("自來木廠",))
    (hit,) = found.hits
    assert hit.snippet is not None
    assert ("自來木\n廠", True) in hit.snippet.parts
    assert hit.boxes == ((90, 50, 9, 29), (90, 90, 9, 9))


def test_phrase_across_two_lines_has_two_boxes(accepted: Batch) -> None:
    text = Transcription.objects.get(page=Page.objects.get(record__code="L099-01-0001-0002", number=1))
    text.text = "擬請籌設自來水\n廠以利民生"
    column = [(90, 10 + 10 * at, 9, 9) for at in range(7)]
    rows = [*column, (0, 0, 0, 0), *[(70, 10 + 10 * at, 9, 9) for at in range(5)]]
    text.boxes = GlyphBoxes.from_rows(np.array(rows)).pack()
    text.save()
    rebuilding.rebuild()
    (hit,) = search("自來水廠", reader=public()).hits
    assert hit.boxes == ((90, 50, 9, 29), (70, 10, 9, 9))


def test_number_of_queries_does_not_grow_with_the_answer(accepted: Batch, django_assert_num_queries: object) -> None:
    search("竊查", reader=public())
    for limit in (1, 3, 9):
        with django_assert_num_queries(5):  # type: ignore[operator]
            search("竊查", reader=public(), limit=limit)
