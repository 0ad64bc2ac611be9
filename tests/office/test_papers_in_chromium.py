"""The letter and the mapping of columns in a browser: nothing for axe to find, nothing wider than the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests import chromium

from lantai.accounts.models import User
from lantai.digitisation.domain import intake
from lantai.digitisation.models import Batch

pytestmark = [*chromium.NEEDED]


@pytest.fixture
def refused(transactional_db: None, user_with: Callable[..., User], tmp_path: Path) -> Batch:
    sheet = "文件編碼,題名,日期,掃描員\nL012-01-0001-0001,招股簡章,去年秋天,王\nL012-01-0001-0002,會議錄,1925,李\n"
    (tmp_path / "目錄.csv").write_text(sheet, encoding="utf-8")
    batch = intake.register_delivery(source=tmp_path, terms=intake.Terms(fonds_code="L012"), by=user_with("digitiser"))
    intake.resume(batch, by=batch.received_by)
    return batch


@pytest.fixture
def page(refused: Batch, live_server: LiveServer, browser: Browser, at_desk: Callable[..., Client]) -> Iterator[Page]:
    """A page of whoever received the delivery; at its end nothing was said in the console."""
    with chromium.at_the_desk(browser, at_desk(user=refused.received_by), live_server.url) as page:
        yield page


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["letter", "map"])
def test_axe_finds_nothing(name: str, width: int, page: Page, refused: Batch, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse(f"office_delivery_{name}", args=[refused.identifier]))
    assert chromium.violations(page, ".desk") == []
    assert not chromium.too_wide(page)


def test_a_clerk_maps_looks_and_saves(page: Page, refused: Batch, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("office_delivery_map", args=[refused.identifier]))
    page.get_by_label("文件編碼").fill("檔號")
    page.get_by_role("button", name="Look at the first rows").click()
    assert page.locator("#rows tbody tr").first.inner_text().split("\t") == [
        "L012-01-0001-0001",
        "招股簡章",
        "去年秋天",
    ]
    page.get_by_label("Keep it for later deliveries as").fill("臨河")
    page.get_by_label("掃描員").fill("not taken in")
    page.get_by_role("button", name="Save and check again").click()
    page.wait_for_selector("text=The columns are mapped; the delivery is being checked again.")
    refused.refresh_from_db()
    assert refused.mapping == {"文件編碼": "code", "掃描員": "ignored"}
    assert (settings.LANTAI.profiles_dir / "mappings" / "臨河.toml").read_text(encoding="utf-8").startswith("[mapping]")
    (settings.LANTAI.profiles_dir / "mappings" / "臨河.toml").unlink()


def test_a_clerk_takes_the_letter_away(page: Page, refused: Batch, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("office_delivery_letter", args=[refused.identifier]))
    page.get_by_label("Addressee").fill("廣濟數字化公司")
    page.get_by_role("button", name="Look again").click()
    assert page.locator("article.letter").inner_text().count("廣濟數字化公司：") == 1
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Letter (PDF)").click()
    assert waiting.value.suggested_filename == f"{refused.identifier}-letter.pdf"
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
