"""How much of a line its cells fill, and where digits stand, on lines drawn to the pixel."""

from __future__ import annotations

import numpy as np
import pytest

from lantai.adapters.ocr.filling import filled, set_apart
from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.picture import Pixels

THICKNESS, LENGTH = 50, 400


def line(first: int, last: int, begins: list[int], size: int) -> Pixels:
    """A line laid flat, with ink from ``first`` to ``last`` across at each beginning along."""
    cut = np.full((THICKNESS, LENGTH, 3), 220, dtype=np.uint8)
    for begin in begins:
        cut[first:last, begin : begin + size] = 40
    return cut


def marks(text: str, begins: list[int], size: int) -> list[Mark]:
    return [Mark(char, (begin + size / 2) / LENGTH, 0.99) for char, begin in zip(text, begins, strict=True)]


CLOSE = list(range(20, 380, 36))


@pytest.mark.parametrize("ink", [34, 27], ids=["full", "slender"])
def test_type_that_is_set_close_is_as_large_as_its_step(ink: int) -> None:
    first = 25 - ink // 2
    begin, end = filled(line(first, first + ink, CLOSE, 30), marks("水" * len(CLOSE), CLOSE, 30))
    assert (end - begin) * THICKNESS == pytest.approx(36, abs=1)
    assert (begin + end) / 2 == pytest.approx(0.5, abs=0.03)


def test_type_that_is_set_wide_is_as_large_as_its_ink_tells() -> None:
    wide = [20, 120, 220, 320]
    begin, end = filled(line(10, 40, wide, 30), marks("水" * 4, wide, 30))
    assert (end - begin) * THICKNESS == pytest.approx(30 / 0.88, abs=1.5)


def test_digits_stand_in_the_middle_of_higher_cells() -> None:
    begins = [20, 60, 100]
    begin, end = filled(line(14, 36, begins, 12), marks("174", begins, 12))
    assert (end - begin) * THICKNESS == pytest.approx(22 / 0.7, abs=1.5)


def test_one_character_and_bare_paper_tell_nothing() -> None:
    usual = pytest.approx((0.1, 0.9))
    assert filled(line(24, 26, [20], 30), marks("一", [20], 30)) == usual
    assert filled(line(0, 0, [], 30), marks("水水", [20, 60], 30)) == usual


def test_digits_are_placed_in_the_middle_of_their_ink() -> None:
    begins = [20, 60, 100]
    roughly = [Mark(char, place, 0.9) for char, place in zip("174", (0.04, 0.2, 0.28), strict=True)]
    placed = set_apart(line(14, 36, begins, 12), roughly)
    assert [mark.place * LENGTH for mark in placed] == pytest.approx([26, 66, 106])
    assert set_apart(line(14, 36, [20, 60], 12), roughly) == tuple(roughly), "digits that touch stay where they were"
    ideographs = marks("水木", [20, 60], 12)
    assert set_apart(line(14, 36, [30, 70], 12), ideographs) == tuple(ideographs)
