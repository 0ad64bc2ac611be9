"""Pyramids from masters of every kind; pictures are drawn here, their pixels known."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image
from samples.make.deliveries.hostile.images import IMAGES
from tests.disks import mounted

from lantai.digitisation.pyramid import UnreadableImage, derive, keep, pyramid_of

WIDTH, HEIGHT = 1300, 900


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    """Paper with noise; red in the upper left corner, ink elsewhere, so that turns and colours can be told."""
    pixels = np.random.default_rng(1924).integers(200, 240, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    pixels[:300, :300] = (200, 30, 40)
    pixels[600:, 1000:] = (30, 30, 30)
    return Image.fromarray(pixels)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", size="2m") as disk:
        yield disk


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    image.save(path, **options)
    return path


def colours(pyramid: Path) -> list[list[int]]:
    """The middle of the upper left and the lower right corner."""
    picture = pyvips.Image.new_from_file(str(pyramid))
    return [[round(v) for v in picture(x, y)] for x, y in ((150, 150), (picture.width - 150, picture.height - 150))]


def near(found: list[list[int]], expected: list[list[int]], by: int = 6) -> bool:
    return bool(np.abs(np.array(found) - np.array(expected)).max() <= by)


SOUND_IN_TRUTH = {"png-in-truth.jpg", "bomb.png", "looping.tif"}
"""Hostile images of which a page can be seen: a wrong ending, very much of nothing, and pages in a circle."""
RED_AND_INK = [[200, 30, 40], [30, 30, 30]]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {"quality": 95, "subsampling": 0}),
        ("a.jpg", {"quality": 95, "progressive": True}),
        ("a.tif", {}),
        ("a.tif", {"compression": "tiff_lzw"}),
        ("a.png", {}),
        ("a.jp2", {}),
        ("a.webp", {"quality": 95}),
        ("a.bmp", {}),
    ],
)
def test_derive_keeps_size_and_colour_of_every_format(
    tmp_path: Path, scan: Image.Image, name: str, options: dict[str, Any]
) -> None:
    target = tmp_path / "new" / "p1.tif"
    derived = derive(saved(scan, tmp_path / name, **options), target)
    assert (derived.width, derived.height, derived.levels) == (WIDTH, HEIGHT, 3)
    assert target.read_bytes() == derived.data
    assert near(colours(target), RED_AND_INK)
    assert [entry.name for entry in target.parent.iterdir()] == ["p1.tif"]


def test_pyramid_is_tiled_jpeg_halved_until_one_tile(tmp_path: Path, scan: Image.Image) -> None:
    derive(saved(scan, tmp_path / "a.png"), tmp_path / "p.tif")
    levels = [pyvips.Image.new_from_file(str(tmp_path / "p.tif"), page=n) for n in range(3)]
    assert [(level.width, level.height) for level in levels] == [(1300, 900), (650, 450), (325, 225)]
    assert levels[0].get("tile-width") == 512


STORED_AS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the camera lay when it wrote an EXIF orientation."""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turn_is_applied(tmp_path: Path, scan: Image.Image, orientation: int) -> None:
    stored = scan if orientation == 1 else scan.transpose(STORED_AS[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    master = saved(stored, tmp_path / "a.jpg", quality=95, exif=exif)
    derived = derive(master, tmp_path / "p.tif")
    assert (derived.width, derived.height) == (WIDTH, HEIGHT)
    assert near(colours(tmp_path / "p.tif"), RED_AND_INK)


def test_cmyk_becomes_srgb(tmp_path: Path, scan: Image.Image) -> None:
    derive(saved(scan.convert("CMYK"), tmp_path / "a.tif"), tmp_path / "p.tif")
    red, ink = colours(tmp_path / "p.tif")
    assert len(red) == 3
    assert red[0] > 150 > 100 > red[1]
    assert max(ink) < 90


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 800 * 600).reshape(600, 800).astype(np.uint16)
    for image, bands in (
        (pyvips.Image.new_from_array(ramp), 1),
        (pyvips.Image.new_from_array(np.dstack([ramp] * 3)), 3),
    ):
        image.tiffsave(str(tmp_path / "deep.tif"))
        derive(tmp_path / "deep.tif", tmp_path / "p.tif")
        found = pyvips.Image.new_from_file(str(tmp_path / "p.tif"))
        assert (found.bands, found.format) == (bands, "uchar")
        assert abs(found(400, 300)[0] - 128) < 3


def test_alpha_lies_on_white_paper(tmp_path: Path, scan: Image.Image) -> None:
    clear = scan.copy()
    clear.putalpha(Image.new("L", scan.size, 0))
    derive(saved(clear, tmp_path / "a.png"), tmp_path / "p.tif")
    assert near(colours(tmp_path / "p.tif"), [[255] * 3] * 2)


@pytest.mark.parametrize("options", [{}, {"compression": "group4"}])
def test_one_bit_becomes_grey(tmp_path: Path, scan: Image.Image, options: dict[str, Any]) -> None:
    master = saved(scan.convert("L").point(lambda v: 255 * (v > 120)).convert("1"), tmp_path / "a.tif", **options)
    derive(master, tmp_path / "p.tif")
    assert near(colours(tmp_path / "p.tif"), [[0], [0]])
    assert pyvips.Image.new_from_file(str(tmp_path / "p.tif"))(700, 100) == [255]


def test_palette_becomes_srgb(tmp_path: Path, scan: Image.Image) -> None:
    for name in ("a.png", "a.gif", "a.bmp"):
        derive(saved(scan.convert("P", palette=Image.Palette.ADAPTIVE), tmp_path / name), tmp_path / "p.tif")
        assert near(colours(tmp_path / "p.tif"), RED_AND_INK, by=12)


def test_samples_that_are_neither_colour_nor_cover_are_left_out(tmp_path: Path) -> None:
    """Five bands, as some scanners write infrared beside colour and cover."""
    pixels = np.full((300, 400, 5), 255, np.uint8)
    pixels[..., :3] = (200, 30, 40)
    pyvips.Image.new_from_array(pixels, interpretation="srgb").tiffsave(str(tmp_path / "a.tif"))
    derive(tmp_path / "a.tif", tmp_path / "p.tif")
    found = pyvips.Image.new_from_file(str(tmp_path / "p.tif"))
    assert found.bands == 3
    assert near([found(200, 150)], [[200, 30, 40]])


def test_format_goes_by_bytes_not_by_name(tmp_path: Path) -> None:
    path = saved(Image.new("L", (40, 30)), tmp_path / "wrong.tif", format="PNG")
    assert pyramid_of(path).width == 40


def test_leaf_of_a_tiff_of_many_pages(tmp_path: Path, scan: Image.Image) -> None:
    path = tmp_path / "many.tif"
    scan.save(path, save_all=True, append_images=[Image.new("L", (300, 200), 77), scan.resize((700, 500))])
    sizes = [(made.width, made.height) for made in (pyramid_of(path, leaf=leaf) for leaf in (0, 1, 2, 3))]
    assert sizes == [(WIDTH, HEIGHT), (WIDTH, HEIGHT), (300, 200), (700, 500)]
    derive(path, tmp_path / "p.tif", leaf=2)
    assert near([pyvips.Image.new_from_file(str(tmp_path / "p.tif"))(150, 100)], [[77]], by=1)


@pytest.mark.parametrize(
    ("name", "words"), [("a.tif", "is not a whole image"), ("a.jpg", "has one page and no page 2")]
)
def test_leaf_that_is_not_there(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UnreadableImage, match=words):
        pyramid_of(saved(Image.new("L", (40, 30)), tmp_path / name), leaf=2)


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", "a.jp2", "a.webp", "a.bmp"])
def test_file_that_ends_early_is_found(tmp_path: Path, scan: Image.Image, name: str) -> None:
    path = saved(scan, tmp_path / name)
    whole = path.read_bytes()
    for part in (0.95, 0.5, 0.01):
        path.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(UnreadableImage, match=r"^“a\.\w+” .*\.$"):
            derive(path, tmp_path / "out" / "p.tif")
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "is none of JPEG"),
        (b"%PDF-1.4", "is none of JPEG"),
        (b"\xff\xd8\xff\xe0 no picture", "is not a whole image"),
        (b"II*\x00\xff\xff\xff\xff", "is not a whole image"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "is not a whole image"),
        (b"BM" + bytes(12) + b"\x28" + bytes(50), "is not a whole image"),
    ],
)
def test_file_that_is_no_image_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "頁.jpg"
    path.write_bytes(content)
    with pytest.raises(UnreadableImage, match=f"^“頁.jpg” {words}"):
        pyramid_of(path)


def test_what_is_no_file_is_unreadable(tmp_path: Path, scan: Image.Image) -> None:
    """Nothing, a folder, a pipe that nobody writes to, and a link, which is not followed."""
    saved(scan, tmp_path / "there.png")
    (tmp_path / "link.png").symlink_to("there.png")
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    reasons = {"none": "No such file", "folder": "no regular file", "pipe": "no regular file", "link": "cannot be read"}
    for name, words in reasons.items():
        with pytest.raises(UnreadableImage, match=words):
            pyramid_of(tmp_path / f"{name}.png")


@pytest.mark.parametrize("name", sorted(name for name in IMAGES if name not in SOUND_IN_TRUTH))
def test_hostile_image_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(IMAGES[name]())
    with pytest.raises(UnreadableImage, match=rf"^“{name}” [^\n]+\.$"):
        pyramid_of(tmp_path / name)


def test_header_that_claims_too_much_is_refused(tmp_path: Path) -> None:
    (tmp_path / "giant.png").write_bytes(IMAGES["giant.png"]())
    with pytest.raises(UnreadableImage, match="claims to have 100000 × 100000 pixels, more than the 1,000,000,000"):
        pyramid_of(tmp_path / "giant.png")
    with pytest.raises(UnreadableImage, match="claims to have 900 × 30 pixels, more than the 5,000 that"):
        pyramid_of(saved(Image.new("L", (900, 30)), tmp_path / "a.png"), pixels=5_000)


def test_pages_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "looping.tif").write_bytes(IMAGES["looping.tif"]())
    assert pyramid_of(tmp_path / "looping.tif", leaf=1).width == 8
    with pytest.raises(UnreadableImage):
        pyramid_of(tmp_path / "looping.tif", leaf=1000)


@pytest.mark.parametrize("size", [(1, 1), (50, 40), (128, 9), (129, 9), (512, 512), (513, 2), (2, 3000)])
def test_pyramid_of_any_size_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    derived = derive(saved(Image.new("RGB", size, "red"), tmp_path / "a.png"), tmp_path / "p.tif")
    assert pyvips.Image.new_from_file(str(tmp_path / "p.tif"), fail_on="error").avg() > 0
    assert (derived.width, derived.height) == size


def test_derive_again_replaces(tmp_path: Path, scan: Image.Image) -> None:
    derive(saved(Image.new("L", (50, 40)), tmp_path / "a.png"), tmp_path / "p.tif")
    derive(saved(scan, tmp_path / "b.png"), tmp_path / "p.tif")
    assert pyvips.Image.new_from_file(str(tmp_path / "p.tif")).width == WIDTH


def test_what_a_killed_process_left_half_written_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".p1.tif.part").write_bytes(b"half")
    keep(b"whole", tmp_path / "p1.tif")
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"p1.tif": b"whole"}


def test_disk_that_is_full_is_named_and_leaves_what_stood(small_disk: Path) -> None:
    keep(b"before", small_disk / "p1.tif")
    with pytest.raises(OSError, match="No space left on device") as caught:
        keep(bytes(4 << 20), small_disk / "p1.tif")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(small_disk / "p1.tif"))
    assert {entry.name: entry.read_bytes() for entry in small_disk.iterdir()} == {"p1.tif": b"before"}
