"""The table of cells in a browser: keys, pasting from a spreadsheet, and nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests import chromium

from lantai.accounts.models import User
from lantai.catalogue.models import BulkEdit, Record, RecordSet

pytestmark = [*chromium.NEEDED]

Make = Callable[..., Record]


@pytest.fixture
def grid(
    transactional_db: None,
    live_server: LiveServer,
    browser: Browser,
    at_desk: Callable[..., Client],
    user_with: Callable[..., User],
    fonds: RecordSet,
    make_record: Make,
) -> Iterator[Page]:
    """The grid of three records, opened by a cataloguer; at its end nothing was said in the console."""
    for number in (1, 2, 3):
        make_record(number)
    client = at_desk(user=user_with("cataloguer"))
    client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    with chromium.at_the_desk(browser, client, live_server.url) as page:
        page.goto(live_server.url + reverse("office_bulk_edit_cells", args=[BulkEdit.objects.get().identifier]))
        yield page


def cell(page: Page, line: int, field: str) -> str:
    return page.locator(f"[data-grid] tbody tr:nth-child({line}) td.f-{field} textarea").input_value()


def paste(page: Page, line: int, field: str, text: str) -> None:
    """Into one cell, as the browser hands over what a spreadsheet copied."""
    page.locator(f"[data-grid] tbody tr:nth-child({line}) td.f-{field} textarea").evaluate(
        """(cell, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            cell.focus();
            cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_range_is_pasted_and_saved(grid: Page) -> None:
    paste(grid, 2, "title", '甲\t1925\t"張""三"\r\n"乙\n二"\t1926\r\n丙\t1927\r\n')
    assert [cell(grid, line, "title") for line in (1, 2, 3)] == ["勘井日記", "甲", "乙\n二"]
    assert [cell(grid, 2, "creators"), cell(grid, 3, "date_text")] == ['張"三', "1926"]
    assert grid.locator("[data-told]").inner_text() == "5 cells are others than they stand."
    assert grid.locator("td.changed").count() == 5

    grid.get_by_role("button", name="Look at all changes").click()
    grid.get_by_label("Reason").fill("按清單")
    grid.get_by_role("button", name="Save the changes").click()
    grid.wait_for_selector("text=2 records were changed")

    assert list(Record.objects.order_by("code_key").values_list("title", "date_text")) == [
        ("勘井日記", "1924-09-03"),
        ("甲", "1925"),
        ("乙 二", "1926"),
    ]


def test_keys_lead_from_cell_to_cell_and_back(grid: Page) -> None:
    grid.locator("[data-grid] tbody tr:nth-child(1) td.f-title textarea").focus()
    for key in ("Enter", "ArrowDown", "ArrowRight", "ArrowUp"):
        grid.keyboard.press(key)
    grid.keyboard.type("1930")
    assert cell(grid, 2, "date_text") == "1930"
    grid.keyboard.press("Escape")
    assert cell(grid, 2, "date_text") == "1924-09-03"
    assert grid.locator("[data-told]").inner_text() == ""


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(grid: Page, width: int) -> None:
    grid.set_viewport_size({"width": width, "height": 900})
    paste(grid, 1, "title", "甲\t某年")
    grid.get_by_role("button", name="Keep the cells").click()
    grid.wait_for_selector("td.refused")
    addresses = [grid.url, grid.url.split("?")[0] + "preview/", grid.url.split("?")[0] + "replace/"]
    for address in addresses:
        grid.goto(address)
        assert chromium.violations(grid, ".desk") == []
        assert not chromium.too_wide(grid)
