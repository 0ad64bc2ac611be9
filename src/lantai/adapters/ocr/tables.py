"""Cells of a table, which are read row by row where decks would be read one after the other.

Proof is, in this order: a rule that goes through the empty band between them; figures in all of the rows on one side (a
price beside every good, a page beside every title); short lines, set wide, in the same rows on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lantai.adapters.ocr.places import Part, Place, cut_rows, lie_on_one_another

SHORT = 7.0
"""The usual cell of a table, or number of a paragraph, is at most this long, in its thickness."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What speaks for tables on this page. ``wide``: the gap between rows, in line thicknesses, from which on lines
    may be cells; ``rules``: the long dark lines; ``figures``: names of the lines that are figures alone."""

    wide: float
    rules: tuple[Place, ...] = ()
    figures: frozenset[int] = frozenset()

    def are_cells(self, before: Part, after: Part) -> bool:
        """Whether two neighbouring parts are cells of the same rows of a table."""
        rows, others = cut_rows(before), cut_rows(after)
        fewer, more = sorted((rows, others), key=len)
        if len(fewer) < 2 or sum(any(_overlap(row, one) for one in more) for row in fewer) < 0.8 * len(fewer):
            return False
        if self._are_figures(before) or self._are_figures(after):
            return True
        return (_are_short(before) or _are_short(after)) and min(_wideness(rows), _wideness(others)) >= self.wide

    def _are_figures(self, part: Part) -> bool:
        return len(part) > 2 and sum(place.index in self.figures for place in part) >= 0.7 * len(part)

    def rule_between(self, before: Part, after: Part) -> bool:
        """Whether a rule goes through the band that parts two neighbours along, with lines on both of its sides."""
        begin, end = max(place.end for place in before), min(place.begin for place in after)
        both = [*before, *after]
        margin = median(place.size for place in both)
        first, last = min(place.middle for place in both), max(place.middle for place in both)
        return any(
            rule.begin < begin - margin and end + margin < rule.end and first < rule.middle < last
            for rule in self.rules
            if rule.length > rule.thickness
        )


def _are_short(places: Part) -> bool:
    return median(place.length for place in places) < SHORT * median(place.thickness for place in places)


def _wideness(rows: Sequence[Part]) -> float:
    """The usual gap between rows, in line thicknesses."""
    gaps = [min(p.first for p in after) - max(p.last for p in before) for before, after in pairwise(rows)]
    return median(gaps) / median(place.thickness for row in rows for place in row)


def _overlap(row: Part, other: Part) -> bool:
    thinner, thicker = sorted((_thickest(row), _thickest(other)), key=lambda place: place.thickness)
    return thicker.thickness < 2 * thinner.thickness and lie_on_one_another(thinner, thicker)


def _thickest(row: Part) -> Place:
    return max(row, key=lambda place: place.thickness)
