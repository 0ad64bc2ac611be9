"""A change of many that a worker plans, in a browser: the panel follows it, keys are enough, axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import begin_edit
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.models import BulkEdit, Record
from lantai.office.tasks import plan_bulk_edits

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next((path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser")) if path.exists()), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed."),
    pytest.mark.skipif(not AXE.exists(), reason="The browser side is not built: run npm ci in frontend."),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop running in this thread, in which the tests speak to the database all the same.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])


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
    session = at_desk(user=edit.by).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(live_server.url + reverse("office_edit_preview", args=[edit.identifier]))
    yield page
    context.close()
    assert said == []


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
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document.querySelector('.desk')).then((found) => found.violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
