"""Snippets: the few words around what was found, in the original's own characters.

Looking happens in the folded text, showing in the text as given: hits are ranges of the original, found
through the folding's offset map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantai.values.folding import Folded

Span = tuple[int, int]
"""Start and end in code points of the text as given."""

_SENTENCE_ENDS: Final = "\n。！？；!?;"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A cut of a text: ``parts`` are (characters, whether they are a hit); joined, they are ``text[start:end]``.

    ``cut_before`` and ``cut_after`` say that the cut falls inside a sentence, where a reader expects an ellipsis.
    """

    parts: tuple[tuple[str, bool], ...]
    start: int
    end: int
    cut_before: bool
    cut_after: bool

    @property
    def text(self) -> str:
        return "".join(part for part, _ in self.parts)


def find_all(folded: Folded, needles: Iterable[str]) -> list[Span]:
    """Every place of the text as given where one of the folded needles stands, in order.

    Occurrences that overlap are one span; those that only touch are two. Empty needles are found nowhere.
    """
    found = {(start, start + len(needle)) for needle in needles if needle for start in _starts(folded.text, needle)}
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [folded.span(start, end) for start, end in merged]


def snippet(text: str, spans: Sequence[Span], width: int = 60) -> Snippet:
    """Some ``width`` code points of the text around the place with the most hits, the hits marked.

    The cut begins after a line's or a sentence's end and ends at one where there is one near enough. A hit is
    never cut: one longer than ``width`` is shown whole. Without spans the text's beginning is shown. Characters
    and line breaks are the text's own.
    """
    shown = _densest(spans, width)
    first, last = (shown[0][0], shown[-1][1]) if shown else (0, 0)
    start = _begin(text, first, room=max(0, width - (last - first)), width=width)
    end = _finish(text, last, high=max(last, start + width))
    return Snippet(
        parts=tuple(_parts(text, shown, start, end)),
        start=start,
        end=end,
        cut_before=not _is_boundary(text, start),
        cut_after=not _is_boundary(text, end),
    )


def _starts(text: str, needle: str) -> Iterable[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _densest(spans: Sequence[Span], width: int) -> Sequence[Span]:
    """The longest run of spans that fits into the width; the earliest of equals, and at least one span."""
    best: Span = (0, min(1, len(spans)))
    first = 0
    for last in range(len(spans)):
        while first < last and spans[last][1] - spans[first][0] > width:
            first += 1
        if last + 1 - first > best[1] - best[0]:
            best = (first, last + 1)
    return spans[best[0] : best[1]]


def _begin(text: str, first: int, *, room: int, width: int) -> int:
    """Where the first line or sentence begins in the half of the room before the first hit, else where it begins."""
    low = max(0, min(first - room // 2, len(text) - width))
    return next((at for at in range(low, first + 1) if _is_boundary(text, at)), low)


def _finish(text: str, last: int, *, high: int) -> int:
    """Where a line or a sentence ends in the second half of what is left after the last hit, else ``high``."""
    if high >= len(text):
        return len(text)
    near = last + (high - last) // 2
    return next((at for at in range(high, near, -1) if _is_boundary(text, at)), high)


def _is_boundary(text: str, at: int) -> bool:
    """Whether a line or a sentence begins or ends here."""
    return at in (0, len(text)) or text[at - 1] in _SENTENCE_ENDS or text[at] == "\n"


def _parts(text: str, spans: Sequence[Span], start: int, end: int) -> Iterable[tuple[str, bool]]:
    at = start
    for first, last in spans:
        if first > at:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < end:
        yield text[at:end], False
