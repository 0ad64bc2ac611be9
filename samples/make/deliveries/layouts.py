"""How deliveries are laid out, as data: a pattern of paths for each kind of file (handbook of the house, 3.2).

In a pattern ``{fonds}``, ``{volume}`` and ``{item}`` are codes, ``{page}`` is the page in the item and ``{leaf}`` the
page in the volume, both from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout. An empty pattern: the layout has no such files. ``image`` has no ending, the others have theirs."""

    name: str
    image: str = ""
    text: str = ""
    pdf: str = ""
    sheets: str = ""
    """The folder of the sheets."""
    layered: bool = False
    """PDFs have a text layer under their images."""
    mixed: bool = False
    """Every other item is a PDF, the others are images."""
    one_page: bool = False
    digests: str = ""
    """The list of digests that belongs to the layout."""

    @property
    def by_volume(self) -> bool:
        """Whether pages are numbered through the volume, and the sheet tells first and last."""
        return "{leaf" in self.image + self.pdf

    @property
    def text_by_page(self) -> bool:
        return "{page" in self.text

    @property
    def has_pages(self) -> bool:
        """Whether there are images of pages, as files or within PDFs."""
        return bool(self.image or self.pdf)


_FOLDER: Final = "圖像/{item}/{page:04d}"

LAYOUTS: Final = {
    one.name: one
    for one in (
        Layout("folder-per-volume", image="圖像/{volume}/{leaf:04d}"),
        Layout("folder-per-item", image=_FOLDER),
        Layout("name-per-page", image="圖像/{fonds}/{item}-{page:04d}"),
        Layout("name-per-volume-page", image="圖像/{volume}-{leaf:04d}"),
        Layout("image-per-item", image="圖像/{item}", one_page=True),
        Layout("pdf-single-layer", pdf="PDF/{item}.pdf"),
        Layout("pdf-double-layer", pdf="雙層PDF/{item}.pdf", layered=True),
        Layout("text-per-page", image=_FOLDER, text="全文TXT/{item}/{page:04d}.txt"),
        Layout("text-per-item", image=_FOLDER, text="全文TXT/{item}.txt"),
        Layout("text-only", text="全文TXT/{item}/{page:04d}.txt"),
        Layout("catalogue-only"),
        Layout("mixed", image=_FOLDER, pdf="PDF/{item}.pdf", mixed=True),
        Layout(
            "nested",
            image="圖像/{fonds}/{volume}/{item}/{page:04d}",
            text="全文TXT/{fonds}/{volume}/{item}/{page:04d}.txt",
            pdf="雙層PDF/{fonds}/{volume}/{item}.pdf",
            sheets="目錄數據",
            layered=True,
            digests="MD5校驗.txt",
        ),
    )
}
