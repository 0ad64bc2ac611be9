"""Whatever a file holds, it is read or refused in one sentence: damaged bytes, and values that nobody expected."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.digitisation.text_formats.readings import PAGE
from tests.digitisation.text_formats.test_alto import ESCRIPTORIUM
from tests.digitisation.text_formats.test_hocr import KRAKEN, TESSERACT
from tests.digitisation.text_formats.test_page_xml import ESCRIPTORIUM as ESCRIPTORIUM_PAGE
from tests.digitisation.text_formats.test_page_xml import TRANSKRIBUS

from lantai.digitisation.text_formats import alto, hocr, page_xml
from lantai.digitisation.text_formats.fitting import fitted
from lantai.digitisation.text_formats.recognising import read
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.values.geometry import GlyphBoxes

AT = datetime(2026, 11, 30, tzinfo=UTC)
FILES = (
    ESCRIPTORIUM,
    ESCRIPTORIUM_PAGE,
    TRANSKRIBUS,
    TESSERACT,
    KRAKEN,
    alto.write(PAGE, page_id="a/p1", file_name="1.tif"),
    page_xml.write(PAGE, page_id="a/p1", file_name="1.tif", written_at=AT),
    hocr.write(PAGE, page_id="a/p1", file_name="1.tif"),
)
VALUES = (
    "",
    "-1",
    "1e9",
    "nan",
    "inf",
    "٣",
    "1,2",
    "1 2 3",
    "0,0 -5,7",
    "bbox",
    "x_bboxes 1",
    "bbox 9 9 0 0",
    "rtl",
    "r1",
)


def read_or_refused(data: bytes) -> None:
    try:
        reading = fitted(read(data).reading, width=1000, height=1360)
    except UnreadableText as error:
        assert "\n" not in str(error)
        return
    boxes = GlyphBoxes.from_lines(reading.lines)
    assert len(boxes) == len(reading.text)
    assert not boxes.rows.size or boxes.rows.min() >= 0


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_damaged_bytes(file: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(file)))
    end = data.draw(st.integers(start, min(len(file), start + 40)))
    read_or_refused(file[:start] + data.draw(st.binary(max_size=8)) + file[end:])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_values_that_nobody_expected(file: bytes, data: st.DataObject) -> None:
    text = file.decode()
    values = list(re.finditer(r"""(?<==)("[^"<>]*"|'[^'<>]*')""", text))
    at = data.draw(st.sampled_from(values))
    read_or_refused(f'{text[: at.start()]}"{data.draw(st.sampled_from(VALUES))}"{text[at.end() :]}'.encode())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_elements_that_are_missing(file: bytes, data: st.DataObject) -> None:
    text = file.decode()
    at = data.draw(st.sampled_from(list(re.finditer(r"<(\w+)[^<>]*/>", text)) or [re.match("", text)]))
    assert at is not None
    read_or_refused((text[: at.start()] + text[at.end() :]).encode())


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_other_encodings_are_read_as_they_are_declared(encoding: str) -> None:
    text = TRANSKRIBUS.decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert read(text.encode(encoding)).reading.text == page_xml.read(TRANSKRIBUS).text
