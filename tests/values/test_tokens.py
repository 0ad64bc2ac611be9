"""Bigrams and unigrams: a phrase of bigrams is an exact substring search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import folded_like, texts

from lantai.values.folding import fold
from lantai.values.tokens import BOUNDARY, bigrams, bigrams_of_each, query_bigrams, unigrams

segments = st.lists(folded_like, max_size=4)


def phrase_occurs(document: str, phrase: list[str]) -> bool:
    """What an engine that splits at white space and keeps positions answers."""
    tokens = document.split()
    return any(tokens[at : at + len(phrase)] == phrase for at in range(len(tokens) - len(phrase) + 1))


@given(segments, st.text(st.sampled_from("甲乙丙丁□a1"), min_size=2, max_size=5))
def test_a_phrase_of_bigrams_is_found_where_a_segment_holds_the_word(parts: list[str], word: str) -> None:
    assert phrase_occurs(bigrams(parts), query_bigrams(word)) == any(word in part for part in parts)


@given(segments, st.sampled_from("甲乙丙丁□a1"))
def test_a_unigram_is_found_where_a_segment_holds_the_character(parts: list[str], char: str) -> None:
    assert (char in unigrams(parts).split()) == any(char in part for part in parts)


@given(texts.map(fold))
def test_bigrams_are_the_same_by_slices_and_by_arrays(text: str) -> None:
    long = text * 50
    assert bigrams([long]).split() == query_bigrams(long)


def test_bigrams_of_segments_are_parted_by_a_boundary() -> None:
    assert bigrams(["瀋陽市", "井", "水井"]) == f"瀋陽 陽市 {BOUNDARY} {BOUNDARY} 水井"


def test_bigrams_of_nothing_are_nothing() -> None:
    assert (bigrams([]), bigrams(["", "甲"]), query_bigrams("甲"), unigrams([])) == ("", "", [], "")


def test_no_folded_text_holds_the_boundary() -> None:
    assert fold(BOUNDARY) == ""


@given(st.lists(segments, max_size=6))
def test_bigrams_of_each_are_those_of_every_one(many: list[list[str]]) -> None:
    assert bigrams_of_each(many) == [bigrams(parts) for parts in many]


def test_bigrams_of_each_where_something_is_not_folded() -> None:
    assert bigrams_of_each([["水\n井"], ["鐵路"]]) == [bigrams(["水\n井"]), "鐵路"]
