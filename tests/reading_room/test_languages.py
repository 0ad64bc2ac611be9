"""Three languages: each page wholly in one, what the archive itself wrote marked as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.publishing.models import PageName

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{4,}")
KEPT = {"Lantai", "IIIF", "JPEG", "ALTO", "BibTeX", "English", "manifest", "creator", "title", "code", "fonds"}
KEPT |= {"date", "within", "item", "json", "schema", "PgUp", "PgDn"}
KEPT |= {"Cookie", "JavaScript", "Page", "Down", "robots"}  # what help and terms name as it is named
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Words(HTMLParser):
    """The text of a page with the language that each piece is marked as."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = [""]
        self.pieces: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.open[-1]
        for name in ("aria-label", "title", "placeholder"):
            self.pieces.append((language, given.get(name) or ""))
        if tag not in VOID:
            self.open.append("code" if tag in {"code", "script", "title"} else language)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append((self.open[-1], data))


def words(page: bytes, language: str) -> Iterator[str]:
    parser = Words()
    parser.feed(page.decode())
    return (text for marked, text in parser.pieces if marked == language)


@pytest.fixture
def addresses(archive: Archive, settings: LazySettings) -> list[str]:
    names = {"zh-Hant": "臨河市檔案館", "zh-Hans": "临河市档案馆", "en": "Linhe City Archives"}
    settings.LANTAI = replace(settings.LANTAI, name=names)
    record = archive.add("自來水", creators="程硯舟", scope="提要", note="附註", doc_type="呈")
    archive.page(record, 1)
    archive.page(record, 2, text="")
    archive.shown()
    return [
        "/",
        "/browse",
        "/search",
        "/search?q=自來水&fonds=L012",
        "/search?q=無此詞",
        "/search?q=·",
        f"/a/{archive.fonds.identifier}",
        f"/a/{archive.volume.identifier}",
        f"/a/{record.identifier}?q=自來水",
        f"/a/{record.identifier}/p2",
        "/nowhere",
        "/account/login/",
        "/account/reset/",
        *(f"/{name}" for name in PageName),
    ]


def test_english_pages_have_no_chinese_of_the_interface(addresses: list[str], client: Client) -> None:
    found = [
        (address, text)
        for address in addresses
        for text in words(_page(client, address, "en"), "en")
        if HAN.search(text)
    ]

    assert [pair for pair in found if pair[1] not in {"自來水", "自來水 1", "自來水 2"}] == []


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_chinese_pages_have_no_english_left(addresses: list[str], client: Client, language: str) -> None:
    found = [
        (address, word)
        for address in addresses
        for text in words(_page(client, address, language), language)
        if "http" not in text
        for word in LATIN.findall(text)
    ]

    assert [pair for pair in found if pair[1] not in KEPT] == []


def test_a_link_chooses_the_language_and_it_stays(db: None, client: Client) -> None:
    assert '<html lang="en">' in client.get("/?lang=en").content.decode()
    assert '<html lang="en">' in client.get("/browse").content.decode()


def test_every_page_names_itself_in_the_other_languages(archive: Archive, client: Client) -> None:
    page = client.get(f"/a/{archive.fonds.identifier}").content.decode()

    for tag in ("zh-Hant", "zh-Hans", "en"):
        address = f"http://127.0.0.1:8000/a/{archive.fonds.identifier}?lang={tag}"
        assert f'<link rel="alternate" hreflang="{tag}" href="{address}">' in page


def _page(client: Client, address: str, language: str) -> bytes:
    return client.get(f"{address}{'&' if '?' in address else '?'}lang={language}").content
