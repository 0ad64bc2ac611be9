"""Names: found leftmost and longest, read from a file, refused with a sentence."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.names import LONGEST, BadNames, Name, Names, load_names


def found(names: Names, text: str) -> list[tuple[int, int, str]]:
    return [(start, end, name.text) for start, end, name in names.find(text)]


def test_the_longest_name_is_found() -> None:
    names = Names.of(["臨河", "臨河縣", "臨河縣檔案館", "縣"])
    assert found(names, "在臨河縣檔案館與臨河城、縣") == [(1, 7, "臨河縣檔案館"), (8, 10, "臨河"), (12, 13, "縣")]


def test_names_never_overlap() -> None:
    assert found(Names.of(["甲乙", "乙丙"]), "甲乙丙") == [(0, 2, "甲乙")]


def test_a_name_of_one_character_is_found_where_a_longer_one_fails() -> None:
    assert found(Names.of(["甲", "甲乙丙"]), "甲乙丁甲") == [(0, 1, "甲"), (3, 4, "甲")]


def test_the_first_of_two_with_the_same_text_counts() -> None:
    names = Names.of([Name("臨河", "place"), Name("臨河", "title")])
    assert [name.kind for name in names] == ["place"]
    assert len(names) == 1
    assert "臨河" in names


@pytest.mark.parametrize(("text", "names"), [("", ["甲"]), ("甲乙", [])])
def test_nothing_is_found_in_nothing_or_by_nothing(text: str, names: list[str]) -> None:
    assert found(Names.of(names), text) == []


@pytest.mark.parametrize("bad", ["", "  ", "甲" * (LONGEST + 1)])
def test_an_empty_or_endless_name_is_refused(bad: str) -> None:
    with pytest.raises(BadNames):
        Names.of([bad])


def test_hostile_names_and_text_end() -> None:
    names = Names.of("一" * length + "二" for length in range(LONGEST))
    assert found(names, "一" * 20_000) == []


@given(texts, st.lists(st.text("甲乙丙", min_size=1, max_size=4)))
def test_what_is_found_stands_there(text: str, given_names: list[str]) -> None:
    text = text[:20] + "甲乙丙甲甲乙"
    hits = found(Names.of(given_names), text)
    assert all(text[start:end] == name for start, end, name in hits)
    assert all(one[1] <= two[0] for one, two in pairwise(hits))


def test_load_names_reads_kinds_and_comments(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("\ufeff# 人名\n林一鳴\tperson\n\n臨河縣檔案館\tbody\n碼頭\n", encoding="utf-8")
    assert list(load_names(file)) == [Name("林一鳴", "person"), Name("臨河縣檔案館", "body"), Name("碼頭")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("林一鳴\tpersno\n".encode(), "names.txt, line 1: The kind 'persno'"),
        (b"\xc1\xd6\n", "names.txt is not UTF-8 (byte 0)"),
        (b"# x\n\tperson\n", "names.txt, line 2: A name is empty"),
    ],
)
def test_load_names_says_what_is_wrong_and_where(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "names.txt"
    file.write_bytes(content)
    with pytest.raises(BadNames) as raised:
        load_names(file)
    assert str(raised.value).startswith(says)
