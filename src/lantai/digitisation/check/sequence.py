"""Numbers without a gap (handbook 1.3): the items of a volume, or of a series that is kept by the item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lantai.digitisation.check.observation import Observation, Placed, at


def sequence_gaps(
    numbers: Iterable[tuple[str, int, Placed]], *, column: str, begins: int | None = 1
) -> Iterator[Observation]:
    """Code: sequence-gap, at the row after the gap; ``found`` is its number, ``expected`` what is missing.

    ``numbers`` are what the codes of one sequence have in common, the number and its place, sorted by the first two:
    only the last one is remembered. A sequence begins with ``begins``, or where it happens to begin if that is None.
    A number that stands twice is no gap.
    """
    sequence, before = None, 0
    for common, number, place in numbers:
        if common != sequence:
            sequence, before = common, number - 1 if begins is None else begins - 1
        if number > before + 1:
            missing = str(before + 1) if number == before + 2 else f"{before + 1}–{number - 1}"
            yield at(place, "sequence-gap", column=column, found=str(number), expected=missing)
        before = number
