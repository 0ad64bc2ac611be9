"""A reading of another size or unit comes onto the canvas of its page, or is refused as one of another page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.digitisation.text_formats.readings import COLUMN, PAGE

from lantai.digitisation.text_formats.fitting import DoesNotFit, fitted
from lantai.ports.ocr import Box, Line, Reading, Region


def page_of(line: Line, *, width: int = 1000, height: int = 1360) -> Reading:
    return replace(PAGE, width=width, height=height, regions=(Region(line.box, (line,)),))


def test_the_same_canvas_changes_nothing() -> None:
    assert fitted(PAGE, width=1000, height=1360) == PAGE


def test_another_size_of_the_same_proportions_is_scaled() -> None:
    line = fitted(page_of(COLUMN), width=2000, height=2722).lines[0]
    assert (line.box, line.glyphs[0].box) == (Box(1400, 120, 60, 300), Box(1400, 120, 60, 60))


@pytest.mark.parametrize(("width", "height"), [(1360, 1000), (1000, 1340), (1020, 1360)])
def test_other_proportions_are_refused(width: int, height: int) -> None:
    with pytest.raises(DoesNotFit, match=f"1000 × 1360, this page has {width} × {height} pixels"):
        fitted(PAGE, width=width, height=height)


def test_a_file_without_a_size_is_refused() -> None:
    with pytest.raises(DoesNotFit, match="does not say how large"):
        fitted(page_of(COLUMN, width=0), width=1000, height=1360)


def test_what_reaches_over_the_edge_is_cut_there() -> None:
    line = Line("井水", Box(-10, 1350, 1200, 40), 1.0, "ltr")
    assert fitted(page_of(line), width=1000, height=1360).lines[0].box == Box(0, 1350, 1000, 10)


def test_a_line_outside_of_the_page_is_refused() -> None:
    line = Line("井水", Box(1100, 10, 20, 40), 1.0, "ltr")
    with pytest.raises(DoesNotFit, match="“井水” stands at 1100, 10, outside of its page"):
        fitted(page_of(line), width=1000, height=1360)


def test_a_line_without_a_place_stays_without_one() -> None:
    line = Line("井水", Box(1100, 10, 0, 0), 1.0, "ltr")
    assert fitted(page_of(line), width=1000, height=1360).lines[0].box == Box(0, 0, 0, 0)
