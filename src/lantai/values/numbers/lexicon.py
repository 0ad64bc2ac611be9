"""Words that hold numerals and count nothing: 統一, 進一步, 十分, 三思.

The list is ``values/data/number_words.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lantai.values.numbers.plain import plain

_DATA: Final = Path(__file__).parents[1] / "data" / "number_words.txt"
_UNLESS_QUALIFIED: Final = "[unless qualified]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, made plain. Before a character of ``not_before`` it is none; a ``soft`` one yields to 近 and 上."""

    text: str
    not_before: str
    soft: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words by every pair of characters in them, with the pair's place in the word."""

    by_pair: dict[str, tuple[tuple[int, Word], ...]]

    def around(self, text: str, start: int, end: int, *, qualified: bool = False) -> tuple[int, int] | None:
        """The widest word of a plain text that touches the numeral at ``start:end``; None when there is none."""
        spans = [
            (at, at + len(word.text))
            for first in range(max(start - 1, 0), end)
            for offset, word in self.by_pair.get(text[first : first + 2], ())
            if not (qualified and word.soft) and _stands(word, text, at := first - offset)
        ]
        return max(spans, key=lambda span: span[1] - span[0], default=None)


def _stands(word: Word, text: str, at: int) -> bool:
    after = at + len(word.text)
    return at >= 0 and text.startswith(word.text, at) and not (after < len(text) and text[after] in word.not_before)


@cache
def lexicon() -> Lexicon:
    """The shipped words, read at the first call."""
    pairs: dict[str, list[tuple[int, Word]]] = {}
    for word in _words():
        for at in range(len(word.text) - 1):
            pairs.setdefault(word.text[at : at + 2], []).append((at, word))
    return Lexicon({pair: tuple(words) for pair, words in pairs.items()})


def _words() -> Iterator[Word]:
    soft = False
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            soft = line == _UNLESS_QUALIFIED
        elif not line.startswith("#"):
            for entry in line.split():
                word, _, not_before = entry.partition("!")
                yield Word(plain(word), plain(not_before), soft)
