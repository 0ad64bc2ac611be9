"""The process that derives: a master's path and leaf are asked about, its pyramid comes back, or why there is none.

Started as ``python -P -m lantai.digitisation.deriving_process``. It writes no file: what it makes goes to its parent.
A page of a PDF is drawn here too; the document stays open for the next one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from lantai.digitisation.confined.child import Answering, serve
from lantai.digitisation.inspection.formats import SNIFFED, sniff
from lantai.digitisation.inspection.scan_file import BrokenImage, open_scan
from lantai.digitisation.layouts.pdf import RENDERED_DPI
from lantai.digitisation.layouts.pdf_process import Desk, Refused
from lantai.digitisation.pyramid import Pyramid, UnreadableImage, pyramid_of, pyramid_of_pixels

_MOST_PAGES: Final = 20_000
"""Pages of a PDF."""


def prepare(told: dict[str, Any]) -> Answering:
    desk = Desk({"pixels": told["pixels"], "pages": _MOST_PAGES, "characters": 0})

    def answer(question: dict[str, Any]) -> tuple[object, bytes]:
        try:
            made = _pyramid(Path(question["path"]), question["leaf"], question["name"], desk, told["pixels"])
        except UnreadableImage as error:
            return {"reason": str(error)}, b""
        return {"width": made.width, "height": made.height}, made.data

    return answer


def _pyramid(master: Path, leaf: int, name: str, desk: Desk, pixels: int) -> Pyramid:
    """Raises UnreadableImage."""
    if not _is_pdf(master):
        return pyramid_of(master, leaf=leaf, pixels=pixels, name=name)
    try:
        return pyramid_of_pixels(desk.draw(bytes(master), leaf or 1, RENDERED_DPI))
    except Refused as refused:
        reason = "the file asks for a password" if refused.kind == "password" else refused.reason
        raise UnreadableImage(f"Page {leaf or 1} of “{name}” cannot be drawn: {reason}.") from refused


def _is_pdf(master: Path) -> bool:
    """By its first bytes; what cannot be opened is told by whoever opens it next."""
    try:
        with open_scan(str(master)) as file:
            return sniff(file.start(SNIFFED)) == "pdf"
    except (OSError, BrokenImage):
        return False


if __name__ == "__main__":
    serve(prepare)
