"""Tokens for exact search: the overlapping bigrams and the single characters of folded text.

Chinese has no spaces, so a word is looked for as the phrase of its bigrams: 瀋陽市 as 瀋陽 next to 陽市. That
is an exact substring search, with no false hits and none missed, as long as every engine splits at white space
only and keeps positions. Words of one character are looked for among the unigrams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

BOUNDARY: Final = "‖"
"""Stands between segments so that no phrase runs across. No bigram is one character long, and folding leaves
punctuation out, so no text and no query holds it."""

_LONG: Final = 40
_SPACE: Final = ord(" ")


def bigrams(segments: Sequence[str]) -> str:
    """The overlapping bigrams of each folded segment, parted by spaces, with a boundary between segments."""
    return f" {BOUNDARY} ".join(filter(None, map(_bigrams, segments)))


def unigrams(segments: Sequence[str]) -> str:
    """Every character that occurs in the folded segments, once, in code point order, parted by spaces."""
    return " ".join(sorted(set().union(*segments)))


def query_bigrams(text: str) -> list[str]:
    """The bigrams whose phrase finds the folded text: none when it is shorter than two characters."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _bigrams(text: str) -> str:
    if len(text) < _LONG:
        return " ".join(query_bigrams(text))
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    rows = np.full((codes.size - 1, 3), _SPACE, dtype="<u4")
    rows[:, 0] = codes[:-1]
    rows[:, 1] = codes[1:]
    return str(rows.reshape(-1)[:-1].data, "utf-32-le")
