"""Readers who mean no good: no address, header, parameter or title makes the site fail, or say what it should not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading_room.conftest import Archive
from tests.reading_room.conftest import archive as archive  # noqa: PLC0414 - the fixture of another folder
from tests.test_visibility import DOORS

from lantai.catalogue.models import Record
from lantai.iiif.server import ImageServer

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
TITLE = f"{SCRIPT}\u202e倒\u2066\"'&]]>--"
"""HTML, quotes, the ends of CDATA and of a comment, and signs that turn the direction of what follows."""
QUERIES = {
    "long": "水" * 10_000,
    "long-latin": "w" * 10_000,
    "many": "水 " * 5_000,
    "quotes": '"自來水',
    "corners": "「自來水",
    "operators": "OR - ~ OR -",
    "brackets": "((((((title:)",
    "fields": "code: date: fonds: level:",
    "dates": "date:9999999999-99-99..0000",
    "control": "\x00\x01\x1b[31m",
    "bidi": "\u202e\u2066水\u2069",
    "lone-marks": "\u0301\u0301\ufe0f\U000e0100",
    "astral": "\U0002a6a5\U0010ffff",
    "regex": ".*(a+)+$",
    "sql": "'; DROP TABLE catalogue_record; --",
    "html": SCRIPT,
    "template": "{{ 7|add:7 }}{% debug %}${7*7}",
}
PATHS = [
    "/../../etc/passwd",
    "/..%2f..%2f..%2fetc/passwd",
    "/static/..%2f..%2fsettings.py",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/lantai/..%5c..%5cpyproject.toml",
    "//evil.example/",
    "/%00",
    "/a/%00",
    "/a/../a/",
    "/a/x/p99999999999999999999",
    "/a/x/p1.alto.xml%00.html",
    "/code/" + "L" * 5_000,
    "/code/%2e%2e/%2e%2e",
    "/code/%ff%fe",
    "/%E0%80%AF",
    "/iiif/%2e%2e/manifest",
    "/sitemap-999999999.xml",
    "/sitemap-0000000001.xml",
    "/account/reset/x/y/",
    "/search%3fq=x",
    "/" + "a/" * 2_000,
]
IMAGES = [
    "",
    "/",
    "x",
    "x.p1",
    "x.p1/",
    "x.p1/full/max/0",
    "x.p1/full/max/0/default",
    "x.p1/full/max/0/default.exe",
    "x.p1/full/max/0/default.jpg/more",
    "x.p1/-1,0,10,10/max/0/default.jpg",
    "x.p1/0,0,0,0/max/0/default.jpg",
    "x.p1/9999999999999999999,0,1,1/max/0/default.jpg",
    "x.p1/pct:nan,0,1,1/max/0/default.jpg",
    "x.p1/pct:1e999,0,1,1/max/0/default.jpg",
    "x.p1/full/0,0/0/default.jpg",
    "x.p1/full/^99999999999,/0/default.jpg",
    "x.p1/full/!,/0/default.jpg",
    "x.p1/full/max/361/default.jpg",
    "x.p1/full/max/-0.0/default.jpg",
    "x.p1/full/max/!!0/default.jpg",
    "x.p99999999999999999999/full/max/0/default.jpg",
    "../../etc/passwd/full/max/0/default.jpg",
    "%2e%2e/full/max/0/default.jpg",
    "\x00.p1/full/max/0/default.jpg",
    "x" * 10_000,
]


@pytest.fixture
def hostile(archive: Archive) -> Record:
    """An open record whose every word is hostile."""
    record = archive.add(TITLE, creators=TITLE, scope=TITLE, note=TITLE)
    archive.page(record, 1, text=TITLE)
    archive.shown()
    return record


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_query_is_answered_or_refused_in_a_sentence(hostile: Record, client: Client, query: str) -> None:
    for rest in ("", "&sort=date", "&sort=code&fonds=x&level=x", "&from=x&to=-1"):
        answer = client.get(f"/search?q={quote(query)}{rest}")
        assert answer.status_code in {200, 400}, (rest, answer.status_code)
        assert SCRIPT not in answer.content.decode()


@pytest.mark.parametrize(
    "parameters",
    [
        "q=x&page=-1",
        "q=x&page=99999999999999999999",
        "q=x&page=1e9",
        "q=x&sort=date&after=%00",
        "q=x&sort=code&after=" + "A" * 5_000,
        "q=x&sort=newest&after=eyJhIjoxfQ==",
        "q[]=x&q=%ff%fe",
        "q=%ED%A0%80",
        "lang=%0d%0aSet-Cookie:x=1",
        "lang=" + "z" * 5_000,
        "q=x&from=99999999999&to=-99999999999",
        "&".join(f"q={n}" for n in range(900)),
    ],
)
@pytest.mark.parametrize("address", ["/search", "/browse", "/"])
def test_parameters_make_nothing_fail(archive: Archive, client: Client, address: str, parameters: str) -> None:
    archive.shown()
    answer = client.get(f"{address}?{parameters}")

    assert answer.status_code in {200, 400, 404}
    assert "x=1" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    "region", ["", "1", "1,2,3", "-1,-1,-1,-1", "0,0,0,0", "9" * 30 + ",1,1,1", "nan,1,1,1", "٣,1,1,1"]
)
def test_region_of_a_page_may_be_nonsense(hostile: Record, client: Client, region: str) -> None:
    assert client.get(f"/a/{hostile.identifier}/p1?xywh={quote(region)}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_paths_lead_nowhere_else(archive: Archive, client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in {200, 301, 302, 400, 404}
    assert "evil" not in answer.headers.get("Location", "")
    assert not any(word in answer.content for word in (b"root:", b"[project]", b"SECRET_KEY", b"evil.example"))


@pytest.mark.parametrize("path", IMAGES)
def test_images_that_cannot_be_are_refused(path: str) -> None:
    server = ImageServer(lambda key, cookies: None, base_url="https://archive.example/iiif")
    for method in ("GET", "HEAD", "POST", "OPTIONS", "BREW"):
        assert server(method, path, {"accept": "\x00", "if-none-match": '"'}).status < 500


@given(st.text(max_size=80))
def test_no_path_of_an_image_fails(path: str) -> None:
    server = ImageServer(lambda key, cookies: None, base_url="https://archive.example/iiif")
    assert server("GET", path, {}).status in {301, 303, 400, 404}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:99999"},
        {"Host": "127.0.0.1\x00"},
        {"Host": ""},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "gopher", "Forwarded": "host=evil.example"},
        {"Accept-Language": "x" * 10_000},
        {"Accept-Language": "zh-Hant;q=nan, en;q=1e9,,,;;"},
        {"Cookie": "lantai_language=../../etc; sessionid=" + "x" * 5_000},
        {"Cookie": 'lantai_theme="><script>'},
        {"Range": "bytes=9-1,-,x-"},
        {"If-None-Match": '"' + "a" * 5_000},
        {"If-Modified-Since": "yesterday"},
        {"Accept-Encoding": "gzip;q=nan, \x00"},
        {"X-Forwarded-For": "<script>, ::::, 1.2.3.4.5"},
        {"Content-Length": "99999999999"},
    ],
    ids=str,
)
def test_headers_change_nothing(archive: Archive, client: Client, headers: dict[str, str]) -> None:
    for address in ("/", "/robots.txt", "/theme.css", f"/a/{archive.fonds.identifier}"):
        answer = client.get(address, headers=headers)
        assert answer.status_code in {200, 304, 400}
        page = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert b"evil.example" not in page
        assert b"<script>" not in page


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_logging_in_leads_to_no_other_site(client: Client, administrator: object, address: str) -> None:
    data = {"username": "administrator", "password": "a good long word"}
    answer = client.post(f"/account/login/?next={quote(address)}", {**data, "next": address}, REMOTE_ADDR="192.0.2.77")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_titles_stay_words_everywhere(hostile: Record, client: Client) -> None:
    one = f"/a/{hostile.identifier}"
    for address in (
        one,
        f"{one}/p1",
        f"/a/{hostile.record_set.identifier}",
        "/",
        "/search?q=alert",
        f"{one}/p1/propose",
    ):
        page = client.get(address).content.decode()
        assert SCRIPT not in page, address
        told = r'<script (src="/static/[\w/.-]+" defer|type="application/ld\+json")>'
        assert len(re.findall(r"<script\b", page)) == len(re.findall(told, page))
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            assert TITLE in json.loads(block)["name"]
    for address in ("/opened.atom", "/sitemap.xml", "/sitemap-sets.xml", "/seal.svg"):
        ElementTree.fromstring(client.get(address).content)
    assert SCRIPT in json.dumps(json.loads(client.get(f"/iiif/{hostile.identifier}/manifest").content))
    for address in (f"{one}/text", f"{one}/bibtex", f"{one}/ris"):
        answer = client.get(address)
        assert not answer.headers["Content-Type"].startswith("text/html")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture(scope="module")
def anybody() -> Iterator[Client]:
    yield Client()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(key=st.text(max_size=40), number=st.integers(0, 10**12))
def test_addresses_for_programs_never_fail(db: None, anybody: Client, key: str, number: int) -> None:
    said = quote(key, safe="")
    for address in (f"/iiif/{said}/manifest", f"/a/{said}", f"/a/{said}/p{number}", f"/code/{said}", f"/a/{said}/ris"):
        assert anybody.get(address).status_code in {200, 301, 302, 400, 404}, address


@pytest.mark.parametrize("door", [door for door in DOORS if not door.startswith("search")])
def test_every_answer_has_its_headers(archive: Archive, client: Client, door: str) -> None:
    answer = client.get(DOORS[door])
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))

    assert answer.status_code == 200
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert {policy["frame-ancestors"], policy["form-action"]} == {"'self'"}
    assert not any("unsafe" in value or "*" in value or "http:" in value for value in policy.values())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers
    assert answer.cookies.keys() <= ({"csrftoken"} if door == "login" else set())


def test_browsers_are_told_to_stay_with_https(client: Client, settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
    assert client.get("/robots.txt").headers["Strict-Transport-Security"] == "max-age=31536000"
