"""The words of simplified text, as conversion needs them: jieba's, in its Rust form."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

_CACHED_WORDS: Final = 100_000


class Word(NamedTuple):
    """A word of the segmenter, by code points; ``tag`` is its part of speech (``nr``: the name of a person)."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def is_person(self) -> bool:
        return self.tag.startswith("nr") and 2 <= len(self.text) <= 3


def words(simplified: str) -> tuple[Word, ...]:
    """The words of a simplified text, without gaps."""
    import rjieba  # loaded only where something is converted

    tagged = rjieba.tag(simplified)
    edges = (0, *accumulate(len(text) for text, _ in tagged))
    return tuple(map(Word, edges, edges[1:], (text for text, _ in tagged), (tag for _, tag in tagged)))


@lru_cache(maxsize=_CACHED_WORDS)
def is_in_dictionary(word: str) -> bool:
    """Whether the segmenter knows the word, and has not made it up."""
    import rjieba

    return bool(rjieba.has_word(word))
