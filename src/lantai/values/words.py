"""Words of running Chinese text with their kinds, for rules that ask what a noun is and where it ends.

The dictionary and the model are jieba's (MIT), in its Rust form. They know simplified text best, so every character
is simplified on its way in, one for one; the offsets are those of the text as given. The kinds are the tags of
jieba's dictionary: ``n`` noun, ``nr`` person, ``ns`` place, ``nt`` body, ``v`` verb, ``vn`` verbal noun, ``a``
adjective, ``m`` numeral, ``q`` measure, ``x`` a mark or anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import rjieba

PIECE: Final = 10_000
"""Longer text is cut here, in code points, so that memory stays flat."""

_HOUSE: Final = Path(__file__).parent / "data" / "words.tsv"
_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_HAN: Final = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


class Word(NamedTuple):
    """A word: ``start`` and ``end`` are code points of the text as given, ``tag`` is its kind."""

    start: int
    end: int
    text: str
    tag: str


def words(text: str, *, known: Iterable[tuple[str, str]] = ()) -> tuple[Word, ...]:
    """The words of a text, end to end. ``known`` are words that must be kept whole, each with its tag."""
    plain = text.translate(simplified_characters()).translate(_SURROGATES)
    segmenter = _segmenter(tuple(known))
    return tuple(word for at in range(0, len(text), PIECE) for word in _tagged(segmenter, text, plain, at))


def words_of_simplified(text: str) -> tuple[Word, ...]:
    """The words of a text that is simplified already, as a view of claims is, and holds no lone surrogate."""
    return tuple(_tagged(_segmenter(()), text, text, 0))


def is_word(text: str) -> bool:
    """Whether the dictionary has this word."""
    plain = text.translate(simplified_characters()).translate(_SURROGATES)
    return len(plain) > 1 and bool(_segmenter(()).has_word(plain))


def _tagged(segmenter: rjieba.Jieba, text: str, plain: str, start: int) -> Iterator[Word]:
    for found, tag in segmenter.tag(plain[start : start + PIECE]):
        end = start + len(found)
        yield Word(start, end, text[start:end], tag)
        start = end


@lru_cache(maxsize=8)
def _segmenter(known: tuple[tuple[str, str], ...]) -> rjieba.Jieba:
    """A segmenter of its own for each list of words: loading takes some 0.1 s, and is done at the first call."""
    import rjieba  # only where words are asked for: a command starts without it

    segmenter = rjieba.Jieba()
    for word, tag in (*_house_words(), *known):
        segmenter.add_word(word.translate(simplified_characters()), None, tag)
    return segmenter


def _house_words() -> Iterator[tuple[str, str]]:
    for line in _HOUSE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, tag = line.split("\t")
            yield word, tag


@cache
def simplified_characters() -> dict[int, str]:
    """What each traditional or variant character is in simplified text, one for one (OpenCC's character table).

    As ``str.translate`` takes it; made at the first call, some 20 ms.
    """
    import opencc  # as above

    han = "".join(chr(code) for block in _HAN for code in block)
    plain = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {ord(char): to for char, to in zip(han, plain, strict=True) if char != to and len(to) == 1}
