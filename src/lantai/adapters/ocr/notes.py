"""Double-row notes (夾註): two half-columns of small type in the course of a column, the first read first."""

from __future__ import annotations

from itertools import combinations

from lantai.adapters.ocr.places import Part, Place, whole

BESIDE = 1.6
"""The middles of its halves stand nearer to each other than this, in the thickness of the column, drawn in."""

SMALLEST = 0.45
"""Half of a note is at least this thick, of the region's usual line: what is smaller stands by a name in large type."""

SMALL = 0.9
"""And one half of it is at most this thick; the other may be cut out a little wide."""


def with_notes_paired(region: Part) -> list[Part]:
    """The lines one by one, but half-columns of notes by twos."""
    usual = _usual(region)
    small = sorted((p for p in region if p.thickness < usual), key=lambda place: place.first)
    pairs: list[Part] = []
    paired: set[int] = set()
    likely = [(one, two) for one, two in combinations(small, 2) if _are_notes(one, two, region, usual)]
    for one, two in sorted(likely, key=lambda pair: abs(pair[0].begin - pair[1].begin)):
        if not {one.index, two.index} & paired:
            pairs.append([one, two])
            paired |= {one.index, two.index}
    return [*pairs, *([place] for place in region if place.index not in paired)]


def _usual(region: Part) -> float:
    """The thickness in which half of the text is set, by its length: notes may be more lines, but less text."""
    half, reached = sum(place.length for place in region) / 2, 0.0
    for place in sorted(region, key=lambda place: -place.thickness):
        reached += place.length
        if reached >= half:
            return place.thickness
    return 0.0


def _are_notes(one: Place, two: Place, region: Part, usual: float) -> bool:
    """Whether two small lines begin together, side by side, where a line of the usual size leaves off or goes on."""
    thickness = min(one.thickness, two.thickness)
    if not SMALLEST * usual < thickness < SMALL * usual:
        return False
    both = whole([one, two])
    return (
        abs(one.begin - two.begin) < thickness
        and one.middle < two.middle
        and any(
            min(abs(both.begin - place.end), abs(both.end - place.begin)) < 2 * thickness
            and place.thickness > thickness / SMALL
            and two.middle - one.middle < BESIDE * place.thickness
            and abs(both.middle - place.middle) < 0.6 * place.thickness
            for place in region
        )
    )
