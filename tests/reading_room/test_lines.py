"""The text of a page, line by line."""

from __future__ import annotations

from tests.reading_room.conftest import TEXT, column_boxes

from lantai.reading_room.lines import leaf
from lantai.values.folding import fold, fold_with_offsets
from lantai.values.snippets import find_all

SPANS = find_all(fold_with_offsets(TEXT), [fold("自来水厂")])


def test_blank_lines_are_no_lines() -> None:
    assert [line.parts for line in leaf("甲\n\n 乙", None).lines] == [(("甲", False),), ((" 乙", False),)]


def test_text_without_boxes_is_marked_all_the_same() -> None:
    shown = leaf(TEXT, None, SPANS)

    assert shown.hits == ()
    assert (shown.found, shown.lines[1].parts[0]) == (1, ("廠", True))


def test_a_hit_has_a_box_on_every_line_it_touches() -> None:
    assert leaf(TEXT, column_boxes(TEXT), SPANS).hits == ((700, 500, 40, 120), (640, 100, 40, 40))
