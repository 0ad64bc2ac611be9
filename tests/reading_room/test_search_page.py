"""The page of results: grouped by record, narrowed, paged, and honest when it cannot answer."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus

QUERIES = 15


def test_results_of_one_record_stand_under_one_head(archive: Archive, client: Client) -> None:
    record = archive.add("籌設自來水廠事呈")
    archive.page(record)
    archive.shown()

    context = client.get("/search", {"q": "自来水厂"}).context
    (head,) = context["heads"]

    assert context["results"].total == 2
    assert [passage.page for passage in head.passages] == [None, 1]
    assert head.title == (("籌設", False), ("自來水廠", True), ("事呈", False))
    assert head.fonds == "臨河自來水公司"


def test_of_many_pages_of_one_record_the_first_are_shown_and_the_others_counted(
    archive: Archive, client: Client
) -> None:
    record = archive.add("呈文")
    for number in range(1, 8):
        archive.page(record, number)
    archive.shown()

    (head,) = client.get("/search", {"q": "籌設自來水"}).context["heads"]

    assert ([passage.page for passage in head.passages], head.more) == ([1, 2, 3, 4], 3)


def test_a_phrase_across_two_columns_is_two_cuts(archive: Archive, client: Client) -> None:
    archive.page(archive.add("呈文"))
    archive.shown()

    (head,) = client.get("/search", {"q": "自來水廠"}).context["heads"]

    assert [len(cut.boxes) for cut in head.passages[0].cuts] == [1, 1]


def test_what_was_also_searched_is_said(archive: Archive, client: Client) -> None:
    archive.add("臺灣")
    archive.shown()

    assert client.get("/search", {"q": "台湾"}).context["results"].also == ("臺灣",)


def test_what_was_misread_is_found_on_request_only_and_never_counted_with_what_is_certain(
    archive: Archive, client: Client
) -> None:
    archive.page(archive.add("甲"), text="東北路礦")
    archive.page(archive.add("乙"), text="束北路礦")
    archive.shown()
    english = {"headers": {"accept-language": "en"}}

    exact = client.get("/search", {"q": "東北"}, **english)
    assert exact.context["results"].total == 1
    assert exact.context["misread_instead"] == "/search?q=~%E6%9D%B1%E5%8C%97"
    assert "Nothing here is certain" not in exact.content.decode()

    misread = client.get(exact.context["misread_instead"], **english)
    results = misread.context["results"]
    assert (results.total, results.misread, results.also) == (1, ("東北",), ("束北",))
    assert [head.title for head in misread.context["heads"]] == [(("乙", False),)]
    assert misread.context["misread_instead"] == ""
    assert "Nothing here is certain" in misread.content.decode()


def test_closed_words_are_found_by_nobody_outside(archive: Archive, client: Client) -> None:
    archive.page(archive.add("密件", status=OpeningStatus.RESTRICTED), text="絕無僅有之語")
    archive.shown()

    public = client.get("/search", {"q": "絕無僅有之語"}).context["results"]
    client.force_login(archive.by)
    staff = client.get("/search", {"q": "絕無僅有之語"}).context["results"]

    assert (public.total, staff.total) == (0, 1)
    assert public.facets.fonds == {}


def test_conditions_narrow_and_can_be_taken_off(archive: Archive, client: Client) -> None:
    archive.add("水塔", date="1924")
    archive.add("水塔", date="1931")
    archive.shown()

    context = client.get("/search", {"q": "水塔", "from": "1930", "to": "1935", "fonds": "L012"}).context

    assert context["results"].total == 1
    assert [(chip.name, chip.href) for chip in context["chips"]] == [
        ("臨河自來水公司", "/search?q=%E6%B0%B4%E5%A1%94&from=1930&to=1935"),
        ("1930—1935", "/search?q=%E6%B0%B4%E5%A1%94&fonds=L012"),
    ]


def test_conditions_alone_list_what_they_hold(archive: Archive, client: Client) -> None:
    archive.add("甲")
    archive.shown()

    context = client.get("/search", {"code": "L012-02", "level": "item"}).context

    assert [head.code for head in context["heads"]] == ["L012-02-0001"]


@pytest.mark.parametrize(
    ("asked", "language", "sentence"),
    [
        ({"q": "水" * 31}, "en", "The word “水水水水水水水水水水…” has 31 characters, more than 30"),
        ({"q": "水" * 31}, "zh-hant", "「水水水水水水水水水水……」有 31 字，超過 30 字"),
        ({"q": "·"}, "zh-hans", "没有可检索的内容"),
        ({"q": "水", "from": "從前"}, "en", "“從前” is no date that can be read"),
        ({"q": "水", "sort": "date", "after": "x"}, "en", "This address does not lead to a page of results"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(
    archive: Archive, client: Client, asked: dict[str, str], language: str, sentence: str
) -> None:
    archive.shown()

    response = client.get("/search", {**asked, "lang": language})

    assert response.status_code == 400
    assert response.context["refusal"].startswith(sentence)


def test_without_an_index_the_page_says_so(db: None, client: Client) -> None:
    response = client.get("/search?q=水&lang=en")

    assert response.status_code == 503
    assert response.context["refusal"].startswith("The index is being made or cannot be read")


def test_other_orders_page_by_cursor_and_meet_everything_once(archive: Archive, client: Client) -> None:
    for number in range(45):
        archive.add(f"水塔{number}")
    archive.shown()

    met: list[str] = []
    address = "/search?q=水塔&sort=code"
    while address:
        context = client.get(address).context
        met += [head.code for head in context["heads"]]
        address = next((turn.href for turn in context["turns"] if "after=" in turn.href), "")

    assert met == [f"L012-02-{number:04d}" for number in range(1, 46)]


def test_best_match_pages_by_number(archive: Archive, client: Client) -> None:
    for number in range(45):
        archive.add(f"水塔{number}")
    archive.shown()

    context = client.get("/search", {"q": "水塔", "page": "3"}).context

    assert len(context["heads"]) == 5
    assert [(turn.name, turn.current) for turn in context["turns"]] == [("1", False), ("2", False), ("3", True)]


@pytest.mark.parametrize("address", ["/search", "/search?page=-1&sort=no&level=no&page=9999999"])
def test_an_empty_or_senseless_address_explains_how_to_search(db: None, client: Client, address: str) -> None:
    response = client.get(f"{address}{'&' if '?' in address else '?'}lang=en")

    assert response.status_code == 200
    assert 'id="how"' in response.content.decode()


def test_results_are_kept_out_of_other_search_engines(db: None, client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/search").content.decode()


@pytest.mark.parametrize("records", [1, 3])
def test_search_asks_the_same_number_of_queries(
    archive: Archive, client: Client, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(records):
        archive.page(archive.add("自來水"))
    archive.shown()

    with django_assert_num_queries(QUERIES):
        client.get("/search", {"q": "自來水"})


def test_of_very_many_results_it_is_said_that_occurrences_are_not_counted(
    archive: Archive, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add("籌設自來水廠事呈")
    archive.shown()
    sentence = "it is not counted how often"
    assert sentence not in client.get("/search", {"q": "自来水厂", "lang": "en"}).content.decode()
    monkeypatch.setattr("lantai.reading_room.views.search.EXACT_RELEVANCE", 0)
    assert sentence in client.get("/search", {"q": "自来水厂", "lang": "en"}).content.decode()
    assert sentence not in client.get("/search", {"q": "自来水厂", "lang": "en", "sort": "code"}).content.decode()
