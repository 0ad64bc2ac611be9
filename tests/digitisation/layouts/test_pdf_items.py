"""PDFs against their rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.digitisation.layouts.conftest import row
from tests.digitisation.layouts.pdf_files import encrypted, pdf

from lantai.digitisation.layouts.layout import ItemFiles
from lantai.digitisation.layouts.pdf import PdfReader
from lantai.digitisation.layouts.pdf_items import LookedInto, look_into
from lantai.digitisation.layouts.rows import PageSpan


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as one:
        yield one


def _looked(root: Path, reader: PdfReader, data: bytes, *, pages: int, span: PageSpan | None = None) -> LookedInto:
    (root / "a.pdf").write_bytes(data)
    return look_into(reader, root, row("X001-0012-001", pages=pages), ItemFiles(pdf="a.pdf", span=span))


def _seen(looked: LookedInto) -> list[tuple[str, str, str]]:
    return [(one.code, one.found, one.expected) for one in looked.seen]


def test_pdf_as_its_row_says(root: Path, reader: PdfReader) -> None:
    looked = _looked(root, reader, pdf("one", "two"), pages=2)
    assert looked.file is not None
    assert looked.file.page_count == 2
    assert looked.seen == ()


def test_pdf_of_other_pages_than_its_row_says(root: Path, reader: PdfReader) -> None:
    assert _seen(_looked(root, reader, pdf("one", "two", "three"), pages=2)) == [("page-count", "3", "2")]


def test_pdf_of_a_volume_that_is_too_short(root: Path, reader: PdfReader) -> None:
    assert _seen(_looked(root, reader, pdf("one", "two"), pages=2, span=PageSpan(2, 3))) == [("page-gap", "2", "3")]
    assert _seen(_looked(root, reader, pdf("one", "two", "3"), pages=2, span=PageSpan(2, 3))) == []


@pytest.mark.parametrize("side", ["14000", "99999999"])
def test_pdf_with_a_page_that_nobody_could_draw(root: Path, reader: PdfReader, side: str) -> None:
    data = pdf("one", "two").replace(b"[0 0 200 300]", f"[0 0 {side} 14000]".encode(), 1)
    (seen,) = _looked(root, reader, data, pages=2).seen
    assert (seen.code, seen.path, seen.expected) == ("oversized-image", "a.pdf", "200000000")
    assert _seen(_looked(root, reader, data, pages=1, span=PageSpan(2, 2))) == []


def test_pdf_that_does_not_open(root: Path, reader: PdfReader) -> None:
    assert [one.code for one in _looked(root, reader, encrypted(), pages=1).seen] == ["password-protected"]
    assert [one.code for one in _looked(root, reader, b"%PDF-1.7 nothing", pages=1).seen] == ["unreadable-image"]


def test_pdf_with_a_script(root: Path, reader: PdfReader) -> None:
    names = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
    assert _seen(_looked(root, reader, pdf("one", catalogue=names), pages=1)) == [("active-content", "scripts: 1", "")]


def test_row_without_a_pdf(root: Path, reader: PdfReader) -> None:
    assert look_into(reader, root, row("X001-0012-001"), ItemFiles()) == LookedInto(None, ())
