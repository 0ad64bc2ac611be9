"""The order in which the lines of a page are read.

The directions are those of ``places``: decks of a newspaper and columns of a horizontal page are one thing, parts that
follow each other along.

0. The two pages of an open volume are read one after the other.
1. Where an empty band parts the whole page along, the parts are read one after the other. Cells of a table
   (``tables``), numbers before their paragraphs, heads over columns of their own, and what a rule goes through are not
   parts.
2. Else something (a masthead, a headline over two columns) spans the band. The page is parted across at the gap that
   frees most lines for rule 1, and each part is looked at anew.
3. A head that runs across (``heads``) is read before the columns that it stands over, and after those beside it.
4. Columns that end above a picture are read before those that begin beneath it (``wrapping``).
5. What is left is one region: its lines are gathered into rows (columns on a vertical page) by overlap and read row by
   row. Two half-columns of small notes within a column (``notes``) are read in its course, the first before the second.

Boxes are drawn in before gaps are looked for, because detectors draw them too wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lantai.adapters.ocr.heads import are_heads, headed
from lantai.adapters.ocr.notes import with_notes_paired
from lantai.adapters.ocr.places import Extent, Part, Place, cut_along, cut_rows, lie_on_one_another, placed, whole
from lantai.adapters.ocr.tables import Tables, along_whole
from lantai.adapters.ocr.wrapping import stands_between, wrapped

DECK_GAP = {True: 0.2, False: 1.5}
"""The least empty band along that parts a vertical (True) or horizontal (False) page, in line thicknesses. Decks lie
close, parted by a rule; on a horizontal page a narrow band is often no more than a wide space."""

WIDE_SET = {True: 0.75, False: 0.6}
"""From this gap between neighbouring rows on, in line thicknesses, lines of a vertical (True) or horizontal (False)
page may be cells of a table."""

OPEN = 1.15
"""From so many times as wide as high on, a vertical page may be two pages of an open volume."""

GUTTER = 1.5
"""The least empty band between them, in the size of their type."""

WIDER = 2.0
"""And it is at least so many times as wide as the usual gap between rows."""

TOUCH, TOUCH_OF_NOTES = 0.3, 1.2
"""Lines of a row may reach into one another by so much of their thickness; notes and their column by more."""

BETWEEN = 3
"""So many parts before are looked at for the rest of a table."""

INDENT = 3.0
"""The deepest indent of a line within its deck, in line thicknesses."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What besides the places of its lines tells the order of a page: the long dark lines on it, which of its lines are
    figures alone, and its pictures."""

    rules: tuple[Extent, ...] = ()
    figures: frozenset[int] = frozenset()
    pictures: tuple[Extent, ...] = ()


NOTHING_MORE = Evidence()


@dataclass(frozen=True, slots=True)
class Page:
    """What counts on this page. ``deck``: the least band between decks, in pixels."""

    deck: float
    tables: Tables
    pictures: tuple[Place, ...] = ()


def in_reading_order(
    extents: Sequence[Extent], *, vertical: bool, evidence: Evidence = NOTHING_MORE
) -> list[list[int]]:
    """Indices of ``extents`` (left, top, right, bottom of an upright page), in regions, all in reading order."""
    places = [placed(index, extent, vertical=vertical) for index, extent in enumerate(extents)]
    if not places:
        return []
    rules = tuple(placed(-1, rule, vertical=vertical, drawn_in=0.0) for rule in evidence.rules)
    along = along_whole(rules, median(place.size for place in places))
    tables = Tables(WIDE_SET[vertical], along, evidence.figures)
    pictures = tuple(placed(-1, one, vertical=vertical, drawn_in=0.0) for one in evidence.pictures)
    page = Page(DECK_GAP[vertical] * median(place.thickness for place in places), tables, pictures)
    sides = _sides(places) if vertical else [places]
    return [[place.index for place in region] for side in sides for region in _regions(side, page)]


def _sides(places: Part) -> list[Part]:
    """The two pages of an open volume, or the one page."""
    around, rows = whole(places), cut_rows(places)
    if around.thickness < OPEN * around.length:
        return [places]
    gaps = [whole(after).first - whole(before).last for before, after in pairwise(rows)]
    for split, gap in enumerate(gaps, 1):
        middle = whole(rows[split]).first - gap / 2
        others = [*gaps[: split - 1], *gaps[split:]]
        least = max(GUTTER * median(place.size for place in places), WIDER * median(others or [0.0]))
        if gap > least and abs(middle - around.middle) < 0.1 * around.thickness:
            return [_flat(rows[:split]), _flat(rows[split:])]
    return [places]


def _regions(places: Part, page: Page) -> list[Part]:
    """Rules 1 and 2, then 4 and 3."""
    parts = _decks(places, page)
    if len(parts) == 1:
        parts = _cut_across(places, page)
    if len(parts) == 1:
        parts = wrapped(places, page.pictures) or parts
    if len(parts) == 1:
        return _under_heads(places, page)
    return [region for part in parts for region in _regions(part, page)]


def _decks(places: Part, page: Page) -> list[Part]:
    """Rule 1."""
    decks: list[Part] = []
    for part in cut_along(places, page.deck):
        # Between the rows of a table something else may stand beside them, such as its title.
        near = range(max(0, len(decks) - BETWEEN), len(decks))
        same = next((at for at in near if _belong_together(decks[at], part, page)), len(decks))
        decks[same:] = [[place for deck in decks[same:] for place in deck] + part]
    return decks


def _belong_together(before: Part, after: Part, page: Page) -> bool:
    if stands_between(before, after, page.pictures):
        return False
    return page.tables.are_cells(before, after) or page.tables.rule_between(before, after) or are_heads(before, after)


def _cut_across(places: Part, page: Page) -> list[Part]:
    """Rule 2: two parts at the gap that frees most lines (of equals, the widest), or the whole if none frees any."""
    rows = cut_rows(places)
    best, most = [places], (0, 0.0)
    for split in range(1, len(rows)):
        before, after = ([place for row in part for place in row] for part in (rows[:split], rows[split:]))
        freed = _freed(before, page) + _freed(after, page)
        width = min(place.first for place in after) - max(place.last for place in before)
        if freed and (freed, width) > most:
            best, most = [before, after], (freed, width)
    return best


def _freed(half: Part, page: Page) -> int:
    """How many lines start a row of true decks: two that follow each other, of three rows or more that begin level.

    A gap with less on either side of it is an accident of short lines or of notes.
    """
    decks = [deck for deck in _decks(half, page) if len(cut_rows(deck)) > 2]
    level = [len(_level(deck)) for deck in decks]
    if len(decks) < 2 or any(count <= len(cut_rows(deck)) / 2 for count, deck in zip(level, decks, strict=True)):
        return 0
    return sum(level)


def _level(deck: Part) -> Part:
    """The lines that begin where the deck does, give or take an indent."""
    begin = min(place.begin for place in deck)
    return [place for place in deck if place.begin - begin < INDENT * place.thickness]


def _under_heads(places: Part, page: Page) -> list[Part]:
    """Rule 3."""
    found = headed(places, page.tables.along)
    if found is None:
        return [_in_rows(places)] if places else []
    under = _regions(found.under, page) if _freed(found.under, page) else _under_heads(found.under, page)
    return [
        *_under_heads(found.before, page),
        *_under_heads(found.over, page),
        found.head,
        *under,
        *_under_heads(found.after, page),
    ]


def _in_rows(region: Part) -> Part:
    """Rule 5."""
    rows: list[list[Part]] = []
    for unit in sorted(with_notes_paired(region), key=lambda unit: whole(unit).middle):
        around = whole(unit)
        row = next((row for row in rows if lie_on_one_another(around, whole(_flat(row)))), None)
        if row is None:
            rows.append([unit])
        else:
            row.append(unit)
    return [place for row in rows for place in _within(row)]


def _within(row: list[Part]) -> Part:
    """One after the other along; what lies beside each other, in the order of across."""
    parts: list[list[Part]] = []
    for unit in sorted(row, key=lambda unit: whole(unit).begin):
        if parts and _overlap(parts[-1], unit) > 0:
            parts[-1].append(unit)
        else:
            parts.append([unit])
    return [place for part in parts for unit in sorted(part, key=lambda unit: whole(unit).middle) for place in unit]


def _overlap(before: list[Part], unit: Part) -> float:
    """By how much more than boxes may, a unit begins before others end; the halves of a note are cut out roughly."""
    notes = len(unit) > 1 or len(before[-1]) > 1
    thinnest = min(place.thickness for place in [*_flat(before), *unit])
    return whole(_flat(before)).end - whole(unit).begin - (TOUCH_OF_NOTES if notes else TOUCH) * thinnest


def _flat(units: list[Part]) -> Part:
    return [place for unit in units for place in unit]
