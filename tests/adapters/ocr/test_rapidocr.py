"""The real engine on drawn pages: text, order and boxes, downward and across, and nothing where there is nothing."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from lantai.adapters.ocr.rapidocr import RapidOcr
from lantai.ports.ocr import Box, Reading, ReadingFailed
from lantai.values.geometry import GlyphBoxes

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
EM = 36
PITCH = 54

DECKS = [
    ["南關堤岸漫溢數處", "洪流灌入城內水深", "居民多已登高傷人"],
    ["臨河車站消息鐵路", "橋墩經工程師查驗", "本日起各開行一次"],
]
ROWS = ["臨河縣公署令水字第十二號", "據自來水廠呈報水管", "鋪設至南關止計長三里"]

needs_font = pytest.mark.skipif(
    not FONT.is_file(), reason="Noto Serif CJK is not installed: apt install fonts-noto-cjk to draw the test pages"
)


@pytest.fixture(scope="module")
def engine() -> RapidOcr:
    return RapidOcr(threads=1, max_side=960)


class Sheet:
    """A page being drawn, that remembers where each character stands."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), "#efe6d2")
        self.pen = ImageDraw.Draw(self.image)
        self.font = ImageFont.truetype(str(FONT), EM)
        self.truth: list[Box | None] = []

    def line(self, text: str, x: int, y: int, *, down: bool) -> None:
        self.truth += [None] if self.truth else []
        for step, character in enumerate(text):
            left, top = (x, y + EM * step) if down else (x + EM * step, y)
            self.pen.text((left + EM / 2, top + EM / 2), character, font=self.font, fill="#241c16", anchor="mm")
            self.truth.append(Box(left, top, EM, EM))

    def save(self, path: Path) -> Path:
        self.image.save(path)
        return path


def boxes_of(reading: Reading) -> list[Box | None]:
    return [Box(*row) if row[2] else None for row in GlyphBoxes.from_lines(reading.lines).rows.tolist()]


def overlap(a: Box, b: Box) -> float:
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    common = max(0, width) * max(0, height)
    return common / (a.width * a.height + b.width * b.height - common)


def least_overlap(found: list[Box | None], true: list[Box | None]) -> float:
    return min(overlap(a, b) for a, b in zip(found, true, strict=True) if a is not None and b is not None)


@needs_font
def test_a_vertical_page_is_read_by_decks_from_the_right(engine: RapidOcr, tmp_path: Path) -> None:
    sheet = Sheet(320, 720)
    for deck, top in zip(DECKS, (30, 370), strict=True):
        for column, text in enumerate(deck):
            sheet.line(text, 240 - PITCH * column, top, down=True)
    reading = engine.read(sheet.save(tmp_path / "page.png"))
    assert reading.text.split("\n") == [text for deck in DECKS for text in deck]
    assert {line.direction for line in reading.lines} == {"ttb"}
    assert least_overlap(boxes_of(reading), sheet.truth) > 0.5
    assert all(0.5 < glyph.confidence <= 1.0 for line in reading.lines for glyph in line.glyphs)


@needs_font
def test_a_horizontal_page_is_read_from_the_top(engine: RapidOcr, tmp_path: Path) -> None:
    sheet = Sheet(560, 260)
    for row, text in enumerate(ROWS):
        sheet.line(text, 40, 30 + 60 * row, down=False)
    reading = engine.read(sheet.save(tmp_path / "page.tif"))
    assert (reading.width, reading.height, reading.text.split("\n")) == (560, 260, ROWS)
    assert {line.direction for line in reading.lines} == {"ltr"}
    assert least_overlap(boxes_of(reading), sheet.truth) > 0.5


@needs_font
def test_boxes_are_of_the_upright_canvas(engine: RapidOcr, tmp_path: Path) -> None:
    sheet = Sheet(560, 260)
    sheet.line(ROWS[0], 40, 60, down=False)
    exif = Image.Exif()
    exif[274] = 8  # lies on its right side: turn it back
    sheet.image.rotate(-90, expand=True).save(tmp_path / "page.jpg", exif=exif, quality=95)
    reading = engine.read(tmp_path / "page.jpg")
    assert (reading.width, reading.height, reading.text) == (560, 260, ROWS[0])
    assert least_overlap(boxes_of(reading), sheet.truth) > 0.5


@needs_font
def test_punctuation_in_the_corner_of_its_cell_is_read(engine: RapidOcr, tmp_path: Path) -> None:
    sheet = Sheet(160, 640)
    text = "昨日大水，南關皆浸、居民登高。今可步行"
    font = ImageFont.truetype(str(FONT), 32)
    for step, character in enumerate(text):
        corner = (20, -20) if character in "，、。" else (0, 0)
        place = (80 + corner[0], 28 + 32 * step + corner[1])
        sheet.pen.text(place, character, font=font, fill="#241c16", anchor="mm")
    assert engine.read(sheet.save(tmp_path / "page.png")).text == text


def test_a_blank_sheet_gives_no_regions(engine: RapidOcr, tmp_path: Path) -> None:
    Image.new("L", (300, 400), 230).save(tmp_path / "blank.png")
    reading = engine.read(tmp_path / "blank.png")
    assert (reading.width, reading.height, reading.regions, reading.text) == (300, 400, (), "")


def test_no_connection_is_ever_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the engine tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    Image.new("L", (100, 100), 230).save(tmp_path / "blank.png")
    assert RapidOcr(max_side=320).read(tmp_path / "blank.png").text == ""


def test_a_slender_strip_does_not_exhaust_the_machine(engine: RapidOcr, tmp_path: Path) -> None:
    Image.new("L", (4, 3000), 230).save(tmp_path / "strip.png")
    assert engine.read(tmp_path / "strip.png").regions == ()


def test_a_giant_is_refused(tmp_path: Path) -> None:
    Image.new("1", (900, 300)).save(tmp_path / "giant.tif")
    with pytest.raises(ReadingFailed, match="megapixels"):
        RapidOcr(limit=200_000).read(tmp_path / "giant.tif")


def test_the_engine_says_what_it_is(engine: RapidOcr) -> None:
    info = engine.info
    assert info.name == "rapidocr"
    assert sorted(info.models) == ["PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"]
    assert {len(digest) for digest in info.models.values()} == {64}
    assert info.settings["max_side"] == "960"
