"""Folding: idempotent, the same on both paths, and every offset exact."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.fold_table import fold_table
from lantai.values.folding import LONG, Folded, _fold_short, fold, fold_each, fold_with_offsets
from lantai.values.folding_arrays import fold_long

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Ｓｈｅｎ Yang", "shenyang"),
        ("第１９卷，第３号", fold("第19卷第3號")),
        ("1931.9.18", "1931.9.18"),
        ("No. 5, p. 3", "no5p3"),
        ("a-b/c:d,e.f", "a-b/c:d,e.f"),
        ("一-二/三", "一二三"),
        ("１９．８", "19.8"),
        ("維新·臨河", fold("維新臨河")),
        ("□○■", "□○■"),
        ("\ue123x", "\ue123x"),
        ("井\n水", "井水"),
        ("葛\U000e0100城", fold("葛城")),
        ("ｶﾞｽ", "ガス"),
        ("e\u0301té", "été"),
        ("Ümlaut \u0130", "ümlaut\u0130"),
        ("\ud800甲", "甲"),
        ("", ""),
    ],
)
def test_fold_gives_one_text_for_all_ways_of_writing(given_text: str, expected: str) -> None:
    assert fold(given_text) == expected


def test_every_single_character_folds_the_same_on_both_paths_and_stays() -> None:
    joins = {code for span in fold_table().joins for code in span}
    alone = "".join(char for char in EVERY_CHARACTER if ord(char) not in joins)
    folded = fold_long(alone)
    assert folded == _fold_short(alone) == fold_with_offsets(alone).text
    assert fold_long(folded) == folded


def test_every_joining_character_folds_the_same_on_both_paths_and_stays() -> None:
    for span in fold_table().joins:
        for char in map(chr, span):
            for text in (char, f"e{char}", f"ᄀ{char}\u1161", f"e,{char}"):
                folded = _fold_short(text)
                assert folded == fold_long(text) == fold_with_offsets(text).text == fold(folded)


@given(texts)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_fold_is_the_same_by_translate_and_by_arrays(text: str) -> None:
    assert _fold_short(text) == fold_long(text)


@given(texts.map(lambda text: text * (LONG // max(1, len(text)) + 1)))
def test_fold_of_long_text_is_the_same_by_translate_and_by_arrays(text: str) -> None:
    assert fold(text) == _fold_short(text)


@given(texts)
def test_offsets_fold_to_the_same_text(text: str) -> None:
    assert fold_with_offsets(text).text == fold(text)


@given(texts)
def test_offsets_rise_and_lie_inside(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.starts.tolist() == sorted(folded.starts.tolist())
    assert folded.ends.tolist() == sorted(folded.ends.tolist())
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(texts, st.data())
def test_a_span_of_a_text_without_marks_folds_to_what_it_stands_for(text: str, data: st.DataObject) -> None:
    plain = _without_joining(text)
    folded = fold_with_offsets(plain)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    if start < end:
        # Folded once more: a mark at the cut's edge has lost the neighbour that kept it.
        assert fold(plain[slice(*folded.span(start, end))]) == fold(folded.text[start:end])


def _without_joining(text: str) -> str:
    """The text less what normalisation joins to its neighbour."""
    joins = fold_table().joins
    return "".join(char for char in text if not any(ord(char) in span for span in joins))


@given(texts, st.data())
def test_a_part_of_a_text_without_marks_is_found_in_it(text: str, data: st.DataObject) -> None:
    plain = _without_joining(text)
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    assert fold(plain[start:end]) in fold(plain)


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "甲e\u0301，乙\ufa10ｶﾞ。"
    folded = fold_with_offsets(text)
    assert folded.text == fold("甲é乙塚ガ")
    assert [text[slice(*folded.span(at, at + 1))] for at in range(5)] == ["甲", "e\u0301", "乙", "\ufa10", "ｶﾞ"]


def test_offsets_keep_a_variation_selector_with_its_character() -> None:
    assert fold_with_offsets("葛\U000e0100城").span(0, 1) == (0, 2)


def test_span_holds_what_was_left_out_inside_it() -> None:
    assert fold_with_offsets("「瀋\n陽」").span(0, 2) == (1, 4)


@pytest.mark.parametrize("outside", [(0, 0), (1, 1), (-1, 1), (0, 3), (2, 1)])
def test_span_outside_the_text_is_refused(outside: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        fold_with_offsets("甲乙").span(*outside)


def test_position_is_the_first_character_that_ends_after_the_offset() -> None:
    folded: Folded = fold_with_offsets("甲，乙丙")
    assert [folded.position(offset) for offset in range(5)] == [0, 1, 1, 2, 3]


@given(texts)
def test_runs_hold_where_every_folded_character_begins(text: str) -> None:
    folded = fold_with_offsets(text)
    starts = [run.original_start + step for run in folded.runs() for step in range(run.length)]
    assert starts == folded.starts.tolist()
    assert [run.folded_start for run in folded.runs()] == [
        sum(run.length for run in folded.runs()[:index]) for index in range(len(folded.runs()))
    ]


def test_a_run_ends_where_something_was_left_out_or_joined() -> None:
    assert fold_with_offsets("瀋陽，臨e\u0301河").runs() == ((0, 0, 2), (2, 3, 2), (4, 6, 1))
    assert fold_with_offsets("，").runs() == ()


@given(st.lists(texts, max_size=8))
def test_each_of_many_folds_as_it_does_alone(many: list[str]) -> None:
    assert fold_each(many) == list(map(fold, many))
