"""How a verb gets its text: words, files of any encoding, standard input; and how a large one is cut."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given as with_given
from hypothesis import strategies as st

from lantai.cli import texts
from lantai.cli.failure import WrongUse
from lantai.cli.texts import Piece, cut, given

CHINESE = "民國十三年六月，臨河大水。\n全城皆淹，損失無算。\n"


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))


def test_words_of_the_command_line_are_the_text() -> None:
    source = given("民國二十年")
    assert source.whole() == source.content() == "民國二十年"
    assert source.head == {}
    assert list(source.pieces()) == [Piece("民國二十年", 0)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_a_file_is_read_in_its_encoding_and_named_with_its_digest(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "page"
    file.write_bytes((CHINESE * 5).encode(encoding))
    source = given(str(file))
    assert source.whole() == CHINESE * 5
    assert source.content() == file.read_bytes()
    assert source.head == {"file": str(file), "digest": f"sha512:{hashlib.sha512(file.read_bytes()).hexdigest()}"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_large_file_is_decoded_block_by_block(tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "IN_ONE", 10)
    monkeypatch.setattr(texts, "_BLOCK", 401)
    file = tmp_path / "page"
    file.write_bytes((CHINESE * 50).encode(encoding))
    pieces = list(given(str(file)).pieces(100))
    assert "".join(piece.text for piece in pieces) == CHINESE * 50
    assert len(pieces) > 10


def test_standard_input_is_read_for_a_dash_and_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for argument in ("-", None):
        piped(monkeypatch, CHINESE.encode("gb18030"))
        source = given(argument)
        assert source.whole() == CHINESE
        assert [piece.text for piece in source.pieces()] == [CHINESE]
        assert source.head == {}


def test_nothing_at_all_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(WrongUse, match="There is no text"):
        given(None)


def test_a_file_can_be_forced_and_so_can_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("1931").write_text("民國二十年", "utf-8")
    assert given("1931").whole() == "民國二十年"
    assert given("1931", as_text=True).whole() == "1931"
    assert given("-", as_text=True).whole() == "-"
    with pytest.raises(WrongUse, match="cannot be read: No such file"):
        given("1932", as_file=True)
    with pytest.raises(WrongUse, match="not by both"):
        given("1931", as_file=True, as_text=True)


def test_a_folder_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("臨河").mkdir()
    assert given("臨河").whole() == "臨河"
    with pytest.raises(WrongUse, match="Is a directory"):
        given("臨河", as_file=True)


@pytest.mark.parametrize("name", ["page.txt", "./page", "../page", "/no/such/page", "報告.md", "~/page"])
def test_a_name_of_a_file_that_is_not_there_is_no_text(name: str) -> None:
    with pytest.raises(WrongUse, match="is no file; --text"):
        given(name)
    assert given(name, as_text=True).whole() == name


@pytest.mark.parametrize(
    "words", ["", "1931.9.18", "a\0b", "長" * 100_000, "1921/1949", "9/18", "see page.txt", "\ud800"]
)
def test_any_words_are_words(words: str) -> None:
    assert given(words).whole() == words


def test_an_argument_of_another_encoding_is_decoded() -> None:
    typed = "民國二十年九月十八日".encode("gb18030").decode("utf-8", "surrogateescape")
    assert given(typed).whole() == "民國二十年九月十八日"


# -- pieces --------------------------------------------------------------------------------------

lines = st.text(st.sampled_from("一二三九1931年月日人，。；、 \n\r\u3000a.e\u0301"), max_size=200)


@with_given(st.lists(lines, max_size=5), st.integers(1, 50))
def test_pieces_are_the_text_in_order(blocks: list[str], size: int) -> None:
    pieces = list(cut(blocks, size))
    whole = "".join(blocks)
    assert "".join(piece.text for piece in pieces) == whole
    assert all(whole[piece.start :].startswith(piece.text) for piece in pieces)
    assert all(piece.text for piece in pieces) or whole == ""
    assert pieces


def test_a_piece_ends_with_a_paragraph_before_it_ends_with_a_line() -> None:
    text = "甲乙。丙\n\n丁戊。\n己庚辛壬"
    assert [piece.text for piece in cut([text], 13)] == ["甲乙。丙\n\n丁戊。\n", "己庚辛壬"]
    assert [piece.text for piece in cut([text], 8)] == ["甲乙。丙\n\n", "丁戊。\n己庚辛壬"]


def test_a_run_without_an_end_stays_whole_until_it_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [len(piece.text) for piece in cut(["1" * 30, "，2"], 10)] == [31, 1]
    monkeypatch.setattr(texts, "LONGEST_RUN", 20)
    assert [len(piece.text) for piece in cut(["1" * 30], 10)] == [20, 10]
    assert [len(piece.text) for piece in cut(["1" * 15, "1" * 15, "1" * 15], 10)] == [20, 20, 5]
