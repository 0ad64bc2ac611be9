"""What both engines keep: through commits, other processes, kills and damage."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tantivy import Query

from lantai.adapters.search.null import NullSearch
from lantai.adapters.search.tantivy import TantivySearch
from lantai.adapters.search.tantivy.failures import failures_named
from lantai.adapters.search.tantivy.queries import SCHEMA
from lantai.ports.search import (
    Document,
    Everything,
    IndexBusy,
    IndexUnusable,
    Request,
    SearchEngine,
    SearchFailed,
    Visibility,
    Word,
)

ALL = Request(Everything(), Visibility(open_by=None, custody=True))


@pytest.fixture(params=[TantivySearch, NullSearch])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], SearchEngine]]:
    """Opens the same index again, as another process would."""
    engines: list[SearchEngine] = []

    def open_engine() -> SearchEngine:
        engines.append(request.param(tmp_path / "index"))
        return engines[-1]

    yield open_engine
    for engine in engines:
        engine.close()


def document(number: int, text: str = "水井", **more: object) -> Document:
    key = f"r{number}"
    return Document(key=key, identifier=key, kind="description", segments=(text,), code_key=f"{number:04d}", **more)  # type: ignore[arg-type]


def keys(engine: SearchEngine) -> list[str]:
    return [hit.key for hit in engine.search(ALL).hits]


def test_writes_are_seen_after_commit(opened: Callable[[], SearchEngine]) -> None:
    writer, reader = opened(), opened()
    writer.commit()
    assert writer.add([document(1), document(2)]) == 2
    assert (keys(writer), keys(reader)) == ([], [])
    writer.commit()
    assert (keys(writer), keys(reader)) == (["r1", "r2"], ["r1", "r2"])


def test_document_of_existing_key_replaces_it(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    engine.add([document(1), document(1, "電報"), document(2)])
    engine.commit()
    engine.add([document(2, "電報")])
    engine.commit()
    assert engine.search(Request(Word("水井"), ALL.visible)).total == 0
    assert engine.search(Request(Word("電報"), ALL.visible)).total == 2


def test_deleted_record_takes_its_pages_along(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    page = Document(key="r1/p1", identifier="r1", kind="page", segments=("水井",), page=1)
    engine.add([document(1), page, document(2)])
    engine.commit()
    engine.delete_record(["r1"])
    engine.commit()
    assert keys(engine) == ["r2"]


def test_mark_is_kept_with_its_commit(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    assert engine.mark() == ""
    engine.add([document(1)])
    engine.commit(mark="17")
    engine.add([document(2)])
    engine.commit()
    engine.close()
    assert (opened().mark(), keys(opened())) == ("17", ["r1", "r2"])
    assert engine.counts() == {"description": 2, "page": 0}


def test_close_forgets_what_was_not_committed(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    engine.add([document(1)])
    engine.commit(mark="1")
    engine.add([document(2)])
    engine.delete_record(["r1"])
    engine.close()
    engine.add([document(3)])
    engine.commit()
    assert (keys(engine), engine.mark()) == (["r1", "r3"], "1")


def test_successor_takes_the_place_at_once_with_its_mark(opened: Callable[[], SearchEngine]) -> None:
    engine, reader = opened(), opened()
    engine.add([document(1)])
    engine.commit(mark="1")
    successor = engine.successor()
    successor.add([document(2), document(3)], replacing=False)
    successor.commit(mark="2")
    engine.add([document(4)])
    engine.commit(mark="3")
    assert (keys(engine), keys(reader), engine.mark()) == (["r1", "r4"], ["r1", "r4"], "3")
    successor.close()
    engine.succeed()
    assert (keys(engine), keys(reader), engine.mark(), reader.mark()) == (["r2", "r3"], ["r2", "r3"], "2", "2")
    engine.add([document(5)])
    engine.commit()
    assert (keys(reader), keys(opened())) == (["r2", "r3", "r5"], ["r2", "r3", "r5"])


def test_successor_goes_on_where_its_last_commit_left_it(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    engine.add([document(1)])
    engine.commit()
    successor = engine.successor()
    assert successor.mark() == ""
    successor.add([document(2)])
    successor.commit(mark="half")
    successor.add([document(3)])
    successor.close()
    again = engine.successor()
    assert again.mark() == "half"
    again.add([document(4)])
    again.commit()
    again.close()
    engine.succeed()
    assert keys(engine) == ["r2", "r4"]


def test_discarded_successor_is_begun_anew(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    engine.add([document(1)])
    engine.commit()
    successor = engine.successor()
    successor.add([document(2)])
    successor.commit(mark="2")
    successor.close()
    engine.discard_successor()
    assert (engine.successor().mark(), keys(engine)) == ("", ["r1"])


def test_successor_succeeds_where_there_was_no_index(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    successor = engine.successor()
    successor.add([document(1)])
    successor.commit()
    successor.close()
    engine.succeed()
    assert keys(engine) == ["r1"]


def test_index_without_successor_stays(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    engine.add([document(1)])
    engine.commit()
    with pytest.raises(SearchFailed, match="lantai reindex"):
        engine.succeed()
    assert keys(engine) == ["r1"]


def test_many_successions_leave_one_index(opened: Callable[[], SearchEngine], tmp_path: Path) -> None:
    engine, reader = opened(), opened()
    for number in range(1, 5):
        successor = engine.successor()
        successor.add([document(number)])
        successor.commit()
        successor.close()
        engine.succeed()
        assert keys(reader) == [f"r{number}"]
    assert len([one for one in (tmp_path / "index").glob("*") if one.is_dir()]) < 2


def test_missing_index_is_said_to_be_missing(opened: Callable[[], SearchEngine]) -> None:
    engine = opened()
    with pytest.raises(IndexUnusable, match="is not there: run `lantai reindex`"):
        engine.search(ALL)
    assert engine.counts() == {"description": 0, "page": 0}
    engine.commit()
    assert engine.search(ALL).total == 0


@pytest.mark.parametrize("damage", [b"", b"{", b'{"documents": [{"key": 1}], "mark": ""}'])
def test_damaged_index_is_named_and_made_anew(
    opened: Callable[[], SearchEngine], tmp_path: Path, damage: bytes
) -> None:
    engine = opened()
    engine.add([document(1)])
    engine.commit()
    engine.close()
    for file in (tmp_path / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(damage)
    with pytest.raises(IndexUnusable, match="lantai reindex"):
        opened().search(ALL)
    with pytest.raises(IndexUnusable, match="lantai reindex"):
        opened().add([document(2)])
    mended = opened()
    successor = mended.successor()
    successor.add([document(2)])
    successor.commit()
    successor.close()
    mended.succeed()
    assert keys(mended) == ["r2"]


def test_killed_writer_loses_only_what_it_had_not_committed(
    opened: Callable[[], SearchEngine],
) -> None:
    child = os.fork()
    if child == 0:
        engine = opened()
        engine.add([document(1)])
        engine.commit(mark="1")
        engine.add(document(number) for number in range(2, 500))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    engine = opened()
    assert (keys(engine), engine.mark()) == (["r1"], "1")
    engine.add([document(2)])
    engine.commit()
    assert keys(engine) == ["r1", "r2"]


# -- Tantivy alone -------------------------------------------------------------------------------


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivySearch]:
    engine = TantivySearch(tmp_path / "index")
    engine.add([document(1)])
    engine.commit()
    yield engine
    engine.close()


def test_second_writer_is_told_that_the_index_is_busy(engine: TantivySearch, tmp_path: Path) -> None:
    second = TantivySearch(tmp_path / "index")
    with pytest.raises(IndexBusy, match="Another process is writing"):
        second.add([document(2)])
    engine.close()
    second.add([document(2)])
    second.commit()
    assert keys(engine) == ["r1", "r2"]
    second.close()


def test_many_small_commits_are_merged(engine: TantivySearch, tmp_path: Path) -> None:
    for number in range(2, 14):
        engine.add([document(number)])
        engine.commit(mark=str(number))
        engine.close()
    engine.commit()  # sweeps what the last merge replaced
    assert len(keys(engine)) == 13
    assert len(list((tmp_path / "index").rglob("*.store"))) < 10


def test_index_of_the_first_releases_is_refused_and_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep me")
    (tmp_path / "meta.json").write_text("{}")
    (tmp_path / ("0" * 32 + ".store")).write_text("")
    engine = TantivySearch(tmp_path)
    with pytest.raises(IndexUnusable, match="was made by another release"):
        engine.search(ALL)
    successor = engine.successor()
    successor.commit()
    successor.close()
    engine.succeed()
    assert engine.search(ALL).total == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["2", "current", "notes.txt"]
    engine.close()


def test_killed_between_the_two_steps_of_succession_the_successor_is_not_lost(
    engine: TantivySearch, tmp_path: Path
) -> None:
    successor = engine.successor()
    successor.add([document(2)])
    successor.commit(mark="whole")
    successor.close()
    (tmp_path / "index" / "2.building").rename(tmp_path / "index" / "2")
    assert keys(TantivySearch(tmp_path / "index")) == ["r1"]
    assert engine.successor().mark() == "whole"
    engine.succeed()
    assert keys(TantivySearch(tmp_path / "index")) == ["r2"]


@pytest.mark.parametrize(
    "wrong",
    [
        document(2, "\ud800"),
        document(2, serial=2**70),
        document(2, first="1924"),
        document(2, open_day=None),
        Document(key="r\0", identifier="r", kind="page", segments=()),
    ],
)
def test_wrong_document_does_not_cost_the_others(engine: TantivySearch, wrong: Document) -> None:
    engine.add([document(3)])
    with pytest.raises(SearchFailed, match="cannot be indexed"):
        engine.add([document(4), wrong, document(5)])
    engine.commit()
    assert keys(engine) == ["r1", "r3", "r4"]


def test_half_of_a_surrogate_pair_is_found_nowhere(engine: TantivySearch) -> None:
    assert engine.search(Request(Word("\udc00水"), ALL.visible)).total == 0


def test_panic_becomes_a_failure(tmp_path: Path) -> None:
    with pytest.raises(SearchFailed, match="could not be searched"), failures_named("be searched", tmp_path):
        Query.phrase_query(SCHEMA, "text", ["水井"])


def test_index_of_another_release_is_refused(tmp_path: Path) -> None:
    import tantivy

    (tmp_path / "index" / "1").mkdir(parents=True)
    (tmp_path / "index" / "current").write_text("1")
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("text")
    tantivy.Index(fields.build(), str(tmp_path / "index" / "1"))
    with pytest.raises(IndexUnusable, match="was made by another release: run `lantai reindex`"):
        TantivySearch(tmp_path / "index").search(ALL)


def test_total_and_facets_of_a_question_are_those_of_the_last_commit(opened: Callable[[], SearchEngine]) -> None:
    writer, reader = opened(), opened()
    asked = replace(ALL, facets=True)
    for number in (1, 2, 3):
        writer.add([document(number, fonds="L001")])
        writer.commit()
        answers = [reader.search(one) for one in (ALL, asked, asked)]
        assert [answer.total for answer in answers] == [number] * 3
        assert [answer.facets and answer.facets.fonds for answer in answers[1:]] == [{"L001": number}] * 2
