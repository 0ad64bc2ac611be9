"""Pictures among columns, drawn to the pixel: where they stand, and what is none."""

from __future__ import annotations

import numpy as np
import pytest
from tests.adapters.ocr.drawing import PAPER, Sheet, strip

from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.pictures import Read, pictures_of, without_texture
from lantai.adapters.ocr.strips import Strip
from lantai.ports.ocr import Box

SIZE, PITCH = 20, 30
PICTURE = Box(300, 110, 150, 170)


def read(line: Strip, *, sure: float = 0.99, count: int = 8) -> Read:
    return line, [Mark("水", (step + 0.5) / count, sure) for step in range(count)]


def columns(sheet: Sheet) -> list[Read]:
    """A page of whole columns, short ones beneath the picture's place."""
    found = []
    for x in range(60, 740, PITCH):
        is_beneath = PICTURE.x - PITCH < x < PICTURE.x + PICTURE.width + 4
        top, count = (PICTURE.y + PICTURE.height + 20, 24) if is_beneath else (110, 33)
        found.append(read(sheet.column(x, top, SIZE, count), count=count))
    return found


def half_tone(sheet: Sheet, box: Box) -> None:
    """Dots that are larger the lower they stand, as a screen prints a sky above dark land."""
    for y in range(box.y, box.y + box.height - 4, 5):
        large = 2 + round(3 * (y - box.y) / box.height)
        for x in range(box.x, box.x + box.width - 4, 5):
            sheet.bar(x, y, x + large, y + large)


def drawing(sheet: Sheet, box: Box) -> None:
    """Hatched roofs: strokes that cross one another, as far as the box goes."""
    for step in range(0, box.width - 12, 12):
        rise = round(box.height * abs(step / box.width - 0.5))
        for x in range(12):
            sheet.bar(box.x + step + x, box.y + rise, box.x + step + x + 2, box.y + rise + 3)
        sheet.bar(box.x + step, box.y + rise, box.x + step + 3, box.y + rise + (box.height - rise) // 3)
        sheet.bar(box.x + step, box.y + box.height - 30 - rise // 3, box.x + step + 3, box.y + box.height)
        sheet.bar(
            box.x + step, box.y + box.height - 30 + step % 24, box.x + step + 14, box.y + box.height - 27 + step % 24
        )


def overlap(one: Box, other: Box) -> float:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    common = max(0, wide) * max(0, high)
    return common / (one.width * one.height + other.width * other.height - common)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(800, 900)


def test_a_half_tone_is_found_where_it_stands(sheet: Sheet) -> None:
    lines = columns(sheet)
    half_tone(sheet, PICTURE)
    (found,) = pictures_of(sheet.picture, lines)
    assert overlap(found, PICTURE) > 0.85


def test_a_drawing_of_bare_strokes_is_not_told_from_print(sheet: Sheet) -> None:
    lines = columns(sheet)
    drawing(sheet, PICTURE)
    assert pictures_of(sheet.picture, lines) == []


def test_a_photograph_in_grey_is_found_with_its_frame(sheet: Sheet) -> None:
    lines = columns(sheet)
    x, y, wide, high = PICTURE
    grey = np.random.default_rng(3).integers(60, 140, (high - 12, wide - 12, 1))
    sheet.pixels[y + 6 : y + high - 6, x + 6 : x + wide - 6] = grey
    for left, top, right, bottom in ((x, y, x + wide, y + 2), (x, y, x + 2, y + high)):
        sheet.bar(left, top, right, bottom)
        sheet.bar(
            left + (0 if right > left + 2 else wide - 2),
            top + (high - 2 if right > left + 2 else 0),
            right + (0 if right > left + 2 else wide - 2),
            bottom + (high - 2 if right > left + 2 else 0),
        )
    (found,) = pictures_of(sheet.picture, lines)
    assert overlap(found, PICTURE) > 0.85


def test_text_rules_and_folds_are_no_pictures(sheet: Sheet) -> None:
    lines = columns(sheet)
    sheet.bar(30, 90, 770, 93)
    sheet.bar(20, 500, 780, 504, (150, 170, 180))
    assert pictures_of(sheet.picture, lines) == []


def test_print_that_could_not_be_read_is_no_picture(sheet: Sheet) -> None:
    lines = [(line, marks if at % 3 else [Mark("口", 0.5, 0.3)]) for at, (line, marks) in enumerate(columns(sheet))]
    assert pictures_of(sheet.picture, lines) == []


def test_a_black_ground_with_white_print_is_none(sheet: Sheet) -> None:
    lines = columns(sheet)
    x, y, wide, high = PICTURE
    sheet.bar(x, y, x + wide, y + high)
    lines += [read(sheet.column(left, y + 8, SIZE, 7, PAPER), count=7) for left in range(x + 8, x + wide - 20, PITCH)]
    assert pictures_of(sheet.picture, lines) == []


def test_a_black_ground_with_print_on_a_part_of_it_is_none(sheet: Sheet) -> None:
    lines = columns(sheet)
    x, y, wide, high = PICTURE
    sheet.bar(x, y, x + wide, y + high)
    lines += [read(sheet.column(left, y + 30, SIZE, 4, PAPER), count=4) for left in (x + 50, x + 80)]
    assert pictures_of(sheet.picture, lines) == []


def test_a_stain_is_no_picture(sheet: Sheet) -> None:
    lines = columns(sheet)
    x, y, wide, high = PICTURE
    sheet.bar(x, y, x + wide, y + high, (135, 160, 175))
    assert pictures_of(sheet.picture, lines) == []


def test_what_was_read_out_of_texture_goes_and_words_in_a_picture_stay() -> None:
    texture = read(strip(310, 120, 400, 140), sure=0.4)
    words = read(strip(310, 180, 400, 200))
    outside = read(strip(500, 120, 520, 300), sure=0.4)
    assert without_texture([texture, words, outside], [PICTURE]) == [words, outside]


def test_the_dark_around_a_page_is_no_picture(sheet: Sheet) -> None:
    lines = columns(sheet)
    for left, top, right, bottom in ((0, 0, 800, 40), (0, 0, 30, 900), (0, 860, 800, 900), (770, 0, 800, 900)):
        sheet.bar(left, top, right, bottom)
    assert pictures_of(sheet.picture, lines) == []
