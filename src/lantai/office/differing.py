"""A text in pieces, those that differ marked: as ``parts/marked.html`` shows one side of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    changed: bool


def parts_of(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """``ranges`` are those that differ, in order."""
    parts, at = [], 0
    for start, end in ranges:
        parts += [Part(text[at:start], changed=False), Part(text[start:end], changed=True)]
        at = end
    parts.append(Part(text[at:], changed=False))
    return tuple(part for part in parts if part.text)
