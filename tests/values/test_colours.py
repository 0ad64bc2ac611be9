"""Contrast, by the examples that WCAG's own understanding gives."""

from __future__ import annotations

import pytest

from lantai.values.colours import contrast, is_colour, mixed


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#a32a1b", "#a32a1b", 1),
    ],
)
def test_contrast_is_that_of_wcag_and_the_same_both_ways(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_mixing_goes_channel_by_channel() -> None:
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"
    assert mixed("#ff0000", "#0000ff", 0.25) == "#4000bf"


@pytest.mark.parametrize("text", ["", "#fff", "1f4e79", "#1f4e7g", "#1f4e79 ", "red", "#1f4e79;}"])
def test_what_is_no_colour(text: str) -> None:
    assert not is_colour(text)
