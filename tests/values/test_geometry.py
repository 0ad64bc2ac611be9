"""Boxes of characters: kept, packed, and joined line by line."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.ports.ocr import Box, Direction, Glyph, Line
from lantai.values.geometry import BadGeometry, GlyphBoxes

numbers = st.integers(-(2**31), 2**31 - 1)
row_lists = st.lists(st.tuples(numbers, numbers, numbers, numbers), max_size=50)


def boxes(rows: list[tuple[int, int, int, int]]) -> GlyphBoxes:
    return GlyphBoxes.from_rows(np.array(rows, np.int32).reshape(-1, 4))


def line(text: str, box: tuple[int, int, int, int], direction: Direction = "ltr", *glyphs: Glyph) -> Line:
    return Line(text, Box(*box), 1.0, direction, glyphs)


@given(row_lists)
def test_unpack_gives_back_what_pack_took(rows: list[tuple[int, int, int, int]]) -> None:
    assert GlyphBoxes.unpack(boxes(rows).pack()).rows.tolist() == [list(row) for row in rows]


def test_pack_is_small_for_a_page_of_columns() -> None:
    rows = [(3000 - 60 * column, 200 + 50 * row, 44 + row % 3, 46) for column in range(40) for row in range(40)]
    assert len(boxes(rows).pack()) < 4 * len(rows)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"LGB",
        b"nothing at all",
        boxes([(1, 2, 3, 4)]).pack()[:-3],
        struct.pack("<3sBI", b"LGB", 9, 1) + zlib.compress(bytes(16)),
        struct.pack("<3sBI", b"LGB", 1, 2) + zlib.compress(bytes(16)),
    ],
)
def test_unpack_of_other_bytes_is_refused(data: bytes) -> None:
    with pytest.raises(BadGeometry):
        GlyphBoxes.unpack(data)


def test_from_rows_of_another_shape_is_refused() -> None:
    with pytest.raises(BadGeometry):
        GlyphBoxes.from_rows(np.zeros((3, 3), np.int32))


def test_union_is_one_box_for_each_line_that_the_range_touches() -> None:
    found = boxes([(10, 10, 5, 5), (10, 16, 6, 5), (0, 0, 0, 0), (2, 10, 5, 5), (2, 16, 5, 5)])
    text = "瀋陽\n市街"
    assert found.union(text, 0, 2) == [(10, 10, 6, 11)]
    assert found.union(text, 1, 4) == [(10, 16, 6, 5), (2, 10, 5, 5)]
    assert found.union(text, 2, 3) == []
    assert found.union(text, 3, 3) == []


def test_union_passes_over_characters_without_a_box() -> None:
    assert boxes([(0, 0, 0, 0), (4, 4, 2, 2)]).union("□井", 0, 2) == [(4, 4, 2, 2)]
    assert boxes([(0, 0, 0, 0)]).union("□", 0, 1) == []


def test_from_lines_takes_the_glyphs_boxes() -> None:
    glyphs = (Glyph("臨", Box(1, 1, 8, 8), 0.9), Glyph("河", Box(1, 10, 8, 8), 0.9))
    found = GlyphBoxes.from_lines([line("臨 河", (1, 1, 8, 20), "ttb", *glyphs), line("", (0, 0, 0, 0))])
    assert found.rows.tolist() == [[1, 1, 8, 8], [0, 0, 0, 0], [1, 10, 8, 8], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("ltr", [[0, 0, 3, 9], [3, 0, 3, 9], [6, 0, 4, 9]]),
        ("rtl", [[6, 0, 4, 9], [3, 0, 3, 9], [0, 0, 3, 9]]),
        ("ttb", [[0, 0, 10, 3], [0, 3, 10, 3], [0, 6, 10, 3]]),
        ("btt", [[0, 6, 10, 3], [0, 3, 10, 3], [0, 0, 10, 3]]),
    ],
)
def test_from_lines_divides_a_line_without_glyphs(direction: Direction, expected: list[list[int]]) -> None:
    assert GlyphBoxes.from_lines([line("甲乙丙", (0, 0, 10, 9), direction)]).rows.tolist() == expected


@given(st.lists(st.text(st.sampled_from("甲乙 "), max_size=4), max_size=4))
def test_from_lines_has_one_row_for_each_character_of_the_joined_text(texts: list[str]) -> None:
    lines = [line(text, (0, 0, 100, 100)) for text in texts]
    assert len(GlyphBoxes.from_lines(lines)) == len("\n".join(texts))
