"""Searching within a record, as Content Search 2.0 and as 1.0 answer it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.models import Transcription
from lantai.discovery import indexing
from lantai.iiif import content_search
from lantai.ports.search import NEVER
from lantai.values.geometry import GlyphBoxes

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://127.0.0.1:8000"
TEXT = "縣城自來\n水公司籌辦水井"


@pytest.fixture
def record(small_delivery: Path, administrator: User) -> Record:
    """A record with a known text on its first page, every character of it in a box of its own."""
    accept_batch(take_in(small_delivery, by=administrator).batch, trust_opening=True, by=administrator)
    found = Record.objects.get(code="L099-01-0001-0001")
    rows = [(50, 10 * at, 8, 10) if sign != "\n" else (0, 0, 0, 0) for at, sign in enumerate(TEXT)]
    boxes = GlyphBoxes.from_rows(np.array(rows)).pack()
    Transcription.objects.filter(page__record=found, page__number=1).update(text=TEXT, boxes=boxes)
    Transcription.objects.filter(page__record=found, page__number=2).update(text="次頁之水井", boxes=None)
    indexing.follow()
    return found


def asked(client: Client, record: Record, query: str, version: str = "") -> dict[str, Any]:
    answer = client.get(f"/iiif/{record.identifier}/search{version}?{query}")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    body: dict[str, Any] = answer.json()
    return body


def fragment(annotation: dict[str, Any]) -> str:
    value: str = annotation["target"]["selector"]["value"]
    return value


def test_hit_is_told_with_its_box_and_what_stands_around_it(record: Record, client: Client) -> None:
    body = asked(client, record, f"q={quote('水井')}")
    canvas = f"{SITE}/iiif/{record.identifier}/manifest/canvas/p"
    first, second = body["items"]
    assert (first["body"]["value"], fragment(first)) == ("水井", "xywh=50,100,8,20")
    assert first["target"]["source"]["id"] == f"{canvas}1"
    assert second["target"] == f"{canvas}2"
    (context, _second) = body["annotations"][0]["items"]
    assert context["motivation"] == "contextualizing"
    assert context["target"] == {
        "type": "SpecificResource",
        "source": first["id"],
        "selector": [
            {"type": "TextQuoteSelector", "exact": "水井", "prefix": "縣城自來水公司籌辦", "suffix": ""},
        ],
    }
    assert "next" not in body


def test_hit_that_runs_into_the_next_line_has_an_annotation_for_each(record: Record, client: Client) -> None:
    body = asked(client, record, f"q={quote('自來水')}")
    assert [(one["body"]["value"], fragment(one)) for one in body["items"]] == [
        ("自來", "xywh=50,20,8,20"),
        ("水", "xywh=50,50,8,10"),
    ]
    (context,) = body["annotations"][0]["items"]
    assert [one["source"] for one in context["target"]] == [one["id"] for one in body["items"]]


def test_other_writing_finds_as_on_the_site(record: Record, client: Client) -> None:
    assert [one["body"]["value"] for one in asked(client, record, f"q={quote('县城')}")["items"]] == ["縣城"]


def test_older_viewers_are_answered_in_their_own_way(record: Record, client: Client) -> None:
    body = asked(client, record, f"q={quote('自來水')}", "/1")
    first, second = body["resources"]
    canvas = f"{SITE}/iiif/{record.identifier}/manifest/canvas/p1"
    assert (first["on"], second["on"]) == (f"{canvas}#xywh=50,20,8,20", f"{canvas}#xywh=50,50,8,10")
    (hit,) = body["hits"]
    assert hit["annotations"] == [first["@id"], second["@id"]]
    assert (hit["match"], hit["before"], hit["after"]) == ("自來水", "縣城", "公司籌辦水井")


def test_manifest_names_both_services(record: Record, client: Client) -> None:
    newer, older = client.get(f"/iiif/{record.identifier}/manifest").json()["service"]
    assert (newer["type"], newer["id"]) == ("SearchService2", f"{SITE}/iiif/{record.identifier}/search")
    assert (older["profile"], older["@id"]) == (
        "http://iiif.io/api/search/1/search",
        f"{SITE}/iiif/{record.identifier}/search/1",
    )


def test_parameters_that_are_not_known_are_told(record: Record, client: Client) -> None:
    body = asked(client, record, f"q={quote('水井')}&user=somebody&date=1924")
    assert body["ignored"] == ["date", "user"]
    assert body["id"] == f"{SITE}/iiif/{record.identifier}/search?q={quote('水井')}"


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=%22", "q=" + "x" * 400, "q=%E6%B0%B4%E4%BA%95&motivation=linking"]
)
def test_what_finds_nothing_is_an_empty_page(record: Record, client: Client, query: str) -> None:
    assert asked(client, record, query)["items"] == []


def test_pages_follow_one_another(record: Record, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_search, "PAGES", 1)
    first = asked(client, record, f"q={quote('水井')}")
    second = client.get(first["next"]["id"].removeprefix(SITE)).json()
    assert first["items"][0]["target"]["source"]["id"] == f"{SITE}/iiif/{record.identifier}/manifest/canvas/p1"
    assert second["items"][0]["target"] == f"{SITE}/iiif/{record.identifier}/manifest/canvas/p2"
    assert "next" not in second


def test_cursor_that_is_none_is_refused(record: Record, client: Client) -> None:
    answer = client.get(f"/iiif/{record.identifier}/search?q={quote('水井')}&after=nonsense")
    assert answer.status_code == 400


def test_closed_and_unknown_are_the_same_404(record: Record, client: Client) -> None:
    Record.objects.filter(pk=record.pk).update(open_day=NEVER)
    closed = client.get(f"/iiif/{record.identifier}/search?q={quote('水井')}")
    unknown = client.get(f"/iiif/bcdfghjkmn/search?q={quote('水井')}")
    assert (closed.status_code, closed.content) == (404, unknown.content)


def test_page_of_a_volume_is_found_on_its_canvas(bound: Bound, client: Client) -> None:
    indexing.follow()
    (found,) = asked(client, bound.second, f"q={quote('井欄')}")["items"]
    assert found["target"] == f"{SITE}/iiif/{bound.volume.identifier}/manifest/canvas/p4"
    Record.objects.filter(pk=bound.first.pk).update(open_day=NEVER)
    assert asked(client, bound.second, f"q={quote('井欄')}")["items"] == []


def test_number_of_queries_is_fixed(
    record: Record, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for words in ("水井", "公司"):
        with django_assert_num_queries(3):
            asked(client, record, f"q={quote(words)}")
