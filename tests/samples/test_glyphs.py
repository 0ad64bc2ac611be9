"""Lines and their truth, and the small pieces of markup."""

import pytest
from samples.make.glyphs import Glyph, Line, truth
from samples.make.markup import set_in_type

LINE = Line("臨　河", (Glyph("臨", 10.4, 20.0, 30.2, 30.2), Glyph("河", 10.4, 80.6, 30.2, 30.2)))


def test_line_box_goes_around_all_glyphs() -> None:
    assert LINE.box() == pytest.approx((10.4, 20.0, 30.2, 90.8))


def test_truth_has_whole_pixels_and_no_glyph_for_a_space() -> None:
    assert truth((LINE,), width=100, height=200, direction="vertical") == {
        "width": 100,
        "height": 200,
        "direction": "vertical",
        "text": "臨　河",
        "lines": [{"text": "臨　河", "box": [10, 20, 30, 91]}],
        "chars": [["臨", 10, 20, 30, 30], ["河", 10, 81, 30, 30]],
    }


def test_notes_become_half_columns_and_signs_are_escaped() -> None:
    assert set_in_type("a<b⟨甲｜乙⟩") == 'a&lt;b<span class="n">甲<br>乙</span>'
