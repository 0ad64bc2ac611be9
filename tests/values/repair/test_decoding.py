"""D9: text decoded wrongly, once or twice, is decoded again; what is only an example or has lost bytes is not."""

from __future__ import annotations

import pytest

from lantai.values.repair import repair

TEXTS = ("光緒三十二年，臨河縣設立學堂。", "中国的历史很长", "民國檔案")


def as_windows(data: bytes) -> str:
    return "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in data)


@pytest.mark.parametrize("text", TEXTS)
def test_utf8_read_as_single_bytes(text: str) -> None:
    once = as_windows(text.encode())
    assert repair(once).text == text
    assert repair(as_windows(once.encode())).text == text
    assert repair(text.encode().decode("latin-1")).text == text


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_double_bytes_read_as_single_bytes(encoding: str) -> None:
    text = "民國檔案與地方史料"
    assert repair(text.encode(encoding).decode("latin-1")).text == text
    assert repair(as_windows(text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("damaged", "text"), [("鐨勶紝", "的，"), ("い瓣", "中國"), ("ä¸\xadå›½", "中国"), ("ÖÐ¹ú", "中国")]
)
def test_the_handbooks_vectors(damaged: str, text: str) -> None:
    (change,) = repair(damaged).changes
    assert (change.rule, change.replacement, change.applied) == ("D9", text, True)


def test_only_the_damaged_lines_are_decoded_again() -> None:
    damaged = "民國檔案".encode("big5").decode("gb18030")
    assert repair(f"臨河縣檔案館\n{damaged}\n完").text == "臨河縣檔案館\n民國檔案\n完"


def test_lost_bytes_are_marked_and_only_suggested() -> None:
    damaged = "光緒三十二年，臨河縣設立學堂".encode().decode("gbk", "replace")
    (change,) = repair(damaged).changes
    assert not change.applied
    assert change.replacement.startswith("光緒三十二年，臨河縣")
    assert "□" in change.replacement


def test_a_writers_example_is_only_suggested() -> None:
    text = "把 UTF-8 讀成 Latin-1，「中国」就成了「ä¸\xadå›½」。"
    repaired = repair(text)
    assert repaired.text == text
    assert [change.found for change in repaired.changes if change.rule == "D9"] == ["ä¸\xadå›½"]


def test_entities_among_chinese_characters_are_decoded() -> None:
    assert repair("&#39640;&#31561;學校 高&#x7b49;小學").text == "高等學校 高等小學"
    assert repair("<p>&#39640;&#31561;</p>").text == "<p>&#39640;&#31561;</p>"
    assert repair("在 HTML 裡 &#39640; 是字").applied == ()


@pytest.mark.parametrize(
    ("found", "replacement"),
    [("\ufffd\ufffd", "□"), ("锟斤拷锟斤拷", "□"), ("烫烫烫烫", ""), ("\ue123", "□"), ("⼀", "一"), ("\uf9f4", "林")],
)
def test_residues_are_suggested(found: str, replacement: str) -> None:
    (change,) = repair(f"甲{found}乙").changes
    assert (change.rule, change.found, change.replacement, change.applied) == ("D9", found, replacement, False)


def test_a_byte_order_mark_inside_text_goes() -> None:
    assert repair("\ufeff正文").text == "正文"


def test_double_bytes_whose_halves_are_letters_are_read_too() -> None:
    text = "本館分三部，各設主任一人。"
    assert repair(text.encode("big5").decode("latin-1")).text == text


def test_western_text_full_of_accents_is_no_chinese() -> None:
    for text in ("ÉÈÀÙ, ÇA VA? ÂGÉ", "äöüß ÄÖÜ", "Þórður þáði það", "ÆØÅ æøå"):
        assert repair(text).changes == ()


def test_a_page_of_references_is_read_with_its_figures() -> None:
    text = "1931年9月，商會開會；到會者40人。"
    assert repair("".join(f"&#{ord(one)};" for one in text)).text == text
