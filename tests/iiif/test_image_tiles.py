"""Spliced, cropped and drawn: the same pixels as the levels of the pyramid hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from lantai.digitisation.pyramid import derive
from lantai.iiif.drawn import DrawnImages
from lantai.iiif.image_request import Limits, View, parse
from lantai.iiif.tiff_directory import UnreadablePyramid, read_levels
from lantai.iiif.tiles import Pyramids, answer

WIDTH, HEIGHT = 2300, 1700
LIMITS = Limits()


def noise(width: int, height: int, bands: int) -> pyvips.Image:
    """Soft noise: hard enough to tell one tile from another, soft enough for JPEG."""
    pixels = np.random.default_rng(1911).integers(0, 255, (height // 10 + 1, width // 10 + 1, bands), dtype=np.uint8)
    picture = pyvips.Image.new_from_array(pixels).resize(10, kernel="cubic").crop(0, 0, width, height)
    return picture.copy(interpretation="srgb" if bands == 3 else "b-w")


@pytest.fixture(scope="module", params=[3, 1], ids=["colour", "grey"])
def pyramid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pyramid")
    noise(WIDTH, HEIGHT, request.param).pngsave(str(folder / "master.png"))
    derive(folder / "master.png", folder / "p1.tif")
    return folder / "p1.tif"


def bytes_of(pyramid: Path, request: str) -> tuple[bytes, View]:
    region, size, rotation, name = request.split("/")
    with Pyramids().open(pyramid) as opened:
        view = parse(region, size, rotation, *name.split(".")).on(opened.pyramid.extent, LIMITS)
        return answer(opened, view, DrawnImages()), view


def array_of(picture: pyvips.Image) -> np.ndarray:
    """Rows, columns, bands; also for one band, which pyvips gives in two dimensions."""
    return np.asarray(picture).reshape(picture.height, picture.width, picture.bands)


def pixels_of(pyramid: Path, request: str) -> np.ndarray:
    data, _ = bytes_of(pyramid, request)
    return array_of(pyvips.Image.new_from_buffer(data, ""))


def level_pixels(pyramid: Path, number: int) -> np.ndarray:
    return array_of(pyvips.Image.new_from_file(str(pyramid), page=number))


def mean_difference(one: np.ndarray, other: np.ndarray) -> float:
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


@pytest.mark.parametrize(("scale", "column", "row"), [(1, 0, 0), (1, 3, 2), (1, 1, 1), (2, 1, 0), (2, 0, 0)])
def test_spliced_tile_has_the_very_pixels_of_the_level(pyramid: Path, scale: int, column: int, row: int) -> None:
    side = 512 * scale
    data, _ = bytes_of(pyramid, f"{column * side},{row * side},{side},{side}/512,512/0/default.jpg")
    level = level_pixels(pyramid, scale.bit_length() - 1)
    expected = level[row * 512 : (row + 1) * 512, column * 512 : (column + 1) * 512]
    found = pyvips.Image.new_from_buffer(data, "")
    assert (found.numpy().reshape(expected.shape) == expected).all()
    assert data[6:10] == b"JFIF"


def test_spliced_tile_is_not_encoded_again(pyramid: Path) -> None:
    raw = pyramid.read_bytes()
    data, _ = bytes_of(pyramid, "512,512,512,512/512,/0/default.jpg")
    with Pyramids().open(pyramid) as opened:
        level = opened.pyramid.levels[0]
        number = level.tiles_across + 1
        tile = raw[level.offsets[number] : level.offsets[number] + level.counts[number]]
    assert data.endswith(tile[2:])


@pytest.mark.parametrize("request_", ["512,512,512,512/512,512/0/gray.jpg", "512,512,512,512/512,512/90/default.jpg"])
def test_tile_that_is_not_as_stored_is_encoded(pyramid: Path, request_: str) -> None:
    plain, _ = bytes_of(pyramid, "512,512,512,512/512,512/0/default.jpg")
    data, view = bytes_of(pyramid, request_)
    assert data != plain or (view.quality == "gray" and pixels_of(pyramid, request_).shape[2] == 1)


@pytest.mark.parametrize(
    ("request_", "scale", "rows", "columns"),
    [
        ("2048,0,252,512/252,512/0/default.png", 1, slice(0, 512), slice(2048, 2300)),
        ("0,1536,512,164/512,164/0/default.png", 1, slice(1536, 1700), slice(0, 512)),
        ("2048,1536,252,164/252,164/0/default.png", 1, slice(1536, 1700), slice(2048, 2300)),
        ("2048,1024,252,676/126,338/0/default.png", 2, slice(512, 850), slice(1024, 1150)),
        ("512,512,512,512/512,512/0/default.png", 1, slice(512, 1024), slice(512, 1024)),
    ],
)
def test_edge_tile_is_cropped_without_its_padding(
    pyramid: Path, request_: str, scale: int, rows: slice, columns: slice
) -> None:
    level = level_pixels(pyramid, scale.bit_length() - 1)
    assert (pixels_of(pyramid, request_) == level[rows, columns]).all()


def test_edge_tile_of_a_level_that_was_rounded_down_has_the_size_asked_for(pyramid: Path) -> None:
    """2300 / 8 is 287.5: the level has 287 pixels, viewers ask for 288."""
    assert pixels_of(pyramid, "0,0,2300,1700/288,213/0/default.jpg").shape[:2] == (213, 288)


@pytest.mark.parametrize("width", [1025, 1024, 513])
def test_every_tile_of_every_grid_is_answered(tmp_path: Path, width: int) -> None:
    """1025 pixels halved are 512: the third column of the canvas is no longer on the level."""
    noise(width, 600, 3).pngsave(str(tmp_path / "a.png"))
    levels = derive(tmp_path / "a.png", tmp_path / "p.tif").levels
    for scale in (1 << n for n in range(levels)):
        side = 512 * scale
        for x in range(0, width, side):
            w, h = min(side, width - x), min(side, 600)
            size = (-(-h // scale), -(-w // scale))
            assert pixels_of(tmp_path / "p.tif", f"{x},0,{w},{h}/{size[1]},{size[0]}/0/default.jpg").shape[:2] == size


@pytest.mark.parametrize(
    "request_", ["300,200,1000,800/500,400/0/default.jpg", "301,207,999,801/^1500,1200/0/default.jpg"]
)
def test_drawn_view_shows_the_region_asked_for(pyramid: Path, request_: str) -> None:
    _, view = bytes_of(pyramid, request_)
    full = pyvips.Image.new_from_file(str(pyramid)).crop(*view.box)
    expected = full.thumbnail_image(view.size.width, height=view.size.height, size="force").colourspace("b-w")
    found = pyvips.Image.new_from_buffer(bytes_of(pyramid, request_)[0], "").colourspace("b-w")
    assert mean_difference(array_of(found), array_of(expected)) < 5  # encoded twice
    assert mean_difference(array_of(found), np.roll(array_of(expected), 3, axis=1)) > 8


def test_rotation_and_mirroring_turn_the_pixels(pyramid: Path) -> None:
    plain = pixels_of(pyramid, "0,0,400,300/max/0/default.png")
    turned = {
        request: pixels_of(pyramid, f"0,0,400,300/max/{request}/default.png")
        for request in ("90", "180", "270", "!0", "!90")
    }
    assert (turned["90"] == np.rot90(plain, -1)).all()
    assert (turned["180"] == plain[::-1, ::-1]).all()
    assert (turned["270"] == np.rot90(plain)).all()
    assert (turned["!0"] == plain[:, ::-1]).all()
    assert (turned["!90"] == np.rot90(plain[:, ::-1], -1)).all()


def test_any_angle_lies_on_white_or_on_nothing(pyramid: Path) -> None:
    jpg = pixels_of(pyramid, "0,0,400,300/max/45/default.jpg")
    assert jpg.shape[0] > 450
    assert jpg[0, 0].min() > 250
    for quality in ("default", "gray", "bitonal"):
        png = pixels_of(pyramid, f"0,0,400,300/max/45/{quality}.png")
        assert (png[0, 0, -1], png[png.shape[0] // 2, png.shape[1] // 2, -1]) == (0, 255)


def test_qualities_and_formats(pyramid: Path) -> None:
    for format_, loader in (("jpg", "jpegload_buffer"), ("png", "pngload_buffer"), ("webp", "webpload_buffer")):
        gray, _ = bytes_of(pyramid, f"0,0,400,300/200,/0/gray.{format_}")
        picture = pyvips.Image.new_from_buffer(gray, "")
        assert picture.get("vips-loader") == loader
        assert (picture.width, picture.height) == (200, 150)
        assert np.ptp(array_of(picture).astype(int), axis=2).max() <= 1  # WebP knows colours only
    assert set(np.unique(pixels_of(pyramid, "0,0,400,300/max/0/bitonal.png"))) == {0, 255}


@pytest.mark.parametrize("bigtiff", [False, True])
def test_directories_of_both_kinds_of_tiff_are_read(tmp_path: Path, bigtiff: bool) -> None:
    noise(1200, 700, 3).tiffsave(
        str(tmp_path / "p.tif"), compression="jpeg", tile=True, tile_width=256, tile_height=128, pyramid=True,
        bigtiff=bigtiff,
    )  # fmt: skip
    with (tmp_path / "p.tif").open("rb") as file:
        levels = read_levels(file.fileno())
        assert [(level.width, level.height) for level in levels] == [(1200, 700), (600, 350), (300, 175), (150, 87)]
        tile = pyvips.Image.new_from_buffer(levels[1].tile(file.fileno(), 1, 2), "")
    expected = pyvips.Image.new_from_file(str(tmp_path / "p.tif"), page=1).crop(256, 256, 256, 94)
    assert (tile.crop(0, 0, 256, 94).numpy() == expected.numpy()).all()


def test_tiles_that_are_stored_as_rgb_keep_their_colours(tmp_path: Path) -> None:
    """libvips stores RGB instead of YCbCr from Q 90 on; an Adobe marker has to say so."""
    noise(600, 600, 3).tiffsave(
        str(tmp_path / "p.tif"), compression="jpeg", Q=95, tile=True, tile_width=512, tile_height=512, pyramid=True
    )
    expected = level_pixels(tmp_path / "p.tif", 0)[:512, :512]
    assert (pixels_of(tmp_path / "p.tif", "0,0,512,512/512,512/0/default.jpg") == expected).all()


def test_pyramid_made_again_is_seen(tmp_path: Path) -> None:
    pyramids = Pyramids(room=1)
    for width in (600, 700):
        noise(width, 500, 1).pngsave(str(tmp_path / "a.png"))
        derive(tmp_path / "a.png", tmp_path / "p.tif")
        with pyramids.open(tmp_path / "p.tif") as opened:
            assert opened.pyramid.extent == (width, 500)
            first = opened.pyramid
        with pyramids.open(tmp_path / "p.tif") as opened:
            assert opened.pyramid is first


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: b"no tiff at all, but long enough",
        lambda raw: raw[:8],
        lambda raw: raw[:4] + b"\xff\xff\xff\x7f" + raw[8:],
        lambda raw: raw[:2] + b"\x99\x00" + raw[4:],
        lambda raw: raw[:4] + b"\x00\x00\x00\x00" + raw[8:],
    ],
)
def test_what_is_no_pyramid_is_refused(pyramid: Path, tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    (tmp_path / "p.tif").write_bytes(damage(pyramid.read_bytes()))
    with pytest.raises(UnreadablePyramid), Pyramids().open(tmp_path / "p.tif"):
        pass


def test_tiff_without_jpeg_tiles_is_refused(tmp_path: Path) -> None:
    noise(600, 600, 3).tiffsave(str(tmp_path / "strips.tif"))
    noise(600, 600, 3).tiffsave(str(tmp_path / "plain.tif"), tile=True, compression="deflate")
    for name in ("strips.tif", "plain.tif"):
        with pytest.raises(UnreadablePyramid), Pyramids().open(tmp_path / name):
            pass


def test_chain_of_directories_that_bites_its_tail_is_refused(pyramid: Path, tmp_path: Path) -> None:
    raw = bytearray(pyramid.read_bytes())
    first = int.from_bytes(raw[4:8], "little")
    entries = int.from_bytes(raw[first : first + 2], "little")
    end = first + 2 + 12 * entries
    raw[end : end + 4] = raw[4:8]
    (tmp_path / "p.tif").write_bytes(raw)
    with pytest.raises(UnreadablePyramid, match="more than 32 directories"), Pyramids().open(tmp_path / "p.tif"):
        pass


def test_tile_that_is_cut_off_or_overwritten_is_refused(pyramid: Path, tmp_path: Path) -> None:
    with Pyramids().open(pyramid) as opened:
        offset = opened.pyramid.levels[0].offsets[0]
    raw = bytearray(pyramid.read_bytes())
    raw[offset : offset + 2] = b"\0\0"
    (tmp_path / "p.tif").write_bytes(raw)
    for request in ("0,0,512,512/512,512/0/default.jpg", "0,0,512,512/512,512/0/gray.png"):
        with pytest.raises(UnreadablePyramid, match="is no whole JPEG"):
            bytes_of(tmp_path / "p.tif", request)


def test_no_file_stays_open(pyramid: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        bytes_of(pyramid, "0,0,512,512/512,512/0/default.jpg")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("name", ["master.jp2", "master.j2k"])
def test_jpeg_2000_master_is_served_as_any_other(name: str, tmp_path: Path) -> None:
    pixels = Image.fromarray(np.asarray(noise(700, 600, 3)))
    for master in (name, "master.png"):
        pixels.save(tmp_path / master)
        derive(tmp_path / master, tmp_path / f"{master}.tif")
    for request in ("0,0,512,512/512,512/0/default.jpg", "512,0,188,512/188,/0/default.jpg", "full/350,/90/gray.png"):
        served, expected = (bytes_of(tmp_path / f"{master}.tif", request)[0] for master in (name, "master.png"))
        assert served == expected, request
