"""What is remembered or passed over for speed changes nothing of what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.digitisation.sheets.sheet_files import NAMES

from lantai.digitisation.sheets.cells import RawRow
from lantai.digitisation.sheets.cleaning import clean, lost_in_encoding, plain_characters
from lantai.digitisation.sheets.entries import EntryReader
from lantai.digitisation.sheets.instructions import Instructions, ReadColumn
from lantai.digitisation.sheets.names import FieldKind
from lantai.values.repair.readings import is_everyday

DIRT = " \u00a0\u3000\t\n\r\u200b\ufeff\x07\x85０１２Ａ12建設路燈Aa?？\"〃'"
texts = st.text(st.sampled_from(DIRT), max_size=12)
kinds = st.sampled_from(list(FieldKind))


def instructions(*keys: str, first: Sequence[Sequence[Any]] = ()) -> Instructions:
    columns = tuple(ReadColumn(place, key, key, NAMES.kind_of(key)) for place, key in enumerate(keys))
    return Instructions(1, columns, NAMES.ditto, NAMES.totals, NAMES.signatures, first)


def test_the_characters_of_every_day_are_those_of_the_repairs() -> None:
    han = {chr(code) for code in range(0x4E00, 0xA000)}
    assert plain_characters(FieldKind.LINE) & han == {one for one in han if is_everyday(one)}


@given(texts, kinds)
def test_a_sign_that_nobody_sees_makes_no_other_difference(text: str, kind: FieldKind) -> None:
    """With it every step is taken, without it only those that are usual."""
    other = clean(f"\u200c{text}", kind)
    assert other.text == clean(text, kind).text
    assert set(other.codes) - {"invisible-character"} == set(clean(text, kind).codes) - {"invisible-character"}


@given(st.text(st.sampled_from("建設路燈ÃÂ¤å¸­閮?？\ufffd"), max_size=8))
def test_plain_texts_have_lost_nothing(text: str) -> None:
    if plain_characters(FieldKind.LINE).issuperset(text):
        assert lost_in_encoding(text) is None


@given(
    st.lists(texts.filter(lambda text: bool(text.strip())), min_size=1, max_size=8), st.sampled_from(["note", "date"])
)
def test_a_cell_that_stood_before_is_read_as_the_first_time(cells: list[str], key: str) -> None:
    """Under the same value; a row for itself is read by a reader that remembers nothing."""
    reader = EntryReader(instructions("code", key))
    for cell in [*cells, *cells]:
        reader.read(RawRow(2, ["A-1", "above"]))
        alone = EntryReader(instructions("code", key))
        alone.read(RawRow(2, ["A-1", "above"]))
        assert reader.read(RawRow(3, ["A-2", cell])) == alone.read(RawRow(3, ["A-2", cell]))


def test_numbers_that_were_plain_are_mended_once_zeros_are_learnt() -> None:
    reader = EntryReader(instructions("title", "item"))
    said = [reader.read(RawRow(place, ["路燈", cell])) for place, cell in enumerate(["7", "001", "002", "003", "7"], 2)]
    assert [entry[1]["item"] for entry in said if entry] == ["7", "001", "002", "003", "007"]  # type: ignore[index]


@pytest.mark.parametrize("sign", ["同上", "同 上", "Ditto", "DITTO", " 〃", "''"])
def test_a_sign_of_repetition_may_be_written_in_many_ways(sign: str) -> None:
    reader = EntryReader(instructions("code", "creators"))
    reader.read(RawRow(2, ["A-1", "建設局"]))
    entry = reader.read(RawRow(3, ["A-2", sign]))
    assert entry is not None
    assert entry[1] == {"code": "A-2", "creators": "建設局"}


def test_instructions_travel_whole() -> None:
    told = instructions("code", "title", first=[["A-1", ["merged", "路燈", None]], [7, None]])
    assert Instructions.from_json(told.as_json()) == Instructions(
        told.header_row,
        told.columns,
        told.ditto,
        told.totals,
        told.signatures,
        [["A-1", ["merged", "路燈", None]], [7, None]],
    )
