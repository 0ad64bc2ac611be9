"""Second thoughts: looked for in passages, against the text with the other character written into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantai.values.doubts import REACH, Doubt, doubtful_spans, doubtful_words, passages
from lantai.values.folding import fold, fold_with_offsets

_TEXTS = st.text("臨河水井瀋沈，。 \nab.1", min_size=1, max_size=40)
_WORDS = st.text("臨河水井沈ab1", min_size=1, max_size=6)


def found(text: str, doubts: list[Doubt], word: str) -> bool:
    """As a search engine finds it."""
    return any(form in passage for passage in passages(text, doubts) for form in doubtful_words(word))


def plainly(text: str, doubts: list[Doubt], word: str) -> bool:
    """Whether the word covers another character, written into the folded text."""
    folded = fold_with_offsets(text)
    for at, instead in doubts:
        place = folded.position(at)
        read = folded.text[place : place + 1] if place < len(folded.text) and folded.starts[place] <= at else ""
        for other in map(fold, instead):
            written = folded.text[:place] + other + folded.text[place + len(read) :]
            starts = range(max(0, place - len(word) + 1), place + 1)
            if len(other) == 1 and other != read and any(written.startswith(word, start) for start in starts):
                return True
    return False


@given(_TEXTS, st.lists(st.tuples(st.integers(0, 39), st.text("臨河水井沈ab，", max_size=3)), max_size=4), _WORDS)
def test_what_is_found_is_what_would_stand_there(text: str, given_: list[tuple[int, str]], word: str) -> None:
    doubts = [Doubt(at % len(text), instead) for at, instead in given_]
    assert found(text, doubts, fold(word)) == plainly(text, doubts, fold(word)) if fold(word) else True


@given(_TEXTS, st.integers(0, 39), _WORDS)
def test_spans_lie_in_the_text_around_the_doubt(text: str, at: int, word: str) -> None:
    doubt = Doubt(at % len(text), "臨沈a")
    for start, end in doubtful_spans(text, [doubt], [fold(word)]):
        assert 0 <= start < end <= len(text)
        assert start <= doubt.at + 1
        assert end >= doubt.at


def test_a_word_that_stands_there_is_not_doubtful() -> None:
    text = "東門外修理石階"
    assert doubtful_spans(text, [Doubt(3, "條")], [fold("修理")]) == []
    assert doubtful_spans(text, [Doubt(3, "條")], [fold("條理")]) == [(3, 5)]
    assert doubtful_spans("東門外修，理石階", [Doubt(4, "埋")], [fold("修埋理")]) == [(3, 6)]


def test_another_way_of_writing_is_no_doubt() -> None:
    assert passages("瀋陽", [Doubt(0, "沈")]) == ()


def test_long_words_reach_as_far_as_passages_do() -> None:
    text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"
    word = text[3 : 3 + REACH] + "木" + text[4 + REACH :][:REACH]
    assert found(text, [Doubt(3 + REACH, "木")], fold(word))
    assert not found(text, [Doubt(3 + REACH, "木")], fold(text[2] + word))
