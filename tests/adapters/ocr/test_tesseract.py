"""Tesseract: what it says of a page as lines, what it may not take, and the real program where it is installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from lantai.adapters.ocr.tesseract import TesseractOcr
from lantai.adapters.ocr.tesseract_page import lines_of, regions_of
from lantai.ports.ocr import Box, EngineUnusable, ReadingFailed

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
VERTICAL = Path("/usr/share/tesseract-ocr/5/tessdata/chi_tra_vert.traineddata")
needs_tesseract = pytest.mark.skipif(
    not (FONT.is_file() and VERTICAL.is_file() and shutil.which("tesseract")),
    reason="Tesseract is not installed: sh tools/install_for_tests.sh",
)

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page' title='bbox 0 0 400 600'>
 <span class='ocr_line' title="bbox 100 50 120 250; baseline 0 0">
  <span class='ocrx_word' title='bbox 100 50 120 130; x_wconf 92'>
   <span class='ocrx_cinfo' title='x_bboxes 0 300 0 320; x_conf 99.5'>臨</span>
   <span class='ocrx_cinfo' title='x_bboxes 0 300 0 320; x_conf 98.5'>河</span></span>
  <span class='ocrx_word' title='bbox 100 130 120 250; x_wconf 50'>
   <span class='ocrx_cinfo' title='x_bboxes 0 300 0 320; x_conf 98'>水</span></span></span>
 <span class='ocr_line' title="bbox 300 50 320 90">
  <span class='ocrx_word' title='bbox 300 50 320 90; x_wconf 80'>
   <span class='ocrx_cinfo' title='x_bboxes 0 300 0 320; x_conf 99'>縣</span></span></span>
 <span class='ocr_header' title="bbox 100 10 200 30">
  <span class='ocrx_word' title='bbox 100 10 140 30; x_wconf 90'>
   <span class='ocrx_cinfo' title='x_bboxes 100 10 120 30; x_conf 99'>N</span>
   <span class='ocrx_cinfo' title='x_bboxes 120 10 140 30; x_conf 99'>o</span></span>
  <span class='ocrx_word' title='bbox 150 10 900 30; x_wconf 70'>
   <span class='ocrx_cinfo' title='x_bboxes 150 10 900 30; x_conf 99'>7</span></span></span>
 <span class='ocr_line' title="bbox 10 10 10 20"><span class='ocrx_word' title='bbox 10 10 10 20; x_wconf 9'>
   <span class='ocrx_cinfo' title='x_bboxes 10 10 10 20; x_conf 99'>x</span></span></span>
</div></body></html>""".encode()


def test_lines_have_boxes_on_the_canvas_and_the_doubt_of_their_words() -> None:
    lines = lines_of(HOCR, scale=2.0, width=800, height=1200)
    assert [line.text for line in lines] == ["臨河水", "縣", "No 7"]
    vertical, _single, head = lines
    assert (vertical.direction, head.direction) == ("ttb", "ltr")
    assert [glyph.box for glyph in vertical.glyphs] == [
        Box(200, 100, 40, 80),
        Box(200, 180, 40, 80),
        Box(200, 260, 40, 240),
    ]
    assert [glyph.confidence for glyph in vertical.glyphs] == [0.92, 0.92, 0.5]
    assert vertical.confidence == 0.78
    assert head.glyphs[-1].box == Box(300, 20, 500, 40)


def test_order_is_ours() -> None:
    regions = regions_of(lines_of(HOCR, scale=1.0, width=400, height=600))
    assert [line.text for region in regions for line in region.lines][-2:] == ["縣", "臨河水"]


def test_page_without_lines_is_read_as_empty() -> None:
    assert regions_of(lines_of(b"<html/>", scale=1.0, width=1, height=1)) == ()


@pytest.mark.parametrize("said", [b"", b"Tesseract", b"<html>", b"\xff\xfe", HOCR[:900]])
def test_what_is_no_hocr_is_one_sentence(said: bytes) -> None:
    with pytest.raises(ReadingFailed, match="What Tesseract said is no page: "):
        lines_of(said, scale=1.0, width=1, height=1)


def test_entity_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    told = b'<!DOCTYPE html [<!ENTITY e SYSTEM "file://%s">]>' % str(tmp_path / "secret").encode()
    page = told + HOCR[HOCR.index(b"<html") :].replace("縣".encode(), "&e;縣".encode())
    assert "secret" not in str(lines_of(page, scale=1.0, width=400, height=600))


# -- the program ----------------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], TesseractOcr]:
    """An engine whose program is a few lines of shell; it tells who it is, and has the language chi_tra."""

    def make(script: str, **options: int) -> TesseractOcr:
        (tmp_path / "chi_tra.traineddata").write_bytes(b"letters")
        path = tmp_path / "program"
        path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 9.9" && exit 0\n{script}\n')
        path.chmod(0o755)
        return TesseractOcr(command=str(path), tessdata=str(tmp_path), languages=("chi_tra",), **options)

    return make


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "0001.png"
    Image.new("L", (400, 600), 200).save(path)
    return path


def test_it_tells_version_digest_and_settings(program: Callable[..., TesseractOcr]) -> None:
    info = program("exit 1").info
    assert (info.name, info.version) == ("tesseract", "9.9")
    assert info.models == {"chi_tra.traineddata": sha256(b"letters").hexdigest()}
    assert info.settings["languages"] == "chi_tra"


def test_page_goes_in_by_pipe_and_is_read(program: Callable[..., TesseractOcr], page: Path, tmp_path: Path) -> None:
    (tmp_path / "said").write_bytes(HOCR)
    reading = program(f'head -c 15 > /dev/null; cat "{tmp_path}/said"; cat > /dev/null').read(page)
    assert (reading.width, reading.height, len(reading.lines)) == (400, 600, 3)


def test_program_that_fails_says_why(program: Callable[..., TesseractOcr], page: Path) -> None:
    with pytest.raises(ReadingFailed, match=r"0001\.png cannot be read: Tesseract gave up on it \(too dark\)\."):
        program("cat > /dev/null; echo nothing >&2; echo too dark >&2; exit 1").read(page)


def test_program_that_hangs_is_ended(program: Callable[..., TesseractOcr], page: Path) -> None:
    with pytest.raises(ReadingFailed, match="Tesseract takes more than 1 s for it"):
        program("exec sleep 60", seconds=1).read(page)


def test_program_that_reckons_for_ever_is_ended(program: Callable[..., TesseractOcr], page: Path) -> None:
    engine = program("while :; do :; done", seconds=2)
    with pytest.raises(ReadingFailed, match=r"0001\.png cannot be read: Tesseract "):
        engine.read(page)


def test_program_may_take_so_much_memory_and_write_no_file(
    program: Callable[..., TesseractOcr], page: Path, tmp_path: Path
) -> None:
    told = 'cat > /dev/null; ulimit -v >&2; echo x > "$0.written" && echo written >&2; exit 1'
    with pytest.raises(ReadingFailed):
        program(told).read(page)
    assert not (tmp_path / "program.written").exists() or not (tmp_path / "program.written").read_bytes()
    with pytest.raises(ReadingFailed, match=r"\(195312\)"):
        program("cat > /dev/null; ulimit -v >&2; exit 1", memory=200_000_000).read(page)


def test_missing_program_is_one_sentence(page: Path) -> None:
    with pytest.raises(EngineUnusable, match="There is no program 'tesseract-none'; apt-get install tesseract-ocr "):
        TesseractOcr(command="tesseract-none").read(page)


def test_missing_language_is_one_sentence(program: Callable[..., TesseractOcr], page: Path, tmp_path: Path) -> None:
    engine = program("exit 1")
    (tmp_path / "chi_tra.traineddata").unlink()
    with pytest.raises(
        EngineUnusable, match=r"Tesseract has no language chi_tra in .*; apt-get install tesseract-ocr-"
    ):
        engine.read(page)


@needs_tesseract
@pytest.mark.tesseract
def test_column_is_read_by_the_real_program(tmp_path: Path) -> None:
    font = ImageFont.truetype(str(FONT), 40)
    text = ("臨河縣公署令水字第十二號", "據自來水廠呈報水管鋪設", "至南關止計長三里有餘並")
    image = Image.new("RGB", (1000, 900), "#efe6d2")
    pen = ImageDraw.Draw(image)
    for column, line in enumerate(text):
        for step, character in enumerate(line):
            pen.text((880 - 72 * column, 60 + 44 * step), character, font=font, fill="#241c16")
    image.save(tmp_path / "page.png")
    engine = TesseractOcr(languages=("chi_tra_vert",))
    reading = engine.read(tmp_path / "page.png")
    read = reading.text.replace("\n", "")
    assert sum(a == b for a, b in zip(read, "".join(text), strict=False)) >= 0.8 * len("".join(text))
    assert {line.direction for line in reading.lines} == {"ttb"}
    assert reading.engine.version[0].isdigit()
    assert list(reading.engine.models) == ["chi_tra_vert.traineddata"]
