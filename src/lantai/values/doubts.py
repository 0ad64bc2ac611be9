"""Second thoughts: what a machine might have read instead, and how that is searched for without mixing it up.

A doubtful place of a text has other characters, one of which may be the true one. For search the folded text around it
is written once for every one of them, with the other character in place and a ``MARK`` before it (a *passage*); and a
word is sought with the mark before each of its characters in turn. So a word is found only where it takes another
character than the text has, and never where it stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lantai.values.folding import Folded, fold, fold_with_offsets

MARK: Final = "\ufdd0"
"""Before the other character: a code point that Unicode keeps out of texts, and folding lets be."""

REACH: Final = 12
"""Characters on either side of a doubtful place that stand in its passages."""


class Doubt(NamedTuple):
    """A doubtful character of a text as given: the place of its code point, and others, the likeliest first."""

    at: int
    instead: str


class _Passage(NamedTuple):
    """Folded text with another character in it, ``other`` at its end of ``before``; ``start`` and ``end`` bound in the
    folded text what the whole takes the place of."""

    before: str
    other: str
    after: str
    start: int
    end: int


def passages(text: str, doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """What is indexed of the doubts of a text."""
    if not doubts:
        return ()
    folded = fold_with_offsets(text)
    found = (f"{one.before}{MARK}{one.other}{one.after}" for doubt in doubts for one in _around(folded, doubt))
    return tuple(dict.fromkeys(found))


def doubtful_words(word: str) -> tuple[str, ...]:
    """What is sought in passages for a folded word: one for each character that may be the doubtful one."""
    last = len(word) - 1
    places = [at for at in range(len(word)) if at <= REACH and last - at <= REACH]
    return tuple(f"{word[:at]}{MARK}{word[at:]}" for at in places)


def doubtful_spans(text: str, doubts: Sequence[Doubt], words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in the text as given one of the folded words stands, if a second thought is the true one; in order."""
    if not doubts or not words:
        return []
    folded = fold_with_offsets(text)
    found = {
        span for doubt in doubts for one in _around(folded, doubt) for word in words for span in _met(folded, one, word)
    }
    return sorted(found)


def _around(folded: Folded, doubt: Doubt) -> Iterator[_Passage]:
    start = folded.position(doubt.at)
    stands = start < len(folded.text) and int(folded.starts[start]) <= doubt.at
    end = start + 1 if stands else start  # what folding leaves out (a mark, a space) takes no room
    read = folded.text[start:end]
    others = dict.fromkeys(fold(other) for other in doubt.instead)
    for other in others:
        if len(other) == 1 and other != read:
            yield _Passage(
                folded.text[max(0, start - REACH) : start], other, folded.text[end : end + REACH], start, end
            )


def _met(folded: Folded, passage: _Passage, word: str) -> Iterator[tuple[int, int]]:
    """Spans of the text as given where the word takes the other character of the passage."""
    written, place = passage.before + passage.other + passage.after, len(passage.before)
    for begin in range(max(0, place - len(word) + 1), place + 1):
        if written.startswith(word, begin):
            first = passage.start - (place - begin)
            last = passage.end + (begin + len(word) - place - 1)
            if first < last:
                yield folded.span(first, last)
