"""The site in a browser: nothing for axe to find, nothing against the policy, and a viewer that does what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer
from tests import chromium
from tests.reading_room.conftest import Archive

from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.pyramid import derive
from lantai.iiif.server import ImageServer, Source
from lantai.reading_room.addresses import SCREEN

pytestmark = [*chromium.NEEDED]

EXPECTED = re.compile("status of 40[04]")
"""The answers that the tests ask for."""

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def pyramid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of 800 × 1000 pixels: grey, with columns of ink."""
    folder = tmp_path_factory.mktemp("picture")
    pixels = np.full((1000, 800, 3), 230, np.uint8)
    pixels[100:620, 700:740] = pixels[100:300, 640:680] = 40
    Image.fromarray(pixels).save(folder / "page.png")
    derive(folder / "page.png", folder / "page.tif")
    return folder / "page.tif"


@pytest.fixture
def record(archive: Archive) -> Record:
    made = archive.add("籌設自來水廠事呈", creators="臨河自來水廠籌備處", scope="井泉勘驗")
    archive.page(made, 1)
    archive.page(made, 2, text="無關之頁\n不見其詞")
    archive.shown()
    return made


@pytest.fixture
def newspaper(archive: Archive) -> RecordSet:
    title = describe_record_set(code="B001", title="《臨河時報》", level=Level.FONDS, by=archive.by, accepted=True)
    for day, number in (("1924-07-09", "4250"), ("1924-07-14", "4251"), ("1924-07-16", "4253"), ("1925-02-01", "4400")):
        archive.page(archive.add(f"臨河時報 {day}", date=day, issue_number=number, in_set=title))
    return title


@pytest.fixture
def opened(transactional_db: None, live_server: LiveServer, browser: Browser, pyramid: Path) -> Iterator[Opener]:
    """``opened("/browse")``: a page; at its end nothing was said in the console."""
    server = ImageServer(
        lambda key, cookies: Source(pyramid, "1", shared=True), base_url="https://archive.example/iiif"
    )
    left = ExitStack()

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)  # type: ignore[arg-type]
        page = left.enter_context(chromium.silent(context, but=EXPECTED.search))
        left.callback(context.close)
        page.route("**/iiif/image/**", lambda route: _answer(route, server))
        page.goto(f"{live_server.url}{quote(address, safe='/?=&')}")
        page.wait_for_load_state("networkidle")
        return page

    with left:
        yield open_page


def _answer(route: Route, server: ImageServer) -> None:
    path = urlsplit(route.request.url).path.removeprefix("/iiif/image/")
    response = server("GET", path, {})
    route.fulfill(status=response.status, headers=dict(response.headers), body=response.body)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_axe_finds_nothing(
    record: Record, archive: Archive, newspaper: RecordSet, opened: Opener, language: str
) -> None:
    addresses = [
        "/",
        "/browse",
        "/newspapers",
        f"/a/{newspaper.identifier}?on=1924-07-14",
        "/search?q=自來水",
        "/search?q=水&from=從前",
        "/search",
        f"/a/{archive.fonds.identifier}",
        f"/browse?open={archive.fonds.identifier}",
        f"/a/{archive.volume.identifier}/pages",
        f"/a/{archive.volume.identifier}",
        f"/a/{record.identifier}?q=自來水廠",
        f"/a/{record.identifier}/p1?script=hans&xywh=10,20,300,400",
        f"/a/{record.identifier}/report?page=1",
        f"/a/{record.identifier}/p1/propose",
        f"/a/{record.identifier}/p1/propose?line=0",
        "/nowhere",
        "/account/login/",
    ]
    found = []
    for number, address in enumerate(addresses):
        scheme = "dark" if number % 2 else "light"
        page = opened(f"{address}{'&' if '?' in address else '?'}lang={language}", color_scheme=scheme)
        found += [(address, *one) for one in chromium.violations(page)]

    assert found == []


def test_nothing_is_wider_than_a_telephone(
    record: Record, archive: Archive, newspaper: RecordSet, opened: Opener
) -> None:
    pages = [f"/a/{record.identifier}{rest}" for rest in ("", "/report", "?script=hant&xywh=10,20,300,400")]
    sets = [f"/a/{archive.volume.identifier}", f"/a/{newspaper.identifier}?on=1924-07-14"]
    compared = f"/compare?one={record.identifier}/p1&other={record.identifier}/p2"
    for address in ("/", "/browse", "/search?q=自來水", *sets, *pages, compared):
        page = opened(address)
        page.set_viewport_size({"width": 390, "height": 800})
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, 390)


def test_viewer_lays_the_boxes_on_the_picture(record: Record, opened: Opener) -> None:
    page = opened(f"/a/{record.identifier}?q=自來水廠")
    page.wait_for_selector("#stage.live")

    hits = page.locator("#leaf .hit:not(.soft)")
    stage, first = page.locator("#stage").bounding_box(), hits.nth(0).bounding_box()

    assert hits.count() == 2
    assert stage and first
    # The picture is as high as the stage, less a margin of a hundredth or so; the box is 120 of its 1,000 pixels.
    assert first["height"] == pytest.approx(stage["height"] * 120 / 1000, rel=0.05)


def test_a_line_and_its_box_light_up_together(record: Record, opened: Opener) -> None:
    page = opened(f"/a/{record.identifier}")
    page.wait_for_selector("#stage.live")

    page.hover('.leaftext li[data-line="2"]')
    lit = page.locator(".lit")

    assert lit.count() == 2
    assert lit.locator("xpath=self::*").nth(0).get_attribute("data-line") == "2"


def test_pages_turn_in_place_and_leftward_in_a_book_that_reads_from_the_right(record: Record, opened: Opener) -> None:
    page = opened(f"/a/{record.identifier}/p1")
    page.wait_for_selector("#stage.live")

    page.focus('.v-turn a[rel="next"]')
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**/a/{record.identifier}/p2")
    page.wait_for_selector("#stage.live")

    assert page.locator(".leaftext li").first.inner_text() == "無關之頁"
    assert page.locator('.strip [aria-current="page"]').inner_text().strip() == "2"
    page.go_back()
    page.wait_for_selector('.leaftext li:has-text("呈為水災")')


def test_a_region_drawn_on_the_page_has_a_permanent_link(record: Record, opened: Opener) -> None:
    page = opened(f"/a/{record.identifier}")
    page.wait_for_selector("#stage.live")
    page.click('button[data-does="region"]')
    box = page.locator("#leaf").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.75)
    page.mouse.up()

    link = page.locator("#region-link").inner_text()
    assert link.startswith(f"http://127.0.0.1:8000/a/{record.identifier}/p1?xywh=")
    numbers = [int(number) for number in link.partition("xywh=")[2].split(",")]
    assert numbers == pytest.approx([200, 250, 200, 500], abs=4)


def test_the_theme_is_kept_by_the_server(archive: Archive, opened: Opener) -> None:
    page = opened("/", color_scheme="light")
    page.click("[data-theme-toggle]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_years_are_chosen_by_drawing_over_the_histogram(archive: Archive, opened: Opener) -> None:
    for year in ("1924", "1931", "1948"):
        archive.add("水塔", date=year)
    archive.shown()
    page = opened("/search?q=水塔")

    bars = page.locator(".hist .bar")
    first, second = bars.nth(0).bounding_box(), bars.nth(1).bounding_box()
    assert first and second
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(second["x"] + 1, second["y"] + second["height"] / 2)
    page.mouse.up()
    page.wait_for_url("**from=1924&to=1931")

    assert page.locator("ol.results > li").count() == 2


def test_everything_but_the_viewer_works_without_script(record: Record, opened: Opener) -> None:
    page = opened("/", java_script_enabled=False)
    page.fill("#q", "自來水廠")
    page.click(".ask button")
    page.click("ol.results h2 a")
    page.wait_for_load_state()

    still = f"/iiif/image/{record.identifier}.p1/full/{SCREEN}/0/default.jpg"
    assert page.locator("#leaf image").get_attribute("href") == still
    assert page.locator("#leaf .hit:not(.soft)").count() == 2
    assert page.locator("button.needs-js:visible").count() == 0
    page.click(".strip a >> nth=1")
    assert page.locator(".leaftext li").first.inner_text() == "無關之頁"


def test_suggestions_are_chosen_by_keyboard_and_move_nothing(record: Record, opened: Opener) -> None:
    page = opened("/?lang=en")
    box = page.locator("#q")
    before = box.bounding_box()
    box.type("籌設")
    page.wait_for_selector('[role="option"]')
    assert box.get_attribute("aria-expanded") == "true"
    assert box.bounding_box() == before
    assert chromium.violations(page) == []

    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.type("自")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/a/{record.identifier}")


def test_years_are_chosen_by_keyboard(record: Record, archive: Archive, opened: Opener) -> None:
    for year in ("1905", "1931", "1948"):
        archive.add("自來水廠", date=year)
    archive.shown()
    page = opened("/search?q=自來水廠&lang=en")
    handle = page.get_by_role("slider", name="From")
    assert (handle.get_attribute("aria-valuemin"), handle.get_attribute("aria-valuenow")) == ("1905", "1905")

    handle.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert page.locator("#y1").input_value() == "1916"
    page.keyboard.press("Enter")
    page.wait_for_url("**from=1916**")
    assert "to=1948" in page.url
    assert chromium.violations(page) == []


def test_branch_opens_in_place_and_shuts(record: Record, archive: Archive, opened: Opener) -> None:
    page = opened("/browse?lang=en")
    twig = page.get_by_role("button", name="What stands below L012")
    twig.click()
    page.wait_for_selector(".tree .tree a:has-text('民國十三年籌辦卷')")
    assert twig.get_attribute("aria-expanded") == "true"

    twig.press(" ")
    assert twig.get_attribute("aria-expanded") == "false"
    assert not page.locator(".tree .tree").is_visible()
