"""The tool that derives the folding table: how classes close, and that the committed table follows the house's list."""

from __future__ import annotations

import pytest
from tools.fold_table import case_folded, closure, house_lines, is_left_out, representative, width_folded

from lantai.values.folding import fold

ADDED, NEVER = house_lines()


def test_closure_joins_what_is_linked_and_keeps_what_is_forbidden_apart() -> None:
    pairs = [("鍊", "煉"), ("鍊", "炼"), ("鍊", "链"), ("链", "鏈"), ("甲", "甲")]
    assert closure(pairs, {frozenset("鍊链")}) == [["炼", "煉", "鍊"], ["鏈", "链"]]


def test_closure_works_on_nfc() -> None:
    assert closure([("\ufa10", "冢")], set()) == [["冢", "塚"]]


def test_representative_is_of_the_basic_block_where_there_is_one() -> None:
    assert representative(["㐷", "傌"]) == "傌"
    assert representative(["㐷", "𠀀"]) == "㐷"


def test_foldings_are_one_to_one() -> None:
    assert [width_folded(char) for char in "Ａ，ｶ　"] == ["A", ",", "カ", " "]
    assert [case_folded(char) for char in "AßẞİΣς"] == ["a", "ß", "ß", "İ", "σ", "σ"]


def test_what_is_left_out_is_punctuation_space_and_the_invisible() -> None:
    assert all(map(is_left_out, "，。·・—~\u3000\u200b\ufe0f\x00"))
    assert not any(map(is_left_out, "□○■〇々ー+$\ue000"))


@pytest.mark.parametrize(("one", "two"), ADDED)
def test_the_committed_table_unites_what_the_house_adds(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize("pair", sorted(map("".join, map(sorted, NEVER))))
def test_the_committed_table_keeps_apart_what_the_house_forbids(pair: str) -> None:
    assert fold(pair[0]) != fold(pair[1])
