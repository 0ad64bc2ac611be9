"""Every public page as it is seen: three widths, three languages, by day and by night, with the keyboard, on paper.

A picture of each is kept in ``screenshots/``, to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer
from tests import chromium
from tests.reading_room.conftest import Archive

from lantai.digitisation.pyramid import derive
from lantai.iiif.server import ImageServer, Source
from lantai.publishing.models import PageName

pytestmark = [*chromium.NEEDED]

WIDTHS = (1440, 768, 390)
LOOKS = tuple(product(("zh-hant", "zh-hans", "en"), ("light", "dark")))
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
EXPECTED = re.compile("status of (40[04]|429)")
SHIFTS = """
window.shifted = [];
new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput)
  window.shifted.push([one.value, ...one.sources.map(source => source.node?.parentElement?.outerHTML.slice(0, 90))]);
}).observe({type: "layout-shift", buffered: true});
"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const rings = frame => frame && getComputedStyle(frame).outlineStyle !== "none";
  return {what: one.outerHTML.slice(0, 120), href: one.getAttribute("href"),
    ringed: rings(one) || rings(one.closest(".ask")),
    here: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight};
}"""
"""What has the focus, whether it is ringed (the field of the search by its frame), and whether it is in the window."""
LINKS = """all => all.filter(one => one.checkVisibility({checkVisibilityCSS: true}))
  .map(one => one.getAttribute("href"))"""

SETTLED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const begins = document.querySelector("script[src*=viewer]") && document.getElementById("stage");
  do { await frame(); await frame(); } while (begins && !document.querySelector("#stage.live"));
}"""
"""Everything is loaded by now; the viewer, where there is one, has begun, and what it did is painted."""

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> ImageServer:
    """Every page of every record is one picture: grey, with columns of ink."""
    folder = tmp_path_factory.mktemp("picture")
    pixels = np.full((1000, 800, 3), 230, np.uint8)
    pixels[100:620, 700:740] = pixels[100:300, 640:680] = 40
    Image.fromarray(pixels).save(folder / "page.png")
    derive(folder / "page.png", folder / "page.tif")
    return ImageServer(
        lambda key, cookies: Source(folder / "page.tif", "1", shared=True), base_url="https://archive.example/iiif"
    )


@pytest.fixture
def addresses(archive: Archive) -> dict[str, str]:
    """Name → address of every kind of page that a reader may meet."""
    record = archive.add("籌設自來水廠事呈", creators="臨河自來水廠籌備處", scope="井泉勘驗")
    archive.page(record, 1)
    archive.page(record, 2, text="無關之頁\n不見其詞")
    for year in ("1924", "1925/1927", "1931~", "19480301"):
        archive.add(f"水塔 {year}", date=year)
    archive.shown()
    one = f"/a/{record.identifier}"
    return {
        "home": "/",
        "browse": "/browse",
        "fonds": f"/a/{archive.fonds.identifier}",
        "volume": f"/a/{archive.volume.identifier}",
        "search": "/search",
        "results": "/search?q=自來水",
        "results-many": "/search?q=水塔",
        "nothing": "/search?q=無此詞",
        "refused": "/search?q=水&from=從前",
        "record": f"{one}?q=自來水廠",
        "page": f"{one}/p2",
        "propose": f"{one}/p1/propose",
        "propose-line": f"{one}/p1/propose?line=0",
        **{name.value: f"/{name}" for name in PageName},
        "login": "/account/login/",
        "reset": "/account/reset/",
        "lost": "/nowhere",
    }


@contextmanager
def _reading(browser: Browser, live_server: LiveServer, images: ImageServer, **options: object) -> Iterator[Opener]:
    """Opens addresses, one after the other, in one page that must stay silent."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/iiif/image/")
        response = images("GET", path, {})
        route.fulfill(status=response.status, headers=dict(response.headers), body=response.body)

    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})  # type: ignore[arg-type]
    context.add_init_script(SHIFTS)
    with chromium.silent(context, but=EXPECTED.search) as page:
        page.route("**/iiif/image/**", answer)

        def opened(address: str, width: int = 1440) -> Page:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{live_server.url}{quote(address, safe='/?=&')}")
            if options.get("java_script_enabled", True):
                page.evaluate(SETTLED)
            return page

        yield opened
        context.close()


def _in(language: str, address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_page_at_every_width(
    transactional_db: None,
    live_server: LiveServer,
    browser: Browser,
    images: ImageServer,
    addresses: dict[str, str],
    language: str,
    scheme: str,
) -> None:
    """Nothing is wider than the window, nothing moves while it loads, and axe finds nothing.

    axe looks at each page at one width here; over all languages and schemes it has seen every page at every width.
    """
    SCREENSHOTS.mkdir(exist_ok=True)
    found: list[object] = []
    turn = LOOKS.index((language, scheme))
    with _reading(browser, live_server, images, color_scheme=scheme) as opened:
        for number, (name, address) in enumerate(addresses.items()):
            for width in WIDTHS:
                page = opened(_in(language, address), width)
                page.screenshot(path=SCREENSHOTS / f"{name}.{language}.{scheme}.{width}.png", full_page=True)
                found += [(name, width, "wider than the window")] if chromium.too_wide(page) else []
                found += [(name, width, *shift) for shift in page.evaluate("window.shifted")]
                if WIDTHS.index(width) == (number + turn) % len(WIDTHS):
                    found += [(name, width, *one) for one in chromium.violations(page)]

    assert found == [], "\n".join(map(str, found))


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    transactional_db: None, live_server: LiveServer, browser: Browser, images: ImageServer, addresses: dict[str, str]
) -> None:
    found: list[object] = []
    with _reading(browser, live_server, images, locale="en") as opened:
        for name in ("home", "results", "record", "propose-line", "about", "lost"):
            page = opened(addresses[name])
            steps = list(_walk(page))
            found += [(name, step["what"]) for step in steps if not (step["ringed"] and step["here"])]
            reached = {step["href"] for step in steps}
            wanted = page.eval_on_selector_all("a[href]:not([tabindex='-1'])", LINKS)
            found += [(name, "never reached", href) for href in set(wanted) - reached]

    assert found == [], "\n".join(map(str, found))


def _walk(page: Page, most: int = 300) -> Iterator[dict[str, object]]:
    """What has the focus after each press of Tab, until the page is left."""
    for _step in range(most):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step is None:
            return
        yield step
    raise AssertionError(f"the keyboard does not come out of {page.url}")


def test_the_first_stop_leads_past_the_masthead(
    transactional_db: None, live_server: LiveServer, browser: Browser, images: ImageServer, addresses: dict[str, str]
) -> None:
    with _reading(browser, live_server, images) as opened:
        page = opened(addresses["record"])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "main"


def test_without_script_every_page_says_the_same(
    transactional_db: None, live_server: LiveServer, browser: Browser, images: ImageServer, addresses: dict[str, str]
) -> None:
    with (
        _reading(browser, live_server, images, locale="en") as with_script,
        _reading(browser, live_server, images, locale="en", java_script_enabled=False) as without,
    ):
        for name, address in addresses.items():
            heard, plain = with_script(address), without(address)
            assert (name, plain.locator("h1").all_inner_texts()) == (name, heard.locator("h1").all_inner_texts())
            assert (name, plain.locator("#main a").count()) == (name, heard.locator("#main a").count())
            assert (name, plain.locator(".needs-js:visible").count()) == (name, 0)


def test_frames_and_marks_stay_where_colours_are_forced(
    transactional_db: None, live_server: LiveServer, browser: Browser, images: ImageServer, addresses: dict[str, str]
) -> None:
    with _reading(browser, live_server, images, forced_colors="active") as opened:
        for name in ("home", "results", "record", "about"):
            page = opened(addresses[name])
            page.screenshot(path=SCREENSHOTS / f"{name}.forced-colours.png", full_page=True)
            assert [one for one in chromium.violations(page) if one[0] != "color-contrast"] == []  # the reader's own
        seal = page.evaluate("getComputedStyle(document.querySelector('.seal')).fill")
        marked = opened(addresses["results"]).locator("mark").first

        assert seal != page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert marked.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_more_contrast_makes_every_line_ink(
    transactional_db: None, live_server: LiveServer, browser: Browser, images: ImageServer, addresses: dict[str, str]
) -> None:
    for scheme in ("light", "dark"):
        with _reading(browser, live_server, images, contrast="more", color_scheme=scheme) as opened:
            page = opened(addresses["home"])
            page.screenshot(path=SCREENSHOTS / f"home.more-contrast.{scheme}.png", full_page=True)
            ink, line, quiet = page.evaluate(
                "['--ink', '--line-strong', '--ink-3'].map(one => getComputedStyle(document.documentElement)"
                ".getPropertyValue(one).trim())"
            )
            assert line == quiet == ink


def test_on_paper_the_words_stay_and_the_controls_go(
    transactional_db: None, live_server: LiveServer, browser: Browser, images: ImageServer, addresses: dict[str, str]
) -> None:
    with _reading(browser, live_server, images, color_scheme="dark", locale="en") as opened:
        for name in ("home", "results", "record", "about"):
            page = opened(addresses[name])
            page.emulate_media(media="print")
            page.screenshot(path=SCREENSHOTS / f"{name}.print.png", full_page=True)
            hidden = page.locator(".top, .foot, .facets, .v-bar, .pager, .skip, .ask button")
            assert [one for one in hidden.all() if one.is_visible()] == []
            assert page.locator("h1").first.is_visible()
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert page.locator(".leaftext").evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
            page.emulate_media(media="screen")
