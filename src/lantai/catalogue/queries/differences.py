"""Two texts side by side, with what is different marked: a word of letters or digits, or one character, at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKENS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_MOST_TOKENS = 2_000
"""Comparing costs the product of both lengths; longer stretches are marked as a whole."""


class Part(NamedTuple):
    """A stretch of text, and whether the other side has it not."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on both sides."""

    field: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """The fields that differ, in the order of ``before``; both have the same fields."""
    return [Difference(name, *marked(text, after[name])) for name, text in before.items() if text != after[name]]


def marked(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts in parts; put together again each is what it was."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    head = _common(old, new)
    tail = _common(reversed(old[head:]), reversed(new[head:]))
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    same = [] if max(len(inner_old), len(inner_new)) > _MOST_TOKENS else _blocks(inner_old, inner_new)
    blocks = [(0, 0, head), *((head + a, head + b, size) for a, b, size in same)]
    blocks.append((len(old) - tail, len(new) - tail, tail))
    return _parts(old, [(a, size) for a, _b, size in blocks]), _parts(new, [(b, size) for _a, b, size in blocks])


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many tokens are the same from the beginning on."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _blocks(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found]


def _parts(tokens: list[str], same: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    """``same``: where the stretches begin that both sides have, and how long they are, in order."""
    parts: list[Part] = []
    place = 0
    for start, size in same:
        _add(parts, tokens[place:start], changed=True)
        _add(parts, tokens[start : start + size], changed=False)
        place = start + size
    return tuple(parts)


def _add(parts: list[Part], tokens: list[str], *, changed: bool) -> None:
    if not tokens:
        return
    text = "".join(tokens)
    if parts and parts[-1].changed == changed:
        text = parts.pop().text + text
    parts.append(Part(text, changed))
