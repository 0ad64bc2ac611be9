"""The workbench of a page's text in a browser: by keys alone, nothing lost, and nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer
from tests import chromium
from tests.office.test_page_texts import READ

from lantai.accounts.models import User
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.models import Page

pytestmark = [*chromium.NEEDED]


@pytest.fixture
def page(pictureless_page: Page, clerk: User) -> Page:
    """A page that was read by machine; it has no picture that could be shown."""
    keep_reading(pictureless_page, READ, by=clerk)
    return pictureless_page


@pytest.fixture
def desk(
    page: Page, live_server: LiveServer, browser: Browser, at_desk: Callable[..., Client], clerk: User
) -> Iterator[Tab]:
    with chromium.at_the_desk(browser, at_desk(user=clerk), live_server.url) as tab:
        tab.goto(live_server.url + reverse("office_page_correct", args=[f"{page.holder.identifier}.1"]))
        tab.wait_for_selector(".has-bench")
        yield tab


def lines(tab: Tab) -> list[str]:
    return tab.locator("#lines textarea").evaluate_all("fields => fields.map(field => field.value)")


def press(tab: Tab, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def test_doubtful_characters_come_first_and_what_is_offered_is_taken(desk: Tab, page: Page) -> None:
    press(desk, "F8")
    assert desk.evaluate("document.activeElement.name") == "t.0"
    assert desk.evaluate("getSelection().toString() || document.activeElement.value.slice(2, 3)") == "束"
    press(desk, "Alt+Digit1")
    assert lines(desk)[0] == "呈為東北"
    assert desk.locator("#text-told").inner_text() == "1 lines are others than they stand."
    press(desk, "F8")
    assert desk.evaluate("document.activeElement.name") == "t.2"
    press(desk, "Control+s")
    desk.wait_for_selector("text=The text is corrected")
    assert page.transcriptions.get(current=True).text == "呈為東北\n水災\n己未年"


def test_lines_are_split_joined_moved_and_put_back_by_keys(desk: Tab, page: Page) -> None:
    desk.locator("#t0").focus()
    press(desk, "Home", "ArrowDown", "ArrowDown", "Control+Enter")
    assert lines(desk) == ["呈為", "束北", "水災", "己未年", ""]
    assert desk.locator('input[name="b.4"]').input_value() == "700 180 40 80"
    press(desk, "Enter", "Control+j")
    assert lines(desk) == ["呈為", "束北", "水災己未年", "", ""]
    press(desk, "Alt+ArrowUp")
    assert lines(desk) == ["呈為", "水災己未年", "束北", "", ""]
    desk.keyboard.type("某")
    press(desk, "Escape", "Shift+Enter")
    assert lines(desk)[:3] == ["呈為", "水災己未年", "束北"]
    assert desk.evaluate("document.activeElement.name") == "t.0"
    press(desk, "Control+s")
    desk.wait_for_selector("text=The text is corrected")
    assert page.transcriptions.get(current=True).text == "呈為\n水災己未年\n束北"


def middle(tab: Tab, selector: str) -> tuple[float, float]:
    box = tab.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_line_is_dragged_by_its_number_to_another_place(desk: Tab, page: Page) -> None:
    (x, y), (to, down) = middle(desk, "label[for=t0]"), middle(desk, "label[for=t2]")
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(to - 4, down + 4, steps=10)
    desk.mouse.up()
    assert lines(desk) == ["水災", "己未年", "呈為束北", ""]
    press(desk, "Control+s")
    desk.wait_for_selector("text=The text is corrected")
    assert page.transcriptions.get(current=True).text == "水災\n己未年\n呈為束北"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(desk: Tab, width: int, scheme: str) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # the two that it knows
    desk.reload()  # or colours are looked at on their way to the others
    desk.wait_for_selector(".has-bench")
    assert chromium.violations(desk, ".desk") == []
    assert not chromium.too_wide(desk)
