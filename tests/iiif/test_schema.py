"""Manifests, collections and annotation pages are what the consortium's own schema of Presentation 3 asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft7Validator
from tests.digitisation.text_formats.readings import SCHEMAS
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.models import Page
from lantai.iiif import collection

pytestmark = pytest.mark.django_db(transaction=True)

Json = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    file = SCHEMAS / "iiif_3_0.json"
    if not file.is_file():
        pytest.skip("no iiif_3_0.json in LANTAI_SCHEMAS: it is published at github.com/IIIF/presentation-validator")
    return Draft7Validator(json.loads(file.read_text(encoding="utf-8")))


def documents(client: Client, address: str) -> Iterator[Json]:
    """A document, and all that it leads down to."""
    body: Json = client.get(urlsplit(address).path).json()
    yield body
    for one in body.get("items", []):
        if one["type"] in ("Collection", "Manifest"):
            yield from documents(client, one["id"])
        for page in one.get("annotations", []):
            yield from documents(client, page["id"])


@pytest.mark.parametrize("by_staff", [False, True], ids=["public", "staff"])
def test_everything_from_the_top_down_is_valid(
    schema: Draft7Validator,
    bound: Bound,
    client: Client,
    administrator: User,
    monkeypatch: pytest.MonkeyPatch,
    by_staff: bool,
) -> None:
    monkeypatch.setattr(collection, "MOST", 2)
    rights = "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"
    monkeypatch.setattr(settings, "LANTAI", replace(settings.LANTAI, rights=rights))
    Page.objects.filter(pk=bound.pages[7].pk).update(label="附件", derived=False, width=0, height=0)
    bound.first.open_day = 2**31 - 1
    bound.first.save()
    if by_staff:
        client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    found = list(documents(client, "/iiif/collection/top"))
    kinds = [one["type"] for one in found]
    assert (kinds.count("Manifest"), "AnnotationPage" in kinds) == (3 if by_staff else 2, True)
    assert [(one["id"], error.message) for one in found for error in schema.iter_errors(one)] == []
