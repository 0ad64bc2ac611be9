"""Collections: the tree of record sets, in lists of no more than a thousand."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound

from lantai.catalogue.models import Record
from lantai.iiif import collection
from lantai.iiif.collection import Places
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://127.0.0.1:8000"


def shown(client: Client, identifier: str) -> dict[str, Any]:
    answer = client.get(f"/iiif/collection/{identifier}")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    body: dict[str, Any] = answer.json()
    assert body["id"] == f"{SITE}/iiif/collection/{identifier}"
    return body


def items(client: Client, identifier: str) -> list[tuple[str, str]]:
    return [(one["type"], one["id"].removeprefix(f"{SITE}/iiif/")) for one in shown(client, identifier)["items"]]


def test_top_leads_down_to_the_manifests(bound: Bound, client: Client) -> None:
    fonds = bound.volume.parent
    assert fonds is not None
    assert items(client, "top") == [("Collection", f"collection/{fonds.identifier}")]
    assert items(client, fonds.identifier) == [("Collection", f"collection/{bound.volume.identifier}")]
    assert items(client, bound.volume.identifier) == [
        ("Manifest", f"{one.identifier}/manifest") for one in (bound.first, bound.second, bound.third)
    ]


def test_collection_and_manifest_point_upwards(bound: Bound, client: Client) -> None:
    fonds = bound.volume.parent
    assert fonds is not None
    above = [
        shown(client, fonds.identifier)["partOf"][0]["id"],
        shown(client, bound.volume.identifier)["partOf"][0]["id"],
        client.get(f"/iiif/{bound.first.identifier}/manifest").json()["partOf"][0]["id"],
    ]
    expected = ("top", fonds.identifier, bound.volume.identifier)
    assert above == [f"{SITE}/iiif/collection/{identifier}" for identifier in expected]


def test_what_may_not_be_seen_is_in_no_list_and_has_none(bound: Bound, client: Client) -> None:
    Record.objects.filter(pk=bound.second.pk).update(open_day=NEVER)
    listed = items(client, bound.volume.identifier)
    assert ("Manifest", f"{bound.second.identifier}/manifest") not in listed
    bound.volume.open_day = NEVER
    bound.volume.save()
    closed = client.get(f"/iiif/collection/{bound.volume.identifier}")
    unknown = client.get("/iiif/collection/bcdfghjkmn")
    assert (closed.status_code, closed.content) == (404, unknown.content)


def test_record_without_pages_is_in_no_list(bound: Bound, client: Client) -> None:
    bound.third.spans.all().delete()
    assert len(items(client, bound.volume.identifier)) == 2


def test_more_than_may_be_listed_is_parted(bound: Bound, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection, "MOST", 2)
    volume = bound.volume.identifier
    assert items(client, volume) == [("Collection", f"collection/{volume}/{part}") for part in ("1-2", "3-3")]
    assert items(client, f"{volume}/1-2") == [
        ("Manifest", f"{one.identifier}/manifest") for one in (bound.first, bound.second)
    ]
    assert items(client, f"{volume}/3-3") == [("Manifest", f"{bound.third.identifier}/manifest")]
    for part in ("1-3", "2-3", "3-4", "0-0", "2-1", "99999999999999999999-99999999999999999999"):
        assert client.get(f"/iiif/collection/{volume}/{part}").status_code == 404, part


def test_parts_are_never_more_than_may_be_listed() -> None:
    million = Places(1, 1_000_000).parts()
    assert (len(million), str(million[-1])) == (1_000, "999001-1000000")
    more = Places(1, 1_000_001).parts()
    assert [str(one) for one in more] == ["1-1000000", "1000001-1000001"]
    assert Places(1, 0).parts() == []


def test_number_of_queries_is_fixed(
    bound: Bound, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for left in (3, 1):
        with django_assert_num_queries(7):
            assert len(items(client, bound.volume.identifier)) == left
        Record.objects.exclude(pk=bound.first.pk).update(open_day=NEVER)
