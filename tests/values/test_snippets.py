"""Snippets: the hits of folded words, marked in the original's own characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.folding import fold, fold_with_offsets
from lantai.values.snippets import find_all, snippet

TEXT = "民國十三年七月，臨河大水。瀋陽\n市街盡沒，官署徙於城北。其後三月水始退。臨\n河縣署重修，沈阳來人助之。"


def spans_of(text: str, *words: str) -> list[tuple[int, int]]:
    return find_all(fold_with_offsets(text), [fold(word) for word in words])


def test_find_all_finds_every_writing_of_a_word() -> None:
    assert [TEXT[a:b] for a, b in spans_of(TEXT, "沈陽", "臨河")] == ["臨河", "瀋陽", "臨\n河", "沈阳"]


def test_find_all_joins_what_overlaps_and_not_what_touches() -> None:
    assert spans_of("井井井", "井井") == [(0, 3)]
    assert spans_of("井井井", "井") == [(0, 1), (1, 2), (2, 3)]
    assert spans_of("臨河縣署", "臨河縣", "縣署") == [(0, 4)]


def test_find_all_of_nothing_is_nothing() -> None:
    assert (spans_of("井", ""), spans_of("", "井"), spans_of("井")) == ([], [], [])


@given(texts, st.lists(st.text(max_size=3), max_size=3))
def test_find_all_covers_what_brute_force_finds(text: str, words: list[str]) -> None:
    folded = fold_with_offsets(text)
    needles = [fold(word) for word in words]
    covered = {
        at + step
        for needle in needles
        if needle
        for at in range(len(folded.text))
        if folded.text.startswith(needle, at)
        for step in range(len(needle))
    }
    inside = {
        at
        for start, end in find_all(folded, needles)
        for at in range(len(folded.text))
        if start <= folded.starts[at] and folded.ends[at] <= end
    }
    assert inside >= covered
    assert bool(inside) == bool(covered)


@given(texts, st.lists(st.text(min_size=1, max_size=2), max_size=3), st.integers(1, 80))
def test_a_snippet_is_a_piece_of_the_text(text: str, words: list[str], width: int) -> None:
    spans = spans_of(text, *words, *text[:1])
    cut = snippet(text, spans, width)
    assert cut.text == text[cut.start : cut.end]
    assert any(hit for _, hit in cut.parts) == bool(spans)
    longest = max((end - start for start, end in spans), default=0)
    assert len(cut.text) <= max(width, longest)


def test_a_snippet_marks_the_hits_and_keeps_the_line_break() -> None:
    cut = snippet(TEXT, spans_of(TEXT, "瀋陽市"), 20)
    assert cut.parts == (("瀋陽\n市", True), ("街盡沒，官署徙於城北。", False))
    assert not cut.cut_before
    assert not cut.cut_after


def test_a_snippet_goes_where_most_hits_stand() -> None:
    cut = snippet(TEXT, spans_of(TEXT, "臨河", "沈阳", "重修"), 20)
    assert [part for part, hit in cut.parts if hit] == ["臨\n河", "重修", "沈阳"]


def test_a_snippet_inside_a_long_sentence_says_that_it_is_cut() -> None:
    text = "一" * 100 + "井" + "二" * 100
    cut = snippet(text, [(100, 101)], 21)
    assert (cut.start, cut.end, cut.cut_before, cut.cut_after) == (90, 111, True, True)


def test_a_snippet_shows_a_hit_longer_than_its_width_whole() -> None:
    assert snippet("一二三四五", [(1, 4)], 2).parts == (("二三四", True),)


def test_a_snippet_without_hits_is_the_beginning() -> None:
    assert snippet("一二三。四五六七八九十", [], 6).text == "一二三。"
    assert snippet("", []).parts == ()
