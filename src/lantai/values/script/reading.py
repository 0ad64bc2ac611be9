"""Reading a text on the way to traditional characters: what each character would be, and how sure that is.

A text may be of either script, or of both: printed in simplified characters, in traditional ones, or turned from
simplified to traditional character for character (以后, 干部), which is the common damage. The reading goes line by
line, since scripts change with lines, and so that the pieces of a text read as the whole does:

- a line with more characters that only simplified texts hold than such that only traditional ones hold, or with
  neither, is *simplified*: every character is converted;
- any other line is *traditional*: what stands there is trusted. It is changed only where the character belongs to no
  traditional text (发), or where it is surely wrong (grade ``must``) and the words show it: in a word of the
  dictionary (干部, 以后), or by itself in a line whose words show that it was turned character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from lantai.values.names import Names
from lantai.values.script.engine import BARRIER, convert_words, converter, word_converter
from lantai.values.script.segmenting import Word, is_in_dictionary, words
from lantai.values.script.tables import (
    Phrase,
    grades,
    house_phrases,
    never_turned,
    simplified_only,
    surname_rules,
    traditional_only,
)

Range = tuple[int, int]

_UNREADABLE: Final = re.compile("[\ud800-\udfff\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Lone surrogates, which OpenCC cannot take, and compatibility ideographs, which it would replace."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read for conversion; every string of the same length."""

    text: str
    base: str
    """In simplified characters, with barriers where names stand and where nothing may be read."""
    wanted: str
    """What each character would be in traditional characters, were the text simplified."""
    words: tuple[Word, ...]
    in_words: bytes
    """1 where the word shows which character is meant: one of the dictionary, longer than one, and no person."""
    phrases: tuple[Range, ...]
    """Where phrases of the house stand."""

    def lines(self) -> Iterator[Range]:
        """Where the lines begin and end, their line feeds inside."""
        start = 0
        while start < len(self.text):
            end = self.text.find("\n", start) + 1 or len(self.text)
            yield start, end
            start = end

    def is_simplified(self, start: int, end: int) -> bool | None:
        """Whether the range is in simplified characters; None where no character tells."""
        chars = self.text[start:end]
        simple = sum(map(simplified_only().__contains__, chars))
        traditional = sum(map(traditional_only().__contains__, chars))
        return simple > traditional if simple or traditional else None

    def differing(self, start: int, end: int) -> Iterator[int]:
        """The positions where something else is wanted than what stands there."""
        if self.text[start:end] != self.wanted[start:end]:
            yield from (at for at in range(start, end) if self.text[at] != self.wanted[at])

    def is_must(self, at: int) -> bool:
        """Whether what stands here and what is wanted are two words (grade ``must``), or of two scripts."""
        found = self.text[at]
        return found in simplified_only() or grades().get(found + self.wanted[at]) == "must"

    def is_shown(self, at: int) -> bool:
        """Whether the word shows what is wanted, so that no default was taken."""
        return bool(self.in_words[at]) or self.wanted[at] != word_converter("s2t")(self.base[at])

    def is_turned(self, start: int, end: int) -> bool:
        """Whether the range shows that it was turned to traditional character for character.

        Two or more words are surely wrong (干部), and more than are right where such a turning goes wrong (以後).
        """
        wrong = sum(
            1
            for at in self.differing(start, end)
            if self.text[at] not in traditional_only() and self.is_must(at) and self.is_shown(at)
        )
        right = sum(map(never_turned().__contains__, self.text[start:end])) if wrong else 0
        return wrong > max(1, right)

    def is_surely_wrong(self, at: int, *, turned: bool) -> bool:
        """Whether a character that stands in a traditional text must be another."""
        found = self.text[at]
        if found in simplified_only():
            return True
        return self.is_must(at) and (self.is_shown(at) or (turned and found not in traditional_only()))


def read(text: str, masked: Sequence[Range] = ()) -> Reading:
    """Read a text in which names stand at the masked ranges: nothing is read there."""
    base = mask(converter("t2s")(readable(text)), masked)
    segmented = words(base)
    phrases = tuple(find_phrases(base, segmented, house_phrases("hant")))
    wanted = list(convert_words(base, segmented, "s2t"))
    in_words = bytearray(len(text))
    for word in segmented:
        if len(word.text) > 1 and not word.tag.startswith("nr") and is_in_dictionary(word.text):
            in_words[word.start : word.end] = b"\1" * len(word.text)
    for start, end in phrases:
        wanted[start:end] = house_phrases("hant")[base[start:end]].wanted
        in_words[start:end] = b"\1" * (end - start)
    for at in _untouched(base):
        wanted[at] = text[at]
    return Reading(text, base, "".join(wanted), segmented, bytes(in_words), phrases)


def readable(text: str) -> str:
    """The text with barriers for what OpenCC cannot take or would replace unasked."""
    return _UNREADABLE.sub(BARRIER, text)


def mask(text: str, ranges: Sequence[Range]) -> str:
    """The text with barriers at the ranges, so that nothing is read across them."""
    pieces = []
    at = 0
    for start, end in ranges:
        pieces += [text[at:start], BARRIER * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def find_phrases(text: str, in_words: Sequence[Word], phrases: Mapping[str, Phrase]) -> Iterator[Range]:
    """Where the phrases stand, the longest first, where they cut no word of the dictionary in two."""
    listed = _listed(tuple(phrases))
    inside = _inside_words(len(text), in_words)
    at = listed.next_start(text, 0)
    while at >= 0:
        name = listed.at(text, at)
        end = at + len(name.text) if name else at
        stands = name is not None and (phrases[name.text].always or not (inside[at] or inside[end]))
        if stands:
            yield at, end
        at = listed.next_start(text, end if stands else at + 1)


@cache
def _listed(phrases: tuple[str, ...]) -> Names:
    return Names.of(phrases)


def _inside_words(length: int, in_words: Sequence[Word]) -> bytearray:
    """1 at every offset that lies inside a word which stands firm."""
    inside = bytearray(length + 1)
    for word in in_words:
        if len(word.text) > 1 and _stands_firm(word):
            inside[word.start + 1 : word.end] = b"\1" * (len(word.text) - 1)
    return inside


def _stands_firm(word: Word) -> bool:
    """Whether a word is one of the dictionary, or the name of a person.

    The segmenter makes up words where it knows none; a phrase may cut those.
    """
    if len(word.text) == 3 and word.is_person and word.text[0] in surname_rules().common:
        return True
    return is_in_dictionary(word.text)


def _untouched(base: str) -> Iterator[int]:
    at = base.find(BARRIER)
    while at >= 0:
        yield at
        at = base.find(BARRIER, at + 1)
