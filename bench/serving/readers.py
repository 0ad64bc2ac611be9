"""What a reader's viewer asks for: recorded from OpenSeadragon in Chromium, over the pages of one record."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"


def recorded(base: str, identifier: str, pages: int) -> list[str]:
    """The paths of all image requests, in their order: info.json, thumbnails of the strip, tiles of every zoom."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for number in range(1, pages + 1):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            page.on("request", lambda request: asked.append(urlsplit(request.url).path))
            page.goto(f"{base}/a/{identifier}/p{number}", wait_until="networkidle")
            _look_around(page)
            context.close()
        browser.close()
    return [path for path in asked if path.startswith("/iiif/image/")]


def _look_around(page: Page) -> None:
    """Into the page in three steps, across it to its four edges, and out again."""
    stage = page.locator("#stage")
    box = stage.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    for _ in range(3):
        page.mouse.wheel(0, -400)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
    for across, down in ((300, 0), (-600, 0), (300, 250), (0, -500)):
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + across, middle[1] + down, steps=5)
        page.mouse.up()
        page.wait_for_timeout(400)
    page.mouse.wheel(0, 1600)
    page.wait_for_timeout(400)
