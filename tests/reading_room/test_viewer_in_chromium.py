"""The viewer in a browser: two pages, negative, hits from page to page, parts, what is remembered, touch, comparing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from tests import chromium
from tests.reading_room.conftest import Archive
from tests.reading_room.test_in_chromium import Opener, opened, pyramid

from lantai.catalogue.models import Record

pytestmark = [*chromium.NEEDED]
__all__ = ["opened", "pyramid"]

TEXTS = ("呈為水災之後擬請籌設自來水", "無關之頁", "自來水廠\n又自來水", "末頁")


@pytest.fixture
def record(archive: Archive) -> Record:
    made = archive.add("籌設自來水廠事呈", creators="臨河自來水廠籌備處")
    for number, text in enumerate(TEXTS, 1):
        archive.page(made, number, text=text)
    archive.shown()
    return made


def live(page: Page) -> Page:
    page.wait_for_selector("#stage.live")
    return page


def turned(page: Page, number: int) -> Page:
    page.wait_for_url(re.compile(rf"/p{number}(\?|$)"))
    page.wait_for_selector("#viewer:not([aria-busy])")
    return live(page)


def left_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"]


def test_two_pages_lie_as_in_the_book_and_turn_together(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p1"))
    page.click('button[data-does="spread"]')
    live(page)
    assert page.locator("#leaf-facing").count() == 0, "the cover lies alone"
    page.click('.v-turn a[rel="next"]')
    turned(page, 2)
    page.wait_for_selector('#stage[data-pages="2"].live #leaf-facing')
    assert left_of(page, "#leaf") > left_of(page, "#leaf-facing"), "a book that reads from the right"
    page.click('.v-turn a[rel="next"]')
    turned(page, 4)
    assert page.locator("#leaf-facing").count() == 0
    page.click('.v-turn a[rel="prev"]')
    turned(page, 3)
    page.click('.v-turn a[rel="prev"]')
    turned(page, 1)


def test_choices_are_kept_while_the_tab_is_open_and_no_cookie_is_set(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p2"))
    page.click('button[data-does="spread"]')
    page.click('button[data-does="text"]')
    page.focus('.v-turn a[rel="next"]')
    page.keyboard.press("i")
    page.reload()
    live(page)
    assert page.locator('button[data-does="spread"]').get_attribute("aria-pressed") == "true"
    assert page.locator("#v-text").is_hidden()
    assert "invert(1)" in page.evaluate("getComputedStyle(document.querySelector('.osd canvas')).filter")
    assert [one["name"] for one in page.context.cookies()] == []


def test_keys_lead_through_what_was_found_and_on_to_the_next_page(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p1?q=自來水"))
    page.focus('.v-turn a[rel="next"]')
    page.keyboard.press("n")
    assert page.locator("#leaf .hit.at").count() == 1
    page.keyboard.press("n")
    turned(page, 3)
    page.wait_for_selector("#leaf .hit.at")
    page.click('.v-found [data-does="hit-after"]')
    assert page.locator("#leaf .hit:not(.soft) >> nth=1").get_attribute("class") == "hit at"
    page.click('.v-found [data-does="hit-before"]')
    page.click('.v-found [data-does="hit-before"]')
    turned(page, 1)


def test_a_part_has_its_citation_and_its_cut_and_is_forgotten_on_another_page(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p1"))
    page.click('button[data-does="region"]')
    box = page.locator("#leaf").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.75)
    page.mouse.up()
    page.wait_for_selector("#region-cite")
    link = page.locator("#region-link").inner_text()
    assert page.locator("#region-cite").inner_text().endswith(f": 1. {link}.")
    assert page.url.endswith(link.partition("?")[2])
    region = link.partition("xywh=")[2]
    assert f"/{region}/max/" in str(page.locator("#region-said a").get_attribute("href"))
    page.click('.v-turn a[rel="next"]')
    turned(page, 2)
    assert (page.locator("#region-link").inner_text(), page.locator("#region-said").inner_text()) == ("", "")


def test_a_part_is_there_without_script(record: Record, opened: Opener) -> None:
    page = opened(f"/a/{record.identifier}/p1?xywh=10,20,300,400", java_script_enabled=False)
    assert page.locator("#leaf .region").get_attribute("width") == "300"
    assert "xywh=10,20,300,400" in page.locator("#region-cite").inner_text()


def test_keys_are_told(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p1"))
    page.focus('.v-turn a[rel="next"]')
    page.keyboard.press("?")
    assert page.locator("#v-keys").is_visible()
    assert page.locator('button[data-does="keys"]').get_attribute("aria-expanded") == "true"
    assert chromium.violations(page) == []
    page.keyboard.press("?")
    assert page.locator("#v-keys").is_hidden()


def test_a_swipe_turns_as_the_book_lies(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p1", has_touch=True))
    box = page.locator("#stage").bounding_box()
    assert box is not None
    start, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start, "y": y}]})
    for step in range(1, 6):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": start + 30 * step, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    turned(page, 2)


def test_paper_gets_the_still_page_with_its_boxes(record: Record, opened: Opener) -> None:
    page = live(opened(f"/a/{record.identifier}/p1?q=自來水"))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#stage > #leaf image").count() == 1
    assert page.locator("#stage > #leaf .hit:not(.soft)").is_visible()
    assert page.locator(".v-bar").is_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    live(page)


def test_two_records_are_compared_together_or_apart(record: Record, archive: Archive, opened: Opener) -> None:
    other = archive.add("他件")
    archive.page(other, 1)
    page = live(opened(f"/a/{record.identifier}/p1?lang=en", reduced_motion="reduce"))
    page.click("#v-compare")
    page.fill("#other", f"https://archive.example/a/{other.identifier}/p1?q=x")
    page.click("#main .compare-ask button")
    page.wait_for_selector(".side-page:nth-child(2) .stage.live")
    page.wait_for_selector(".side-page:nth-child(1) .stage.live")
    assert page.locator(".side-page h2").all_inner_texts() == ["籌設自來水廠事呈", "他件"]
    assert chromium.violations(page) == []
    before = _pixels(page)
    page.uncheck("#together")
    _nearer(page)
    alone = _pixels(page)
    assert alone[0] != before[0]
    assert alone[1] == before[1]
    page.check("#together")
    _nearer(page)
    assert _pixels(page)[1] != before[1]


def _nearer(page: Page) -> None:
    """The wheel over the first side; its picture comes to rest at once, since the reader wants no motion."""
    page.locator(".side-page >> nth=0").locator(".stage").hover()
    page.mouse.wheel(0, -600)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    )


def _pixels(page: Page) -> list[str]:
    return [
        str(page.evaluate("(at) => document.querySelectorAll('.side-page canvas')[at].toDataURL()", at))
        for at in (0, 1)
    ]


def test_data_block_is_no_script_to_the_policy(record: Record, opened: Opener) -> None:
    page = opened(f"/a/{record.identifier}")
    block = page.locator('script[type="application/ld+json"]').inner_text()
    assert '"@type": "ArchiveComponent"' in block
