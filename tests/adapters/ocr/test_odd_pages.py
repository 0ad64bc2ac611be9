"""Pages that nobody should have sent: each is read truly, or honestly not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps
from tests.adapters.ocr.test_rapidocr import FONT, ROWS, needs_font, overlap

from lantai.adapters.ocr.rapidocr import RapidOcr
from lantai.ports.ocr import Box, Reading

LATIN = ["The council of the town has resolved", "to lay a new water main from the ferry"]
CYRILLIC = ["Городская управа постановила провести", "новый водопровод от переправы до южных"]
JAPANESE = ["市会は渡船場から南門までの", "新しい水道管を敷設することを"]


@pytest.fixture(scope="module")
def engine() -> RapidOcr:
    return RapidOcr(threads=1)


def drawn(rows: list[str]) -> Image.Image:
    sheet = Image.new("RGB", (900, 700), "#efe6d2")
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 36)
    for number, row in enumerate(rows):
        pen.text((60, 60 + 70 * number), row, font=font, fill="#241c16")
    return sheet


def music() -> Image.Image:
    sheet, draw = Image.new("RGB", (900, 900), "white"), Random(3)
    pen = ImageDraw.Draw(sheet)
    for staff in range(80, 800, 160):
        for line in range(5):
            pen.line((60, staff + line * 14, 840, staff + line * 14), fill="black", width=2)
        for note in range(90, 820, 42):
            head = staff + draw.randint(-1, 9) * 7
            pen.ellipse((note, head - 6, note + 16, head + 6), fill="black")
            pen.line((note + 16, head, note + 16, head - 46), fill="black", width=2)
    return sheet


def read(engine: RapidOcr, image: Image.Image, folder: Path, name: str = "page.tif") -> Reading:
    image.save(folder / name)
    return engine.read(folder / name)


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(lambda: Image.new("L", (900, 700), 0), id="black"),
        pytest.param(lambda: Image.effect_noise((900, 700), 90), id="noise"),
        pytest.param(lambda: Image.radial_gradient("L").resize((900, 700)), id="a picture without writing"),
        pytest.param(music, id="music"),
        pytest.param(lambda: drawn(CYRILLIC), id="a script that the models do not know", marks=needs_font),
    ],
)
def test_nothing_is_read_where_nothing_can_be(
    engine: RapidOcr, tmp_path: Path, image: Callable[[], Image.Image]
) -> None:
    assert read(engine, image(), tmp_path).regions == ()


@needs_font
@pytest.mark.parametrize("rows", [LATIN, JAPANESE], ids=["Latin", "Japanese"])
def test_other_scripts_that_the_models_know(engine: RapidOcr, tmp_path: Path, rows: list[str]) -> None:
    assert read(engine, drawn(rows), tmp_path).text.split("\n") == rows


@needs_font
@pytest.mark.parametrize("mode", ["1", "L", "CMYK", "RGBA"])
def test_depths_and_colour_spaces(engine: RapidOcr, tmp_path: Path, mode: str) -> None:
    assert read(engine, drawn(ROWS).convert(mode), tmp_path).text.split("\n") == ROWS


@needs_font
@pytest.mark.parametrize("turn", [lambda page: page.rotate(180), ImageOps.mirror], ids=["upside down", "from behind"])
def test_pages_that_lie_wrongly_are_read_with_boxes_where_the_words_are(
    engine: RapidOcr, tmp_path: Path, turn: Callable[[Image.Image], Image.Image]
) -> None:
    right = read(engine, drawn(ROWS), tmp_path, "right.tif")
    wrong = read(engine, turn(drawn(ROWS)), tmp_path, "wrong.tif")
    assert wrong.text == right.text
    assert {line.direction for line in wrong.lines} == {"rtl"}
    for lying, standing in zip(wrong.lines, right.lines, strict=True):
        assert lying.box.x == 900 - standing.box.x - standing.box.width
        assert (lying.box.y == standing.box.y) is (turn is ImageOps.mirror)
        assert lying.glyphs[0].box.x > lying.glyphs[-1].box.x


@needs_font
@pytest.mark.parametrize(
    ("degrees", "runs"), [(90, "ltr"), (-90, "rtl")], ids=["on its left side", "on its right side"]
)
def test_columns_that_lie_on_their_side(engine: RapidOcr, tmp_path: Path, degrees: int, runs: str) -> None:
    sheet = Image.new("RGB", (700, 900), "#efe6d2")
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 36)
    for number, row in enumerate(ROWS):
        for step, character in enumerate(row):
            pen.text((560 - 90 * number, 60 + 40 * step), character, font=font, fill="#241c16")
    standing = read(engine, sheet, tmp_path, "standing.tif")
    lying = read(engine, sheet.rotate(degrees, expand=True), tmp_path, "lying.tif")
    assert lying.text == standing.text
    assert (lying.width, lying.height) == (900, 700)
    assert {line.direction for line in lying.lines} == {runs}
    for one, other in zip(lying.lines, standing.lines, strict=True):
        box = other.box
        left, top = (box.y, 700 - box.x - box.width) if degrees > 0 else (900 - box.y - box.height, box.x)
        assert overlap(one.box, Box(left, top, box.height, box.width)) > 0.8


@needs_font
def test_a_page_wider_than_anything(engine: RapidOcr, tmp_path: Path) -> None:
    wide = Image.new("RGB", (20_000, 600), "#efe6d2")
    for number in range(4):
        wide.paste(ImageOps.scale(drawn(ROWS[:1]).crop((0, 0, 900, 150)), 3), (number * 5_000, 60))
    assert read(engine, wide, tmp_path).text.split("\n") == ROWS[:1] * 4
