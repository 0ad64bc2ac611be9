"""Chromium for the tests: whether it is there, a page in it that must keep silent, and what axe finds on a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import lantai

_AXE = Path(__file__).parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_BUILT = Path(lantai.__file__).parent / "static" / "lantai" / "viewer.js"
_PLACES = (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"))
_CHROMIUM = next((path for path in _PLACES if path.exists()), None)
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

NEEDED = (
    pytest.mark.browser,
    pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed: run make browser."),
    pytest.mark.skipif(not (_AXE.exists() and _BUILT.exists()), reason="The browser's side is not built."),
)
"""The marks of a module whose tests open Chromium."""


@contextmanager
def launched() -> Iterator[Browser]:
    """Playwright keeps a loop running in this thread, in which the tests speak to the database all the same."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright.chromium.launch(executable_path=os.fspath(_CHROMIUM or ""), args=list(_ARGUMENTS))


@contextmanager
def silent(context: BrowserContext, *, but: Callable[[str], object] = lambda _text: False) -> Iterator[Page]:
    """A page; when it is left, nothing was said in its console but what the test asked for."""
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [text for text in said if not but(text)] == []


@contextmanager
def at_the_desk(
    browser: Browser, client: Client, site: str, *, but: Callable[[str], object] = lambda _text: False
) -> Iterator[Page]:
    """A silent page of whoever is logged in with this client, in English, 1440 pixels wide."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    with silent(context, but=but) as page:
        yield page
        context.close()


def violations(page: Page, within: str = "html") -> list[tuple[str, str]]:
    """What axe finds: the rule, and where."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run({within!r}, {{resultTypes: ['violations']}})")["violations"]
    return [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]]


def too_wide(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
