from __future__ import annotations

from lantai.digitisation.second_thoughts import doubts_of
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region
from lantai.values.doubts import Doubt

BOX = Box(0, 0, 9, 9)


def test_places_are_those_of_the_whole_text() -> None:
    first = Line("水 井", BOX, 0.9, "ttb", (Glyph("水", BOX, 0.9), Glyph("井", BOX, 0.5, (("丼", 0.3), ("並排", 0.2)))))
    second = Line(
        "東門", BOX, 0.9, "ttb", (Glyph("東", BOX, 0.4, tuple((one, 0.1) for one in "束柬車凍")), Glyph("門", BOX, 1.0))
    )
    reading = Reading(9, 9, (Region(BOX, (first,)), Region(BOX, (second,))), EngineInfo("drawn", "1"), 0.1)
    assert doubts_of(reading) == [Doubt(2, "丼"), Doubt(4, "束柬車")]
    assert reading.text[2] + reading.text[4] == "井東"
