"""Reading order on drawn-up layouts, each a list of extents (left, top, right, bottom) in the order to be read."""

from __future__ import annotations

from lantai.adapters.ocr.order import in_reading_order
from lantai.adapters.ocr.places import Extent


def columns(right: int, top: int, count: int, *, height: int = 300, pitch: int = 30, width: int = 24) -> list[Extent]:
    """Vertical lines from right to left."""
    return [(right - pitch * n - width, top, right - pitch * n, top + height) for n in range(count)]


def rows(left: int, top: int, count: int, *, width: int = 400, pitch: int = 30, height: int = 24) -> list[Extent]:
    """Horizontal lines from the top."""
    return [(left, top + pitch * n, left + width, top + pitch * n + height) for n in range(count)]


def read(extents: list[Extent], *, vertical: bool) -> list[Extent]:
    """The extents as they are read when they are handed over from the left, as a detector does."""
    shuffled = sorted(extents)
    return [shuffled[index] for region in in_reading_order(shuffled, vertical=vertical) for index in region]


def test_no_lines_are_no_regions() -> None:
    assert in_reading_order([], vertical=True) == []


def test_columns_run_from_the_right() -> None:
    page = columns(900, 100, 8)
    assert read(page, vertical=True) == page


def test_a_broken_column_goes_on_before_the_next() -> None:
    page = [(876, 100, 900, 200), (876, 230, 900, 400), *columns(870, 100, 3)]
    assert read(page, vertical=True) == page


def test_decks_are_read_one_after_the_other() -> None:
    page = [line for top in (100, 410, 720, 1030) for line in columns(900, top, 20)]
    assert read(page, vertical=True) == page


def test_a_masthead_beside_two_decks_comes_before_both() -> None:
    masthead = [(840, 100, 960, 480), *columns(950, 500, 5, height=220, pitch=26, width=20)]
    page = [*masthead, *columns(800, 100, 20), *columns(800, 410, 20), *columns(960, 740, 25)]
    assert read(page, vertical=True) == page


def test_a_block_in_the_middle_of_two_decks_parts_them() -> None:
    block = [(420, 150, 540, 650)]
    page = [*columns(900, 100, 10), *columns(900, 410, 10), *block, *columns(400, 100, 10), *columns(400, 410, 10)]
    assert read(page, vertical=True) == page


def test_a_vertical_table_is_read_by_its_columns() -> None:
    page = [(900 - 120 * n - 40, 100 + 150 * row, 900 - 120 * n, 180 + 150 * row) for n in range(6) for row in range(5)]
    assert read(page, vertical=True) == page


def test_numbers_are_read_before_their_paragraphs() -> None:
    page = [
        extent
        for n in range(5)
        for extent in ((820 - 90 * n, 100, 860 - 90 * n, 140), (820 - 90 * n, 200, 860 - 90 * n, 700 - 40 * n))
    ]
    assert read(page, vertical=True) == page


def test_notes_in_two_half_columns_are_read_within_their_column() -> None:
    column = [(860, 100, 900, 300), (882, 310, 904, 420), (856, 310, 878, 440), (860, 450, 900, 700)]
    page = [*columns(950, 100, 1, height=600, width=40), *column, *columns(850, 100, 1, height=600, width=40)]
    assert read(page, vertical=True) == page


def test_rows_run_from_the_top() -> None:
    page = rows(100, 100, 12)
    assert read(page, vertical=False) == page


def test_two_columns_of_rows_below_a_headline() -> None:
    page = [(100, 50, 960, 90), *rows(100, 120, 10), *rows(560, 120, 10)]
    assert read(page, vertical=False) == page


def test_a_horizontal_table_is_read_by_its_rows() -> None:
    page = [
        (100 + 250 * column, 100 + 50 * row, 200 + 250 * column, 124 + 50 * row)
        for row in range(8)
        for column in range(4)
    ]
    assert read(page, vertical=False) == page


def test_words_on_one_level_run_from_the_left() -> None:
    page = [*rows(100, 100, 1), (100, 140, 200, 164), (212, 141, 300, 165), *rows(100, 180, 3)]
    assert read(page, vertical=False) == page
