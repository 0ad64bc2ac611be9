"""Strips taken apart: at rules, beneath heads that run across, and at halves of notes."""

from __future__ import annotations

import pytest
from tests.adapters.ocr.drawing import Sheet, extents, strip

from lantai.adapters.ocr.ink import ink_of
from lantai.adapters.ocr.note_halves import parted_at_notes
from lantai.adapters.ocr.parting import parted_at_heads, parted_at_rules
from lantai.adapters.ocr.places import Extent


def test_a_column_through_a_rule_is_two() -> None:
    column = strip(100, 50, 130, 450)
    assert extents(parted_at_rules([column], [Extent(20, 249, 400, 251)], 0.0)) == [
        Extent(100, 50, 130, 250),
        Extent(100, 250, 130, 450),
    ]


def test_a_row_through_a_rule_is_two() -> None:
    row = strip(50, 100, 450, 130)
    assert extents(parted_at_rules([row], [Extent(249, 20, 251, 400)], 0.0)) == [
        Extent(50, 100, 250, 130),
        Extent(250, 100, 450, 130),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        Extent(98, 249, 132, 251),  # no longer than the column is wide: a stroke
        Extent(20, 445, 400, 447),  # at its foot
        Extent(115, 0, 117, 600),  # along it
    ],
)
def test_other_rules_part_nothing(rule: Extent) -> None:
    column = strip(100, 50, 130, 450)
    assert parted_at_rules([column], [rule], 0.0) == [column]


def test_the_character_of_a_head_is_parted_from_the_column_beneath() -> None:
    sheet = Sheet(700, 500)
    plain = [sheet.column(600 - 45 * n, 100, 28, 10) for n in range(4)]
    sheet.character(300, 40, 44)
    sheet.column(308, 94, 28, 10)
    head, joined = strip(350, 37, 400, 87), strip(297, 37, 347, 400)
    sheet.character(353, 40, 44)
    parts = extents(parted_at_heads([*plain, head, joined], ink_of(sheet.picture, [*plain, head, joined], 0.0), 0.0))
    (character,) = (one for one in parts if (one.left, one.top) == (297, 37))
    assert 84 <= character.bottom <= 94
    assert Extent(297, character.bottom, 347, 400) in parts


def test_half_a_note_is_taken_out_of_its_column() -> None:
    sheet = Sheet(400, 700)
    above, _below = sheet.column(200, 60, 40, 4), sheet.column(200, 400, 40, 5)
    left, right = sheet.column(198, 250, 20, 6), sheet.column(232, 250, 20, 6)
    whole = strip(195, 57, 243, 627)
    others = [sheet.column(300, 60, 40, 12), sheet.column(100, 60, 40, 12)]
    ink = ink_of(sheet.picture, [*others, whole, right], 0.0)
    parts = sorted(extents(parted_at_notes([*others, whole, right], ink, 0.0)), key=lambda one: (one.left, one.top))
    column = [one for one in parts if one.left == 195]
    assert [abs(part.top - top) < 16 for part, top in zip(column, (57, 247, 390), strict=True)] == [True] * 3
    assert column[1].right == extents([right])[0].left
    assert extents([left])[0].right <= column[1].right + 1
    assert above.length < 200


def test_a_small_column_beside_a_full_one_parts_nothing() -> None:
    sheet = Sheet(400, 700)
    strips = [sheet.column(100, 60, 40, 12), sheet.column(200, 60, 40, 12), sheet.column(246, 250, 20, 6)]
    assert len(parted_at_notes(strips, ink_of(sheet.picture, strips, 0.0), 0.0)) == 3
