"""PDFs that are locked, cut short or are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from samples.make.deliveries.drawing import HEIGHT, WIDTH, scan
from samples.make.deliveries.hostile.images import truncated
from samples.make.deliveries.model import Leaf
from samples.make.deliveries.pdf import PdfPage, pdf


def sound(pages: int = 2, *, password: str = "") -> bytes:
    """A PDF of drawn pages with a line of hidden text each."""
    drawn = [scan(Leaf(number), ".jpg") for number in range(pages)]
    return pdf([PdfPage(one, WIDTH, HEIGHT, 300, ("第一行",)) for one in drawn], password=password)


def lying_page_tree() -> bytes:
    """A PDF whose page tree claims a million pages and lists two."""
    return sound().replace(b"/Count 2 ", b"/Count 1000000 ")


def giant_page() -> bytes:
    """A PDF whose pages are five million points wide."""
    return sound().replace(b"/MediaBox [0 0 ", b"/MediaBox [0 0 50000")


DOCUMENTS: Final[dict[str, Callable[[], bytes]]] = {
    "locked.pdf": lambda: sound(password="1926"),
    "truncated.pdf": lambda: truncated(sound()),
    "headless.pdf": lambda: sound()[200:],
    "lying-pages.pdf": lying_page_tree,
    "giant-page.pdf": giant_page,
    "no-pages.pdf": lambda: pdf([]),
    "text-in-truth.pdf": lambda: "這不是文件\n".encode() * 20,
    "empty.pdf": lambda: b"",
}
"""Hostile documents by the name of the file that they should be given."""
