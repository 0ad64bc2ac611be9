"""Counting how often the words of a query occur, alike on every engine (``ports.search``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import AnyStr

from lantai.ports.search import And, Node, Not, Or, Word


def sought_words(query: Node) -> tuple[Word, ...]:
    """The distinct words that a document may have because the query asks for them, in the order they stand."""
    return tuple(dict.fromkeys(word for word in _words(query, sought=True) if word.text))


def _words(node: Node, *, sought: bool) -> Iterator[Word]:
    match node:
        case Word() if sought:
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part, sought=sought)
        case Not(part):
            yield from _words(part, sought=not sought)


def occurrences(text: AnyStr, word: AnyStr) -> int:
    """How often the word stands in the text, overlapping ones each. For bytes both are UTF-8.

    ``count`` of Python does not see overlaps, but is much quicker, and few words can overlap themselves.
    """
    return _overlapping(text, word) if overlaps_itself(word) else text.count(word)


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
