"""The process that reads PDFs: one question a line comes in, one answer a line goes out, in JSON, and a page's bytes.

Started as ``python -P -m lantai.digitisation.layouts.pdf_process``; it knows no database and no Django. The first line
it hears is its limits. Forms are never initialised, so no script of a document has anything to run in.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from pypdfium2 import raw

from lantai.digitisation.confined.child import private_output
from lantai.digitisation.confined.walls import allow_processor, confine, end_with
from lantai.digitisation.layouts.pdf import UNITS, drawn_size

_PASSWORD: Final = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_REPLACED: Final = "\ufffd"
_DAMAGED: Final = (pypdfium2.PdfiumError, OSError, MemoryError, ValueError)

Drawing: TypeAlias = NDArray[np.uint8]


class Refused(Exception):
    """A question that cannot be answered: ``kind`` for the program, ``reason`` for people."""

    def __init__(self, kind: str, reason: str = "") -> None:
        self.kind, self.reason = kind, reason
        super().__init__(reason)


def main() -> None:
    answers = private_output()
    questions = sys.stdin.buffer
    limits = json.loads(questions.readline())
    end_with(limits["parent"])
    confine(memory=limits["memory"])
    desk = Desk(limits)
    for line in questions:
        allow_processor(limits["processor_seconds"])
        told, data = desk.answer(json.loads(line))
        answers.write(json.dumps({**told, "bytes": len(data)}).encode("ascii") + b"\n" + data)
        answers.flush()


@dataclass(slots=True)
class Desk:
    """The document that lies open, so that its pages can be asked one after the other."""

    limits: dict[str, int]
    document: pypdfium2.PdfDocument | None = None
    which: tuple[object, ...] = ()
    """The path, and what tells whether it is still the same file."""
    looked: dict[str, Any] | None = None

    def answer(self, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        try:
            return self._answer(question)
        except Refused as refused:
            return {"refused": refused.kind, "reason": refused.reason}, b""
        except _DAMAGED as error:
            return {"refused": "damaged", "reason": _sentence(error)}, b""

    def _answer(self, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        document = self._opened(bytes.fromhex(question["path"]))
        if question["do"] == "look":
            self.looked = self.looked or _look(document)
            return self.looked, b""
        page = _page(document, question["number"])
        if question["do"] == "text":
            return _text(page, self.limits["characters"]), b""
        return {}, _png(_drawn(page, question["dpi"], self.limits["pixels"]), question["dpi"])

    def draw(self, path: bytes, number: int, dpi: int) -> Drawing:
        """Page ``number``, counted from 1, as rows of red, green and blue. Raises Refused."""
        try:
            return _drawn(_page(self._opened(path), number), dpi, self.limits["pixels"])
        except _DAMAGED as error:
            raise Refused("damaged", _sentence(error)) from error

    def _opened(self, path: bytes) -> pypdfium2.PdfDocument:
        now = os.lstat(path)
        which = (path, now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)
        if self.document is None or which != self.which:
            self._put_away()
            self.which, self.document = which, _open(path)
        if len(self.document) > self.limits["pages"]:
            raise Refused("damaged", f"it claims {len(self.document)} pages, more than {self.limits['pages']}")
        return self.document

    def _put_away(self) -> None:
        if self.document is not None:
            self.document.close()
        self.document, self.looked = None, None


def _open(path: bytes) -> pypdfium2.PdfDocument:
    """Open a document without following a link, and nothing but a file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise Refused("damaged", "it is no file")
    try:
        document = pypdfium2.PdfDocument(file, autoclose=True)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        file.close()
        if error.err_code in _PASSWORD:
            raise Refused("password") from error
        raise
    if count < 1:
        raise Refused("damaged", "it has no pages")
    return document


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    if not 1 <= number <= len(document):
        raise Refused("damaged", f"it has {len(document)} pages and no page {number}")
    return document[number - 1]


def _look(document: pypdfium2.PdfDocument) -> dict[str, Any]:
    characters = []
    for number in range(len(document)):
        page = document[number]
        characters.append(page.get_textpage().count_chars())
        page.close()
    return {
        "sizes": [document.get_page_size(number) for number in range(len(document))],
        "characters": characters,
        "scripts": max(0, raw.FPDFDoc_GetJavaScriptActionCount(document)),
        "attachments": document.count_attachments(),
        "has_forms": document.get_formtype() != raw.FORMTYPE_NONE,
        "is_encrypted": raw.FPDF_GetSecurityHandlerRevision(document) != -1,
    }


def _text(page: pypdfium2.PdfPage, most: int) -> dict[str, Any]:
    shown = page.get_textpage()
    count = shown.count_chars()
    if count > most:
        raise Refused("damaged", f"a page holds {count} characters, more than {most}")
    width, height = (round(length * UNITS) for length in page.get_size())
    text, boxes = [], []
    for char, at in _code_points(shown, count):
        text.append(char)
        boxes.append(_box(page, shown, at, width, height))
    return {"text": "".join(text), "boxes": boxes, "width": width, "height": height}


def _code_points(shown: pypdfium2.PdfTextPage, count: int) -> Iterator[tuple[str, int]]:
    """The characters with their places. A character outside the BMP may stand as two halves; one alone is no text."""
    at = 0
    while at < count:
        unit = raw.FPDFText_GetUnicode(shown, at)
        here = at
        at += 1
        if 0xD800 <= unit < 0xDC00 and at < count:
            low = raw.FPDFText_GetUnicode(shown, at)
            if 0xDC00 <= low < 0xE000:
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                at += 1
        yield (chr(unit) if 0 < unit <= 0x10FFFF and not 0xD800 <= unit < 0xE000 else _REPLACED), here


def _box(page: pypdfium2.PdfPage, shown: pypdfium2.PdfTextPage, at: int, width: int, height: int) -> list[int]:
    """The box of a character on the page as shown, its turn and crop applied by the library itself."""
    left, bottom, right, top = shown.get_charbox(at, loose=True)
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for corner in ((left, top), (right, bottom)):
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, *corner, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return [min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]


def _drawn(page: pypdfium2.PdfPage, dpi: int, most: int) -> Drawing:
    wide, high = page.get_size()
    width, height = drawn_size(wide, high, dpi)
    if width * height > most:
        raise Refused("size", f"a page would have {width} × {height} pixels at {dpi} dpi, more than {most}")
    bitmap = page.render(scale=dpi / 72, may_draw_forms=False, rev_byteorder=True, prefer_bgrx=False)
    return np.ascontiguousarray(bitmap.to_numpy()[..., :3])


def _png(drawing: Drawing, dpi: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(drawing).save(out, "PNG", compress_level=1, dpi=(dpi, dpi))
    return out.getvalue()


def _sentence(error: BaseException) -> str:
    return (
        "it needs more memory than the limit" if isinstance(error, MemoryError) else str(error).rstrip(".") or "damaged"
    )


if __name__ == "__main__":
    main()
