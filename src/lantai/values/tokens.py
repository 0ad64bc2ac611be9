"""Tokens for exact search: the overlapping bigrams, the trigrams and the single characters of folded text.

Chinese has no spaces, so a word is looked for as the phrase of its bigrams: 瀋陽市 as 瀋陽 next to 陽市. That
is an exact substring search, with no false hits and none missed, as long as every engine splits at white space
only and keeps positions. Words of one character are looked for among the unigrams, those of three among the
trigrams, which also tell of longer ones where they need not be looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

BOUNDARY: Final = "‖"
"""Stands between segments so that no phrase runs across. No bigram is one character long, and folding leaves
punctuation out, so no text and no query holds it."""

_APART: Final = 2
"""So many boundaries stand between two segments: an engine may look for every second bigram of a word only, and then
steps over one of them."""

_LONG: Final = 40
_SPACE: Final = ord(" ")
_PARTING: Final = "\n"
"""Stands between texts; folding leaves white space out."""


def bigrams(segments: Sequence[str]) -> str:
    """The overlapping bigrams of each folded segment, parted by spaces, with boundaries between segments."""
    return f" {' '.join(BOUNDARY * _APART)} ".join(filter(None, map(_bigrams, segments)))


def unigrams(segments: Sequence[str]) -> str:
    """Every character that occurs in the folded segments, once, in no order that means anything, parted by spaces."""
    return " ".join(set("".join(segments)))


def trigrams(segments: Sequence[str]) -> str:
    """Every three characters that stand side by side in a folded segment, once, in no order that means anything."""
    return " ".join({three for segment in segments for three in query_trigrams(segment)})


def bigrams_of_each(texts: Sequence[Sequence[str]]) -> list[str]:
    """``bigrams`` of the folded segments of each text, in one pass over all of them: for thousands of short texts."""
    parted = _PARTING.join((BOUNDARY * _APART).join(part for part in segments if len(part) > 1) for segments in texts)
    tokens = _each_bigrams(parted).split(_PARTING) if parted else [""] * len(texts)
    return tokens if len(tokens) == len(texts) else list(map(bigrams, texts))  # something held a line break


def query_bigrams(text: str) -> list[str]:
    """The bigrams whose phrase finds the folded text: none when it is shorter than two characters."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def query_trigrams(text: str) -> list[str]:
    """The trigrams that stand wherever the folded text stands: none when it is shorter than three characters."""
    return [text[at : at + 3] for at in range(len(text) - 2)]


def _bigrams(text: str) -> str:
    if len(text) < _LONG:
        return " ".join(query_bigrams(text))
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    rows = np.full((codes.size - 1, 3), _SPACE, dtype="<u4")
    rows[:, 0] = codes[:-1]
    rows[:, 1] = codes[1:]
    return str(rows.reshape(-1)[:-1].data, "utf-32-le")


def _each_bigrams(parted: str) -> str:
    """The bigrams of texts between ``_PARTING``, whose segments stand between boundaries."""
    codes = np.frombuffer((parted + _PARTING * 2).encode("utf-32-le"), "<u4")
    rows = np.full((codes.size - 2, 3), _SPACE, dtype="<u4")
    rows[:, 0], rows[:, 1] = codes[:-2], codes[1:-1]
    is_parting, is_boundary = codes == ord(_PARTING), codes == ord(BOUNDARY)
    whole = ~(is_parting | is_boundary)
    bigram = whole[:-2] & whole[1:-1]
    keep = np.empty(rows.shape, dtype=np.bool_)  # of every row: the first, the second, the space behind them
    keep[:, 0] = bigram | ~whole[:-2]
    keep[:, 1] = bigram
    keep[:, 2] = (bigram & ~is_parting[2:]) | is_boundary[:-2]
    return str(rows[keep].data, "utf-32-le")
