"""OpenCC held to whole words.

OpenCC takes the longest phrase from the left, so that it reads 百年历|程 as 百年曆程 and 新征|程 as 新徵程. A segmenter
reads words (百年|历程, 新|征程), but knows fewer phrases. Here both convert, the whole text and word by word, and
where they differ OpenCC's phrase wins only if it begins and ends where words do (一|只 as 一隻).

Every table that OpenCC ships for these conversions has entries of equal length on both sides, and everything here
keeps lengths: character i of the result stands for character i of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, Literal

from lantai.values.script.segmenting import Word
from lantai.values.script.surnames import surnames

BARRIER: Final = "\ufffd"
"""Stands for a character that nothing may read or change; no phrase and no word runs across it."""

Config = Literal["s2t", "t2s", "tw2s", "t2tw", "t2hk"]
Convert = Callable[[str], str]

_REACH: Final = 12
"""How far around a character its phrase is looked for, in code points: few phrases are longer."""
_CACHED_WORDS: Final = 100_000


@cache
def converter(config: Config) -> Convert:
    """OpenCC's conversion, of equal length: a text that it would lengthen is converted character by character.

    The object is built once (some 10 ms); converting does not change it, so threads may share it.
    """
    from opencc import OpenCC  # loaded only where something is converted

    convert: Convert = OpenCC(config).convert

    def keeping_length(text: str) -> str:
        converted = convert(text)
        return converted if len(converted) == len(text) else "".join(map(_one_for_one(convert), text))

    return keeping_length


def _one_for_one(convert: Convert) -> Convert:
    return lambda char: converted if len(converted := convert(char)) == 1 else char


@cache
def word_converter(config: Config) -> Convert:
    """The same for words and single characters, which recur: remembered."""
    return lru_cache(maxsize=_CACHED_WORDS)(converter(config))


def convert_words(text: str, in_words: Sequence[Word], config: Config) -> str:
    """Convert a text that has these words (as simplified); to traditional, persons keep their surnames."""
    whole = converter(config)(text)
    kept = surnames(text, in_words) if config == "s2t" else frozenset()
    apart = "".join(_word_by_word(text, in_words, kept, word_converter(config)))
    return whole if apart == whole else _chosen(text, whole, apart, in_words, kept, word_converter(config))


def _word_by_word(text: str, in_words: Sequence[Word], kept: Container[int], convert: Convert) -> Iterator[str]:
    for start, end, *_ in in_words:
        yield text[start] + convert(text[start + 1 : end]) if start in kept else convert(text[start:end])


def _chosen(text: str, whole: str, apart: str, in_words: Sequence[Word], kept: Container[int], convert: Convert) -> str:
    """Word by word, but where the whole text shows a phrase of whole words."""
    edges = bytearray(len(text) + 1)
    for word in in_words:
        edges[word.start] = edges[word.end] = 1
    chosen = list(apart)
    for at, char in enumerate(whole):
        if char != apart[at] and at not in kept and _is_phrase_of_words(text, at, char, edges, convert):
            chosen[at] = char
    return "".join(chosen)


def _is_phrase_of_words(text: str, at: int, char: str, edges: bytearray, convert: Convert) -> bool:
    """Whether the shortest phrase around ``at`` that gives this character begins and ends at words' edges."""
    last = min(len(text), at + _REACH)

    def gives(start: int, end: int) -> bool:
        return convert(text[start:end])[at - start] == char

    starts = (start for start in range(at, max(-1, at - _REACH), -1) if gives(start, last))
    start = next(starts, None)
    if start is None or not edges[start]:
        return False
    return bool(edges[next(end for end in range(at + 1, last + 1) if gives(start, end))])
