"""Both engines, asked the same: against each other, and against brute force that knows neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.adapters.search.archive import PUBLIC, TODAY, VISIBILITIES, archive, question, word

from lantai.adapters.search.null import NullSearch
from lantai.adapters.search.tantivy import TantivySearch
from lantai.ports.search import BadRequest, Document, Everything, Node, Order, Request, SearchEngine, Visibility, Word

BY_KEY: tuple[Order, ...] = ("code", "date", "newest")
ALL = Visibility(open_by=None, custody=True)
DOCUMENTS = archive(Random(1924), 150)


@pytest.fixture(scope="module")
def tantivy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivySearch]:
    """The archive in three commits, some of it written twice and some deleted: several segments with holes."""
    engine = TantivySearch(tmp_path_factory.mktemp("index"), writer_memory=30_000_000)
    third = len(DOCUMENTS) // 3
    engine.add(replace(document, segments=("舊",)) for document in DOCUMENTS[::5])
    engine.add(DOCUMENTS[:third])
    engine.commit()
    engine.add(DOCUMENTS[third:])
    engine.add(replace(document, identifier="gone", key="gone") for document in DOCUMENTS[:1])
    engine.commit(mark="half")
    engine.add(DOCUMENTS[::7])
    engine.delete_record(["gone", "never there"])
    engine.commit()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def null() -> NullSearch:
    engine = NullSearch()
    engine.add(DOCUMENTS)
    engine.commit()
    return engine


@pytest.fixture(params=["tantivy", "null"])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    found: SearchEngine = request.getfixturevalue(request.param)
    return found


def ask(query: Node, visible: Visibility = ALL, order: Order = "code", limit: int = 10_000) -> Request:
    return Request(query, visible, order, limit)


def by_hand(needle: str) -> set[str]:
    return {document.key for document in DOCUMENTS if any(needle in segment for segment in document.segments)}


def test_words_are_substrings(engine: SearchEngine) -> None:
    random = Random(1)
    for _ in range(400):
        needle = word(random, DOCUMENTS)
        answer = engine.search(ask(Word(needle)))
        assert {hit.key for hit in answer.hits} == by_hand(needle), needle
        assert answer.total == len(by_hand(needle))


def test_no_word_runs_across_two_segments(tmp_path: Path) -> None:
    engine = TantivySearch(tmp_path)
    engine.add([replace(DOCUMENTS[0], segments=("東門外水", "河石階", "路"))])
    engine.commit()
    for whole, across in (("東門外水", "外水河石"), ("河石階", "水河"), ("石階", "門外水河石階"), ("路", "石階路")):
        assert engine.search(ask(Word(whole))).total == 1
        assert engine.search(ask(Word(across))).total == 0
    engine.close()


@pytest.mark.parametrize("order", [*BY_KEY, "relevance"])
def test_engines_answer_alike(tantivy: TantivySearch, null: NullSearch, order: Order) -> None:
    random = Random(order)
    for _ in range(200):
        query, visible = question(random, DOCUMENTS), random.choice(VISIBILITIES)
        asked = replace(ask(query, visible, order, random.choice((0, 1, 5, 30, 1000))), facets=True)
        assert tantivy.search(asked) == null.search(asked), asked


@pytest.mark.parametrize("order", BY_KEY)
@pytest.mark.parametrize("limit", [1, 7, 40])
def test_cursors_visit_everything_once(engine: SearchEngine, order: Order, limit: int) -> None:
    whole = engine.search(ask(Everything(), PUBLIC, order)).hits
    pages = list(_pages(engine, ask(Everything(), PUBLIC, order, limit)))
    assert tuple(hit for page in pages for hit in page) == whole
    assert all(len(page) == limit for page in pages[:-1])


def _pages(engine: SearchEngine, request: Request) -> Iterator[tuple[object, ...]]:
    answer = engine.search(request)
    total = answer.total
    while True:
        yield answer.hits
        if answer.next is None:
            return
        answer = engine.search(replace(request, after=answer.next))
        assert answer.total == total


def test_offsets_of_relevance_visit_everything_once(engine: SearchEngine) -> None:
    asked = ask(Word("井"), PUBLIC, "relevance")
    whole = engine.search(asked).hits
    parts = [engine.search(replace(asked, limit=9, offset=start)).hits for start in range(0, len(whole), 9)]
    assert tuple(hit for part in parts for hit in part) == whole


def test_relevance_ranks_descriptions_then_occurrences_then_code(engine: SearchEngine) -> None:
    hits = engine.search(ask(Word("哈哈"), PUBLIC, "relevance")).hits
    by_key = {document.key: document for document in DOCUMENTS}
    expected = sorted(
        (
            (by_key[hit.key].kind != "description", -_overlapping(by_key[hit.key], "哈哈"), by_key[hit.key].code_key)
            for hit in hits
        ),
    )
    assert [(hit.kind != "description", -int(hit.score), by_key[hit.key].code_key) for hit in hits] == expected


def _overlapping(document: Document, needle: str) -> int:
    return sum(segment.startswith(needle, start) for segment in document.segments for start in range(len(segment)))


def test_relevance_of_very_many_does_not_count_occurrences(
    tantivy: TantivySearch, null: NullSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("null", "tantivy.relevance"):
        monkeypatch.setattr(f"lantai.adapters.search.{module}.EXACT_RELEVANCE", 40)
    for offset in range(0, 250, 23):
        asked = replace(ask(Word("井"), PUBLIC, "relevance", limit=23), offset=offset)
        assert tantivy.search(asked) == null.search(asked)
    first = null.search(ask(Word("井"), PUBLIC, "relevance", limit=2)).hits
    assert [hit.kind for hit in first] == ["description", "description"]


@pytest.mark.parametrize("order", BY_KEY)
def test_codes_that_no_column_tells_apart(tmp_path: Path, order: Order) -> None:
    """More alike at their beginning than the columns are long, some wholly alike; and none at all."""
    alike = [
        replace(
            DOCUMENTS[0],
            key=f"k{number:03d}",
            code_key=("臨河市政府工程處檔案" * 3 + str(number // 4 * 7 % 23)) if number % 9 else "",
            serial=number % 2,
        )
        for number in range(130)
    ]
    engine, null = TantivySearch(tmp_path), NullSearch()
    for each in (engine, null):
        each.add(alike)
        each.commit()
    asked = ask(Everything(), order=order, limit=7)
    assert list(_pages(engine, asked)) == list(_pages(null, asked))
    engine.close()


@pytest.mark.parametrize("order", [*BY_KEY, "relevance"])
def test_first_of_very_many(tmp_path: Path, order: Order) -> None:
    """Where all of them begin alike, and where what is common begins only after some thousands."""
    many = [
        replace(
            DOCUMENTS[0], key=f"k{number:05d}", code_key=f"{number:05d}", segments=(f"井{'口' * (number > 5_000)}",)
        )
        for number in range(12_000)
    ]
    engine, null = TantivySearch(tmp_path), NullSearch()
    for each in (engine, null):
        each.add(replace(document, first=number, last=number) for number, document in enumerate(many))
        each.commit()
    for common in ("井", "口", "井口"):
        asked = replace(ask(Word(common), order=order, limit=20), facets=True)
        assert engine.search(asked) == null.search(asked)
        assert engine.search(replace(asked, limit=3_000)) == null.search(replace(asked, limit=3_000))
    engine.close()


def test_what_is_closed_is_in_no_count(engine: SearchEngine) -> None:
    answer = engine.search(replace(ask(Everything(), PUBLIC), facets=True))
    public = {document.key for document in DOCUMENTS if document.accepted and document.open_day <= TODAY}
    assert {hit.key for hit in answer.hits} == public
    assert answer.total == len(public)
    assert answer.facets is not None
    dated = {key for key in public if next(d for d in DOCUMENTS if d.key == key).years}
    assert answer.facets.undated_or_wide == len(public - dated)
    assert sum(answer.facets.fonds.values()) == sum(bool(d.fonds) for d in DOCUMENTS if d.key in public)


def test_undated_sorts_last(engine: SearchEngine) -> None:
    by_key = {document.key: document for document in DOCUMENTS}
    hits = engine.search(ask(Everything(), order="date")).hits
    undated = [by_key[hit.key].first is None and by_key[hit.key].last is None for hit in hits]
    assert undated == sorted(undated)


def test_counts_are_by_kind(engine: SearchEngine) -> None:
    pages = sum(document.kind == "page" for document in DOCUMENTS)
    assert engine.counts() == {"description": len(DOCUMENTS) - pages, "page": pages}


@pytest.mark.parametrize(
    "changes",
    [
        {"after": "nonsense!"},
        {"after": "bm9wZQ"},
        {"limit": -1},
        {"offset": 5},
        {"order": "relevance", "offset": 10_001},
        {"order": "relevance", "after": "bm9wZQ"},
    ],
)
def test_nonsense_is_refused(engine: SearchEngine, changes: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        engine.search(replace(ask(Everything()), **changes))  # type: ignore[arg-type]


def test_cursor_of_another_order_is_refused(engine: SearchEngine) -> None:
    cursor = engine.search(ask(Everything(), limit=1)).next
    with pytest.raises(BadRequest, match='in the order "code", not "date"'):
        engine.search(replace(ask(Everything(), order="date"), after=cursor))
