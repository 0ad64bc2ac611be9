"""A record as PDF: its pages with an image, and over each the text where it stands, read back by PDFium."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from tests.reading_room.conftest import Archive

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation import derivatives
from lantai.digitisation.pyramid import derive
from lantai.reading_room.pdf import About, Sheet, document
from lantai.reading_room.pdf.text_layer import POINT
from lantai.reading_room.views import pdf as pdf_view
from lantai.values.buckets import Buckets
from lantai.values.geometry import GlyphBoxes

ABOUT = About(title="題", author="甲", subject="甲. 題[A].", language="zh-Hant")
ROW = "Well 水 no. 7"
RARE = "井𠮷水"


@pytest.fixture
def record(archive: Archive, tmp_path: Path) -> Record:
    made = archive.add("籌設自來水廠事呈", creators="臨河自來水廠籌備處")
    for number in (1, 2):
        archive.page(made, number)
        pixels = np.full((1000, 800, 3), 230, np.uint8)
        pixels[100:620, 700:740] = 40
        Image.fromarray(pixels).save(tmp_path / "page.png")
        derive(tmp_path / "page.png", derivatives.pyramid_path(made.identifier, number))
    archive.page(made, 3, picture=False)
    return made


def read(client: Client, address: str) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(b"".join(client.get(address).streaming_content))


def test_pages_have_their_image_their_size_and_their_number(record: Record, client: Client) -> None:
    made = read(client, f"/a/{record.identifier}/pdf")
    assert [made.get_page_label(at) for at in range(len(made))] == ["1", "2"]
    assert made[0].get_size() == pytest.approx((800 * POINT, 1000 * POINT))
    drawn = made[0].render(scale=1 / POINT).to_numpy()
    assert drawn[300, 720].mean() < 80 < 200 < drawn[900, 100].mean()
    assert made.get_metadata_dict()["Title"] == "籌設自來水廠事呈"


def test_columns_are_found_and_read_from_the_right(record: Record, client: Client) -> None:
    text = read(client, f"/a/{record.identifier}/pdf")[0].get_textpage()
    lines = [line for line in text.get_text_range().split("\r\n") if line.strip()]
    assert lines == ["呈為水災之後擬請籌設自來水", "廠以利民生"]
    at, length = text.search("自來水").get_next()
    left, bottom, right, top = (value / POINT for value in text.get_charbox(at))
    # The eleventh character of a column that begins at 100, each 40 high, in a page of 1,000; PDF counts from below.
    assert (left, right) == pytest.approx((700, 740), abs=1)
    assert (1000 - top, 1000 - bottom) == pytest.approx((500, 540), abs=2)
    assert length == 3


def _sheet(text: str, boxes: list[tuple[int, int, int, int]]) -> Sheet:
    return Sheet(1, Path("/nowhere.tif"), 800, 1000, text, GlyphBoxes.from_rows(np.array(boxes, np.int32)))


def test_rows_stand_letter_by_letter() -> None:
    boxes, x = [], 100
    for char in ROW:
        width = 40 if char == "水" else 18
        boxes.append((x, 200, width, 40))
        x += width + 4
    text = pdfium.PdfDocument(b"".join(document(ABOUT, [_sheet(ROW, boxes)])))[0].get_textpage()
    assert text.get_text_range() == ROW
    lefts = [text.get_charbox(at)[0] / POINT for at in range(len(ROW))]
    assert lefts == pytest.approx([box[0] for box in boxes], abs=2)


def test_characters_beyond_the_basic_plane_are_as_good_as_others() -> None:
    boxes = [(700, 100 + 40 * at, 40, 40) for at in range(len(RARE))]
    text = pdfium.PdfDocument(b"".join(document(ABOUT, [_sheet(RARE, boxes)])))[0].get_textpage()
    assert text.get_text_range().strip() == RARE


def test_page_without_its_pyramid_keeps_its_place() -> None:
    made = pdfium.PdfDocument(b"".join(document(ABOUT, [_sheet("井", [(0, 0, 40, 40)]), _sheet("水", [(0, 0, 9, 9)])])))
    assert len(made) == 2


def test_long_record_is_given_in_parts(record: Record, client: Client, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, pdf_pages=1)
    page = client.get(f"/a/{record.identifier}").content.decode()
    assert f"/a/{record.identifier}/pdf?part=2" in page
    assert read(client, f"/a/{record.identifier}/pdf?part=2").get_page_label(0) == "2"
    for part in ("3", "4", "0", "x", "99999999"):
        assert client.get(f"/a/{record.identifier}/pdf", {"part": part}).status_code == 404


def test_places_are_few_and_come_free_again(record: Record, client: Client) -> None:
    address = f"/a/{record.identifier}/pdf"
    open_ones = [client.get(address) for _ in range(pdf_view.AT_ONCE)]
    refused = client.get(address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    for one in open_ones:
        one.close()
    again = client.get(address)
    assert again.status_code == 200
    b"".join(again.streaming_content)
    assert client.head(address).status_code == 200


def test_one_address_may_ask_for_so_many(record: Record, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_view, "asked_lately", Buckets(most=1, seconds=3600))
    b"".join(client.get(f"/a/{record.identifier}/pdf").streaming_content)
    assert client.get(f"/a/{record.identifier}/pdf").status_code == 429


def test_what_is_not_given_out_is_refused_in_words(
    record: Record, client: Client, settings: Settings, administrator: User
) -> None:
    settings.LANTAI = replace(settings.LANTAI, downloads=["page"])
    page = client.get(f"/a/{record.identifier}?lang=en").content.decode()
    assert "Page 1 as JPEG" in page
    for name in ("pdf", "text"):
        assert f"/a/{record.identifier}/{name}" not in page
        answer = client.get(f"/a/{record.identifier}/{name}")
        assert answer.status_code == 403
        assert "This file is not given out here" in answer.content.decode()
    client.force_login(administrator)
    assert client.get(f"/a/{record.identifier}/text").status_code == 200
    assert len(read(client, f"/a/{record.identifier}/pdf")) == 2


@pytest.mark.parametrize("most", [1, 200])
def test_document_asks_the_same_number_of_queries(
    record: Record,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    most: int,
) -> None:
    settings.LANTAI = replace(settings.LANTAI, pdf_pages=most)
    with django_assert_num_queries(5):
        b"".join(client.get(f"/a/{record.identifier}/pdf").streaming_content)
