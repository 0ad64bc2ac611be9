"""Writing the files of a draft: images, PDFs, text, lists of digests, and the litter that disks carry."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Final

from samples.make.catalogue import settled
from samples.make.deliveries.drafting import Draft
from samples.make.deliveries.drawing import HEIGHT, WIDTH, scan
from samples.make.deliveries.model import Item, Leaf, Volume, items_of
from samples.make.deliveries.pdf import PdfPage, pdf

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
LITTER: Final = ("Thumbs.db", "~$目錄.xlsx", ".DS_Store", "desktop.ini")


def write_files(root: Path, drawn: Draft) -> None:
    """Write everything but sheets and digests, and note in every item what it has."""
    root.mkdir(parents=True, exist_ok=True)
    written: dict[Leaf, str] = {}
    for number, (volume, item) in enumerate(items_of(drawn.volumes)):
        if item.absent:
            continue
        as_pdf = drawn.layout.pdf and not (drawn.layout.mixed and number % 2)
        as_pdf = as_pdf and (volume.listed or drawn.layout.mixed or not drawn.layout.image)
        if drawn.layout.image and not (drawn.layout.mixed and as_pdf) and not item.imageless:
            _write_images(root, drawn, volume, item, written)
        if as_pdf:
            _write_pdf(root, drawn, volume, item)
        if drawn.layout.text and volume.listed:
            _write_texts(root, drawn, volume, item)


def page_text(item: Item, page: int) -> str:
    """The text of a page of an item, from 1."""
    return f"{item.cells['題名'] or item.code}\n竊查本邑建設諸事\n第{page}頁\n"


def _path(pattern: str, volume: Volume, item: Item, *, page: int = 0, leaf: int = 0) -> str:
    return pattern.format(fonds=volume.fonds.code, volume=volume.code, item=item.code, page=page, leaf=leaf)


def _put(root: Path, path: str, content: bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)


def _write_images(root: Path, drawn: Draft, volume: Volume, item: Item, written: dict[Leaf, str]) -> None:
    order = volume.leaves()
    for page, leaf in enumerate(item.leaves, start=1):
        if leaf not in written and not leaf.lost:
            number = order.index(leaf) + 1
            written[leaf] = _path(drawn.layout.image, volume, item, page=page, leaf=number) + drawn.ending
            _put(root, written[leaf], scan(leaf, drawn.ending))
        if not leaf.lost:
            item.images.append(written[leaf])


def _write_pdf(root: Path, drawn: Draft, volume: Volume, item: Item) -> None:
    lines = [page_text(item, page).split() if drawn.layout.layered else [] for page in range(1, len(item.leaves) + 1)]
    pages = [
        PdfPage(scan(leaf, ".jpg"), WIDTH, HEIGHT, leaf.dpi, tuple(text))
        for leaf, text in zip(item.leaves, lines, strict=True)
    ]
    item.pdf = _path(drawn.layout.pdf, volume, item)
    _put(root, item.pdf, pdf(pages))


def _write_texts(root: Path, drawn: Draft, volume: Volume, item: Item) -> None:
    pages = [page_text(item, page) for page in range(1, len(item.leaves) + 1)]
    if not drawn.layout.text_by_page:
        pages = ["\f".join(pages)]
    for page, text in enumerate(pages, start=1):
        path = _path(drawn.layout.text, volume, item, page=page)
        _put(root, path, text.encode())
        item.texts.append(path)


# -- about the delivery ---------------------------------------------------------------------------


def write_litter(root: Path, drawn: Draft) -> None:
    """What other programs leave behind, and papers about the delivery: neither is a fault."""
    folder = root / "圖像" if (root / "圖像").is_dir() else root
    for name in LITTER:
        (folder / name).write_bytes(b"\0" * 64)
        drawn.unlisted.append((folder / name).relative_to(root).as_posix())
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}"/>')
        parts.writestr("word/document.xml", "<document/>")
    (root / "移交清單.docx").write_bytes(settled(paper))


def write_digests(root: Path, drawn: Draft, lies: frozenset[str]) -> None:
    """The list of digests of all that was delivered, in GBK with backslashes; ``lies``: paths whose digest is wrong."""
    if not drawn.digests:
        return
    algorithm = "md5" if "MD5" in drawn.digests else "sha256"
    lines = io.StringIO(newline="")
    for path in sorted(one for one in root.rglob("*") if one.is_file() and not one.is_symlink()):
        name = path.relative_to(root).as_posix()
        if name in drawn.unlisted:
            continue
        digest = hashlib.new(algorithm, path.read_bytes() + b"?" * (name in lies), usedforsecurity=False).hexdigest()
        lines.write(f"{digest} *{name.replace('/', chr(92))}\r\n")
    (root / drawn.digests).write_bytes(lines.getvalue().encode("gbk"))
