"""Counting how often the words of a query occur, alike on every engine (``ports.search``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import AnyStr


def occurrences(text: AnyStr, word: AnyStr) -> int:
    """How often the word stands in the text, overlapping ones each. For bytes both are UTF-8.

    ``count`` of Python does not see overlaps, but is much quicker, and few words can overlap themselves.
    """
    return _overlapping(text, word) if overlaps_itself(word) else text.count(word)


def counter_of(word: bytes) -> Callable[[bytes], int]:
    """``occurrences`` of one word, for many texts."""
    if overlaps_itself(word):
        return lambda text: _overlapping(text, word)
    return lambda text: text.count(word)


def overlaps_itself(word: AnyStr) -> bool:
    """Whether the word ends as it begins: 哈哈, or 山上有山."""
    return any(word.startswith(word[at:]) for at in range(1, len(word)))


def _overlapping(text: AnyStr, word: AnyStr) -> int:
    found = 0
    at = text.find(word)
    while at >= 0:
        found += 1
        at = text.find(word, at + 1)
    return found
