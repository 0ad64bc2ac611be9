"""Headers read by ourselves: what honest files state, and how lying ones are found out."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.digitisation.inspection.drawing import cut, page, png_chunk, saved, tiff

from lantai.digitisation.inspection.formats import expected_format, sniff
from lantai.digitisation.inspection.headers import Header, read_header
from lantai.digitisation.inspection.scan_file import BrokenImage, open_scan

WIDTH, HEIGHT, STRIPS, LENGTHS, NUMBER, WORD = 256, 257, 273, 279, 4, 3


def header(path: Path) -> Header:
    with open_scan(str(path)) as file:
        return read_header(file, sniff(file.start(32)))


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    return page(lines=5).crop((0, 0, 320, 240)).convert("RGB")


@pytest.mark.parametrize(
    ("name", "convert", "options", "mode", "bits", "compression"),
    [
        ("a.jpg", "RGB", {}, "rgb", 8, "jpeg"),
        ("a.jpg", "L", {"progressive": True}, "grey", 8, "jpeg-progressive"),
        ("a.jpg", "CMYK", {}, "cmyk", 8, "jpeg"),
        ("a.png", "RGB", {}, "rgb", 8, "deflate"),
        ("a.png", "RGBA", {}, "rgb+alpha", 8, "deflate"),
        ("a.png", "LA", {}, "grey+alpha", 8, "deflate"),
        ("a.png", "P", {}, "palette", 8, "deflate"),
        ("a.png", "1", {}, "bitonal", 1, "deflate"),
        ("a.png", "I;16", {}, "grey16", 16, "deflate"),
        ("a.tif", "RGB", {}, "rgb", 8, "none"),
        ("a.tif", "1", {"compression": "group4"}, "bitonal", 1, "g4"),
        ("a.tif", "L", {"compression": "tiff_lzw"}, "grey", 8, "lzw"),
        ("a.tif", "CMYK", {}, "cmyk", 8, "none"),
        ("a.tif", "P", {"compression": "tiff_deflate"}, "palette", 8, "deflate"),
        ("a.tif", "RGBA", {}, "rgb+alpha", 8, "none"),
        ("a.tif", "I;16", {}, "grey16", 16, "none"),
    ],
)
def test_size_mode_and_dpi_of_every_kind(
    tmp_path: Path, scan: Image.Image, name: str, convert: str, options: dict[str, Any], mode: str, bits: int,
    compression: str,
) -> None:  # fmt: skip
    wanted = Image.fromarray(np.asarray(scan.convert("L")).astype(np.uint16) * 257) if convert == "I;16" else None
    found = header(saved(wanted or scan.convert(convert), tmp_path / name, **options))
    assert (found.width, found.height, found.dpi) == (320, 240, 300)
    assert (found.mode, found.bits, found.compression, found.cut) == (mode, bits, compression, "")


@pytest.mark.parametrize(
    ("name", "convert", "mode"),
    [
        ("a.jp2", "RGB", "rgb"),
        ("a.j2k", "L", "grey"),
        ("a.jp2", "RGBA", "rgb+alpha"),
        ("a.webp", "RGB", "rgb"),
        ("a.webp", "RGBA", "rgb+alpha"),
        ("a.gif", "P", "palette"),
    ],
)
def test_formats_in_which_pillow_states_no_dpi(
    tmp_path: Path, scan: Image.Image, name: str, convert: str, mode: str
) -> None:
    picture = scan.convert(convert)
    if convert == "RGBA":
        picture.putalpha(128)  # what is not seen through anywhere is stored without alpha
    found = header(saved(picture, tmp_path / name))
    assert (found.width, found.height, found.mode, found.dpi, found.cut) == (320, 240, mode, None, "")


def test_bmp(tmp_path: Path, scan: Image.Image) -> None:
    found = header(saved(scan, tmp_path / "a.bmp"))
    assert (found.width, found.height, found.mode, found.dpi, found.cut) == (320, 240, "rgb", 300, "")


def test_resolution_of_jpeg2000_is_read_from_its_box(tmp_path: Path, scan: Image.Image) -> None:
    """11,811 pixels a metre are 300 dpi (T.800, I.5.3.7)."""
    data = saved(scan, tmp_path / "a.jp2").read_bytes()
    place = data.index(b"jp2h")
    box = struct.pack(">I4s", 26, b"res ") + struct.pack(">I4sHHHHbb", 18, b"resc", 11811, 1, 11811, 1, 0, 0)
    length = struct.unpack(">I", data[place - 4 : place])[0]
    end = place - 4 + length
    (tmp_path / "a.jp2").write_bytes(
        data[: place - 4] + struct.pack(">I", length + len(box)) + data[place:end] + box + data[end:]
    )
    assert header(tmp_path / "a.jp2").dpi == 300


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", "a.webp"])
def test_exif_turn_exchanges_the_sides_of_the_canvas(tmp_path: Path, scan: Image.Image, name: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = header(saved(scan, tmp_path / name, exif=exif))
    assert (found.turn, found.canvas) == (6, (240, 320))


def test_resolution_in_exif_counts_where_jfif_has_none(tmp_path: Path, scan: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x011A], exif[0x011B], exif[0x0128] = 118.11, 118.11, 3
    scan.save(tmp_path / "a.jpg", exif=exif)
    assert header(tmp_path / "a.jpg").dpi == 300


def test_pages_are_counted_and_the_largest_is_known(tmp_path: Path, scan: Image.Image) -> None:
    found = header(saved(scan, tmp_path / "a.tif", save_all=True, append_images=[scan.resize((960, 240)), scan]))
    assert (found.pages, found.canvas, found.extent) == (3, (320, 240), (960, 240))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.jp2", "a.webp", "a.gif", "a.bmp"])
def test_a_file_without_its_end_is_seen_by_its_structure(tmp_path: Path, scan: Image.Image, name: str) -> None:
    assert header(cut(saved(scan, tmp_path / name), 0.7)).cut != ""


def test_tiff_strips_beyond_the_file(tmp_path: Path, scan: Image.Image) -> None:
    whole = saved(scan, tmp_path / "a.tif")
    size = whole.stat().st_size
    cut(whole, 0.9)
    assert header(whole).cut == f"page 1 has data up to byte {size}, the file ends at {int(size * 0.9)}"


def test_preview_in_exif_is_not_taken_for_the_end(tmp_path: Path, scan: Image.Image) -> None:
    """The little JPEG inside EXIF has an end marker of its own, before the picture begins."""
    exif = Image.Exif()
    exif[0x010E] = "a" * 20 + "\xff\xd9"
    path = cut(saved(scan, tmp_path / "a.jpg", exif=exif.tobytes() + b"\xff\xd9"), 0.8)
    assert header(path).cut == "has no end marker"


def test_png_whose_bits_were_changed(tmp_path: Path, scan: Image.Image) -> None:
    data = bytearray(saved(scan, tmp_path / "a.png").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "a.png").write_bytes(data)
    assert header(tmp_path / "a.png").damage.startswith("has a wrong checksum in 'IDAT'")


def test_directories_in_an_endless_loop_are_refused(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", {WIDTH: (NUMBER, 1, 10), HEIGHT: (NUMBER, 1, 10)}, following=8)
    with pytest.raises(BrokenImage, match="endless loop at byte 8"):
        header(path)


def test_lying_count_of_values_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", {WIDTH: (NUMBER, 1, 10), HEIGHT: (NUMBER, 1, 10), STRIPS: (NUMBER, 0xFFFFFFFF, 8)})
    with pytest.raises(BrokenImage, match="states 4294967295 values"):
        header(path)


def test_values_beyond_the_file_are_refused(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", {WIDTH: (NUMBER, 1, 10), HEIGHT: (NUMBER, 1, 10), STRIPS: (NUMBER, 1000, 50)})
    with pytest.raises(BrokenImage) as caught:
        header(path)
    assert caught.value.code == "truncated-image"


@pytest.mark.parametrize("order", ["<", ">"])
def test_tiff_of_either_byte_order(tmp_path: Path, order: str) -> None:
    tags = {WIDTH: (NUMBER, 1, 4), HEIGHT: (NUMBER, 1, 3), STRIPS: (NUMBER, 1, 70), LENGTHS: (NUMBER, 1, 12)}
    found = header(tiff(tmp_path / "a.tif", tags, order=order, tail=bytes(30)))
    assert (found.width, found.height, found.cut) == (4, 3, "")


def test_png_that_does_not_begin_with_its_header(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + png_chunk(b"tEXt", b"nothing") + png_chunk(b"IEND", b""))
    with pytest.raises(BrokenImage, match="damaged header"):
        header(tmp_path / "a.png")


def test_jpeg_whose_markers_never_reach_a_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8" + b"\xff\xe0\x00\x02" * 20_000)
    with pytest.raises(BrokenImage, match="more than 10000 markers"):
        header(tmp_path / "a.jpg")


def test_every_shorter_file_is_answered_and_none_escapes(tmp_path: Path, scan: Image.Image) -> None:
    """Cut at every third byte of its first kilobyte, a file has a header or is broken; nothing else may be raised."""
    for name in ("a.jpg", "a.png", "a.tif", "a.jp2", "a.webp", "a.gif", "a.bmp"):
        data = saved(scan.crop((0, 0, 20, 20)), tmp_path / name).read_bytes()
        for length in range(32, min(len(data), 1000), 3):
            (tmp_path / "cut").write_bytes(data[:length])
            try:
                assert header(tmp_path / "cut").width == 20
            except BrokenImage as error:
                assert str(error)


def test_every_other_byte_flipped_is_answered_and_none_escapes(tmp_path: Path, scan: Image.Image) -> None:
    for name in ("a.jpg", "a.png", "a.tif", "a.jp2", "a.webp", "a.bmp"):
        data = saved(scan.crop((0, 0, 12, 12)), tmp_path / name).read_bytes()
        kind = sniff(data)
        for place in range(16, min(len(data), 600), 2):
            (tmp_path / "changed").write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
            try:
                with open_scan(str(tmp_path / "changed")) as file:
                    assert read_header(file, kind).width > 0
            except BrokenImage as error:
                assert str(error)


def test_endings_and_first_bytes() -> None:
    assert [expected_format(name) for name in ("a.JPG", "b.tiff", "c.j2k", "d.pdf", "e")] == [
        "jpeg", "tiff", "jp2", "pdf", "",
    ]  # fmt: skip
    assert [sniff(start) for start in (b"%PDF-1.7", b"PK\x03\x04", b"BM nothing of a bitmap", b"")] == [
        "pdf", "zip", "", "",
    ]  # fmt: skip


def test_links_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "pipe.jpg")
    with pytest.raises(BrokenImage, match="no regular file"), open_scan(str(tmp_path / "pipe.jpg")):
        pass
    with pytest.raises(OSError, match="link"), open_scan(str(tmp_path / "link.jpg")):
        pass
