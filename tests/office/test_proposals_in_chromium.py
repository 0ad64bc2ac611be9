"""Proposals of readers, the worst pages, and a delivered text beside the machine's, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer
from tests import chromium
from tests.office.test_page_texts import READ

from lantai.accounts.models import User
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.domain.proposing import propose
from lantai.digitisation.domain.reading_samples import draw_pages
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, Page, Transcription

pytestmark = [*chromium.NEEDED]


@pytest.fixture
def page(pictureless_page: Page, clerk: User) -> Page:
    """A page with a delivered text that says other things than the machine read; it has no picture."""
    Transcription.objects.create(
        page=pictureless_page, kind=TextKind.DELIVERED, text="呈為東北\n水災", made_at=timezone.now()
    )
    keep_reading(pictureless_page, READ, by=clerk)
    return pictureless_page


@pytest.fixture
def tab(
    page: Page, live_server: LiveServer, browser: Browser, at_desk: Callable[..., Client], clerk: User
) -> Iterator[Tab]:
    with chromium.at_the_desk(browser, at_desk(user=clerk), live_server.url) as tab:
        tab.goto(live_server.url + "/admin/")
        yield tab


def test_disagreements_are_gone_through_by_keys_and_only_what_is_taken_changes(
    tab: Tab, page: Page, live_server: LiveServer
) -> None:
    tab.goto(live_server.url + reverse("office_page_correct", args=[f"{page.holder.identifier}.1"]))
    tab.wait_for_selector(".has-bench")
    tab.keyboard.press("F8")
    assert tab.evaluate("document.activeElement.name") == "t.0"
    assert tab.evaluate("document.activeElement.selectionStart") == 2
    assert tab.locator("#text-told").inner_text() == ""
    tab.keyboard.press("Alt+Digit1")
    assert tab.locator("#t0").input_value() == "呈為束北"


def test_a_proposal_is_accepted_with_one_click(tab: Tab, page: Page, live_server: LiveServer) -> None:
    propose(page.transcriptions.get(current=True), line=1, text="水旱災")
    tab.goto(live_server.url + reverse("office_proposals"))
    tab.get_by_role("button", name="Accept", exact=True).click()
    tab.wait_for_selector("text=The line is corrected as it was proposed.")
    assert page.transcriptions.get(current=True).text == "呈為東北\n水旱災"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    tab: Tab,
    page: Page,
    live_server: LiveServer,
    make_batch: Callable[..., Batch],
    clerk: User,
    width: int,
    scheme: str,
) -> None:
    assert page.record is not None
    batch = make_batch("甲批", page.record)
    sample = draw_pages(batch, by=clerk)
    propose(page.transcriptions.get(current=True), line=1, text="水旱災", note="見次頁")
    page.transcriptions.update(error_rate=0.4, error_low=0.2, error_high=0.8)
    addresses = [
        reverse("office_doubtful_pages"),
        reverse("office_delivery_reading", args=[batch.identifier]),
        reverse("office_reading_sample", args=[sample.identifier]),
        reverse("office_proposals"),
        reverse("office_proposal_refuse", args=[page.proposals.get().pk]),
        reverse("office_page_correct", args=[f"{page.holder.identifier}.1"]),
    ]
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # the two that it knows
    for address in addresses:
        tab.goto(live_server.url + address)
        assert (address, chromium.violations(tab, ".desk"), chromium.too_wide(tab)) == (address, [], False)
