"""The workbench of a sample in a browser: keys from the first item to the signature, and nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer
from tests import chromium

from lantai.accounts.models import User
from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation.domain import sampling
from lantai.digitisation.enums import RowMatch
from lantai.digitisation.models import Batch, Contractor, Defect, Sample
from lantai.digitisation.models import Page as ScannedPage
from lantai.digitisation.pyramid import derive
from lantai.iiif.server import ImageServer, Source

pytestmark = [*chromium.NEEDED]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> ImageServer:
    """One picture for every page."""
    folder = tmp_path_factory.mktemp("picture")
    Image.fromarray(np.full((1000, 800, 3), 230, np.uint8)).save(folder / "page.png")
    derive(folder / "page.png", folder / "page.tif")
    return ImageServer(
        lambda key, cookies: Source(folder / "page.tif", "1", shared=True), base_url="https://archive.example/iiif"
    )


@pytest.fixture
def sample(
    transactional_db: None, make_batch: Callable[..., Batch], make_record: Callable[..., Record], clerk: User
) -> Sample:
    """Three items, the first two with two pages each, the last with none."""
    records = [make_record(number) for number in (1, 2, 3)]
    for record in records[:2]:
        carrier = Instantiation.objects.create(
            identifier=f"scan{record.pk}", record=record, kind=CarrierKind.MASTER_SCAN
        )
        for number in (1, 2):
            ScannedPage.objects.create(
                record=record, instantiation=carrier, number=number, file="p.png", derived=True, width=800, height=1000
            )
    return sampling.draw(make_batch("第一批", *records), by=clerk)


@pytest.fixture
def bench(
    sample: Sample, live_server: LiveServer, browser: Browser, at_desk: Callable[..., Client],
    user_with: Callable[..., User], pictures: ImageServer,
) -> Iterator[Page]:  # fmt: skip
    """The first item, opened by a digitiser; at its end nothing was said in the console."""

    def answer(route: Route) -> None:
        response = pictures("GET", urlsplit(route.request.url).path.removeprefix("/iiif/image/"), {})
        route.fulfill(status=response.status, headers=dict(response.headers), body=response.body)

    client = at_desk(user=user_with("digitiser"))
    with chromium.at_the_desk(browser, client, live_server.url, but=lambda said: "status of 422" in said) as page:
        page.route("**/iiif/image/**", answer)
        page.goto(live_server.url + reverse("office_sampled_item", args=[sample.identifier, 1]))
        page.wait_for_selector("#stage.live")
        yield page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def told(page: Page, words: str) -> None:
    page.wait_for_selector(f"#bench-told:has-text('{words}')")


def test_keys_lead_through_the_sample_to_its_signature(bench: Page, sample: Sample) -> None:
    bench.evaluate("window.kept = true")  # gone as soon as a page is loaded anew

    press(bench, "ArrowRight")
    bench.wait_for_selector("#bench-strip [aria-current]:has-text('2')")
    press(bench, "e")
    bench.keyboard.type("約三度 6")  # in the field a digit is a digit
    press(bench, "Enter", "6")
    told(bench, "“Skewed” is noted.")
    press(bench, "7")
    told(bench, "“Blurred” is noted.")
    press(bench, "7")
    told(bench, "“Blurred” is noted here already.")
    press(bench, "z")
    told(bench, "“Blurred” is taken away.")
    press(bench, "m")
    told(bench, "L012-0001: row and scan agree.")
    assert bench.locator("h1").inner_text() == "L012-0002"
    bench.wait_for_selector("#stage.live")

    press(bench, "j")
    bench.wait_for_selector("h1:has-text('L012-0003')")
    assert bench.locator(".no-leaf").is_visible()
    press(bench, "t")
    told(bench, "“Wrong title” is noted.")
    assert bench.locator(".bench-match .on").text_content() == "N They differ"
    press(bench, "k")
    bench.wait_for_selector("h1:has-text('L012-0002')")
    bench.wait_for_selector("#stage.live")
    assert bench.evaluate("window.kept") is True

    press(bench, "m")
    bench.wait_for_url("**/samples/*/")  # all of it is looked at
    noted = Defect.objects.order_by("pk").values_list("code", "page", "note")
    assert list(noted) == [("skewed", 2, "約三度 6"), ("wrong-title", None, "")]
    bench.get_by_role("link", name="Sign the sample").click()
    bench.get_by_role("button", name="Sign the sample").click()
    bench.wait_for_selector(".verdict.failed")
    sample.refresh_from_db()
    assert (sample.verdict, sample.items.filter(match="").count()) == ("failed", 0)


def test_what_somebody_else_said_is_told_and_laid(bench: Page, sample: Sample, clerk: User) -> None:
    sampling.look(sample.items.get(place=1), match=RowMatch.MISMATCH, version=1, by=clerk)
    press(bench, "m")
    told(bench, "meanwhile")
    assert bench.locator(".bench-match .on").text_content() == "N They differ"
    press(bench, "m")
    told(bench, "row and scan agree")


def test_picture_stays_as_deep_when_a_defect_is_noted(bench: Page) -> None:
    whole = width_of_leaf(bench, "true")
    press(bench, "+", "+")
    width_of_leaf(bench, f"width > {whole} * 1.5")
    press(bench, "6")
    told(bench, "is noted")
    assert width_of_leaf(bench, "true") > whole * 1.5
    press(bench, "h")
    width_of_leaf(bench, f"width < {whole} * 1.1")


def width_of_leaf(page: Page, when: str) -> float:
    """How wide the page is drawn, as soon as that is so."""
    drawn = """new Promise((told) => {
        const look = () => {
            const { width } = document.getElementById("leaf").getBoundingClientRect();
            if (WHEN) told(width); else requestAnimationFrame(look);
        };
        look();
    })"""
    return float(page.evaluate(drawn.replace("WHEN", when)))


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(bench: Page, sample: Sample, clerk: User, width: int) -> None:
    Batch.objects.update(contractor=Contractor.objects.create(name="墨池數字化公司"))
    sampling.add_defect(sample.items.get(place=1), code="skewed", page=1, by=clerk)
    for one in sample.items.all():
        sampling.look(one, match=RowMatch.MATCH, version=one.version, by=clerk)
    sample.refresh_from_db()
    pages = [bench.url, *(reverse(name, args=[sample.identifier]) for name in ("office_sample", "office_sample_sign"))]
    found = [violations(bench, address, width) for address in [*pages, reverse("office_sampling")]]
    verdict = sampling.SampleVerdict.FAILED
    sampling.sign(sample, verdict=verdict, note="抽檢", version=sample.version, by=clerk)
    contractors = [reverse("office_contractors"), reverse("office_contractor", args=[Contractor.objects.get().pk])]
    found += [violations(bench, address, width) for address in contractors]
    assert found == [[]] * 6


def violations(page: Page, address: str, width: int) -> list[tuple[str, str]]:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address if ":" in address else page.url.split("/admin/")[0] + address)
    page.wait_for_load_state("networkidle")
    assert not chromium.too_wide(page)
    return chromium.violations(page, ".desk")
