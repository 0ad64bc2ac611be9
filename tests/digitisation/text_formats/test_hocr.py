"""hOCR: what is written comes back; what Tesseract and kraken write is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.digitisation.text_formats.readings import HEADED, PAGE, readings

from lantai.digitisation.text_formats import hocr
from lantai.digitisation.text_formats.recognising import read
from lantai.digitisation.text_formats.unreadable import NoPageText, UnreadableText
from lantai.ports.ocr import Box, Glyph, Reading


def written(reading: Reading) -> bytes:
    return hocr.write(reading, page_id="b4kd7/p3", file_name="0003.tif", number=3)


def test_a_page_comes_back_as_it_was_written() -> None:
    assert hocr.read(written(PAGE)) == PAGE
    assert read(written(PAGE)).image == "0003.tif"


def test_kinds_that_hocr_has_are_classes() -> None:
    kinds = ("header", "page-number", "caption", "table", "heading")
    page = replace(PAGE, regions=tuple(replace(PAGE.regions[0], kind=kind) for kind in kinds))
    file = written(page)
    assert [
        file.count(f'class="ocr_carea{name}"'.encode()) for name in (" ocr_header", " ocr_pageno", " ocr_caption")
    ] == [*(1, 1, 1)]
    assert hocr.read(file) == page
    others = file.replace(b' data-kind="table"', b"").replace(b' data-kind="caption"', b"")
    assert [region.kind for region in hocr.read(others).regions] == list(kinds)


def test_articles_come_back() -> None:
    assert hocr.read(written(HEADED)) == HEADED


@settings(max_examples=60, deadline=None)
@given(readings)
def test_any_reading_comes_back_as_it_was_written(reading: Reading) -> None:
    assert hocr.read(written(reading)) == reading


def test_second_thoughts_are_no_text() -> None:
    file = written(PAGE).decode()
    assert '<ins class="alt">井</ins><del class="alt" title="x_conf 8">并</del>' in file
    assert '<span class="ocr_line" id="b2l1" title="bbox 700 60 730 210" style="writing-mode: vertical-rl">' in file


# What Tesseract writes: XHTML with a document type, a word for every few characters, boxes of characters when asked.
TESSERACT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title></title>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<meta name='ocr-system' content='tesseract 5.3.4' /></head><body>
  <div class='ocr_page' id='page_1' title='image "/scans/bbox 1 2 3 4/0003.tif"; bbox 0 0 1000 1360; ppageno 0'>
   <div class='ocr_carea' id='block_1_1' title="bbox 100 10 400 120">
    <p class='ocr_par' id='par_1_1' lang='chi_tra' title="bbox 100 10 400 120">
     <span class='ocr_header' id='line_1_1' title="bbox 100 10 400 60; baseline 0 -5; x_size 40; x_descenders 5">
      <span class='ocrx_word' id='word_1_1' title='bbox 100 10 200 60; x_wconf 90'>
       <span class='ocrx_cinfo' title='x_bboxes 100 10 150 60; x_conf 95.5'>臨</span>
       <span class='ocrx_cinfo' title='x_bboxes 150 10 200 60; x_conf 84.5'>河</span>
        <span class='ocrx_cinfo' id='lstm_choices_1_1_1'>
         <span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 84.5'>河</span>
         <span class='ocrx_cinfo' id='choice_1_1_2' title='x_confs 12'>何</span>
        </span>
      </span>
      <span class='ocrx_word' id='word_1_2' title='bbox 210 12 260 58; x_wconf 70'>水</span>
      <span class='ocrx_word' id='word_1_3' title='bbox 280 12 330 58; x_wconf 80'><strong>No</strong></span>
     </span>
    </p>
   </div>
  </div>
 </body></html>""".encode()

# What kraken writes: HTML, lines without areas, the mode of writing on the page, properties parted by commas.
KRAKEN = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<meta name="ocr-system" content="kraken"/></head><body>
<div class="ocr_page" title="bbox 0 0 1000 1360, image 0003.tif" style="writing-mode: vertical-rl;">
<span class="ocr_line" id="line_0" title="bbox 700 60 730 120; cuts 1,2">
<span class="ocrx_word" id="segment_0" title="bbox 700 60 730 90, x_confs 0.9">臨</span>
<span class="ocrx_word" id="segment_1" title="bbox 700 90 730 120, x_confs 0.7">河</span>
</span><br>
<span class="ocr_line" id="line_1" title="bbox 650 60 680 120"> &nbsp;自來
 水 &lt;</span><br>
</div></body></html>""".encode()


def test_what_tesseract_writes_is_read() -> None:
    file = read(TESSERACT)
    (region,) = file.reading.regions
    (line,) = region.lines
    assert (file.image, file.reading.width, file.reading.engine.version) == (
        "/scans/bbox 1 2 3 4/0003.tif",
        1000,
        "5.3.4",
    )
    assert (line.text, line.box, line.direction) == ("臨河水 No", Box(100, 10, 300, 50), "ltr")
    assert line.confidence == pytest.approx(0.8)
    assert line.glyphs[:3] == (
        Glyph("臨", Box(100, 10, 50, 50), 0.955),
        Glyph("河", Box(150, 10, 50, 50), 0.845, (("何", 0.12),)),
        Glyph("水", Box(210, 12, 50, 46), 0.7),
    )


def test_what_kraken_writes_is_read() -> None:
    file = read(KRAKEN)
    first, second = file.reading.lines
    assert (file.image, file.reading.engine.name) == ("0003.tif", "kraken")
    assert (first.text, first.direction, first.confidence) == ("臨河", "ttb", 0.8)
    assert [glyph.box for glyph in first.glyphs] == [Box(700, 60, 30, 30), Box(700, 90, 30, 30)]
    assert (second.text, second.box) == ("自來水 <", Box(650, 60, 30, 60))


def test_boxes_listed_for_a_word_are_those_of_its_characters() -> None:
    file = """<html><div class="ocr_page" title="bbox 0 0 90 90"><span class="ocr_line" title="bbox 0 0 20 10">
    <span class="ocrx_word" title="x_bboxes 0 0 10 10 10 0 20 10; x_confs 90 80">井水</span></span></div></html>"""
    (line,) = hocr.read(file.encode()).lines
    assert line.glyphs == (Glyph("井", Box(0, 0, 10, 10), 0.9), Glyph("水", Box(10, 0, 10, 10), 0.8))
    assert line.confidence == pytest.approx(0.85)


def test_columns_of_tesseract_have_the_places_of_their_words() -> None:
    """Its boxes of characters have no width there, and lie elsewhere."""
    file = """<html><div class="ocr_page" title="bbox 0 0 2000 2000"><span class="ocr_line"
     title="bbox 1800 400 1860 835"><span class="ocrx_word" title="bbox 1819 400 1860 443"><span class="ocrx_cinfo"
     title="x_bboxes 0 1028 0 1069; x_conf 93">水</span></span>
    <span class="ocrx_word" title="bbox 1803 794 1849 835"><span class="ocrx_cinfo"
     title="x_bboxes 0 1039 0 1085; x_conf 91">井</span></span></span></div></html>"""
    (line,) = hocr.read(file.encode()).lines
    assert line.direction == "ttb"
    assert line.glyphs == (
        Glyph("水", Box(1819, 400, 41, 43), 0.93),
        Glyph("井", Box(1803, 794, 46, 41), 0.91),
    )


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"<html><p>ocr_page</p></html>", "no elements ocr_page"),
        (b'<html><i class="ocr_page"/><i class="ocr_page"/></html>', "2 elements ocr_page"),
        (b'<html><i class="ocr_page" title="bbox 0 0 1"/></html>', "3 numbers in bbox"),
        (b'<html><i class="ocr_page" title="bbox 0 0 1 x"/></html>', "bbox is 'x'"),
    ],
)
def test_what_is_no_hocr_is_refused_in_one_sentence(file: bytes, words: str) -> None:
    with pytest.raises(UnreadableText, match=words):
        read(file)


def test_other_xml_is_told_from_a_broken_page() -> None:
    with pytest.raises(NoPageText, match="root is <mets>"):
        read(b"<mets/>")
    with pytest.raises(NoPageText, match="root is <html>"):
        read(b"<html/>")
    with pytest.raises(UnreadableText, match="no well-formed XML"):
        read(b"nothing at all")
