"""One view of a text for all rules: simplified character by character, one width, one kind of quotation mark.

A rule is written once and reads traditional, simplified and damaged text alike. The view is as long as the text,
code point for code point, so every offset of the one is an offset of the other. Lone surrogates, which no segmenter
takes, are U+FFFD in it. It is for rules, never for show.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.words import simplified_characters

SENTENCE: Final = 1_000
"""A sentence is cut here at the latest, in code points: it bounds the work at every claim."""

_MARKS: Final = {
    "“": "「", "”": "」", "‘": "『", "’": "』", "﹁": "「", "﹂": "」", "﹃": "『", "﹄": "』", "｢": "「", "｣": "」",
    "〝": "「", "〞": "」", "︽": "《", "︾": "》", "﹙": "(", "﹚": ")", "︵": "(", "︶": ")",
    "⟪": "《", "⟫": "》", "⟨": "〈", "⟩": "〉", "﹐": ",", "﹔": ";", "﹕": ":", "︰": ":", "﹖": "?", "﹗": "!",
    "•": "·", "・": "·", "‧": "·", "․": "·", "–": "—", "―": "—", "─": "—", "\u3000": " ", "\u00a0": " ", "\t": " ",
    "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\v": "\n", "\f": "\n", "\u0085": "\n",
}  # fmt: skip
_SENTENCE_END: Final = re.compile(r"[。!?;\n]+[」』\")》]*\n*|(?<=[a-z0-9)\"])\.[\")」』]*(?=[ \n]|\Z)\n*")
_CLAUSE_END: Final = re.compile(r"[。!?;:\n]|(?<![0-9]),|,(?![0-9])|\.(?= )")


def see(text: str) -> str:
    """The view of a text; as long as the text."""
    return text.translate(_table())


def sentences(view: str) -> Iterator[tuple[int, int]]:
    """The sentences of a view, end to end: up to a full stop, a semicolon, a line's end, or 1,000 characters."""
    start = 0
    for match in _SENTENCE_END.finditer(view):
        yield from _pieces(start, match.end())
        start = match.end()
    yield from _pieces(start, len(view))


def clause_start(view: str, at: int, *, limit: int = 60) -> int:
    """Where the clause around ``at`` begins: after the last mark before it, at most ``limit`` code points back."""
    floor = max(0, at - limit)
    ends = [match.end() for match in _CLAUSE_END.finditer(view, floor, at)]
    return ends[-1] if ends else floor


def clause_end(view: str, at: int, *, limit: int = 60) -> int:
    """Where the clause around ``at`` ends: before the next mark, at most ``limit`` code points on."""
    match = _CLAUSE_END.search(view, at, at + limit)
    return match.start() if match else min(len(view), at + limit)


class Spans:
    """Spans that lie one after another, without overlap, to be asked what lies where."""

    __slots__ = ("_ends", "_spans", "_starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def covers(self, start: int, end: int) -> bool:
        """Whether ``start:end`` lies inside one of the spans."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def touches(self, start: int, end: int) -> bool:
        """Whether ``start:end`` shares a code point with one of the spans."""
        at = bisect_right(self._ends, start)
        return at < len(self._spans) and self._starts[at] < end

    def between(self, start: int, end: int) -> range:
        """The numbers of the spans that begin in ``start:end``."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, SENTENCE):
        yield at, min(at + SENTENCE, end)


@cache
def _table() -> dict[int, str]:
    wide = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    capitals = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    marks = {ord(mark): to for mark, to in _MARKS.items()}
    surrogates = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return simplified_characters() | wide | capitals | marks | surrogates
