"""IIIF of volumes: a page is one canvas and one image, under the name of its volume, in the manifest of each record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound, whole_text

from lantai.accounts.models import User
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import Transcription
from lantai.iiif.decision import decide, image_server
from lantai.iiif.server import Source
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db(transaction=True)


def manifest(client: Client, record: Record) -> dict[str, Any]:
    answer = client.get(f"/iiif/{record.identifier}/manifest")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def canvases(client: Client, record: Record) -> list[str]:
    return [one["id"].rpartition("/iiif/")[2] for one in manifest(client, record)["items"]]


def source(bound: Bound, number: int, cookies: str = "") -> Source | None:
    return decide(f"{bound.volume.identifier}.p{number}", cookies)


def test_manifest_has_the_pages_that_the_record_holds(bound: Bound, client: Client) -> None:
    volume = bound.volume.identifier
    Transcription.objects.filter(page=bound.pages[4]).update(alto="xx/page.xml")
    body = manifest(client, bound.second)
    assert [one["id"] for one in body["items"]] == [
        f"http://127.0.0.1:8000/iiif/{volume}/manifest/canvas/p{number}" for number in (4, 5)
    ]
    assert [one["label"] for one in body["items"]] == [{"zh-Hant": ["4"]}, {"zh-Hant": ["5"]}]
    image = body["items"][0]["items"][0]["items"][0]["body"]
    assert image["service"][0]["id"] == f"http://127.0.0.1:8000/iiif/image/{volume}.p4"
    assert body["thumbnail"][0]["service"][0]["id"] == image["service"][0]["id"]
    alto = body["items"][0]["seeAlso"][0]["id"]
    assert alto == f"http://127.0.0.1:8000/a/{bound.second.identifier}/p4.alto.xml"


def test_shared_page_is_the_same_canvas_in_both_manifests(bound: Bound, client: Client) -> None:
    assert canvases(client, bound.first)[-1] == canvases(client, bound.second)[0]


def test_stretch_of_a_volume_is_a_range_and_its_lines_are_those_of_the_volume(bound: Bound, client: Client) -> None:
    body = manifest(client, bound.second)
    (run,) = body["structures"]
    assert run["label"] == {"zh-Hant": ["L012-02 4–5"]}
    assert [one["id"] for one in run["items"]] == [one["id"] for one in body["items"]]
    address = body["items"][0]["annotations"][0]["id"]
    assert address == f"http://127.0.0.1:8000/iiif/{bound.volume.identifier}/manifest/canvas/p4/lines"
    (line,) = client.get(address.removeprefix("http://127.0.0.1:8000")).json()["items"]
    assert line["body"]["value"] == "甲末乙首井欄"


def test_page_of_a_closed_neighbour_is_in_no_manifest(bound: Bound, client: Client) -> None:
    Record.objects.filter(pk=bound.second.pk).update(open_day=NEVER)
    assert [one[-2:] for one in canvases(client, bound.first)] == ["p2", "p3"]


def test_whole_text_is_no_canvas_but_in_the_download(bound: Bound, client: Client) -> None:
    whole_text(bound.third, "丙件全文")
    body = manifest(client, bound.third)
    assert len(body["items"]) == 2
    assert body["rendering"][0]["id"].endswith(f"/a/{bound.third.identifier}/text")


def test_number_of_queries_is_fixed(
    bound: Bound, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for record in (bound.second, bound.first):
        with django_assert_num_queries(4):
            manifest(client, record)


def test_tile_of_a_volume_s_page_is_served_under_the_volume(bound: Bound, client: Client) -> None:
    image_server.cache_clear()
    answer = client.get(f"/iiif/image/{bound.volume.identifier}.p4/full/max/0/default.jpg")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=300")
    assert client.get(f"/iiif/image/{bound.first.identifier}.p4/full/max/0/default.jpg").status_code == 404


def test_decision_is_that_of_every_record_on_the_page(bound: Bound) -> None:
    assert source(bound, 4) is not None
    assert source(bound, 1) is None
    Record.objects.filter(pk=bound.first.pk).update(withdrawn_at=timezone.now())
    assert [source(bound, number) is not None for number in (3, 4, 5)] == [False, False, True]


def test_version_changes_with_every_record_on_the_page_and_with_the_volume(bound: Bound) -> None:
    def versions() -> list[str]:
        return [found.version for number in (3, 4, 5) if (found := source(bound, number)) is not None]

    before = versions()
    Record.objects.filter(pk=bound.second.pk).update(version=bound.second.version + 7)
    after = versions()
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, False]
    RecordSet.objects.filter(pk=bound.volume.pk).update(version=bound.volume.version + 7)
    assert not set(after) & set(versions())


def test_only_what_everybody_may_see_is_shared(bound: Bound, client: Client, administrator: User) -> None:
    Record.objects.filter(pk=bound.second.pk).update(open_day=NEVER)
    client.force_login(administrator)
    cookies = f"{client.cookies['sessionid'].key}={client.cookies['sessionid'].value}"
    shared = [found.shared for number in (1, 3, 4) if (found := source(bound, number, cookies)) is not None]
    assert shared == [False, True, False]
