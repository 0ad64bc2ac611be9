"""What repairing answers: the repaired text, every change with its place, and the way back to the original.

All offsets are code points of the text as given. A change that was applied stands in the repaired text; one that
was only suggested does not. The original with the applied changes put in is the repaired text, always: nothing is
lost that is not reported.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RULES: tuple[str, ...] = tuple(f"D{number}" for number in range(1, 12))


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a text and what should stand there.

    ``found`` is the text from ``start`` to ``end`` as given. ``replacement`` is the first choice and
    ``alternatives`` are the further ones, best first; both are empty text where characters are to go.
    ``confidence`` runs from 0 (a guess) to 1 (can be computed).
    """

    rule: str
    start: int
    end: int
    found: str
    replacement: str
    alternatives: tuple[str, ...] = ()
    confidence: float = 1.0
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text, what it became, and all that was found in it.

    ``changes`` stand in order; those that were applied do not overlap. ``score`` counts the signs of damage that no
    sound text shows; ``damaged`` says that there are enough of them to take the whole text as damaged. ``encoding``
    is how bytes were read, and empty for text.
    """

    original: str
    text: str
    changes: tuple[Change, ...] = ()
    score: float = 0.0
    encoding: str = ""
    damaged: bool = False
    _offsets: Offsets = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_offsets", Offsets(change for change in self.changes if change.applied))

    @property
    def applied(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.applied)

    @property
    def suggested(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if not change.applied)

    def original_offset(self, offset: int) -> int:
        """Where the character at this place of the repaired text begins in the original."""
        return self._offsets.first(offset)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original from which this range of the repaired text was made.

        What was deleted at either edge is left outside; a replaced piece is given whole.
        """
        return self._offsets.span(start, end)


class Offsets:
    """The way back from a repaired text to its original: a look-up by bisection, whatever the length."""

    __slots__ = ("_edits", "_starts")

    def __init__(self, applied: Iterable[Change]) -> None:
        self._edits: list[tuple[int, int, int, int]] = []
        shift = 0
        for change in applied:
            start = change.start + shift
            self._edits.append((start, start + len(change.replacement), change.start, change.end))
            shift += len(change.replacement) - (change.end - change.start)
        self._starts = [edit[0] for edit in self._edits]

    def first(self, offset: int) -> int:
        return self._character(offset)[0]

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = self._character(start)[0]
        return (first, first) if end <= start else (first, max(first, self._character(end - 1)[1]))

    def piece(self, at: int) -> tuple[int, int]:
        """Where the replacement of one applied change stands in the repaired text."""
        return self._edits[at][0], self._edits[at][1]

    def touched(self, start: int, end: int) -> range:
        """Which applied changes share something with this range; a deletion counts when it lies inside."""
        low, high = bisect_right(self._starts, start), bisect_left(self._starts, end)
        if low and self._edits[low - 1][1] > start:
            low -= 1
        return range(low, max(low, high))

    def _character(self, offset: int) -> tuple[int, int]:
        """The range of the original behind one character of the repaired text."""
        at = bisect_right(self._starts, offset)
        if not at:
            return offset, offset + 1
        _, end, original_start, original_end = self._edits[at - 1]
        if offset < end:
            return original_start, original_end
        place = offset - end + original_end
        return place, place + 1


def put_in(text: str, applied: Iterable[Change]) -> str:
    """The text with these changes put in; they are in order and do not overlap."""
    return "".join(_pieces(text, applied))


def _pieces(text: str, applied: Iterable[Change]) -> Iterator[str]:
    at = 0
    for change in applied:
        yield text[at : change.start]
        yield change.replacement
        at = change.end
    yield text[at:]


def without_overlaps(changes: Iterable[Change]) -> list[Change]:
    """The changes in order; of two applied ones that overlap, the later begins life as a suggestion."""
    kept: list[Change] = []
    reached = 0
    for change in sorted(changes, key=lambda change: (change.start, change.end, not change.applied)):
        if change.applied and change.start < reached:
            change = replace(change, applied=False)
        if change.applied:
            reached = change.end
        kept.append(change)
    return kept


def carried_back(original: str, before: Sequence[Change], after: Iterable[Change]) -> list[Change]:
    """All changes of the original, given those of the original and those of the text which the applied ones made.

    What was changed in a piece that had been replaced before is one change with it: from the piece as given to the
    last result.
    """
    first = [change for change in before if change.applied]
    if not first:
        return without_overlaps([*before, *after])
    carrying = _Carrying(original, put_in(original, first), first)
    changes = without_overlaps(after)
    carried = [carrying.alone(change) for change in changes if not change.applied]
    taken: set[int] = set()
    for start, end, inner in carrying.joined([change for change in changes if change.applied]):
        carried.append(carrying.over(start, end, inner))
        taken.update(carrying.touched(start, end))
    rest = [change for at, change in enumerate(first) if at not in taken]
    return without_overlaps([*rest, *(change for change in before if not change.applied), *carried])


class _Carrying:
    """The original, the text between, and the changes that lead from one to the other."""

    def __init__(self, original: str, middle: str, first: Sequence[Change]) -> None:
        self._original, self._middle, self._first = original, middle, first
        self._offsets = Offsets(first)

    def touched(self, start: int, end: int) -> range:
        """Which of the first changes share something with this range of the text between."""
        return self._offsets.touched(start, end)

    def alone(self, change: Change) -> Change:
        return self.over(*self._whole(change.start, change.end), [change])

    def joined(self, changes: Iterable[Change]) -> Iterator[tuple[int, int, list[Change]]]:
        """Ranges of the text between that are to be told as one change, each with the later changes inside."""
        group: list[Change] = []
        start = end = 0
        for change in changes:
            first, last = self._whole(change.start, change.end)
            if group and first < end:
                group.append(change)
                end = max(end, last)
                continue
            if group:
                yield start, end, group
            start, end, group = first, last, [change]
        if group:
            yield start, end, group

    def over(self, start: int, end: int, inner: Sequence[Change]) -> Change:
        """One change of the original over this range of the text between."""
        first, last = self._offsets.span(start, end)
        touched = [self._first[at] for at in self.touched(start, end)]
        if not touched and len(inner) == 1:
            return inner[0] if first == inner[0].start else _moved(inner[0], first, last)
        cut = [replace(change, start=change.start - start, end=change.end - start) for change in inner]
        lead = touched[0] if touched and inner[0].applied else inner[0]
        ways = () if len(inner) > 1 else inner[0].alternatives
        return Change(
            rule=lead.rule,
            start=first,
            end=last,
            found=self._original[first:last],
            replacement=put_in(self._middle[start:end], cut),
            alternatives=tuple(
                put_in(self._middle[start:end], [replace(change, replacement=way) for change in cut]) for way in ways
            ),
            confidence=min(change.confidence for change in (*touched, *inner)),
            applied=inner[0].applied,
        )

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The range widened so that it cuts none of the pieces that were put in before."""
        for at in self.touched(start, end):
            piece = self._offsets.piece(at)
            start, end = min(start, piece[0]), max(end, piece[1])
        return start, end


def _moved(change: Change, start: int, end: int) -> Change:
    """The same change in another place."""
    return Change(
        change.rule,
        start,
        end,
        change.found,
        change.replacement,
        change.alternatives,
        change.confidence,
        change.applied,
    )


def overlapping(changes: Iterable[Change]) -> bool:
    """Whether two of the applied changes stand in the same place."""
    applied = sorted((change for change in changes if change.applied), key=lambda change: (change.start, change.end))
    return any(second.start < first.end for first, second in pairwise(applied))
