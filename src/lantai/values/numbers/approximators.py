"""What leaves a number open: 近, 約, 超過 before it, 餘 and 多 within, 以上 and 左右 after it.

A mark says what the stated number is: the lower bound (``low``), the upper bound (``high``), or neither (``about``).
The words are ``values/data/approximators.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from lantai.values.numbers.plain import plain

_DATA: Final = Path(__file__).parents[1] / "data" / "approximators.toml"
_LONGEST_ENGLISH: Final = 24

Bound = Literal["low", "high", "about"]
_BOUNDS: Final[dict[str, Bound]] = {"at_least": "low", "at_most": "high", "about": "about"}


class Mark(NamedTuple):
    """A word that leaves a number open, and where it stands."""

    bound: Bound
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Approximators:
    """The words, made plain; those before a number by their last character, those after it by their first."""

    before: dict[str, tuple[tuple[str, Bound], ...]]
    after: dict[str, tuple[tuple[str, Bound], ...]]
    within: dict[str, Bound]
    links: str
    not_after: dict[str, str]
    only_before: dict[str, str]
    not_before: dict[str, str]
    english_before: re.Pattern[str]
    english_after: re.Pattern[str]

    def mark_before(self, text: str, end: int, floor: int) -> Mark | None:
        """The mark that ends where a number begins, a space or 為 占 有 between; it begins at ``floor`` or later."""
        edge = end - 1 if end > floor and text[end - 1] == " " else end
        if edge > floor and text[edge - 1].isascii() and (text[edge - 1].isalpha() or text[edge - 1] == "."):
            return self._english_mark(text, end, floor)
        if mark := self._word_before(text, edge, end, floor):
            return mark
        if edge > floor and text[edge - 1] in self.links:
            linked = self._word_before(text, edge - 1, end, floor)
            return linked if linked and (linked.bound == "about" or linked.end - linked.start > 1) else None
        return None

    def _word_before(self, text: str, edge: int, number: int, floor: int) -> Mark | None:
        for word, bound in self.before.get(text[edge - 1 : edge], ()) if edge > floor else ():
            start = edge - len(word)
            if start < floor or not text.startswith(word, start):
                continue
            if _is_in(text[start - 1 : start], self.not_after.get(word, "")):
                return None
            if word not in self.only_before or _is_in(text[number : number + 1], self.only_before[word]):
                return Mark(bound, start, edge)
        return None

    def _english_mark(self, text: str, end: int, floor: int) -> Mark | None:
        begin = max(floor, end - _LONGEST_ENGLISH)
        match = self.english_before.search(text, begin, end)
        return (
            None
            if match is None
            else Mark(_BOUNDS[str(match.lastgroup)], match.start(), match.end(str(match.lastgroup)))
        )

    def mark_after(self, text: str, start: int) -> Mark | None:
        """The mark that begins where a number ends, a space between."""
        begin = start + 1 if text[start : start + 1] == " " else start
        for word, bound in self.after.get(text[begin : begin + 1], ()):
            end = begin + len(word)
            if text.startswith(word, begin) and not _is_in(text[end : end + 1], self.not_before.get(word, "")):
                return Mark(bound, begin, end)
        match = self.english_after.match(text, start) if begin > start else None
        return None if match is None else Mark(_BOUNDS[str(match.lastgroup)], begin, match.end())


def _is_in(char: str, chars: str) -> bool:
    """Whether there is a character (the text may end there) and it is one of these."""
    return bool(char) and char in chars


@cache
def approximators() -> Approximators:
    """The shipped words, read at the first call."""
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return Approximators(
        before=_indexed(data["before"], -1),
        after=_indexed(data["after"], 0),
        within={plain(word): bound for word, bound in _words(data["within"])},
        links=plain(data["links"]["words"].replace(" ", "")),
        not_after=_plain_keys(data["not_after"]),
        only_before=_plain_keys(data["only_before"]),
        not_before=_plain_keys(data["not_before"]),
        english_before=re.compile(rf"(?<![A-Za-z])(?:{_groups(data['english']['before'])})\s$", re.IGNORECASE),
        english_after=re.compile(rf"\s(?:{_groups(data['english']['after'])})(?![A-Za-z])", re.IGNORECASE),
    )


def _words(lists: dict[str, str]) -> list[tuple[str, Bound]]:
    return [(word, _BOUNDS[name]) for name, words in lists.items() for word in words.split()]


def _indexed(lists: dict[str, str], place: int) -> dict[str, tuple[tuple[str, Bound], ...]]:
    index: dict[str, list[tuple[str, Bound]]] = {}
    for word, bound in sorted(_words(lists), key=lambda entry: -len(entry[0])):
        index.setdefault(plain(word)[place], []).append((plain(word), bound))
    return {char: tuple(words) for char, words in index.items()}


def _plain_keys(table: dict[str, str]) -> dict[str, str]:
    return {plain(word): plain(chars) for word, chars in table.items()}


def _groups(lists: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in lists.items())
