"""Cells of a table, which are read row by row where decks would be read one after the other.

Proof is, in this order: a rule that goes through the empty band between them; figures in all of the rows on one side (a
price beside every good, a page beside every title); short lines, set wide, in the same rows on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lantai.adapters.ocr.places import Part, Place, cut_along, cut_rows, lie_on_one_another, whole

SHORT = 7.0
"""The usual cell of a table, or number of a paragraph, is at most this long, in its thickness."""

MATCHED, MATCHED_FIGURES = 0.8, 0.6
"""So much of the rows on one side has its fellow on the other; less where figures prove the table."""

FIGURES = 0.7
"""So much of a column of figures is figures, the rest its head."""

BREAK = 1.2
"""A rule may be broken by so much, in the size of type."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What speaks for tables on this page. ``wide``: the gap between rows, in line thicknesses, from which on lines
    may be cells; ``along``: the rules that run along; ``figures``: names of the lines that are figures alone."""

    wide: float
    along: tuple[Place, ...] = ()
    figures: frozenset[int] = frozenset()

    def are_cells(self, before: Part, after: Part) -> bool:
        """Whether two neighbouring parts are cells of the same rows of a table."""
        rows, others = cut_rows(before), cut_rows(after)
        fewer, more = sorted((rows, others), key=len)
        fellows = [_thickest(row) for row in more]
        matched = sum(any(_are_level(_thickest(row), one) for one in fellows) for row in fewer) / len(fewer)
        if len(fewer) > 1 and matched >= MATCHED_FIGURES and self._have_figures(before, after):
            return True
        if len(fewer) < 2 or matched < MATCHED or not (_are_short(before) or _are_short(after)):
            return False
        return min(_wideness(rows), _wideness(others)) >= self.wide

    def _have_figures(self, before: Part, after: Part) -> bool:
        """Whether the cells on either side of the band, or all on one side of it, are figures."""
        nearest = cut_along(before, 0.0)[-1], cut_along(after, 0.0)[0]
        return any(self._are_figures(part) for part in (before, after, *nearest))

    def _are_figures(self, part: Part) -> bool:
        many = sum(place.index in self.figures for place in part)
        return many > 1 and many >= FIGURES * len(part)

    def rule_between(self, before: Part, after: Part) -> bool:
        """Whether a rule goes through the band that parts two neighbours along, with lines on both of its sides."""
        begin, end = max(place.end for place in before), min(place.begin for place in after)
        both = [*before, *after]
        margin = median(place.size for place in both)
        first, last = min(place.middle for place in both), max(place.middle for place in both)
        return any(
            rule.begin < begin - margin and end + margin < rule.end and first < rule.middle < last
            for rule in self.along
        )


def along_whole(rules: Sequence[Place], size: float) -> tuple[Place, ...]:
    """The rules that run along, those that are but broken made whole: frames of two boxes one beneath the other.
    ``size`` is that of the type."""
    found: list[Place] = []
    level = [rule for rule in rules if rule.thickness > rule.length]
    for rule in sorted((rule for rule in rules if rule.length > rule.thickness), key=lambda rule: rule.begin):
        at = next((at for at, one in enumerate(found) if _goes_on(one, rule, level, size)), len(found))
        found[at : at + 1] = [whole([*found[at : at + 1], rule])]
    return tuple(found)


def _goes_on(above: Place, rule: Place, level: Sequence[Place], size: float) -> bool:
    """Whether two rules are one: no rules across part them on both sides, as they do between two decks."""
    if abs(above.middle - rule.middle) > 0.3 * size or not -size < rule.begin - above.end < BREAK * size:
        return False
    low, high = sorted((above.end, rule.begin))
    between = [one for one in level if low - size < (one.begin + one.end) / 2 < high + size]
    before = any(one.first < rule.middle - size < one.last + size for one in between)
    after = any(one.first - size < rule.middle + size < one.last for one in between)
    return not (before and after)


def _are_short(places: Part) -> bool:
    return median(place.length for place in places) < SHORT * median(place.thickness for place in places)


def _wideness(rows: Sequence[Part]) -> float:
    """The usual gap between rows, in line thicknesses."""
    gaps = [min(p.first for p in after) - max(p.last for p in before) for before, after in pairwise(rows)]
    return median(gaps) / median(place.thickness for row in rows for place in row)


def _are_level(one: Place, other: Place) -> bool:
    """Whether two lines of like size stand in the same row."""
    thinner, thicker = sorted((one, other), key=lambda place: place.thickness)
    return thicker.thickness < 2 * thinner.thickness and lie_on_one_another(thinner, thicker)


def _thickest(row: Part) -> Place:
    return max(row, key=lambda place: place.thickness)
