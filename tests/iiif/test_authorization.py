"""Logging in from a viewer: what is declared, the token and to whom it goes, and a probe that gives nothing away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.iiif.decision import image_server
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://127.0.0.1:8000"
VIEWER = "https://viewer.example.org"


@pytest.fixture
def closed(bound: Bound) -> Bound:
    """The third record is closed, and with it pages 6 and 7."""
    image_server.cache_clear()
    Record.objects.filter(pk=bound.third.pk).update(open_day=NEVER)
    return bound


def told(client: Client, origin: str = SITE, message: str = "7") -> tuple[dict[str, Any], str, str]:
    """The message, to whom it is sent, and the policy of the page."""
    answer = client.get("/iiif/auth/token", {"origin": origin, "messageId": message})
    assert answer.status_code == 200
    found = re.search(r'data-message="([^"]*)" data-origin="([^"]*)"', answer.content.decode())
    assert found is not None
    return json.loads(unescape(found[1])), found[2], answer["Content-Security-Policy"]


def probed(client: Client, key: str, token: str = "") -> int:
    header = {"authorization": f"Bearer {token}"} if token else {}
    answer = client.get(f"/iiif/auth/probe/{key}", headers=header)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    status: int = answer.json()["status"]
    return status


def test_only_what_is_not_open_declares_a_probe(closed: Bound, client: Client, administrator: User) -> None:
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")

    def declared(record: Record) -> list[list[str]]:
        body = client.get(f"/iiif/{record.identifier}/manifest").json()
        images = [canvas["items"][0]["items"][0]["body"] for canvas in body["items"]]
        return [[one["type"] for one in image["service"]] for image in images]

    assert declared(closed.second) == [["ImageService3"]] * 2
    assert declared(closed.third) == [["ImageService3", "AuthProbeService2"]] * 2
    (probe,) = client.get(f"/iiif/image/{closed.volume.identifier}.p6/info.json").json()["service"]
    assert probe["id"] == f"{SITE}/iiif/auth/probe/{closed.volume.identifier}.p6"
    (access,) = probe["service"]
    assert (access["profile"], [one["type"] for one in access["service"]]) == (
        "active",
        ["AuthAccessTokenService2", "AuthLogoutService2"],
    )


def test_token_opens_the_probe(closed: Bound, client: Client, administrator: User) -> None:
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    message, _to, _policy = told(client)
    assert (message["type"], message["messageId"]) == ("AuthAccessToken2", "7")
    elsewhere = Client()
    assert probed(elsewhere, f"{closed.volume.identifier}.p6", message["accessToken"]) == 200
    assert probed(elsewhere, "bcdfghjkmn.p6", message["accessToken"]) == 404


def test_closed_and_unknown_are_the_same_to_the_probe(
    closed: Bound, client: Client, user_with: Callable[..., User]
) -> None:
    keys = (f"{closed.volume.identifier}.p6", "bcdfghjkmn.p6", "nonsense", f"{closed.volume.identifier}.p999999")
    assert [probed(client, key) for key in keys] == [401] * 4
    client.force_login(user_with("reader"), backend="lantai.accounts.backends.RoleBackend")
    token = told(client)[0]["accessToken"]
    assert [probed(client, key, token) for key in keys] == [404] * 4
    assert [probed(client, key, "no token") for key in keys] == [401] * 4
    answers = {client.get(f"/iiif/auth/probe/{key}").content for key in keys}
    assert len(answers) == 1


def test_what_is_open_needs_no_token(closed: Bound, client: Client) -> None:
    assert probed(client, f"{closed.volume.identifier}.p4") == 200


def test_token_is_void_after_a_new_password(closed: Bound, client: Client, administrator: User) -> None:
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    token = told(client)[0]["accessToken"]
    administrator.set_password("another good long word")
    administrator.save()
    assert probed(Client(), f"{closed.volume.identifier}.p6", token) == 401


def test_token_goes_to_trusted_sites_only(client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    for origin in (VIEWER, "", "*", "null", f"{SITE}.example.org", "https://x'; script-src *"):
        message, to, policy = told(client, origin)
        assert (message["profile"], to) == ("invalidOrigin", SITE)
        assert policy == f"default-src 'none'; script-src 'self'; frame-ancestors 'self' {SITE}"
    monkeypatch.setattr(settings, "LANTAI", replace(settings.LANTAI, viewer_origins=[VIEWER]))
    message, to, policy = told(client, VIEWER)
    assert (message["type"], to) == ("AuthAccessToken2", VIEWER)
    assert policy.endswith(f"frame-ancestors 'self' {VIEWER}")


def test_nobody_logged_in_is_said(client: Client, db: None) -> None:
    assert told(client)[0]["profile"] == "missingAspect"
    assert told(client, message="")[0]["profile"] == "invalidRequest"


def test_log_in_of_a_viewer_ends_on_a_page_that_closes(client: Client, administrator: User) -> None:
    address = f"/iiif/auth/login?origin={SITE}"
    assert client.get("/iiif/auth/done")["Location"] == "/iiif/auth/login"
    asked = client.get(address)
    assert (asked.status_code, asked["Cross-Origin-Opener-Policy"]) == (200, "unsafe-none")
    name = {"username": administrator.username, "password": "a good long word", "next": ""}
    assert client.post(address, name)["Location"] == "/iiif/auth/done"
    assert "data-close-window" in client.get("/iiif/auth/done").content.decode()
    assert client.get(address)["Location"] == "/iiif/auth/done"
    asked = client.get("/iiif/auth/logout")
    assert 'action="/account/logout/"' in asked.content.decode()
    assert client.get("/iiif/auth/done").wsgi_request.user.is_authenticated


def test_preflight_lets_the_token_through(client: Client, db: None) -> None:
    answer = client.options("/iiif/auth/probe/bcdfghjkmn.p1")
    assert answer["Access-Control-Allow-Headers"] == "Authorization"
