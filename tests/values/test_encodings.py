"""Bytes are read in the encoding that fits, and no byte is lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.encodings import Decoded, UnreadByte, decode

TRADITIONAL = "光緒三十二年，臨河縣設立學堂，招收學生四十餘名。"
SIMPLIFIED = "光绪三十二年，临河县设立学堂，招收学生四十余名。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TRADITIONAL, "民國", "臨河縣志\r\n卷一\r\n"])
def test_traditional_text_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
@pytest.mark.parametrize("text", [SIMPLIFIED, "民国", "编号,题名\n1,临河县志\n"])
def test_simplified_text_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp"])
@pytest.mark.parametrize("text", ["図書館の資料を調べた。", "会議は午後三時から始まる。", "カタカナで書いた文章"])
def test_japanese_text_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_windows_own_japanese_signs_are_read() -> None:
    assert decode("①図書館の資料を調べた。".encode("cp932")).encoding == "cp932"


@pytest.mark.parametrize("text", ["시청 기록관은 새 전시를 열었다.", "학교는 천구백육년에 문을 열었다."])
def test_korean_text_is_read(text: str) -> None:
    assert decode(text.encode("euc_kr")) == Decoded(text, "euc_kr", decode(text.encode("euc_kr")).confidence)


@pytest.mark.parametrize("text", ["L'école fut créée près de la rivière.", "Größe und Übermaß", "é", "“quoted” – café"])
def test_western_text_is_read(text: str) -> None:
    assert decode(text.encode("cp1252")) == Decoded(text, "cp1252", decode(text.encode("cp1252")).confidence)
    assert decode(text.encode("utf-8")).encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_text(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == Decoded(TRADITIONAL, encoding, 1.0)


def test_characters_beyond_the_sample_are_read() -> None:
    text = TRADITIONAL * 5000 + "𠀀" + TRADITIONAL * 5000
    assert decode(text.encode("gb18030")).text == text


def test_a_byte_without_meaning_is_named() -> None:
    decoded = decode(TRADITIONAL.encode() + b"\xff" + TRADITIONAL.encode())
    assert decoded.text == TRADITIONAL + "\ufffd" + TRADITIONAL
    assert decoded.unread == (UnreadByte(len(TRADITIONAL.encode()), 0xFF, len(TRADITIONAL)),)
    assert not decoded.is_whole


def test_nothing_is_read_as_nothing() -> None:
    assert decode(b"") == Decoded("", "utf-8", 1.0)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_and_none_is_lost(data: bytes) -> None:
    decoded = decode(data)
    assert 0 <= decoded.confidence <= 1
    decoded.text.encode("utf-8")  # no lone surrogates
    for unread in decoded.unread:
        assert (data[unread.place], decoded.text[unread.offset]) == (unread.value, "\ufffd")
    twice = ("utf-8-sig", "utf-16", "utf-32", "gb18030", "big5hkscs", "cp932")  # have several bytes for one character
    if decoded.is_whole and decoded.encoding not in twice:
        assert decoded.text.encode(decoded.encoding) == data


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=100).map(lambda text: TRADITIONAL + text))
def test_what_is_utf8_is_read_as_utf8(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text
