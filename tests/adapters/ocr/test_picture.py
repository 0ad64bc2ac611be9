"""Whatever a scanner wrote is opened upright, as 8-bit colour, with the size of the canvas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from lantai.adapters.ocr.null import NullOcr
from lantai.adapters.ocr.picture import canvas_size, open_picture
from lantai.ports.ocr import ReadingFailed

RED = (200, 30, 40)


def opened(path: Path) -> tuple[int, int, list[int]]:
    """Canvas and the colour of the upper left corner, as red, green, blue."""
    picture = open_picture(path, max_side=1000)
    assert picture.pixels.dtype == np.uint8
    assert picture.pixels.shape == (picture.height, picture.width, 3)
    return picture.width, picture.height, picture.pixels[3, 3, ::-1].tolist()


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.jp2", "a.bmp"])
def test_formats(tmp_path: Path, name: str) -> None:
    Image.new("RGB", (60, 40), RED).save(tmp_path / name)
    assert opened(tmp_path / name) == (60, 40, [*RED])


def test_bilevel_and_grey_become_colour(tmp_path: Path) -> None:
    for mode in ("1", "L"):
        Image.new(mode, (60, 40), 255).save(tmp_path / f"{mode}.tif")
        assert opened(tmp_path / f"{mode}.tif") == (60, 40, [255, 255, 255])


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    pyvips.Image.black(60, 40).linear(1, 65535).cast("ushort").copy(interpretation="grey16").write_to_file(
        str(tmp_path / "a.tif")
    )
    assert opened(tmp_path / "a.tif") == (60, 40, [255, 255, 255])


def test_transparency_becomes_white_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert opened(tmp_path / "a.png") == (60, 40, [255, 255, 255])


def test_ink_colours_become_light(tmp_path: Path) -> None:
    Image.new("CMYK", (60, 40), (0, 0, 0, 0)).save(tmp_path / "a.jpg")
    width, height, colour = opened(tmp_path / "a.jpg")
    assert (width, height) == (60, 40)
    assert min(colour) > 245


def test_the_exif_turn_is_applied(tmp_path: Path) -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste(RED, (0, 20, 20, 40))
    exif = Image.Exif()
    exif[274] = 6  # lies on its left side: turn it clockwise
    image.save(tmp_path / "a.png", exif=exif)
    assert opened(tmp_path / "a.png") == (40, 60, [*RED])


def test_the_canvas_keeps_its_size_when_the_pixels_shrink(tmp_path: Path) -> None:
    Image.new("L", (900, 300)).save(tmp_path / "a.png")
    picture = open_picture(tmp_path / "a.png", max_side=300)
    assert (picture.width, picture.height, picture.pixels.shape) == (900, 300, (100, 300, 3))
    assert picture.scale == pytest.approx(1 / 3)


def test_a_giant_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    Image.new("1", (900, 300)).save(tmp_path / "a.tif")
    with pytest.raises(ReadingFailed, match=r"a\.tif cannot be read: 900 × 300"):
        canvas_size(tmp_path / "a.tif", limit=200_000)


@pytest.mark.parametrize("content", [b"", b"no image at all", b"\xff\xd8\xff\xe0cut off"])
def test_what_is_no_image_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(ReadingFailed, match=r"a\.jpg cannot be read"):
        open_picture(tmp_path / "a.jpg", max_side=100)


def test_the_null_engine_gives_the_canvas_and_reads_nothing(tmp_path: Path) -> None:
    Image.new("L", (90, 30)).save(tmp_path / "a.png")
    reading = NullOcr().read(tmp_path / "a.png")
    assert (reading.width, reading.height, reading.regions, reading.text) == (90, 30, (), "")
    assert reading.engine == NullOcr().info
