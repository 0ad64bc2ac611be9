"""What a text sets apart by marks: titles in 《》, words in 「」 “” and "", asides in round brackets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OPENERS: Final = "《〈「『(["
_CLOSERS: Final = {"》": "《", "〉": "〈", "」": "「", "』": "『", ")": "(", "]": "["}
_LONGEST: Final = {"《": 200, "〈": 200, "「": 1_000, "『": 1_000, "(": 200, "[": 200}
_MARKS: Final = re.compile(r"[《》〈〉「」『』()\[\]]|\n[ \n]*\n")
_STRAIGHT: Final = re.compile(r'(?<![0-9])"(?=\S)([^"\n]{1,1000})(?<=\S)"')
_DEEPEST: Final = 16


@dataclass(frozen=True, slots=True, order=True)
class Bracketed:
    """A pair of marks and what stands between: ``start:end`` covers the marks, ``mark`` is the opening one."""

    start: int
    end: int
    mark: str

    def inside(self, text: str) -> str:
        return text[self.start + 1 : self.end - 1]


def bracketed(view: str) -> tuple[Bracketed, ...]:
    """Every pair of marks of a view, by where it opens; nested pairs too. What is not closed is no pair.

    No pair reaches over an empty line, and none is longer than its kind may be.
    """
    return tuple(sorted([*_paired(view), *_straight(view)]))


def _paired(view: str) -> Iterator[Bracketed]:
    opened: deque[tuple[int, str]] = deque(maxlen=_DEEPEST)
    for match in _MARKS.finditer(view):
        mark = match.group()
        if mark in _OPENERS:
            opened.append((match.start(), mark))
        elif mark in _CLOSERS:
            yield from _closed(opened, match.end(), _CLOSERS[mark])
        else:
            opened.clear()


def _closed(opened: deque[tuple[int, str]], end: int, wanted: str) -> Iterator[Bracketed]:
    """The pair that is closed here, if its opening mark is there; what was opened within and not closed is dropped."""
    if not any(mark == wanted for _, mark in opened):
        return
    start, mark = opened.pop()
    while mark != wanted:
        start, mark = opened.pop()
    if 2 < end - start <= _LONGEST[wanted]:
        yield Bracketed(start, end, wanted)


def _straight(view: str) -> Iterator[Bracketed]:
    for match in _STRAIGHT.finditer(view):
        yield Bracketed(match.start(), match.end(), '"')
