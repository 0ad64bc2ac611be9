"""Pyramids from masters of every kind; pictures are drawn here, their pixels known."""

from __future__ import annotations

import errno
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image

from lantai.digitisation.pyramid import Derived, ImageInfo, UnreadableImage, check_readable, derive, probe

WIDTH, HEIGHT = 1300, 900


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    """Paper with noise; red in the upper left corner, ink elsewhere, so that turns and colours can be told."""
    pixels = np.random.default_rng(1924).integers(200, 240, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    pixels[:300, :300] = (200, 30, 40)
    pixels[600:, 1000:] = (30, 30, 30)
    return Image.fromarray(pixels)


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    image.save(path, **options)
    return path


def colours(pyramid: Path) -> list[list[int]]:
    """The middle of the upper left and the lower right corner."""
    picture = pyvips.Image.new_from_file(str(pyramid))
    return [[round(v) for v in picture(x, y)] for x, y in ((150, 150), (picture.width - 150, picture.height - 150))]


def near(found: list[list[int]], expected: list[list[int]], by: int = 6) -> bool:
    return bool(np.abs(np.array(found) - np.array(expected)).max() <= by)


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
    assert derived == Derived(width=WIDTH, height=HEIGHT, levels=3, bytes=target.stat().st_size)
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
    info = probe(master)
    assert (derived.width, derived.height) == (info.width, info.height) == (WIDTH, HEIGHT)
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
    assert probe(master).mode == "bitonal"


def test_palette_becomes_srgb(tmp_path: Path, scan: Image.Image) -> None:
    for name in ("a.png", "a.gif", "a.bmp"):
        derive(saved(scan.convert("P", palette=Image.Palette.ADAPTIVE), tmp_path / name), tmp_path / "p.tif")
        assert near(colours(tmp_path / "p.tif"), RED_AND_INK, by=12)


@pytest.mark.parametrize(
    ("mode", "name", "options", "expected"),
    [
        ("RGB", "a.jpg", {"dpi": (300, 300)}, ("jpeg", 300, "rgb")),
        ("RGB", "a.jpg", {}, ("jpeg", None, "rgb")),
        ("L", "a.tif", {"dpi": (400, 400)}, ("tiff", 400, "grey")),
        ("RGB", "a.tif", {}, ("tiff", None, "rgb")),
        ("CMYK", "a.tif", {}, ("tiff", None, "cmyk")),
        ("RGBA", "a.png", {"dpi": (300, 300)}, ("png", 300, "rgb+alpha")),
        ("I;16", "a.png", {}, ("png", None, "grey16")),
        ("L", "a.jp2", {}, ("jp2", None, "grey")),
        ("RGB", "a.bmp", {"dpi": (200, 200)}, ("bmp", 200, "rgb")),
        ("RGB", "a.webp", {}, ("webp", None, "rgb")),
    ],
)
def test_probe_tells_what_the_header_says(
    tmp_path: Path, mode: str, name: str, options: dict[str, Any], expected: tuple[str, int | None, str]
) -> None:
    kind, dpi, word = expected
    path = saved(Image.new(mode, (40, 30)), tmp_path / name, **options)
    assert probe(path) == ImageInfo(width=40, height=30, dpi=dpi, format=kind, mode=word)


def test_probe_goes_by_bytes_not_by_name(tmp_path: Path) -> None:
    path = saved(Image.new("L", (40, 30)), tmp_path / "wrong.tif", format="PNG")
    assert probe(path).format == "png"


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", "a.jp2", "a.webp", "a.bmp"])
def test_file_that_ends_early_is_found(tmp_path: Path, scan: Image.Image, name: str) -> None:
    path = saved(scan, tmp_path / name)
    check_readable(path)
    whole = path.read_bytes()
    for part in (0.95, 0.5, 0.01):
        path.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(UnreadableImage, match=r"^“a\.\w+” .*\.$"):
            check_readable(path)
        with pytest.raises(UnreadableImage):
            derive(path, tmp_path / "out" / "p.tif")
        assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "is none of JPEG"),
        (b"%PDF-1.4", "is none of JPEG"),
        (b"\xff\xd8\xff\xe0 no picture", "is not a whole image"),
        (b"II*\x00\xff\xff\xff\xff", "is not a whole image"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "is not a whole image"),
        (b"BM" + bytes(60), "is not a whole image"),
    ],
)
def test_file_that_is_no_image_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "頁.jpg"
    path.write_bytes(content)
    for ask in (probe, check_readable):
        with pytest.raises(UnreadableImage, match=f"^“頁.jpg” {words}"):
            ask(path)


def test_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    for ask in (probe, check_readable):
        with pytest.raises(UnreadableImage, match="No such file"):
            ask(tmp_path / "none.tif")


def test_header_that_claims_too_much_is_refused(tmp_path: Path) -> None:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    parts = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (chunk, data, b"IEND")]
    path = tmp_path / "monster.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    for ask in (probe, check_readable):
        with pytest.raises(UnreadableImage, match="claims to have 100000 × 100000 pixels"):
            ask(path)


@pytest.mark.parametrize("size", [(1, 1), (50, 40), (128, 9), (129, 9), (512, 512), (513, 2), (2, 3000)])
def test_pyramid_of_any_size_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    derived = derive(saved(Image.new("RGB", size, "red"), tmp_path / "a.png"), tmp_path / "p.tif")
    check_readable(tmp_path / "p.tif")
    assert (derived.width, derived.height) == size


def test_derive_again_replaces(tmp_path: Path, scan: Image.Image) -> None:
    derive(saved(Image.new("L", (50, 40)), tmp_path / "a.png"), tmp_path / "p.tif")
    derive(saved(scan, tmp_path / "b.png"), tmp_path / "p.tif")
    assert pyvips.Image.new_from_file(str(tmp_path / "p.tif")).width == WIDTH


def test_disk_full_is_no_fault_of_the_master(
    tmp_path: Path, scan: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    master = saved(scan, tmp_path / "a.png")

    def full(*_: object, **__: object) -> None:
        raise pyvips.Error("write error", "No space left on device")

    monkeypatch.setattr(pyvips.Image, "tiffsave", full, raising=False)
    with pytest.raises(OSError, match=r"p\.tif could not be written \(No space left"):
        derive(master, tmp_path / "p.tif")


def test_power_cut_is_survived_by_syncing_before_the_name(
    tmp_path: Path, scan: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="Input/output"):
        derive(saved(scan, tmp_path / "a.png"), tmp_path / "out" / "p.tif")
    assert list((tmp_path / "out").iterdir()) == []
