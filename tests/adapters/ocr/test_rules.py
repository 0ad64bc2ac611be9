"""Rules in drawn pictures: found where they are, and told from strokes and black grounds."""

from __future__ import annotations

from tests.adapters.ocr.drawing import Sheet, extents

from lantai.adapters.ocr.ink import ink_of
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.rules import rules_of
from lantai.adapters.ocr.strips import Strip


def found(sheet: Sheet, strips: list[Strip]) -> list[Extent]:
    return [Extent(*map(round, rule)) for rule in rules_of(ink_of(sheet.picture, strips, 0.0), extents(strips))]


def test_a_level_and_an_upright_rule() -> None:
    sheet = Sheet(900, 700)
    strips = [sheet.column(800 - 60 * n, 60, 30, 12) for n in range(10)]
    sheet.bar(150, 480, 860, 483)
    sheet.bar(500, 500, 503, 680)
    level, upright = found(sheet, strips)
    assert (level.left, level.right) == (150, 860)
    assert level.top <= 480 <= 483 <= level.bottom <= 486
    assert (upright.top, upright.bottom) == (500, 680)
    assert upright.left <= 500 <= 503 <= upright.right <= 506


def test_strokes_of_large_type_are_no_rules() -> None:
    sheet = Sheet(900, 700)
    strips = [sheet.column(800 - 60 * n, 60, 30, 12) for n in range(10)]
    assert found(sheet, [*strips, sheet.column(100, 60, 110, 3)]) == []


def test_what_is_printed_white_on_black_has_no_rules() -> None:
    sheet = Sheet(900, 700)
    strips = [sheet.column(800 - 60 * n, 60, 30, 12) for n in range(7)]
    sheet.bar(60, 60, 360, 460)
    assert found(sheet, [*strips, sheet.column(120, 100, 30, 8, (240, 240, 240))]) == []


def test_a_fold_is_no_rule() -> None:
    sheet = Sheet(900, 700)
    strips = [sheet.column(800 - 60 * n, 60, 30, 12) for n in range(10)]
    sheet.bar(0, 520, 900, 523, (160, 185, 200))
    assert found(sheet, strips) == []


def test_a_page_without_lines_has_none() -> None:
    sheet = Sheet(300, 300)
    sheet.bar(0, 100, 300, 103)
    assert found(sheet, []) == []
