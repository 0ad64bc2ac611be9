"""Mirador and Universal Viewer, on a site of their own: they open every manifest, and find what stands within."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer
from tests import chromium
from tests.volumes import TEXTS, Bound

from lantai.accounts.models import User
from lantai.digitisation.models import Transcription
from lantai.discovery import indexing
from lantai.iiif.decision import image_server
from lantai.values.geometry import GlyphBoxes

_FETCHED = Path(__file__).parents[2] / ".build" / "viewers"
_HERE = Path(__file__).parent / "viewers"
VIEWERS = {"mirador": "/mirador.html#", "universalviewer": "/universalviewer/uv.html#?manifest="}
"""Where a viewer takes the address of a manifest."""

pytestmark = [
    *chromium.NEEDED,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not all((_FETCHED / name).is_dir() for name in VIEWERS),
        reason="Mirador and Universal Viewer are not there: sh tools/fetch_viewers.sh",
    ),
]


@pytest.fixture
def archive(bound: Bound, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bound]:
    """The volume under the address of the running server, every character of its texts in a box of its own."""
    monkeypatch.setattr(settings, "LANTAI", replace(settings.LANTAI, public_url=live_server.url))
    for number, text in TEXTS.items():
        rows = [(20, 10 + 12 * at, 10, 12) for at in range(len(text))]
        boxes = GlyphBoxes.from_rows(np.array(rows)).pack()
        Transcription.objects.filter(page=bound.pages[number]).update(boxes=boxes)
    indexing.follow()
    image_server.cache_clear()
    yield bound
    image_server.cache_clear()


class _Files(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        name = urlsplit(path).path.lstrip("/")
        return str(next((one / name for one in (_HERE, _FETCHED) if (one / name).is_file()), _HERE / "none"))

    def log_message(self, *_args: object) -> None:
        """The console belongs to the tests."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The site on which the viewers stand: another origin than the archive's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Files) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page; at its end no script in it has failed."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    one = context.new_page()
    one.set_default_timeout(120_000)  # no test is about time
    failed: list[str] = []
    one.on("pageerror", lambda error: failed.append(str(error)))
    yield one
    context.close()
    assert failed == []


def _manifests(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """Every manifest that can be reached from a collection."""
    for one in client.get(urlsplit(address).path).json()["items"]:
        if one["type"] == "Collection":
            yield from _manifests(client, one["id"])
        else:
            yield client.get(urlsplit(one["id"]).path).json()


def _picture_of(manifest: dict[str, Any]) -> Callable[[Response], bool]:
    """Whether an answer is a picture of the first canvas."""
    service = manifest["items"][0]["items"][0]["items"][0]["body"]["service"][0]["id"]
    return lambda answer: bool(answer.ok and answer.url.startswith(f"{service}/") and answer.url.endswith(".jpg"))


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_manifest_opens(viewer: str, archive: Bound, page: Page, client: Client, elsewhere: str) -> None:
    found = list(_manifests(client, "/iiif/collection/top"))
    assert len(found) == 3
    for manifest in found:
        page.goto("about:blank")
        with page.expect_response(_picture_of(manifest)):
            page.goto(f"{elsewhere}{VIEWERS[viewer]}{manifest['id']}")
        page.get_by_text(manifest["label"]["zh-Hant"][0]).first.wait_for()


def test_mirador_finds_within(archive: Bound, page: Page, live_server: LiveServer, elsewhere: str) -> None:
    page.goto(f"{elsewhere}{VIEWERS['mirador']}{live_server.url}/iiif/{archive.first.identifier}/manifest")
    page.get_by_role("tab", name="Search").click()
    box = page.locator("input[type=text]")
    box.fill("水塔")
    box.press("Enter")
    hit = page.get_by_role("listitem").filter(has_text="甲件首頁")
    hit.wait_for()
    assert hit.locator("strong").inner_text() == "水塔"


def test_universal_viewer_finds_within(archive: Bound, page: Page, live_server: LiveServer, elsewhere: str) -> None:
    page.goto(f"{elsewhere}{VIEWERS['universalviewer']}{live_server.url}/iiif/{archive.first.identifier}/manifest")
    box = page.locator("#searchWithinInput")
    box.fill("水塔")
    with page.expect_response(lambda answer: answer.url.endswith(f"/search/1?q={quote('水塔')}")) as answer:
        box.press("Enter")
    assert answer.value.ok
    page.locator(".annotationRect").first.wait_for()


def test_trusted_viewer_is_told_that_its_user_is_logged_in(
    archive: Bound,
    page: Page,
    client: Client,
    administrator: User,
    live_server: LiveServer,
    elsewhere: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "LANTAI", replace(settings.LANTAI, viewer_origins=[elsewhere]))
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    for name in ("anonymous", "logged in"):
        if name == "logged in":
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto("about:blank")
        page.goto(f"{elsewhere}/token.html#{live_server.url}/iiif/auth/token")
        page.locator("output:not(:empty)").wait_for()
        told = json.loads(page.locator("output").inner_text())
        assert (told["from"], told["messageId"]) == (live_server.url, "7")
        assert told["type"] == ("AuthAccessToken2" if name == "logged in" else "AuthAccessTokenError2")


def test_window_of_the_log_in_closes_itself(
    archive: Bound, page: Page, administrator: User, live_server: LiveServer, elsewhere: str
) -> None:
    page.goto(f"{elsewhere}/token.html#about:blank")
    with page.expect_popup() as opened:
        page.evaluate("address => void window.open(address)", f"{live_server.url}/iiif/auth/login?origin={elsewhere}")
    window = opened.value
    window.locator("[name=username]").fill(administrator.username)
    window.locator("[name=password]").fill("a good long word")
    with window.expect_event("close"):
        window.locator("form:has([name=password]) button").click()
