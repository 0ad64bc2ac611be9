"""What the search box offers: titles, names and codes, and never of what is closed."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus


def offered(client: Client, text: str) -> list[tuple[str, str, str]]:
    found = client.get("/suggest.json", {"q": text}).json()["suggestions"]
    return [(one["kind"], one["text"], one["code"]) for one in found]


def test_titles_are_offered_in_any_script_the_nearest_first(archive: Archive, client: Client) -> None:
    archive.add("石岡水塔落成")
    archive.add("水塔圖")
    archive.shown()

    assert [text for _kind, text, _code in offered(client, "水塔")] == ["水塔圖", "石岡水塔落成"]
    assert offered(client, "石冈水") == [("title", "石岡水塔落成", "L012-02-0001")]


def test_names_lead_to_a_search_for_what_they_made(archive: Archive, client: Client) -> None:
    made = archive.add("呈文", creators="顧棲梧；林守拙")
    archive.shown()

    (name,) = client.get("/suggest.json", {"q": "棲梧"}).json()["suggestions"]

    assert (name["kind"], name["text"]) == ("name", "顧棲梧")
    assert [head.identifier for head in client.get(name["href"]).context["heads"]] == [made.identifier]


def test_codes_are_offered_from_their_beginning_on(archive: Archive, client: Client) -> None:
    archive.add("甲")
    archive.add("乙")
    archive.shown()

    assert [code for kind, _text, code in offered(client, "l012-02-0") if kind == "code"] == [
        "L012-02-0001",
        "L012-02-0002",
    ]


def test_nothing_closed_is_offered(archive: Archive, client: Client) -> None:
    archive.add("水塔密件", creators="某密探", status=OpeningStatus.RESTRICTED)
    archive.add("水塔未驗收", accepted=False)
    archive.shown()

    assert [offered(client, text) for text in ("水塔", "密探", "L012-02-0001", "未驗收")] == [[], [], [], []]
    client.force_login(archive.by)
    assert {text for _kind, text, _code in offered(client, "水塔")} == {"水塔密件", "水塔未驗收"}


@pytest.mark.parametrize("text", ["", " ", "，", "水" * 61, "(", "\x00", "\ud800"])
def test_nonsense_offers_nothing(archive: Archive, client: Client, text: str) -> None:
    archive.shown()

    assert offered(client, text.encode("utf-8", "replace").decode()) == []


def test_without_an_index_nothing_is_offered(db: None, client: Client) -> None:
    assert offered(client, "水") == []


@pytest.mark.parametrize("records", [1, 3])
def test_suggesting_asks_the_same_number_of_queries(
    archive: Archive, client: Client, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(records):
        archive.add("L012 水塔")
    archive.shown()

    with django_assert_num_queries(4):
        client.get("/suggest.json", {"q": "L012"})
