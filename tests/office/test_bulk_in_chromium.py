"""A change of many that a worker plans, in a browser: the panel follows it, keys are enough, axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests import chromium

from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import begin_edit
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.models import BulkEdit, Record
from lantai.office.tasks import plan_bulk_edits

pytestmark = [*chromium.NEEDED]


@pytest.fixture
def edit(transactional_db: None, make_record: Callable[..., Record], user_with: Callable[..., User]) -> BulkEdit:
    """Two records are planned, a worker is at it, and says that it is half through."""
    edit = begin_edit(choice={"search": "勘井"}, by=user_with("cataloguer"))
    wanted = [Wanted(make_record(number).pk, {"title": "甲", "date_text": "某年"}) for number in (1, 2)]
    plan(edit, wanted)
    _tell(edit, state="planning", stage="replace", work={"kind": "replace"}, done=2_000, total=4_000)
    plan_bulk_edits.enqueue()
    return edit


def _tell(edit: BulkEdit, **columns: object) -> None:
    BulkEdit.objects.filter(pk=edit.pk).update(stage_at=timezone.now(), **columns)


@pytest.fixture
def page(edit: BulkEdit, live_server: LiveServer, browser: Browser, at_desk: Callable[..., Client]) -> Iterator[Page]:
    """The preview, opened by the one whose change it is; at its end nothing was said in the console."""
    with chromium.at_the_desk(browser, at_desk(user=edit.by), live_server.url) as page:
        page.goto(live_server.url + reverse("office_edit_preview", args=[edit.identifier]))
        yield page


def test_the_panel_follows_the_work_and_the_page_turns_when_it_is_done(page: Page, edit: BulkEdit) -> None:
    page.wait_for_selector("#work >> text=2,000 / 4,000")
    _tell(edit, done=3_000)
    page.wait_for_selector("#work >> text=3,000 / 4,000")
    _tell(edit, state="draft", stage="")
    page.wait_for_selector("text=2 records will be changed.")


def test_it_is_paused_and_resumed_by_keys_alone(page: Page, edit: BulkEdit) -> None:
    for told, wish in (("Paused", "pause"), ("Finding and replacing", "")):
        page.locator("#work button").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#work h2 >> text={told}")
        edit.refresh_from_db()
        assert edit.wish == wish


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    page: Page, edit: BulkEdit, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # the two that it knows
    for state in ("planning", "draft"):
        _tell(edit, state=state)
        page.reload()
        assert chromium.violations(page, ".desk") == []
        assert not chromium.too_wide(page)
