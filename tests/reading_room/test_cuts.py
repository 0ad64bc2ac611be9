"""Where a page image is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantai.reading_room.addresses import Box
from lantai.reading_room.cuts import Cut, cuts


def cut_at(*boxes: Box, width: int = 2000, height: int = 3000) -> tuple[Cut, ...]:
    return cuts(boxes, identifier="x", page=1, width=width, height=height)


def test_one_hit_stands_among_its_neighbours() -> None:
    (cut,) = cut_at((1000, 1000, 100, 300))

    assert cut.region == (625, 850, 850, 600)
    assert cut.href == "/iiif/image/x.p1/625,850,850,600/!700,700/0/default.jpg"


def test_a_phrase_that_runs_on_is_two_strips_in_reading_order() -> None:
    first, second = cut_at((1000, 2500, 100, 300), (850, 200, 100, 100))

    assert (first.boxes, second.boxes) == (((1000, 2500, 100, 300),), ((850, 200, 100, 100),))
    assert first.is_tall and second.is_tall


def test_hits_that_are_near_share_a_cut() -> None:
    (cut,) = cut_at((1000, 1000, 100, 300), (850, 1100, 100, 300))

    assert len(cut.boxes) == 2


def test_lines_across_are_cut_into_lying_strips() -> None:
    first, second = cut_at((1700, 500, 300, 100), (100, 1900, 300, 100))

    assert not first.is_tall and not second.is_tall


def test_a_cut_at_the_edge_is_moved_onto_the_page() -> None:
    (cut,) = cut_at((1900, 0, 100, 100))

    assert cut.region == (1150, 0, 850, 600)


def test_without_boxes_there_is_nothing_to_cut() -> None:
    assert cut_at() == ()


box = st.tuples(st.integers(0, 1900), st.integers(0, 2900), st.integers(1, 100), st.integers(1, 100))


@given(st.lists(box, min_size=1, max_size=6))
def test_every_cut_lies_on_the_page_and_holds_its_boxes(boxes: list[Box]) -> None:
    for cut in cut_at(*boxes):
        x, y, width, height = cut.region
        assert 0 <= x <= x + width <= 2000
        assert 0 <= y <= y + height <= 3000
        for left, top, wide, high in cut.boxes:
            assert x <= left <= left + wide <= x + width
            assert y <= top <= top + high <= y + height
