"""What is measured on drawn pages: lean, ink, borders, cut text, blur; and that pictures alike have like hashes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from tests.digitisation.inspection.drawing import HEIGHT, PAPER, WIDTH, blank, page, saved

from lantai.digitisation.inspection import Measures
from lantai.digitisation.inspection.decoding import SCALE, decode
from lantai.digitisation.inspection.formats import sniff
from lantai.digitisation.inspection.headers import read_header
from lantai.digitisation.inspection.likeness import LIKELY
from lantai.digitisation.inspection.measuring import measure
from lantai.digitisation.inspection.scan_file import open_scan


def measured(image: Image.Image) -> Measures:
    return measure(np.asarray(image.convert("L")))


def decoded(path: Path) -> NDArray[np.uint8]:
    with open_scan(str(path)) as file:
        kind = sniff(file.start(32))
        return decode(file, kind, read_header(file, kind), pixels=10**9).grey


# -- lean ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("lean", [-11.0, -3.2, -1.0, -0.35, 0.0, 0.3, 0.8, 2.5, 7.0])
def test_skew_is_found_within_a_third_of_a_degree(vertical: bool, lean: float) -> None:
    assert measured(page(vertical=vertical, lean=lean)).skew == pytest.approx(lean, abs=0.3)


@pytest.mark.parametrize("vertical", [False, True])
def test_skew_of_a_few_lines(vertical: bool) -> None:
    assert measured(page(vertical=vertical, lines=6, lean=1.4)).skew == pytest.approx(1.4, abs=0.3)


def test_skew_of_a_landscape_page() -> None:
    assert measured(page(lean=-2.0).transpose(Image.Transpose.ROTATE_90)).skew == pytest.approx(-2.0, abs=0.3)


def test_nothing_leans_where_nothing_stands() -> None:
    assert measured(blank()).skew is None


def test_ink_without_lines_does_not_lean() -> None:
    paper = blank()
    draw = ImageDraw.Draw(paper)
    for x, y in np.random.default_rng(5).integers(40, (WIDTH - 40, HEIGHT - 40), (800, 2)):
        draw.ellipse((int(x), int(y), int(x) + 9, int(y) + 9), fill=40)
    assert measured(paper).skew is None


# -- ink -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("noise", "tone"), [(0, 255), (6, 225), (12, 200), (18, 160), (6, 40)])
def test_blank_paper_of_every_tone_has_no_ink(noise: float, tone: int) -> None:
    found = measured(blank(noise=noise, tone=tone))
    assert (found.ink, found.phash, found.blur) == (0.0, None, None)


def test_what_shines_through_is_no_ink() -> None:
    back = ImageOps.mirror(page(ink=PAPER - 30)).filter(ImageFilter.GaussianBlur(2))
    assert measured(back).ink < 0.0001


def test_the_number_of_a_page_is_ink() -> None:
    paper = blank()
    ImageDraw.Draw(paper).text((WIDTH // 2, HEIGHT - 90), "12", fill=40, font_size=22)
    assert measured(paper).ink > 0.0001


def test_faint_pencil_is_ink() -> None:
    assert measured(page(lines=3, ink=int(PAPER * 0.65))).ink > 0.001


def test_dust_is_no_ink() -> None:
    paper = np.asarray(blank()).copy()
    for x, y in np.random.default_rng(3).integers(60, (WIDTH - 60, HEIGHT - 60), (60, 2)):
        paper[y : y + 2, x : x + 2] = 30
    assert measured(Image.fromarray(paper)).ink < 0.0001


# -- edges -----------------------------------------------------------------------------------------


def test_black_border_is_measured_side_by_side() -> None:
    bordered = ImageOps.expand(page(), border=(0, 60, 30, 0), fill=15)
    top, right, bottom, left = measured(bordered).borders
    assert (top, right) == (pytest.approx(60 / (HEIGHT + 60), abs=0.003), pytest.approx(30 / (WIDTH + 30), abs=0.003))
    assert (bottom, left) == (0, 0)


def test_dark_picture_has_no_border() -> None:
    assert measured(blank(tone=30)).borders == (0, 0, 0, 0)


def test_text_that_runs_into_the_edge() -> None:
    whole = page(lines=40)
    assert measured(whole).cut == 0
    assert measured(whole.crop((66, 0, WIDTH, HEIGHT))).cut > 0.02


def test_where_the_black_border_is_seen_nothing_is_cut() -> None:
    cropped = page(lines=40).crop((66, 0, WIDTH, HEIGHT))
    assert measured(ImageOps.expand(cropped, border=25, fill=15)).cut == 0


def test_picture_up_to_the_edge_is_no_cut_text() -> None:
    paper = blank()
    paper.paste(60, (0, 200, 300, 700))
    assert measured(paper).cut == 0


# -- blur and tones --------------------------------------------------------------------------------


def test_blur_falls_with_every_step_and_not_with_faintness() -> None:
    steps = [measured(page().filter(ImageFilter.GaussianBlur(radius))).blur or 0 for radius in (0, 0.8, 1.5, 3)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > 18 > 2.5 > steps[-1]
    assert measured(page(ink=130)).blur == pytest.approx(steps[0], rel=0.3)


def test_clipped_tones() -> None:
    half = page().crop((0, 0, WIDTH, HEIGHT))
    half.paste(0, (0, 0, WIDTH, HEIGHT // 4))
    half.paste(255, (0, HEIGHT // 2, WIDTH, HEIGHT))
    found = measured(half)
    assert found.light > 0.4
    assert measured(page()).light == 0


# -- hashes ----------------------------------------------------------------------------------------


def bits(one: Image.Image, other: Image.Image) -> int:
    first, second = measured(one).phash, measured(other).phash
    assert first is not None
    assert second is not None
    return (first ^ second).bit_count()


def test_the_same_page_scanned_again_has_almost_the_same_hash(tmp_path: Path) -> None:
    once = page(vertical=True, lines=22)
    again = once.point(lambda tone: int(tone * 0.9)).resize((WIDTH * 2, HEIGHT * 2)).rotate(-0.3, fillcolor=200)
    again = again.crop((6, 8, WIDTH * 2 - 4, HEIGHT * 2))
    saved(again, tmp_path / "again.jpg", quality=60)
    assert bits(once, Image.fromarray(decoded(tmp_path / "again.jpg"))) <= LIKELY


def test_other_pages_of_the_same_layout_have_other_hashes() -> None:
    pages = [page(vertical=True, lines=22, seed=seed) for seed in range(6)]
    assert min(bits(one, other) for at, one in enumerate(pages) for other in pages[:at]) > LIKELY


# -- decoding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "convert"),
    [
        ("a.jpg", "RGB"),
        ("a.jpg", "CMYK"),
        ("a.tif", "RGB"),
        ("a.tif", "CMYK"),
        ("a.tif", "1"),
        ("a.png", "P"),
        ("a.png", "LA"),
        ("a.png", "RGBA"),
        ("a.jp2", "RGB"),
        ("a.jp2", "L"),
        ("a.webp", "RGB"),
        ("a.gif", "P"),
        ("a.bmp", "RGB"),
        ("a.bmp", "1"),
    ],
)
def test_every_kind_becomes_the_same_grey_page(tmp_path: Path, name: str, convert: str) -> None:
    drawn = page(lines=8, scale=2)
    grey = decoded(saved(drawn.convert(convert, dither=Image.Dither.NONE), tmp_path / name))
    assert max(grey.shape) == SCALE
    expected = np.asarray(drawn.resize(grey.shape[::-1], Image.Resampling.BOX), dtype=float)
    tolerance = 35 if convert == "1" else 8  # in black and white the paper itself is whiter
    assert np.abs(grey.astype(float) - expected).mean() < tolerance


def test_sixteen_bits_are_brought_to_eight(tmp_path: Path) -> None:
    deep = Image.fromarray(np.asarray(page(lines=8)).astype(np.uint16) * 257)
    for name in ("a.tif", "a.png"):
        assert np.abs(decoded(saved(deep, tmp_path / name)).astype(int) - np.asarray(page(lines=8))).max() <= 1


def test_what_is_seen_through_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    assert decoded(saved(clear, tmp_path / "a.png")).min() == 255


@pytest.mark.parametrize(
    ("turn", "stored"),
    [
        (3, Image.Transpose.ROTATE_180),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_pages_are_measured_upright(tmp_path: Path, turn: int, stored: Image.Transpose) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    path = saved(page(lines=8).transpose(stored), tmp_path / "a.jpg", exif=exif, quality=95)
    assert np.abs(decoded(path).astype(int) - np.asarray(page(lines=8))).mean() < 4
