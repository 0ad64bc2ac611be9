"""Results to take away: a feed, a table and a link that stays."""

from __future__ import annotations

import csv
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus
from lantai.reading_room.views import taking_away

ATOM = "{http://www.w3.org/2005/Atom}"


def rows(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    whole = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert whole.startswith("\ufeff")
    return list(csv.reader(StringIO(whole[1:])))


def test_feed_has_the_newest_results_first_as_the_public_sees_them(archive: Archive, client: Client) -> None:
    for title in ("水塔甲", "水塔乙"):
        archive.add(title)
    archive.add("水塔密件", status=OpeningStatus.RESTRICTED)
    archive.add("無關")
    archive.shown()
    client.force_login(archive.by)

    answer = client.get("/search.atom", {"q": "水塔"})
    feed = ElementTree.fromstring(answer.content)

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == ["水塔乙", "水塔甲"]
    assert all(one.findtext(f"{ATOM}updated") for one in feed.iter(f"{ATOM}entry"))


def test_table_has_every_result_in_the_order_of_codes(
    archive: Archive, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_away, "_CHUNK", 2)
    for number in range(5):
        archive.add(f"水塔{number}", creators="顧棲梧")
    archive.add("水塔密件", status=OpeningStatus.RESTRICTED)
    archive.shown()

    head, *found = rows(client, "/search.csv?q=水塔&lang=en")

    assert head[:4] == ["Reference code", "Title", "Author", "Date"]
    assert [row[1] for row in found] == [f"水塔{number}" for number in range(5)]
    assert found[0][:4] == ["L012-02-0001", "水塔0", "顧棲梧", "1924-09-03"]


def test_table_of_too_many_says_what_was_left_out(
    archive: Archive, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_away, "_CHUNK", 2)
    monkeypatch.setattr(taking_away, "MOST_ROWS", 2)
    for number in range(3):
        archive.add(f"水塔{number}")
    archive.shown()

    assert rows(client, "/search.csv?q=水塔&lang=en")[3] == ["Only the first 2 of 3 results."]


def test_nothing_in_the_table_is_a_formula(archive: Archive, client: Client) -> None:
    archive.add("=水塔()", creators="@顧")
    archive.shown()

    (_head, found) = rows(client, "/search.csv?q=水塔")

    assert found[1:3] == ["'=水塔()", "'@顧"]


@pytest.mark.parametrize("name", ["atom", "csv"])
def test_what_cannot_be_asked_is_refused_and_nothing_is_unknown(archive: Archive, client: Client, name: str) -> None:
    archive.shown()

    assert client.get(f"/search.{name}").status_code == 404
    assert client.get(f"/search.{name}?q=date:從前").status_code == 400


def test_link_that_stays_names_the_question_and_no_page(archive: Archive, client: Client) -> None:
    archive.add("水塔")
    archive.shown()

    context = client.get("/search?q=水塔&level=item&page=1&lang=en").context

    assert context["kept"] == "http://127.0.0.1:8000/search?q=%E6%B0%B4%E5%A1%94&level=item"
    assert context["ask"].table == "/search.csv?q=%E6%B0%B4%E5%A1%94&level=item"


def test_who_mistyped_is_offered_what_does_occur(archive: Archive, client: Client) -> None:
    archive.add("林守拙任經理")
    archive.add("水塔落成")
    archive.add("水搭密件", status=OpeningStatus.RESTRICTED)
    archive.shown()

    meant = client.get("/search?q=水搭").context["meant"]

    assert [(one.name, one.count) for one in meant] == [("水塔", 1)]
    assert client.get(meant[0].href).context["results"].total == 1
    assert client.get("/search?q=水塔").context["meant"] == []
    assert client.get("/search?q=title:水搭").context["meant"] == []
    assert [one.name for one in client.get("/search?q=林守桌").context["meant"]] == ["林守拙"]


def test_what_is_closed_is_not_what_was_meant(archive: Archive, client: Client) -> None:
    archive.add("水塔", status=OpeningStatus.RESTRICTED)
    archive.shown()

    assert client.get("/search?q=水搭").context["meant"] == []
