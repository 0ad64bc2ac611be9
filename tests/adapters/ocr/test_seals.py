"""Red seals: found, lifted off the text, and kept for themselves."""

from __future__ import annotations

import numpy as np
from tests.adapters.ocr.drawing import INK, Sheet

from lantai.adapters.ocr.seals import seals_of, without_seals

RED = (40, 55, 190)
DARK_RED = (15, 20, 38)  # where red ink lies on black


def framed(sheet: Sheet, left: int, top: int, size: int) -> None:
    for x, y, right, bottom in (
        (left, top, left + size, top + 6),
        (left, top + size - 6, left + size, top + size),
        (left, top, left + 6, top + size),
        (left + size - 6, top, left + size, top + size),
    ):
        sheet.bar(x, y, right, bottom, RED)
    sheet.character(left + 20, top + 20, size - 50, RED)


def test_a_seal_is_found_and_lifted_off() -> None:
    sheet = Sheet(1000, 1200)
    framed(sheet, 300, 400, 150)
    sheet.bar(320, 300, 330, 700)
    sheet.bar(320, 400, 330, 406, DARK_RED)
    (seal,) = seals_of(sheet.picture)
    assert max(abs(a - b) for a, b in zip(seal.box, (300, 400, 150, 150), strict=True)) <= 12
    clean = without_seals(sheet.picture, [seal]).pixels.astype(int)
    assert (clean[:, :, 2] - clean[:, :, 1]).max() < 45
    assert clean[300:700, 322:328].max() < 90
    assert (seal.pixels < 60).mean() > 0.1


def test_no_seal_is_seen_in_other_red() -> None:
    sheet = Sheet(1000, 1200)
    for n in range(6):
        sheet.character(200 + 90 * n, 60, 60, RED)  # a letterhead
    sheet.bar(80, 200, 920, 204, RED)  # ruled paper
    sheet.bar(80, 200, 84, 1100, RED)
    sheet.bar(916, 200, 920, 1100, RED)
    sheet.bar(80, 1096, 920, 1100, RED)
    assert seals_of(sheet.picture) == []


def test_a_page_without_colour_has_none_and_stays() -> None:
    sheet = Sheet(600, 800)
    sheet.bar(100, 100, 300, 300, INK)
    assert seals_of(sheet.picture) == []
    assert np.array_equal(without_seals(sheet.picture, []).pixels, sheet.pixels)
