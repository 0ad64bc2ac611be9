"""Reading order on drawn-up layouts, each a list of extents (left, top, right, bottom) in the order to be read."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.adapters.ocr.order import Evidence, in_reading_order
from lantai.adapters.ocr.places import Extent


def columns(right: int, top: int, count: int, *, height: int = 300, pitch: int = 30, width: int = 24) -> list[Extent]:
    """Vertical lines from right to left."""
    return [Extent(right - pitch * n - width, top, right - pitch * n, top + height) for n in range(count)]


def rows(left: int, top: int, count: int, *, width: int = 400, pitch: int = 30, height: int = 24) -> list[Extent]:
    """Horizontal lines from the top."""
    return [Extent(left, top + pitch * n, left + width, top + pitch * n + height) for n in range(count)]


def read(
    extents: Sequence[Extent], *, vertical: bool, rules: Sequence[Extent] = (), figures: Sequence[Extent] = ()
) -> list[Extent]:
    """The extents as they are read when they are handed over from the left, as a detector does."""
    shuffled = sorted(extents)
    evidence = Evidence(tuple(rules), frozenset(shuffled.index(one) for one in figures))
    order = in_reading_order(shuffled, vertical=vertical, evidence=evidence)
    return [shuffled[index] for region in order for index in region]


def test_no_lines_are_no_regions() -> None:
    assert in_reading_order([], vertical=True) == []


def test_columns_run_from_the_right() -> None:
    page = columns(900, 100, 8)
    assert read(page, vertical=True) == page


def test_a_broken_column_goes_on_before_the_next() -> None:
    page = [Extent(876, 100, 900, 200), Extent(876, 230, 900, 400), *columns(870, 100, 3)]
    assert read(page, vertical=True) == page


def test_decks_are_read_one_after_the_other() -> None:
    page = [line for top in (100, 410, 720, 1030) for line in columns(900, top, 20)]
    assert read(page, vertical=True) == page


def test_a_masthead_beside_two_decks_comes_before_both() -> None:
    masthead = [Extent(840, 100, 960, 480), *columns(950, 500, 5, height=220, pitch=26, width=20)]
    page = [*masthead, *columns(800, 100, 20), *columns(800, 410, 20), *columns(960, 740, 25)]
    assert read(page, vertical=True) == page


def test_a_block_in_the_middle_of_two_decks_parts_them() -> None:
    block = [Extent(420, 150, 540, 650)]
    page = [*columns(900, 100, 10), *columns(900, 410, 10), *block, *columns(400, 100, 10), *columns(400, 410, 10)]
    assert read(page, vertical=True) == page


def test_a_vertical_table_is_read_by_its_columns() -> None:
    page = [
        Extent(900 - 120 * n - 40, 100 + 150 * row, 900 - 120 * n, 180 + 150 * row)
        for n in range(6)
        for row in range(5)
    ]
    assert read(page, vertical=True) == page


def test_numbers_are_read_before_their_paragraphs() -> None:
    page = [
        extent
        for n in range(5)
        for extent in (
            Extent(820 - 90 * n, 100, 860 - 90 * n, 140),
            Extent(820 - 90 * n, 200, 860 - 90 * n, 700 - 40 * n),
        )
    ]
    assert read(page, vertical=True) == page


def test_notes_in_two_half_columns_are_read_within_their_column() -> None:
    column = [
        Extent(860, 100, 900, 300),
        Extent(882, 310, 904, 420),
        Extent(856, 310, 878, 440),
        Extent(860, 450, 900, 700),
    ]
    page = [*columns(950, 100, 1, height=600, width=40), *column, *columns(850, 100, 1, height=600, width=40)]
    assert read(page, vertical=True) == page


def test_entriesrun_from_the_top() -> None:
    page = rows(100, 100, 12)
    assert read(page, vertical=False) == page


def test_two_columns_of_entriesbelow_a_headline() -> None:
    page = [Extent(100, 50, 960, 90), *rows(100, 120, 10), *rows(560, 120, 10)]
    assert read(page, vertical=False) == page


def test_a_horizontal_table_is_read_by_its_rows() -> None:
    page = [
        Extent(100 + 250 * column, 100 + 50 * row, 200 + 250 * column, 124 + 50 * row)
        for row in range(8)
        for column in range(4)
    ]
    assert read(page, vertical=False) == page


def test_words_on_one_level_run_from_the_left() -> None:
    page = [*rows(100, 100, 1), Extent(100, 140, 200, 164), Extent(212, 141, 300, 165), *rows(100, 180, 3)]
    assert read(page, vertical=False) == page


def test_columns_beneath_a_head_that_runs_across_come_after_it_and_together() -> None:
    head = [Extent(600, 100, 780, 150)]
    page = [*columns(900, 100, 3), *head, *columns(802, 160, 7, height=240), *columns(560, 100, 3)]
    assert read(page, vertical=True) == page


def test_a_head_narrower_than_its_columns_heads_all_that_begin_beneath_it() -> None:
    page = [*columns(900, 100, 3), Extent(660, 100, 740, 150), *columns(800, 160, 7, height=240), *columns(560, 100, 3)]
    assert read(page, vertical=True) == page


def test_heads_side_by_side_each_have_columns_of_their_own() -> None:
    right = [Extent(740, 100, 880, 150), *columns(900, 170, 6, height=230)]
    left = [Extent(540, 100, 680, 150), *columns(700, 170, 6, height=230)]
    assert read([*right, *left], vertical=True) == [*right, *left]


def test_a_page_head_of_small_type_is_no_head_of_columns() -> None:
    page = [Extent(760, 40, 880, 62), Extent(420, 40, 500, 62), *columns(900, 100, 16), *columns(900, 420, 16)]
    assert read(page, vertical=True) == page


def test_a_rule_keeps_a_head_from_the_columns_beyond_it() -> None:
    head, own, others = Extent(640, 100, 760, 150), columns(790, 170, 5, height=230), columns(640, 170, 4, height=230)
    page = [head, *own, *others]
    rule = Extent(644, 90, 646, 420)
    assert read([*page, Extent(420, 100, 500, 400)], vertical=True, rules=[rule])[:6] == page[:6]


def test_a_price_stands_beside_its_goods() -> None:
    entries = [
        (Extent(870 - 38 * n, 100, 894 - 38 * n, 150), Extent(870 - 38 * n, 190, 894 - 38 * n, 310)) for n in range(8)
    ]
    page = [cell for row in entries for cell in row]
    assert read(page, vertical=True, figures=[price for _goods, price in entries]) == page


def test_titles_and_pages_of_a_list_of_contents_are_entriesthough_a_head_stands_beside_both() -> None:
    entries = [
        (Extent(800 - 50 * n, 100, 840 - 50 * n, 500), Extent(800 - 50 * n, 900, 840 - 50 * n, 990)) for n in range(9)
    ]
    page = [Extent(900, 600, 950, 720), *(cell for row in entries for cell in row)]
    assert read(page, vertical=True, figures=[number for _title, number in entries]) == page


def test_rules_through_the_band_tell_entriesfrom_columns() -> None:
    page = [
        Extent(100 + 300 * column, 100 + 32 * row, 360 + 300 * column, 130 + 32 * row)
        for row in range(8)
        for column in range(3)
    ]
    lines = [Extent(80, 98 + 32 * row, 980, 99 + 32 * row) for row in range(9)]
    assert read(page, vertical=False, rules=lines) == page
    assert read(page, vertical=False) != page


def test_the_right_page_of_an_open_volume_comes_before_the_left() -> None:
    right = [line for top in (100, 410) for line in columns(1900, top, 20)]
    left = [line for top in (100, 410) for line in columns(1100, top, 20)]
    assert read([*right, *left], vertical=True) == [*right, *left]


def test_notes_are_paired_where_there_are_as_many_of_them_as_columns() -> None:
    page = []
    for n in range(6):
        right = 900 - 80 * n
        page += [
            Extent(right - 60, 100, right - 10, 300),
            Extent(right - 34, 310, right - 4, 420),
            Extent(right - 68, 312, right - 38, 440),
            Extent(right - 60, 450, right - 10, 700),
        ]
    assert read(page, vertical=True) == page


def test_lines_beneath_a_name_in_large_type_are_no_notes_and_none_comes_twice() -> None:
    page = [Extent(780, 100, 880, 500), *columns(880, 510, 4, height=120, pitch=27, width=25)]
    assert read(page, vertical=True) == page


numbers = st.integers(0, 1000)
boxes = st.builds(
    lambda x, y, wide, high: Extent(x, y, x + wide + 1, y + high + 1), numbers, numbers, st.integers(5, 400), numbers
)


@settings(max_examples=150, deadline=None)
@given(
    extents=st.lists(boxes, max_size=25),
    rules=st.lists(boxes, max_size=6),
    figures=st.frozensets(st.integers(0, 24)),
    vertical=st.booleans(),
)
def test_every_line_is_read_once(
    extents: list[Extent], rules: list[Extent], figures: frozenset[int], vertical: bool
) -> None:
    order = in_reading_order(extents, vertical=vertical, evidence=Evidence(tuple(rules), figures))
    assert sorted(index for region in order for index in region) == list(range(len(extents)))
