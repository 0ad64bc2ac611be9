"""A transcription as a tree, from its text and the places of its characters."""

from __future__ import annotations

import numpy as np
from django.utils import timezone

from lantai.digitisation.enums import Direction, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.readings import reading_of
from lantai.ports.ocr import Box
from lantai.values.geometry import GlyphBoxes


def text_with(text: str, rows: list[tuple[int, int, int, int]]) -> Transcription:
    boxes = GlyphBoxes.from_rows(np.array(rows, dtype=np.int32)).pack()
    page = Page(pk=1, number=1, width=200, height=300)
    made = timezone.now()
    return Transcription(
        page=page, kind=TextKind.DELIVERED, text=text, boxes=boxes, direction=Direction.VERTICAL, made_at=made
    )


def test_each_line_runs_as_its_characters_stand() -> None:
    head = [(80, 0, 20, 20), (60, 0, 20, 20), (0, 0, 0, 0), (40, 0, 20, 20), (0, 0, 0, 0)]
    row = [(10, 50, 9, 9), (20, 50, 9, 9), (0, 0, 0, 0)]
    column = [(150, 10, 20, 20), (150, 30, 20, 20), (150, 50, 20, 20), (120, 10, 20, 20)]
    reading = reading_of(text_with("臨河日報\nNo\n一二三四", [*head, *row, *column]))
    assert [(line.direction, line.box) for line in reading.lines] == [
        ("rtl", Box(40, 0, 60, 20)),
        ("ltr", Box(10, 50, 19, 9)),
        ("ttb", Box(120, 10, 50, 60)),
    ]
    assert [glyph.text for glyph in reading.lines[0].glyphs] == ["臨", "河", "報"]


def test_marks_stand_with_their_character_and_text_without_places_on_the_canvas() -> None:
    reading = reading_of(text_with("葛\U000e0100飾", [(0, 0, 9, 9), (0, 0, 9, 9), (0, 9, 9, 9)]))
    assert [glyph.text for glyph in reading.lines[0].glyphs] == ["葛\U000e0100", "飾"]
    nowhere = reading_of(text_with("甲", [(0, 0, 0, 0)]))
    assert (nowhere.regions[0].box, nowhere.lines[0].direction) == (Box(0, 0, 200, 300), "ttb")
