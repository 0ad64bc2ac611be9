"""The order in which the lines of a page are read.

The same rules serve both ways of writing. Call *along* the axis on which a line runs and *across* the axis on which
lines follow each other: on a vertical page along is downward and across runs from right to left; on a horizontal page
along is rightward and across is downward. Decks of a newspaper and columns of a horizontal page are then one thing:
parts that follow each other along.

1. Where an empty band parts the whole page along, the parts are read one after the other.
2. Else something (a masthead, a headline over two columns) spans the band. The page is parted across at the gap that
   frees most lines for rule 1, and each part is looked at anew.
3. What cannot be parted is one region: its lines are gathered into rows (columns on a vertical page) by overlap and
   read row by row; what lies beside each other within a row (notes in two half-columns) is read in the order of across.

Boxes are first turned by the page's slant about the origin and drawn in, because detectors draw them too wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from statistics import median

DRAWN_IN = 0.15
"""The part of a line's thickness taken off each of its sides before gaps are looked for."""

DECK_GAP = {True: 0.2, False: 1.5}
"""The least empty band along that parts a vertical (True) or horizontal (False) page, in line thicknesses. Decks lie
close, parted by a rule; on a horizontal page a narrow band is often no more than a wide space."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line's extent in the directions of reading; ``index`` is the caller's name for it."""

    index: int
    begin: float
    end: float
    first: float
    last: float

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


Region = list[Place]


def in_reading_order(
    boxes: Sequence[tuple[float, float, float, float]], *, vertical: bool, slant: float = 0.0
) -> list[list[int]]:
    """Indices of ``boxes`` (x, y, width, height), gathered into regions, both in reading order.

    ``slant`` is the page's turn in degrees, clockwise.
    """
    places = _places(boxes, vertical, slant)
    if not places:
        return []
    thickness = median(place.last - place.first for place in places)
    return [[place.index for place in _rows(region)] for region in _part(places, DECK_GAP[vertical] * thickness)]


def _places(boxes: Sequence[tuple[float, float, float, float]], vertical: bool, slant: float) -> list[Place]:
    cosine, sine = cos(radians(slant)), sin(radians(slant))
    places = []
    for index, (left, top, width, height) in enumerate(boxes):
        middle_x, middle_y = left + width / 2, top + height / 2
        x, y = middle_x * cosine + middle_y * sine, middle_y * cosine - middle_x * sine
        inset = min(width, height) * DRAWN_IN
        half_x, half_y = max(1.0, width / 2 - inset), max(1.0, height / 2 - inset)
        if vertical:
            places.append(Place(index, y - half_y, y + half_y, -x - half_x, -x + half_x))
        else:
            places.append(Place(index, x - half_x, x + half_x, y - half_y, y + half_y))
    return places


def _part(places: Region, gap: float) -> list[Region]:
    """Rules 1 and 2."""
    decks = _cut_along(places, gap)
    if len(decks) == 1:
        decks = _cut_across(places, gap)
    if len(decks) == 1:
        return [places]
    return [region for deck in decks for region in _part(deck, gap)]


def _cut_along(places: Region, gap: float) -> list[Region]:
    return _cut(places, gap, begin=lambda place: place.begin, end=lambda place: place.end)


def _cut_across(places: Region, gap: float) -> list[Region]:
    """Two parts at the gap that frees most lines (of equals, the widest), or the whole when no gap frees any."""
    rows = _cut(places, 0.0, begin=lambda place: place.first, end=lambda place: place.last)
    best, most = [places], (0, 0.0)
    for split in range(1, len(rows)):
        before, after = ([place for row in part for place in row] for part in (rows[:split], rows[split:]))
        freed = sum(len(half) for half in (before, after) if len(_cut_along(half, gap)) > 1)
        width = min(place.first for place in after) - max(place.last for place in before)
        if freed and (freed, width) > most:
            best, most = [before, after], (freed, width)
    return best


def _cut(places: Region, gap: float, *, begin: Callable[[Place], float], end: Callable[[Place], float]) -> list[Region]:
    """Parts with more than ``gap`` of nothing between them, in order."""
    parts: list[Region] = []
    reach = float("-inf")
    for place in sorted(places, key=begin):
        if not parts or begin(place) - reach > gap:
            parts.append([])
        parts[-1].append(place)
        reach = max(reach, end(place))
    return parts


def _rows(region: Region) -> list[Place]:
    """Rule 3."""
    rows: list[Region] = []
    for place in sorted(region, key=lambda place: (place.middle, place.begin)):
        row = next((row for row in rows if _goes_on_in(row, place)), None)
        if row is None:
            rows.append([place])
        else:
            row.append(place)
    return [place for row in rows for place in _within(row)]


def _goes_on_in(row: Region, place: Place) -> bool:
    """Whether a line and the widest of a row lie on one another by more than half of the narrower."""
    widest = max(row, key=lambda other: other.last - other.first)
    shared = min(place.last, widest.last) - max(place.first, widest.first)
    return shared > 0.5 * min(place.last - place.first, widest.last - widest.first)


def _within(row: Region) -> Region:
    """One after the other along; what lies beside each other, in the order of across."""
    touch = -0.3 * min(place.last - place.first for place in row)
    return [place for part in _cut_along(row, touch) for place in sorted(part, key=lambda place: place.middle)]
