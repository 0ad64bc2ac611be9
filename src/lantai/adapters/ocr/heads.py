"""Heads that run across the columns they stand over: a horizontal headline in a vertical deck, a shop's name in an
advertisement. What is beside such a head is read before it and after it, what is beneath it after it and together."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from lantai.adapters.ocr.places import Part, Place, lie_on_one_another

NEAR = 1.5
"""Columns that begin beneath a head are its own as far as they stand side by side: nearer than this, in their
thickness."""

BENEATH = 6.0
"""And as far as they begin under its foot: nearer than this, in the head's size."""

LARGE = 1.25
"""Heads side by side with columns of their own are at least so large, of the type beneath; smaller ones are a page's
number, title and date."""


MOST = 60
"""Where more lines than this run across, they are no heads."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A part around a head, each of its parts in its turn."""

    before: Part
    over: Part
    head: Part
    under: Part
    after: Part


def headed(part: Part, rules: tuple[Place, ...]) -> Headed | None:
    """The part around its first head, or None where there is none."""
    heads = [place for place in part if place.lies]
    if len(heads) > MOST:
        return None
    for head in sorted(heads, key=lambda place: place.begin):
        found = _around(head, [place for place in part if place is not head], rules)
        if found is not None:
            return found
    return None


def are_heads(before: Part, after: Part) -> bool:
    """Whether a part is nothing but heads, side by side, of what is beneath."""
    usual = median(place.size for place in after)
    return len(before) > 1 and all(place.lies and place.size >= LARGE * usual for place in before)


def _around(head: Place, others: Part, rules: tuple[Place, ...]) -> Headed | None:
    foot = head.end - 0.5 * head.size
    beneath = [place for place in others if place.begin >= foot]
    own = [place for place in beneath if _stands_in(place, head.first, head.last)]
    top = [place for place in others if place.end <= head.begin + 0.5 * head.size]
    over = [place for place in top if _stands_in(place, head.first, head.last)]
    if len(own) + len(over) < 2:
        return None
    first, last = _reach(head, own, others, rules)
    under = [place for place in beneath if _stands_in(place, first, last)]
    taken = {place.index for place in [*over, *under]}
    rest = [place for place in others if place.index not in taken]
    middle = (first + last) / 2
    before = [place for place in rest if place.middle < middle]
    return Headed(before, over, [head], under, [place for place in rest if place.middle >= middle])


def _stands_in(place: Place, first: float, last: float) -> bool:
    return min(place.last, last) - max(place.first, first) > 0.5 * place.thickness


def _reach(head: Place, own: Part, others: Part, rules: tuple[Place, ...]) -> tuple[float, float]:
    """From where to where across the head's columns stand: those under it, and their neighbours that begin as low."""
    first = min([head.first, *(place.first for place in own)])
    last = max([head.last, *(place.last for place in own)])
    foot = head.end - 0.5 * head.size
    near = [place for place in others if not place.lies and foot <= place.begin < head.end + BENEATH * head.size]
    near = [place for place in near if not _is_covered(place, others, head)]
    for place in sorted(near, key=lambda place: place.first):
        is_next = last < place.last and place.first - last < NEAR * place.thickness
        if is_next and not _parted(last, place, rules):
            last = place.last
    for place in sorted(near, key=lambda place: -place.last):
        is_next = place.first < first and first - place.last < NEAR * place.thickness
        if is_next and not _parted(first, place, rules):
            first = place.first
    return first, last


def _is_covered(place: Place, others: Part, head: Place) -> bool:
    """Whether something stands over a column that reaches up beside the head."""
    over = (other for other in others if other.begin < place.begin and other.end > head.begin)
    return any(lie_on_one_another(other, place) for other in over)


def _parted(edge: float, place: Place, rules: tuple[Place, ...]) -> bool:
    """Whether a rule stands between the edge and a column."""
    low, high = sorted((edge, place.middle))
    half = (place.begin + place.end) / 2
    slack = 0.3 * place.thickness
    return any(low - slack < rule.middle < high and rule.begin < half < rule.end for rule in rules)
