"""Places of lines in the directions of reading, and parts of a page cut at what lies empty between them.

Call *along* the axis on which a line of the page runs and *across* the axis on which lines follow each other: on a
vertical page along is downward and across runs from right to left; on a horizontal page along is rightward and across
is downward. So the same rules serve both ways of writing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DRAWN_IN = 0.15
"""The part of a line's thickness taken off each of its sides before gaps are looked for: detectors draw too wide."""

LONGER = 1.5
"""From so many times as long as thick on, a line's shape says which way it runs; one character's says nothing."""


class Extent(NamedTuple):
    """A place on the page when the page is turned upright."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """An extent in the directions of reading; ``index`` is the caller's name for it."""

    index: int
    begin: float
    end: float
    first: float
    last: float

    @property
    def thickness(self) -> float:
        return self.last - self.first

    @property
    def length(self) -> float:
        return self.end - self.begin

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2

    @property
    def size(self) -> float:
        """Of its type, whichever way it runs."""
        return min(self.thickness, self.length)

    @property
    def lies(self) -> bool:
        """Whether it runs across, as a horizontal headline does on a vertical page."""
        return self.thickness >= LONGER * self.length


Part = list[Place]


def placed(index: int, extent: Extent, *, vertical: bool, drawn_in: float = DRAWN_IN) -> Place:
    """The place of an extent, drawn in by a part of its thickness."""
    left, top, right, bottom = extent
    inset = min(right - left, bottom - top) * drawn_in
    left, top, right, bottom = left + inset, top + inset, right - inset, bottom - inset
    return Place(index, top, bottom, -right, -left) if vertical else Place(index, left, right, top, bottom)


def cut_along(places: Part, gap: float) -> list[Part]:
    return _cut(places, gap, begin=lambda place: place.begin, end=lambda place: place.end)


def cut_rows(places: Part) -> list[Part]:
    return _cut(places, 0.0, begin=lambda place: place.first, end=lambda place: place.last)


def _cut(places: Part, gap: float, *, begin: Callable[[Place], float], end: Callable[[Place], float]) -> list[Part]:
    """Parts with more than ``gap`` of nothing between them, in order."""
    parts: list[Part] = []
    reach = float("-inf")
    for place in sorted(places, key=begin):
        if not parts or begin(place) - reach > gap:
            parts.append([])
        parts[-1].append(place)
        reach = max(reach, end(place))
    return parts


def whole(places: Sequence[Place]) -> Place:
    """The place around these, by the name of the first."""
    return Place(
        index=places[0].index,
        begin=min(place.begin for place in places),
        end=max(place.end for place in places),
        first=min(place.first for place in places),
        last=max(place.last for place in places),
    )


def lie_on_one_another(one: Place, other: Place) -> bool:
    """Whether across they share more than half of the thinner."""
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared > 0.5 * min(one.thickness, other.thickness)
