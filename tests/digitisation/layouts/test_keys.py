"""Keys, under which names and codes meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.digitisation.layouts.keys import code_key, joined, loose_key, name_key
from lantai.values.codes import file_name, fold_code, from_file_name


@given(st.text(alphabet="AZaz09·-_. 檔档％~", max_size=30))
def test_keys_are_folded_codes(text: str) -> None:
    assert name_key(text) == fold_code(from_file_name(text.strip()))
    assert code_key(text) == fold_code(text) == fold_code(from_file_name(file_name(text)))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_code_and_the_name_made_of_it_have_one_key(code: str) -> None:
    assert name_key(file_name(code)) == code_key(code)


@pytest.mark.parametrize("name", ["%90", "100%", "%ED%A0%80", "\ud800", "%%%"])
def test_every_name_has_a_key_that_can_be_stored(name: str) -> None:
    """``encode`` raises for half a character; the key may be empty, and then nothing is found by it."""
    name_key(name).encode()
    code_key(name).encode()


@pytest.mark.parametrize("name", ["X001_12_3", "X001-0012-003", "x001·12·0003"])
def test_loose_key(name: str) -> None:
    assert loose_key(name_key(name)) == "x001-12-3"


def test_names_joined_with_their_folders() -> None:
    assert joined(["x001", "0012", "034"]) == ["034", "0012-034", "x001-0012-034"]
    assert joined([]) == []
