"""What robots and feed readers get: nothing that a stranger may not see, even when staff ask."""

from __future__ import annotations

from xml.etree import ElementTree

from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
ROOT = "http://127.0.0.1:8000"


def test_robots_are_told_where_the_sitemap_is(db: None, client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {ROOT}/sitemap.xml"


def test_sitemap_lists_what_is_open_in_three_languages(archive: Archive, client: Client) -> None:
    shown = archive.add()
    archive.add(status=OpeningStatus.RESTRICTED)
    archive.add(accepted=False)
    client.force_login(archive.by)

    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    files = [one.text for one in index.iter(f"{SITEMAP}loc")]
    records = ElementTree.fromstring(client.get("/sitemap-0.xml").content)

    assert files == [f"{ROOT}/sitemap-sets.xml", f"{ROOT}/sitemap-0.xml"]
    assert [one.text for one in records.iter(f"{SITEMAP}loc")] == [f"{ROOT}/a/{shown.identifier}"]
    assert [one.attrib["hreflang"] for one in records.iter(f"{XHTML}link")] == ["zh-Hant", "zh-Hans", "en"]


def test_sitemap_of_sets_begins_with_the_first_page(archive: Archive, client: Client) -> None:
    sets = ElementTree.fromstring(client.get("/sitemap-sets.xml").content)

    assert [one.text for one in sets.iter(f"{SITEMAP}loc")] == [
        f"{ROOT}/",
        f"{ROOT}/browse",
        f"{ROOT}/newspapers",
        *(f"{ROOT}/{name}" for name in ("about", "help", "terms", "privacy", "contact")),
        f"{ROOT}/a/{archive.fonds.identifier}",
        f"{ROOT}/a/{archive.volume.identifier}",
    ]


def test_a_share_of_the_sitemap_without_open_records_is_not_there(archive: Archive, client: Client) -> None:
    archive.add(status=OpeningStatus.RESTRICTED)

    assert client.get("/sitemap-0.xml").status_code == 404


def test_feed_has_what_was_opened_last_first(archive: Archive, client: Client) -> None:
    archive.add("先")
    archive.add("後")
    archive.add("密件", status=OpeningStatus.RESTRICTED)
    client.force_login(archive.by)

    feed = ElementTree.fromstring(client.get("/opened.atom?lang=en").content)

    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == ["後", "先"]
