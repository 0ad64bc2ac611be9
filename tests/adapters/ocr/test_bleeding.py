"""The other side of the paper: taken away where it shines through, and nothing else with it."""

from __future__ import annotations

import numpy as np
from tests.adapters.ocr.drawing import INK, PAPER, Sheet

from lantai.adapters.ocr.bleeding import without_other_side
from lantai.adapters.ocr.strips import Strip

FAINT = (140, 160, 170)


def printed() -> tuple[Sheet, list[Strip]]:
    sheet = Sheet(1000, 800)
    return sheet, [sheet.column(900 - 90 * n, 60, 30, 16) for n in range(10)]


def test_what_shines_through_becomes_paper_and_print_stays() -> None:
    sheet, strips = printed()
    for n in range(9):
        sheet.column(855 - 90 * n, 60, 30, 16, FAINT)
    clean = without_other_side(sheet.picture, strips)
    assert clean is not None
    dark = (clean.pixels.max(axis=2) < 200).sum()
    assert dark == (sheet.pixels == INK).all(axis=2).sum()
    assert np.abs(clean.pixels[60:500, 858:880].astype(int).mean(axis=2) - np.mean(PAPER)).max() < 12


def test_a_page_of_which_nothing_shines_through_is_left_alone() -> None:
    sheet, strips = printed()
    assert without_other_side(sheet.picture, strips) is None


def test_some_faint_type_is_left_alone() -> None:
    sheet, strips = printed()
    sheet.column(855, 60, 30, 8, FAINT)
    assert without_other_side(sheet.picture, strips) is None


def test_a_picture_with_few_words_is_left_alone() -> None:
    sheet = Sheet(1000, 800)
    words = [sheet.column(900, 60, 30, 6)]
    for n in range(9):
        sheet.column(800 - 90 * n, 60, 30, 16, FAINT)
    assert without_other_side(sheet.picture, words) is None
