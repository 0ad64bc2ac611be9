"""What leads on from the page of a record: linked data, previews, the QR code, related records, hits, spreads."""

from __future__ import annotations

import json
import re
from html import unescape

import cv2
import numpy as np
import pytest
import pyvips
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus


def test_record_is_linked_data_in_the_page_and_beside_it(archive: Archive, client: Client) -> None:
    record = archive.add("水塔</script>記", creators="程硯舟；林守拙", scope="井泉")
    archive.page(record)
    said = json.loads(client.get(f"/a/{record.identifier}.jsonld").content)
    page = client.get(f"/a/{record.identifier}").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block is not None
    assert json.loads(block[1]) == said
    assert said["@type"] == "ArchiveComponent"
    assert (said["name"], said["creator"], said["dateCreated"]) == (
        "水塔</script>記",
        ["程硯舟", "林守拙"],
        "1924-09-03",
    )
    assert said["isPartOf"]["name"] == "民國十三年籌辦卷"
    assert said["isPartOf"]["isPartOf"]["identifier"]["value"] == "L012"
    assert said["image"].endswith(f"/iiif/image/{record.identifier}.p1/full/!1200,1200/0/default.jpg")


@pytest.mark.parametrize(
    ("asked", "region"),
    [({}, "full"), ({"xywh": "10,20,300,400"}, "10,20,300,400"), ({"q": "利民生"}, "510,139,340,240")],
)
def test_preview_shows_the_page_the_part_or_the_hit(
    archive: Archive, client: Client, asked: dict[str, str], region: str
) -> None:
    record = archive.add()
    archive.page(record)
    page = unescape(client.get(f"/a/{record.identifier}/p1", asked).content.decode())
    picture = re.search(r'<meta property="og:image" content="([^"]+)">', page)
    assert picture is not None
    shown = picture[1].split("/")[-4]
    assert shown == region or (region.startswith("510") and _holds(shown, (640, 140, 40, 160)))


def _holds(region: str, box: tuple[int, int, int, int]) -> bool:
    x, y, width, height = map(int, region.split(","))
    return x <= box[0] and y <= box[1] and x + width >= box[0] + box[2] and y + height >= box[1] + box[3]


def test_qr_code_says_the_permanent_link(archive: Archive, client: Client) -> None:
    record = archive.add()
    answer = client.get(f"/a/{record.identifier}/qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    drawn = pyvips.Image.svgload_buffer(answer.content, scale=6).flatten(background=255).colourspace("b-w").numpy()
    said, _points, _straight = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(drawn.squeeze()))
    assert said == f"http://127.0.0.1:8000/a/{record.identifier}"


def test_related_are_of_one_author_and_of_one_day_and_open(archive: Archive, client: Client) -> None:
    record = archive.add(creators="程硯舟", date="1924-09-03")
    authored = archive.add("同人", creators="林守拙；程硯舟", date="1931")
    archive.add("名中有名", creators="程硯舟堂", date="1931")
    dated = archive.add("同日", date="1924-09-03")
    archive.add("閉", creators="程硯舟", date="1924-09-03", status=OpeningStatus.RESTRICTED)
    archive.add("同年", date="1924")
    archive.shown()
    found = client.get(f"/a/{record.identifier}").context["related"]
    assert (found.by_same_author, found.of_same_day, found.on_same_pages) == ((authored,), (dated,), ())


def test_record_without_anything_related_says_nothing_of_it(archive: Archive, client: Client) -> None:
    page = client.get(f"/a/{archive.add(date='').identifier}?lang=en").content.decode()
    assert "<h2>Related</h2>" not in page


def test_hits_lead_from_page_to_page(archive: Archive, client: Client) -> None:
    record = archive.add()
    for number, text in enumerate(("自來水", "無", "自來水廠", "無", "水塔自來水"), 1):
        archive.page(record, number, text=text)
    archive.shown()
    opened = client.get(f"/a/{record.identifier}/p3", {"q": "自來水"}).context["opened"]
    assert opened.found == 3
    assert [address.split("?")[0] for address in (opened.turns.found_before, opened.turns.found_after)] == [
        f"/a/{record.identifier}/p1",
        f"/a/{record.identifier}/p5",
    ]
    first = client.get(f"/a/{record.identifier}/p2", {"q": "自來水"}).context["opened"].turns
    assert (first.found_before.split("?")[0], first.found_after.split("?")[0]) == (
        f"/a/{record.identifier}/p1",
        f"/a/{record.identifier}/p3",
    )


@pytest.mark.parametrize(("page", "facing"), [(1, ""), (2, "p3"), (3, "p2"), (4, "")])
def test_cover_lies_alone_and_pages_face_in_pairs(archive: Archive, client: Client, page: int, facing: str) -> None:
    record = archive.add()
    for number in range(1, 5):
        archive.page(record, number)
    turns = client.get(f"/a/{record.identifier}/p{page}").context["opened"].turns
    assert turns.facing == (f"/a/{record.identifier}/{facing}" if facing else "")


def test_citation_of_a_part_says_which(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record)
    answer = client.get(f"/a/{record.identifier}/p1", {"xywh": "10,20,300,400"})
    page = answer.content.decode()
    address = f"http://127.0.0.1:8000/a/{record.identifier}/p1?xywh=10,20,300,400"
    assert answer.context["cited"].url == address
    assert answer.context["citations"][0].text.endswith(f"{record.code}: 1. {address}.")
    assert f"/iiif/image/{record.identifier}.p1/10,20,300,400/max/0/default.jpg" in page
    bibtex = client.get(f"/a/{record.identifier}/bibtex", {"page": "1", "xywh": "10,20,300,400"}).content.decode()
    assert f"url = {{{address}}}" in bibtex
    assert client.get(f"/a/{record.identifier}/ris", {"page": "9"}).status_code == 404


def test_two_pages_are_compared_by_their_addresses(archive: Archive, client: Client) -> None:
    one, other, closed = archive.add("甲件"), archive.add("乙件"), archive.add("丙件", status=OpeningStatus.RESTRICTED)
    for record in (one, other, closed):
        archive.page(record, 1)
        archive.page(record, 2)
    for said in (f"https://archive.example/a/{other.identifier}/p2?q=x", f"{other.identifier}/p2"):
        sides = client.get("/compare", {"one": f"{one.identifier}/p1", "other": said}).context
        assert (sides["one"].page.record, sides["other"].page.record, sides["other"].page.number) == (one, other, 2)
    first = client.get("/compare", {"one": one.identifier, "other": other.identifier}).context
    assert (first["one"].page.number, first["other"].page.number) == (1, 1)
    asked = client.get("/compare", {"one": one.identifier, "lang": "en"})
    assert (asked.context["other"], asked.status_code) == (None, 200)
    for said in (f"{closed.identifier}/p1", "bcdfghjkmn0/p1", f"{other.identifier}/p9", "///"):
        told = client.get("/compare", {"one": one.identifier, "other": said})
        assert "No page stands at that address" in told.content.decode()
    assert client.get("/compare", {"one": closed.identifier}).status_code == 404
    assert 'name="one"' in client.get("/compare").content.decode()
