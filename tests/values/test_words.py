"""Words of running text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantai.values.words import is_word, simplified_characters, words


def test_words_traditional_text_is_parted_as_simplified() -> None:
    traditional = [word.text for word in words("市檔案館接待讀者")]
    assert traditional == ["市", "檔案館", "接待", "讀者"]
    assert [word.tag for word in words("市檔案館接待讀者")] == [word.tag for word in words("市档案馆接待读者")]


def test_words_known_are_kept_whole() -> None:
    assert "臨河水閘" not in [word.text for word in words("修建臨河水閘一座")]
    assert ("臨河水閘", "ns") in [
        (word.text, word.tag) for word in words("修建臨河水閘一座", known=[("臨河水閘", "ns")])
    ]


def test_words_of_nothing_are_none() -> None:
    assert words("") == ()


@given(st.text(st.characters(codec=None), max_size=80))
def test_words_lie_end_to_end(text: str) -> None:
    found = words(text)
    assert "".join(word.text for word in found) == text
    assert [word.start for word in found] == [0, *(word.end for word in found[:-1])][: len(found)]


def test_words_of_a_long_line_are_parted_in_pieces() -> None:
    text = "檔案館" * 20_000
    assert sum(len(word.text) for word in words(text)) == len(text)


def test_is_word_knows_the_dictionary_in_either_script() -> None:
    assert is_word("檔案")
    assert is_word("档案")
    assert not is_word("檔河")
    assert not is_word("")


def test_simplified_characters_are_one_for_one() -> None:
    table = simplified_characters()
    assert "檔案館瀋陽".translate(table) == "档案馆沈阳"
    assert all(len(to) == 1 for to in table.values())
