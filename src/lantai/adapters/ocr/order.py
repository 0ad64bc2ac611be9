"""The order in which the lines of a page are read.

The same rules serve both ways of writing. Call *along* the axis on which a line runs and *across* the axis on which
lines follow each other: on a vertical page along is downward and across runs from right to left; on a horizontal page
along is rightward and across is downward. Decks of a newspaper and columns of a horizontal page are then one thing:
parts that follow each other along.

1. Where an empty band parts the whole page along, the parts are read one after the other. Cells of a table, and
   numbers before their paragraphs, are not parts: where wide-set lines stand in the same rows on both sides of the
   band, and on one side are short, they are read row by row.
2. Else something (a masthead, a headline over two columns) spans the band. The page is parted across at the gap that
   frees most lines for rule 1, and each part is looked at anew.
3. What cannot be parted is one region: its lines are gathered into rows (columns on a vertical page) by overlap and
   read row by row. Two half-columns of small notes within a column (夾註) are read in its course, the first before the
   second.

Boxes are drawn in before gaps are looked for, because detectors draw them too wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

DRAWN_IN = 0.15
"""The part of a line's thickness taken off each of its sides before gaps are looked for."""

DECK_GAP = {True: 0.2, False: 1.5}
"""The least empty band along that parts a vertical (True) or horizontal (False) page, in line thicknesses. Decks lie
close, parted by a rule; on a horizontal page a narrow band is often no more than a wide space."""

WIDE_SET = {True: 0.75, False: 0.6}
"""From this gap between neighbouring rows on, in line thicknesses, lines of a vertical (True) or horizontal (False)
page may be cells of a table."""

SHORT = 7.0
"""The usual cell of a table, or number of a paragraph, is at most this long, in its thickness."""

INDENT = 3.0
"""The deepest indent of a line within its deck, in line thicknesses."""

SMALL = 0.9
"""Notes are at most this thick, of the region's usual line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line's extent in the directions of reading; ``index`` is the caller's name for it."""

    index: int
    begin: float
    end: float
    first: float
    last: float

    @property
    def thickness(self) -> float:
        return self.last - self.first

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


Part = list[Place]


@dataclass(frozen=True, slots=True)
class Measure:
    """What counts as a gap on this page: between decks in pixels, between rows of a table in line thicknesses."""

    deck: float
    wide: float


def in_reading_order(extents: Sequence[tuple[float, float, float, float]], *, vertical: bool) -> list[list[int]]:
    """Indices of ``extents`` (left, top, right, bottom of an upright page), in regions, all in reading order."""
    places = [_place(index, *extent, vertical) for index, extent in enumerate(extents)]
    if not places:
        return []
    measure = Measure(DECK_GAP[vertical] * median(place.thickness for place in places), WIDE_SET[vertical])
    return [[place.index for place in _in_rows(region)] for region in _regions(places, measure)]


def _place(index: int, left: float, top: float, right: float, bottom: float, vertical: bool) -> Place:
    inset = min(right - left, bottom - top) * DRAWN_IN
    left, top, right, bottom = left + inset, top + inset, right - inset, bottom - inset
    return Place(index, top, bottom, -right, -left) if vertical else Place(index, left, right, top, bottom)


def _regions(places: Part, measure: Measure) -> list[Part]:
    """Rules 1 and 2."""
    parts = _decks(places, measure)
    if len(parts) == 1:
        parts = _cut_across(places, measure)
    if len(parts) == 1:
        return [places]
    return [region for part in parts for region in _regions(part, measure)]


def _decks(places: Part, measure: Measure) -> list[Part]:
    """Rule 1."""
    decks: list[Part] = []
    for part in _cut_along(places, measure.deck):
        if decks and _are_cells(decks[-1], part, measure.wide):
            decks[-1] = decks[-1] + part
        else:
            decks.append(part)
    return decks


def _are_cells(before: Part, after: Part, wide: float) -> bool:
    """Whether two neighbouring parts are cells of the same rows of a table."""
    rows, others = _cut_rows(before), _cut_rows(after)
    fewer, more = sorted((rows, others), key=len)
    if len(fewer) < 2 or not (_are_short(before) or _are_short(after)):
        return False
    if min(_wideness(rows), _wideness(others)) < wide:
        return False
    return sum(any(_overlap(row, other) for other in more) for row in fewer) >= 0.8 * len(fewer)


def _are_short(places: Part) -> bool:
    return median(place.end - place.begin for place in places) < SHORT * median(place.thickness for place in places)


def _wideness(rows: Sequence[Part]) -> float:
    """The usual gap between rows, in line thicknesses."""
    gaps = [min(p.first for p in after) - max(p.last for p in before) for before, after in pairwise(rows)]
    return median(gaps) / median(place.thickness for row in rows for place in row)


def _overlap(row: Part, other: Part) -> bool:
    thinner, thicker = sorted((_thickest(row), _thickest(other)), key=lambda place: place.thickness)
    return thicker.thickness < 2 * thinner.thickness and _lie_on_one_another(thinner, thicker)


def _thickest(row: Part) -> Place:
    return max(row, key=lambda place: place.thickness)


def _cut_across(places: Part, measure: Measure) -> list[Part]:
    """Rule 2: two parts at the gap that frees most lines (of equals, the widest), or the whole if none frees any."""
    rows = _cut_rows(places)
    best, most = [places], (0, 0.0)
    for split in range(1, len(rows)):
        before, after = ([place for row in part for place in row] for part in (rows[:split], rows[split:]))
        freed = _freed(before, measure) + _freed(after, measure)
        width = min(place.first for place in after) - max(place.last for place in before)
        if freed and (freed, width) > most:
            best, most = [before, after], (freed, width)
    return best


def _freed(half: Part, measure: Measure) -> int:
    """How many lines start a row of true decks: two that follow each other, of three rows or more that begin level.

    A gap with less on either side of it is an accident of short lines or of notes.
    """
    decks = [deck for deck in _decks(half, measure) if len(_cut_rows(deck)) > 2]
    level = [len(_level(deck)) for deck in decks]
    if len(decks) < 2 or any(count <= len(_cut_rows(deck)) / 2 for count, deck in zip(level, decks, strict=True)):
        return 0
    return sum(level)


def _level(deck: Part) -> Part:
    """The lines that begin where the deck does, give or take an indent."""
    begin = min(place.begin for place in deck)
    return [place for place in deck if place.begin - begin < INDENT * place.thickness]


def _cut_along(places: Part, gap: float) -> list[Part]:
    return _cut(places, gap, begin=lambda place: place.begin, end=lambda place: place.end)


def _cut_rows(places: Part) -> list[Part]:
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


def _in_rows(region: Part) -> Part:
    """Rule 3."""
    rows: list[Part] = []
    for unit in sorted(_with_notes_paired(region), key=lambda unit: _whole(unit).middle):
        whole = _whole(unit)
        row = next((row for row in rows if _lie_on_one_another(whole, _whole(row))), None)
        if row is None:
            rows.append(list(unit))
        else:
            row.extend(unit)
    return [place for row in rows for place in _within(row)]


def _with_notes_paired(region: Part) -> list[Part]:
    """The lines one by one, but half-columns of notes by twos."""
    usual = median(place.thickness for place in region)
    small = sorted((p for p in region if p.thickness < SMALL * usual), key=lambda place: place.first)
    pairs = [[one, two] for one, two in combinations(small, 2) if _are_notes(one, two, region)]
    paired = {place.index for pair in pairs for place in pair}
    return [*pairs, *([place] for place in region if place.index not in paired)]


def _are_notes(one: Place, two: Place, region: Part) -> bool:
    """Whether two small lines begin together, side by side, where a line of the usual size leaves off."""
    thickness = min(one.thickness, two.thickness)
    both = _whole([one, two])
    return (
        abs(one.begin - two.begin) < thickness
        and 0 < two.middle - one.middle < 2 * thickness
        and any(
            abs(both.begin - place.end) < 2 * thickness
            and place.thickness > thickness / SMALL
            and _lie_on_one_another(both, place)
            for place in region
        )
    )


def _whole(places: Sequence[Place]) -> Place:
    return Place(
        index=places[0].index,
        begin=min(place.begin for place in places),
        end=max(place.end for place in places),
        first=min(place.first for place in places),
        last=max(place.last for place in places),
    )


def _lie_on_one_another(one: Place, other: Place) -> bool:
    """Whether across they share more than half of the thinner."""
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared > 0.5 * min(one.thickness, other.thickness)


def _within(row: Part) -> Part:
    """One after the other along; what lies beside each other, in the order of across."""
    touch = -0.3 * min(place.thickness for place in row)
    return [place for part in _cut_along(row, touch) for place in sorted(part, key=lambda place: place.middle)]
