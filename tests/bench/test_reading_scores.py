"""The measures of reading: order, marks, boxes, and what Tesseract's answer becomes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench.reading.pages import Page
from bench.reading.scores import edits, kendall, punctuation, ranks, score
from bench.reading.tables import table
from bench.reading.tesseract import lines_of, sauvola

from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

HOCR = b"""<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="ocr_page" title="bbox 0 0 100 200">
<span class="ocr_line" title="bbox 10 20 40 110"><span class="ocrx_word" title="bbox 10 20 40 80">
\xe8\x87\xa8\xe6\xb2\xb3</span> <span class="ocrx_word" title="bbox 10 80 40 110">\xe5\xb8\x82</span></span>
</div></body></html>"""


def line(text: str, x: int) -> Line:
    """A column of characters of 30 by 30 pixels from the top."""
    glyphs = tuple(Glyph(char, Box(x, 30 * at, 30, 30), 0.9) for at, char in enumerate(text))
    return Line(text, Box(x, 0, 30, 30 * len(text)), 0.9, "ttb", glyphs)


def page_of(*lines: Line) -> Page:
    told: dict[str, Any] = {
        "width": 200,
        "height": 200,
        "direction": "vertical",
        "text": "\n".join(one.text for one in lines),
        "lines": [{"text": one.text, "box": list(one.box)} for one in lines],
        "chars": [[glyph.text, *glyph.box] for one in lines for glyph in one.glyphs],
    }
    return Page("a", "measuring", Path("a.jpg"), told, "letter", "ming", "200", ("vertical", "seal"))


def reading_of(*lines: Line) -> Reading:
    return Reading(200, 200, (Region(Box(0, 0, 200, 200), lines),), EngineInfo("hand", "1"), 2.0)


RIGHT, MIDDLE, LEFT = line("臨河時報", 140), line("本城訊、水漲", 80), line("昨夜", 20)


def test_a_reading_without_fault_costs_nothing() -> None:
    found = score(page_of(RIGHT, MIDDLE, LEFT), reading_of(RIGHT, MIDDLE, LEFT))
    assert (found.edits, found.loose_edits, found.tau, found.marks, found.marks_read) == (0, 0, 1.0, 1, 1)
    assert set(found.overlaps) == {1.0}
    assert all(found.inside)


def test_a_wrong_order_costs_edits_only_where_order_counts() -> None:
    found = score(page_of(RIGHT, MIDDLE, LEFT), reading_of(LEFT, MIDDLE, RIGHT))
    assert found.edits > 0
    assert found.loose_edits == 0
    assert found.tau == -1.0


def test_lines_that_lie_on_no_true_line_have_no_rank() -> None:
    assert ranks(reading_of(LEFT, line("污", 170), RIGHT), page_of(RIGHT, MIDDLE, LEFT).told) == [2, 0]


@pytest.mark.parametrize(
    ("places", "tau"), [([0, 1, 2, 3], 1.0), ([3, 2, 1, 0], -1.0), ([0, 0, 1], 1.0), ([], 1.0), ([1, 0, 2], 1 / 3)]
)
def test_kendall(places: list[int], tau: float) -> None:
    assert kendall(places) == pytest.approx(tau)


def test_marks_count_only_where_they_stand() -> None:
    assert punctuation("甲、乙丙", "甲、乙。丙") == (2, 1)
    assert edits("甲乙", "甲丙乙") == 1


def test_a_page_stands_in_each_of_its_features_rows() -> None:
    rows = [*table([score(page_of(RIGHT), reading_of(RIGHT))], "feature")]
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| seal", "| vertical", "| all"]


def test_words_of_tesseract_become_characters_in_equal_shares() -> None:
    (found,) = lines_of(HOCR)
    assert found.text == "臨河市"
    assert [glyph.box for glyph in found.glyphs] == [Box(10, 20, 30, 30), Box(10, 50, 30, 30), Box(10, 80, 30, 30)]


def test_sauvola_keeps_ink_where_the_paper_darkens() -> None:
    paper = np.tile(np.linspace(230, 120, 200), (100, 1))
    paper[40:60, 20:24] = 60
    paper[40:60, 180:184] = 40
    black = sauvola(paper.astype(np.uint8)) == 0
    assert black[40:60, 20:24].all()
    assert black[40:60, 180:184].all()
    assert black.sum() < 400
