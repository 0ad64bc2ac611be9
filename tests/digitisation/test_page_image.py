"""The picture of a page for other programs: the master where they show it as Lantai does, else its canvas."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from tests.volumes import SIZE, Bound

from lantai.digitisation.models import Page
from lantai.digitisation.page_image import canvas, put_image
from lantai.digitisation.pyramid import UnreadableImage
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(bound: Bound, tmp_path: Path) -> Page:
    """A page with three masters in store: as it is, lying on its side with a turn in its EXIF, and a JPEG 2000."""
    page = bound.pages[2]
    upright, turned, jp2 = tmp_path / "up.png", tmp_path / "turned.jpg", tmp_path / "page.jp2"
    picture = Image.new("L", SIZE, 200)
    picture.paste(10, (0, 0, 50, 30))
    picture.save(upright)
    picture.save(jp2)
    exif = Image.Exif()
    exif[274] = 6
    picture.transpose(Image.Transpose.ROTATE_90).save(turned, exif=exif, quality=95)
    files = {one.name: one for one in (upright, turned, jp2)}
    masters().store(page.instantiation.identifier, files, message="", user="", created=timezone.now())
    page.file = upright.name
    return page


def test_a_master_that_everybody_shows_alike_is_copied_byte_for_byte(page: Page, tmp_path: Path) -> None:
    assert put_image(page, tmp_path, "x-p2", force=False) == "x-p2.png"
    assert (tmp_path / "x-p2.png").read_bytes() == (tmp_path / "up.png").read_bytes()


@pytest.mark.parametrize("master", ["turned.jpg", "page.jp2"])
def test_another_is_drawn_upright(master: str, page: Page, tmp_path: Path) -> None:
    page.file = master
    assert put_image(page, tmp_path, "x-p2", force=False) == "x-p2.png"
    with Image.open(tmp_path / "x-p2.png") as drawn:
        assert drawn.size == SIZE
        dark, light = drawn.convert("L").getpixel((10, 10)), drawn.convert("L").getpixel((150, 250))
        assert isinstance(dark, int)
        assert isinstance(light, int)
        assert (dark < 40, light > 180) == (True, True)


def test_a_page_of_a_pdf_is_cut_from_its_pyramid(page: Page) -> None:
    page.file = "volume.pdf"
    assert (canvas(page).width, canvas(page).height) == SIZE


def test_a_picture_that_is_there_stays(page: Page, tmp_path: Path) -> None:
    (tmp_path / "x-p2.png").write_bytes(b"mine")
    put_image(page, tmp_path, "x-p2", force=False)
    assert (tmp_path / "x-p2.png").read_bytes() == b"mine"
    put_image(page, tmp_path, "x-p2", force=True)
    assert (tmp_path / "x-p2.png").read_bytes() == (tmp_path / "up.png").read_bytes()


def test_a_page_that_was_never_opened_has_no_picture(page: Page, tmp_path: Path) -> None:
    page.derived = False
    with pytest.raises(UnreadableImage, match="has not been opened yet"):
        put_image(page, tmp_path, "x-p2", force=False)
