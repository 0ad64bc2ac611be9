"""The hostile files are what they are said to be, and small on disk."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from samples.make.deliveries.hostile import names, sheets
from samples.make.deliveries.hostile.documents import DOCUMENTS
from samples.make.deliveries.hostile.images import IMAGES, bomb_png, giant, sound
from samples.make.deliveries.scale import make_catalogue


@pytest.mark.parametrize("name", IMAGES)
def test_hostile_image_cannot_be_decoded_or_is_not_what_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(IMAGES[name]())
    assert (tmp_path / name).stat().st_size < 1_500_000
    if name in {"png-in-truth.jpg", "looping.tif"}:
        return
    with (
        pytest.raises((OSError, SyntaxError, ValueError, Image.DecompressionBombError)),
        Image.open(tmp_path / name) as image,
    ):
        image.load()


def test_giants_claim_their_size() -> None:
    assert struct.unpack(">II", giant(".png")[16:24]) == (100_000, 100_000)
    frame = giant(".jpg").index(b"\xff\xc0")
    assert struct.unpack(">HH", giant(".jpg")[frame + 5 : frame + 9]) == (65_500, 65_500)
    assert max(len(giant(ending)) for ending in (".png", ".jpg", ".tif")) < 2_000


def test_bomb_is_a_thousandth_of_what_it_holds() -> None:
    assert len(bomb_png(3_000)) < 3_000 * 3_000 / 500


@pytest.mark.parametrize("ending", [".jpg", ".png", ".tif", ".jp2"])
def test_sound_image_is_sound(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a{ending}").write_bytes(sound(ending))
    with Image.open(tmp_path / f"a{ending}") as image:
        image.load()
        assert image.size == (480, 672)


def test_documents_open_or_refuse_as_they_are_called() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    refused = {"locked.pdf", "headless.pdf", "text-in-truth.pdf", "empty.pdf"}
    for name, make in DOCUMENTS.items():
        if name in refused:
            with pytest.raises(pdfium.PdfiumError):
                pdfium.PdfDocument(make())
    with pytest.raises(pdfium.PdfiumError, match="password"):
        pdfium.PdfDocument(DOCUMENTS["locked.pdf"]())
    opened = pdfium.PdfDocument(DOCUMENTS["locked.pdf"](), password="1926")
    assert (len(opened), opened[0].get_textpage().get_text_range()) == (2, "第一行")


def test_sheet_of_many_rows_is_read_as_it_was_written(tmp_path: Path) -> None:
    sheets.many_rows(tmp_path / "many.xlsx", 3_000)
    book = load_workbook(tmp_path / "many.xlsx", read_only=True)
    rows = list(book["目錄"].iter_rows(values_only=True))
    assert (len(rows), rows[0], rows[-1][1]) == (3_001, sheets.HEADER, "關於添購路燈第3001號")


@pytest.mark.parametrize("name", sheets.SHEETS)
def test_hostile_sheet_is_small_on_disk(tmp_path: Path, name: str) -> None:
    sheets.SHEETS[name](tmp_path / name)
    assert 0 < (tmp_path / name).stat().st_size < 3_000_000


def test_zip_bomb_holds_half_a_gigabyte(tmp_path: Path) -> None:
    sheets.zip_bomb(tmp_path / "bomb.xlsx")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx") as book:
        assert book.getinfo("xl/worksheets/sheet1.xml").file_size > 500_000_000


def test_odd_names_stand_in_the_folder(tmp_path: Path) -> None:
    made = names.odd_names(tmp_path / "odd")
    assert sorted(os.fsencode(path.name) for path in (tmp_path / "odd").iterdir()) == sorted(made)
    assert max(map(len, made)) == 255


def test_links_and_devices_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("outside")
    for name in names.links(tmp_path / "a", tmp_path / "outside.txt"):
        assert (tmp_path / "a" / name).is_symlink()
    for name in names.devices(tmp_path / "b"):
        assert not stat.S_ISREG((tmp_path / "b" / name).lstat().st_mode)


def test_many_and_deep(tmp_path: Path) -> None:
    names.many_files(tmp_path / "many", 300)
    assert len(list((tmp_path / "many").iterdir())) == 300
    assert len(names.deep_folders(tmp_path / "deep", 40).relative_to(tmp_path).parts) == 42


def test_catalogue_at_scale_has_codes_in_order_and_no_two_alike(tmp_path: Path) -> None:
    make_catalogue(tmp_path / "a.csv", rows=41_000)
    lines = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    codes = [line.partition(",")[0] for line in lines[1:]]
    assert (len(codes), len(set(codes)), codes == sorted(codes)) == (41_000, 41_000, True)
    assert codes[-1] == "L102-01-0050-0020"
    make_catalogue(tmp_path / "b.csv", rows=41_000)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
