"""Search folding: one text for all the ways of writing it, with the way back to the text as given.

Two texts that a reader would call the same words fold to the same string: traditional, simplified, Japanese
and variant forms of a character are one, and so are full and half width, capitals and small letters. White
space, control, format and variation-selector characters are left out, and so is punctuation, except
``. , : / -`` between two ASCII letters or digits. ``□ ○ ■`` and private-use characters are ordinary
characters: they stand for something on the page. Folded text is compared and indexed, never shown.

The table is data (``fold_table``); it is one to one, so the only thing that moves offsets, besides what is
left out, is Unicode normalisation (NFC). Long texts go through NumPy, short ones through ``str.translate``;
both give the same.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from lantai.values.fold_table import DROP, INSIDE, JOINS, KEPT_INSIDE, MOVES, SCALAR, WORD, fold_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = 100
"""From this many code points on, NumPy is quicker than ``str.translate``."""


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Folded text, and where each of its code points came from.

    ``starts[i]`` and ``ends[i]`` bound, in code points of the text as given, what ``text[i]`` stands for.
    """

    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as given that the folded range ``start:end`` stands for.

        What was left out between the first and the last character lies inside, what was left out around them
        outside. Raises IndexError for a range that is empty or reaches out of the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"No folded text at {start}:{end}: the range must lie in 0:{len(self.text)}.")
        return int(self.starts[start]), int(self.ends[end - 1])

    def position(self, offset: int) -> int:
        """The first folded code point that ends after ``offset`` of the text as given."""
        return bisect_right(self.ends, offset)


def fold(text: str) -> str:
    """Fold a text for search: idempotent, the same for text and query."""
    return _fold_short(text) if len(text) < LONG else _fold_long(text)


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the way back; offsets are code points of ``text`` as given, not of its NFC form."""
    marks = _marks(text)
    if not _seen(marks) & (JOINS | MOVES):
        kept = np.flatnonzero(_kept(marks)).astype(np.int32)
        return Folded(_string(marks[kept]), kept, kept + np.int32(1))
    settled, starts, ends = _settle_with_offsets(text)
    marks = _marks(settled)
    stay = np.flatnonzero(_kept(marks))
    once = Folded(_string(marks[stay]), starts[stay], ends[stay])
    return once if _is_settled(once.text) else _fold_again(once)


def _fold_again(folded: Folded) -> Folded:
    """Fold what is not at rest yet: something left out had stood between a letter and its mark."""
    again = fold_with_offsets(folded.text)
    return Folded(again.text, folded.starts[again.starts], folded.ends[again.ends - 1])


# -- short texts ---------------------------------------------------------------------------------


def _fold_short(text: str) -> str:
    settled = text if _is_settled(text) else _settle(text)
    folded = _stray().sub("", settled).translate(fold_table().mapping)
    return folded if _is_settled(folded) else _fold_short(folded)


@cache
def _stray() -> re.Pattern[str]:
    """``. , : / -`` of either width where it does not stand between two that fold to ASCII letters or digits."""
    mapping = fold_table().mapping.items()
    marks = KEPT_INSIDE + "".join(chr(code) for code, to in mapping if to and to in KEPT_INSIDE)
    word = "0-9A-Za-z" + "".join(chr(code) for code, to in mapping if to and to.isascii() and to.isalnum())
    return re.compile(f"(?<![{word}])[{re.escape(marks)}]|[{re.escape(marks)}](?![{word}])")


# -- long texts ----------------------------------------------------------------------------------


def _fold_long(text: str) -> str:
    marks = _marks(text)
    seen = _seen(marks)
    if seen & (JOINS | MOVES) and not _is_settled(text):
        marks = _marks(_settle(text))
    folded = _string(marks[_kept(marks)])
    return _fold_long(folded) if seen & JOINS and not _is_settled(folded) else folded


def _marks(text: str) -> NDArray[np.uint32]:
    """The table's entry for each code point of the text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return fold_table().marks.take(codes)


def _seen(marks: NDArray[np.uint32]) -> int:
    """Every flag that occurs."""
    return int(np.bitwise_or.reduce(marks))


def _kept(marks: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters stay: all but the dropped, and of ``. , : / -`` those inside a word."""
    keep = marks < DROP  # the highest bit: one comparison instead of two operations
    inner = np.flatnonzero(marks & INSIDE)
    if inner.size:
        word = np.zeros(marks.size + 2, np.bool_)
        word[1:-1] = (marks & WORD) != 0
        keep[inner] = word[inner] & word[inner + 2]
    return keep


def _string(marks: NDArray[np.uint32]) -> str:
    return str((marks & SCALAR).astype("<u4", copy=False).tobytes(), "utf-32-le")


# -- normalisation -------------------------------------------------------------------------------


def _is_settled(text: str) -> bool:
    """Whether normalisation would leave the text as it is."""
    if text.isascii():
        return True
    return unicodedata.is_normalized("NFC", text) and "\uff9e" not in text and "\uff9f" not in text


def _settle(text: str) -> str:
    """NFC; where a half-width sound mark stands, its kana are widened first, so that ｶﾞ becomes ガ."""
    if "\uff9e" in text or "\uff9f" in text:
        text = text.translate(_half_width_kana())
    return unicodedata.normalize("NFC", text)


@cache
def _half_width_kana() -> dict[int, str | None]:
    mapping = fold_table().mapping
    return {code: mapping[code] for code in range(0xFF66, 0xFFA0)}


@cache
def _clusters() -> re.Pattern[str]:
    """What normalisation may change, in the smallest pieces that it changes apart from one another."""
    table = fold_table()
    return re.compile(f"[^{table.joins}]?[{table.joins}]+|[{table.moves}]")


def _settle_with_offsets(text: str) -> tuple[str, NDArray[np.int32], NDArray[np.int32]]:
    """The settled text, and where each of its code points begins and ends in the text as given."""
    pieces: list[str] = []
    starts: list[NDArray[np.int32]] = []
    ends: list[NDArray[np.int32]] = []
    done = 0
    for cluster in _clusters().finditer(text):
        start, end = cluster.span()
        settled = _settle(cluster.group())
        pieces += [text[done:start], settled]
        starts += [_counting(done, start), np.full(len(settled), start, np.int32)]
        ends += [_counting(done + 1, start + 1), np.full(len(settled), end, np.int32)]
        done = end
    pieces.append(text[done:])
    starts.append(_counting(done, len(text)))
    ends.append(_counting(done + 1, len(text) + 1))
    return "".join(pieces), np.concatenate(starts), np.concatenate(ends)


def _counting(first: int, end: int) -> NDArray[np.int32]:
    return np.arange(first, end, dtype=np.int32)
