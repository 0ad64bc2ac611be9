"""PDFs, honest, damaged and hostile, read by a process with limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.digitisation.layouts.pdf_files import encrypted, pdf, written

from lantai.digitisation.layouts.pdf import (
    UNITS,
    PageTooLarge,
    PasswordProtected,
    PdfLimits,
    PdfReader,
    UnreadablePdf,
    render_page,
)


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as one:
        yield one


def _file(folder: Path, data: bytes, name: str = "X001-0012-001.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_pages_sizes_and_text_layer(tmp_path: Path, reader: PdfReader) -> None:
    seen = reader.look(_file(tmp_path, pdf("Linhe", "", size=(595, 842))))
    assert seen.page_count == 2
    assert seen.sizes == ((595.0, 842.0), (595.0, 842.0))
    assert seen.characters == (5, 0)
    assert seen.has_text
    assert (seen.scripts, seen.attachments, seen.has_forms, seen.is_encrypted) == (0, 0, False, False)


def test_pdf_of_one_layer(tmp_path: Path, reader: PdfReader) -> None:
    assert not reader.look(_file(tmp_path, pdf(""))).has_text


def test_turned_page_is_as_wide_as_it_is_shown(tmp_path: Path, reader: PdfReader) -> None:
    assert reader.look(_file(tmp_path, pdf("Linhe", rotate=90))).sizes == ((300.0, 200.0),)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_lie_on_the_ink(tmp_path: Path, reader: PdfReader, rotate: int) -> None:
    path = _file(tmp_path, pdf("Hill", rotate=rotate))
    text = reader.text(path, 1)
    assert text.text == "Hill"
    assert len(text.boxes) == 4
    dpi = 144
    image = np.asarray(Image.open(io.BytesIO(reader.render(path, 1, dpi))).convert("L"))
    assert image.shape == (text.height * dpi // (72 * UNITS), text.width * dpi // (72 * UNITS))
    rows, columns = np.nonzero(image < 128)
    scale = dpi / (72 * UNITS)
    lefts, tops, rights, bottoms = zip(*text.boxes, strict=True)
    assert min(lefts) * scale - 2 <= columns.min() < columns.max() <= max(rights) * scale + 2
    assert min(tops) * scale - 2 <= rows.min() < rows.max() <= max(bottoms) * scale + 2
    assert all(box[0] < box[2] and box[1] < box[3] for box in text.boxes)


def test_render_page_alone(tmp_path: Path) -> None:
    image = Image.open(io.BytesIO(render_page(_file(tmp_path, pdf("Linhe")), 1, 72)))
    assert (image.format, image.size) == ("PNG", (200, 300))


def test_page_that_is_not_there(tmp_path: Path, reader: PdfReader) -> None:
    with pytest.raises(UnreadablePdf, match="it has 1 pages and no page 2"):
        reader.text(_file(tmp_path, pdf("Linhe")), 2)


def test_page_of_too_many_pixels_is_refused_before_it_is_drawn(tmp_path: Path, reader: PdfReader) -> None:
    path = _file(tmp_path, pdf("Linhe", size=(14_000, 14_000)))
    with pytest.raises(PageTooLarge, match="more than 200000000"):
        reader.render(path, 1, 300)


def test_password(tmp_path: Path, reader: PdfReader) -> None:
    with pytest.raises(PasswordProtected, match=r"X001-0012-001.pdf cannot be read as a PDF: it is protected"):
        reader.look(_file(tmp_path, encrypted()))


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0 an image", b"%PDF-1.7\n" + bytes(5_000)],
    ids=["empty", "head", "jpeg", "nuls"],
)
def test_damaged_and_the_next_one_is_read(tmp_path: Path, reader: PdfReader, data: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        reader.look(_file(tmp_path, data, "bad.pdf"))
    assert reader.look(_file(tmp_path, pdf("Linhe"))).page_count == 1


def test_truncated(tmp_path: Path, reader: PdfReader) -> None:
    whole = pdf("Linhe", "two")
    with pytest.raises(UnreadablePdf):
        reader.look(_file(tmp_path, whole[: len(whole) // 4]))


def test_count_of_pages_that_lies(tmp_path: Path, reader: PdfReader) -> None:
    data = pdf("Linhe").replace(b"/Count 1 ", b"/Count 999999999 ")
    assert reader.look(_file(tmp_path, data)).page_count == 1


def test_pages_in_a_circle(tmp_path: Path, reader: PdfReader) -> None:
    data = written(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"]
    )
    with pytest.raises(UnreadablePdf):
        reader.look(_file(tmp_path, data))


def test_scripts_and_attachments_are_told_and_left_alone(tmp_path: Path, reader: PdfReader) -> None:
    names = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << "
        b"/JavaScript << /Names [(a) << /S /JavaScript /JS (while\\(1\\){}) >>] >> "
        b"/EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) >>] >> >>"
    )
    seen = reader.look(_file(tmp_path, pdf("Linhe", catalogue=names)))
    assert (seen.scripts, seen.attachments, seen.page_count) == (1, 1, 1)


def test_bomb_in_a_stream_costs_one_sentence(tmp_path: Path) -> None:
    """A page that draws a billion times: the reader's time ends, and the next file is read."""
    loops = b"0 0 m 200 300 l S " * 20_000
    kids = b" ".join(b"3 0 R" for _ in range(20_000))
    data = written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 20000 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents 4 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(loops), loops),
        ]
    )
    with PdfReader(PdfLimits(seconds=1)) as reader:
        with pytest.raises(UnreadablePdf, match="the limit"):
            reader.look(_file(tmp_path, data, "bomb.pdf"))
        assert reader.look(_file(tmp_path, pdf("Linhe"))).page_count == 1


def test_link_is_not_followed(tmp_path: Path, reader: PdfReader) -> None:
    (tmp_path / "link.pdf").symlink_to(_file(tmp_path, pdf("Linhe")))
    with pytest.raises(UnreadablePdf):
        reader.look(tmp_path / "link.pdf")


def test_name_in_gb18030(tmp_path: Path, reader: PdfReader) -> None:
    name = "檔案.pdf".encode("gb18030").decode("utf-8", "surrogateescape")
    assert reader.look(_file(tmp_path, pdf("Linhe"), name)).page_count == 1
