"""The histogram of years."""

from __future__ import annotations

from lantai.reading_room.histogram import HEIGHT, WIDTH, histogram


def test_no_years_are_no_drawing() -> None:
    assert histogram({}) is None
    assert histogram({1924: 0}) is None


def test_bars_stand_on_the_axis_and_the_most_is_highest() -> None:
    drawn = histogram({1924: 10, 1926: 5, 1948: 1})

    assert drawn is not None
    assert [(bar.year, bar.y + bar.height) for bar in drawn.bars] == [(1924, HEIGHT), (1926, HEIGHT), (1948, HEIGHT)]
    assert drawn.bars[0].height == 2 * drawn.bars[1].height
    assert (drawn.first, drawn.last, drawn.most, drawn.most_count) == (1924, 1948, 1924, 10)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in drawn.bars)


def test_labels_are_round_years_that_fit() -> None:
    drawn = histogram({1905: 1, 1948: 1})

    assert drawn is not None
    assert [year for _, year in drawn.labels] == [1910, 1920, 1930, 1940]


def test_chosen_years_are_marked() -> None:
    drawn = histogram({1924: 1, 1925: 1, 1930: 1}, first=1925)

    assert drawn is not None
    assert [bar.chosen for bar in drawn.bars] == [False, True, True]
