"""Manifests: what a viewer anywhere in the world opens."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver, path, reverse

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.models import Page, Transcription
from lantai.iiif.names import manifest_url
from lantai.reading_room.views.record import record as record_page
from lantai.values.dates import julian_day
from lantai.values.geometry import GlyphBoxes

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


def test_lines_of_a_canvas_stand_where_they_are_read(record: Record, client: Client) -> None:
    text = Transcription.objects.get(page__record=record, page__number=1, current=True)
    text.text = "井水\n\n水塔圖"
    rows = [(10, 20, 5, 5), (10, 26, 5, 5), (0, 0, 0, 0), (0, 0, 0, 0), (4, 9, 3, 3), (4, 13, 3, 3), (4, 17, 3, 3)]
    text.boxes = GlyphBoxes.from_rows(np.array(rows)).pack()
    text.save()
    canvas = client.get(f"/iiif/{record.identifier}/manifest").json()["items"][0]
    address = canvas["annotations"][0]["id"]
    body = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
    assert (body["id"], body["type"]) == (address, "AnnotationPage")
    assert [(one["body"]["value"], one["target"]) for one in body["items"]] == [
        ("井水", f"{canvas['id']}#xywh=10,20,5,11"),
        ("水塔圖", f"{canvas['id']}#xywh=4,9,3,11"),
    ]


def test_line_of_unknown_place_is_of_the_whole_canvas(record: Record, client: Client) -> None:
    Transcription.objects.filter(page__record=record, page__number=1).update(text="井水", boxes=None)
    canvas = f"/iiif/{record.identifier}/manifest/canvas/p1"
    (line,) = client.get(f"{canvas}/lines").json()["items"]
    assert line["target"] == f"http://127.0.0.1:8000{canvas}"


def test_pages_of_a_label_are_a_range(record: Record, client: Client) -> None:
    assert "structures" not in client.get(f"/iiif/{record.identifier}/manifest").json()
    Page.objects.filter(record=record, number=2).update(label="第二版")
    (run,) = client.get(f"/iiif/{record.identifier}/manifest").json()["structures"]
    canvas = f"http://127.0.0.1:8000/iiif/{record.identifier}/manifest/canvas/p"
    first, second = run["items"]
    assert first == {"id": f"{canvas}1", "type": "Canvas"}
    assert second["label"] == {"zh-Hant": ["第二版"]}
    assert second["items"] == [{"id": f"{canvas}2", "type": "Canvas"}]


def test_rights_are_told_where_they_are_set(record: Record, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "rights" not in client.get(f"/iiif/{record.identifier}/manifest").json()
    free = "http://creativecommons.org/publicdomain/mark/1.0/"
    monkeypatch.setattr(settings, "LANTAI", replace(settings.LANTAI, rights=free))
    assert client.get(f"/iiif/{record.identifier}/manifest").json()["rights"] == free


def test_day_of_a_record_is_its_nav_date(record: Record, client: Client) -> None:
    day = julian_day(date(1924, 9, 3))
    Record.objects.filter(pk=record.pk).update(date_first=day, date_last=day)
    assert client.get(f"/iiif/{record.identifier}/manifest").json()["navDate"] == "1924-09-03T00:00:00Z"
    Record.objects.filter(pk=record.pk).update(date_last=day + 1)
    assert "navDate" not in client.get(f"/iiif/{record.identifier}/manifest").json()


def test_what_the_site_gives_besides_is_linked(record: Record, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    routes = ModuleType("routes_with_more")
    more = [path("x/<str:_>/pdf", record_page, name="pdf"), path("x/<str:_>.jsonld", record_page, name="jsonld")]
    routes.urlpatterns = [*get_resolver().url_patterns, *more]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "routes_with_more", routes)
    with override_settings(ROOT_URLCONF="routes_with_more"):
        body = client.get(f"/iiif/{record.identifier}/manifest").json()
    here = f"http://127.0.0.1:8000/x/{record.identifier}"
    assert [one["format"] for one in body["rendering"]] == ["text/plain", "application/pdf"]
    assert (body["rendering"][1]["id"], body["seeAlso"][0]["id"]) == (f"{here}/pdf", f"{here}.jsonld")


def test_number_of_queries_is_fixed(record: Record, client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get(f"/iiif/{record.identifier}/manifest")
