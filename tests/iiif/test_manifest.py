"""Manifests: what a viewer anywhere in the world opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.iiif.names import manifest_url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def record(small_delivery: Path, administrator: User) -> Record:
    accept_batch(take_in(small_delivery, by=administrator).batch, trust_opening=True, by=administrator)
    return Record.objects.get(code="L099-01-0001-0001")


def test_manifest_has_a_canvas_a_page_in_pixels_of_the_master(record: Record, client: Client) -> None:
    response = client.get(f"/iiif/{record.identifier}/manifest")
    body = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert body["type"] == "Manifest"
    assert body["label"] == {"zh-Hant": [record.title]}
    assert [(one["width"], one["height"]) for one in body["items"]] == [(200, 300), (200, 300)]
    service = body["items"][1]["items"][0]["items"][0]["body"]["service"][0]
    assert service["id"] == f"http://127.0.0.1:8000/iiif/image/{record.identifier}.p2"
    assert body["viewingDirection"] == "right-to-left"


def test_its_name_is_its_address(record: Record) -> None:
    address = reverse("manifest", args=[record.identifier])
    assert manifest_url(record.identifier) == f"http://127.0.0.1:8000{address}"


def test_labels_stand_in_three_languages(record: Record, client: Client) -> None:
    body = client.get(f"/iiif/{record.identifier}/manifest").json()
    assert all(set(pair["label"]) == {"zh-Hant", "zh-Hans", "en"} for pair in body["metadata"])


def test_closed_and_unknown_are_the_same_404(record: Record, client: Client) -> None:
    Record.objects.filter(pk=record.pk).update(open_day=2**31 - 1)
    closed = client.get(f"/iiif/{record.identifier}/manifest")
    unknown = client.get("/iiif/bcdfghjkmn/manifest")
    assert (closed.status_code, closed.content) == (404, unknown.content)


def test_number_of_queries_is_fixed(record: Record, client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get(f"/iiif/{record.identifier}/manifest")
