"""Whether a text is punctuated, by its marks and its characters."""

from __future__ import annotations

import pytest

from lantai.values.punctuation import Punctuation, punctuation_of

SENTENCE = "本埠昨日大雨河水漲至三尺居民多遷高處"


@pytest.mark.parametrize(
    ("text", "level", "every"),
    [
        (f"{SENTENCE}。" * 4, "yes", 18),
        (f"{SENTENCE * 4}。" * 2, "partly", 72),
        (SENTENCE * 10, "no", 0),
        (f"{SENTENCE * 10}。", "no", 180),
    ],
)
def test_marks_to_characters_tell(text: str, level: str, every: int) -> None:
    found = punctuation_of(text)
    assert found is not None
    assert (found.level, found.every) == (level, every)


def test_brackets_and_spaces_are_neither() -> None:
    assert punctuation_of(f"「{SENTENCE}」　（{SENTENCE}）\n{SENTENCE}") == Punctuation("no", 0, 54)


def test_of_a_few_words_nothing_is_said() -> None:
    assert punctuation_of("臨河時報。") is None
