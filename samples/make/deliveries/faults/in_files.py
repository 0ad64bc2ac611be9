"""Faults of files, planted in what was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from samples.make.deliveries.drafting import Draft
from samples.make.deliveries.drawing import HEIGHT, WIDTH, draw, encode, scan
from samples.make.deliveries.faults.fault import Fault, Stage, always, with_images
from samples.make.deliveries.hostile.images import giant, truncated
from samples.make.deliveries.layouts import Layout
from samples.make.deliveries.model import Item, Leaf
from samples.make.deliveries.pdf import PdfPage, pdf

_OTHER: Final = {".jpg": ".png", ".png": ".tif", ".tif": ".jpg"}


def _page(drawn: Draft) -> tuple[Item, Leaf, str]:
    """An item with images, its last leaf, which no other item shares, and the path of its image."""
    _volume, item = drawn.take(lambda volume, item: bool(item.images) and not volume.shares(item.leaves[-1]))
    return item, item.leaves[-1], item.images[-1]


def _redrawn(drawn: Draft, folder: Path, code: str, **changes: object) -> None:
    """Scan a page again with something else about it."""
    _item, leaf, path = _page(drawn)
    (folder / path).write_bytes(scan(replace(leaf, **changes), drawn.ending))  # type: ignore[arg-type]
    drawn.plant(code, path=path)


def low_resolution(drawn: Draft, folder: Path) -> None:
    """A page that states 72 dpi."""
    _redrawn(drawn, folder, "low-resolution", dpi=72)


def skewed(drawn: Draft, folder: Path) -> None:
    """A page that leans by eight degrees."""
    _redrawn(drawn, folder, "skewed", look="skewed")


def blank_page(drawn: Draft, folder: Path) -> None:
    """A page of bare paper."""
    _redrawn(drawn, folder, "blank-page", look="blank")


def duplicate_image(drawn: Draft, folder: Path) -> None:
    """The same bytes as a page of another item."""
    (_first, _model, original), (_item, _leaf, path) = _page(drawn), _page(drawn)
    (folder / path).write_bytes((folder / original).read_bytes())
    drawn.plant("duplicate-image", path=path)
    drawn.or_at(path=original)
    for one in (path, original):
        drawn.tolerate("duplicate-image", "similar-image", path=one)


def similar_image(drawn: Draft, folder: Path) -> None:
    """Another scan of a page of another item."""
    (_first, model, original), (_item, _leaf, path) = _page(drawn), _page(drawn)
    (folder / path).write_bytes(scan(replace(model, look="rescan"), drawn.ending))
    drawn.plant("similar-image", path=path)
    drawn.or_at(path=original)
    drawn.tolerate("similar-image", path=original)


def unreadable_image(drawn: Draft, folder: Path) -> None:
    """Words where an image should be."""
    _item, _leaf, path = _page(drawn)
    (folder / path).write_bytes("這不是圖像\n".encode() * 40)
    drawn.plant("unreadable-image", path=path)
    if drawn.ending == ".tif":  # what follows the sign tells where the directory is: nowhere, so the file seems cut
        drawn.or_at(code="truncated-image", path=path)
    drawn.tolerate("truncated-image", "format-mismatch", path=path)


def truncated_image(drawn: Draft, folder: Path) -> None:
    """The first three fifths of a file."""
    _item, _leaf, path = _page(drawn)
    (folder / path).write_bytes(truncated((folder / path).read_bytes()))
    drawn.plant("truncated-image", path=path)
    drawn.tolerate("unreadable-image", path=path)


def format_mismatch(drawn: Draft, folder: Path) -> None:
    """A sound page of another format under the ending of the others."""
    _item, leaf, path = _page(drawn)
    (folder / path).write_bytes(encode(draw(leaf), _OTHER[drawn.ending], leaf.dpi))
    drawn.plant("format-mismatch", path=path)


def oversized_image(drawn: Draft, folder: Path) -> None:
    """A header that claims ten thousand million pixels."""
    _item, _leaf, path = _page(drawn)
    (folder / path).write_bytes(giant(drawn.ending))
    drawn.plant("oversized-image", path=path)
    drawn.tolerate("unreadable-image", "truncated-image", path=path)


def empty_file(drawn: Draft, folder: Path) -> None:
    """A file of no bytes, image, PDF or text."""
    _volume, item = drawn.take(lambda volume, item: bool(item.files) and not volume.shares(item.leaves[-1]))
    path = (item.images or item.files)[-1]
    (folder / path).write_bytes(b"")
    drawn.plant("empty-file", path=path)
    drawn.tolerate("unreadable-image", "truncated-image", path=path)
    drawn.tolerate("page-count", "missing-image", "no-image", item=item)


def password_protected(drawn: Draft, folder: Path) -> None:
    """A PDF that opens to nobody."""
    _volume, item = drawn.take(lambda _volume, item: item.pdf is not None)
    assert item.pdf
    pages = [PdfPage(scan(leaf, ".jpg"), WIDTH, HEIGHT, leaf.dpi) for leaf in item.leaves]
    (folder / item.pdf).write_bytes(pdf(pages, password="1926"))
    drawn.plant("password-protected", path=item.pdf)
    drawn.tolerate("unreadable-image", path=item.pdf)
    drawn.tolerate("page-count", "missing-image", "no-image", item=item)


def page_gap(drawn: Draft, folder: Path) -> None:
    """A page that is not there: the number of the last is too high, or one in the middle of a volume is gone."""
    _volume, item = drawn.take(lambda volume, item: len(item.images) > 2 and not volume.shares(item.leaves[1]))
    if drawn.layout.by_volume:
        (folder / item.images.pop(1)).unlink()
        drawn.tolerate("page-count", "missing-image", item=item)
    else:
        for paths in (item.images, item.texts if drawn.layout.text_by_page else []):
            _renumber_last(folder, paths)
    drawn.plant("page-gap", item)
    drawn.or_at(path=item.images[0])


def _renumber_last(folder: Path, paths: list[str]) -> None:
    if paths:
        count = len(paths)
        head, _, tail = paths[-1].rpartition(f"{count:04d}")
        renumbered = f"{head}{count + 1:04d}{tail}"
        (folder / paths[-1]).rename(folder / renumbered)
        paths[-1] = renumbered


# -- beside the items -----------------------------------------------------------------------------


def stray_file(drawn: Draft, folder: Path) -> None:
    """A file that is no part of any delivery."""
    path = _beside(drawn, folder, "備份.bak")
    (folder / path).write_bytes(bytes(range(256)))
    drawn.plant("stray-file", path=path)


def unsafe_path(drawn: Draft, folder: Path) -> None:
    """A name that some systems reserve, or a link."""
    if drawn.rng.random() < 0.5:
        path = _beside(drawn, folder, "AUX.txt")
        (folder / path).write_bytes("附注\n".encode())
    else:
        path = _beside(drawn, folder, "連結.jpg")
        (folder / path).symlink_to("../../elsewhere.jpg")
    drawn.plant("unsafe-path", path=path)
    drawn.tolerate("stray-file", "image-without-row", path=path)


def _beside(drawn: Draft, folder: Path, name: str) -> str:
    path = f"圖像/{name}" if (folder / "圖像").is_dir() else name
    drawn.unlisted.append(path)
    return path


def checksum_mismatch(drawn: Draft, _folder: Path) -> None:
    """A digest in the list that is not the file's."""
    _volume, item = drawn.take(lambda _volume, item: bool(item.files))
    drawn.plant("checksum-mismatch", path=item.files[0])


# -- which deliveries -----------------------------------------------------------------------------


def _with_files(layout: Layout, _form: str) -> bool:
    return bool(layout.image or layout.pdf or layout.text)


def _with_pdf(layout: Layout, _form: str) -> bool:
    return bool(layout.pdf)


def _with_numbers(layout: Layout, _form: str) -> bool:
    return bool(layout.image) and not layout.one_page


FAULTS: Final = (
    Fault("page-gap", Stage.FILES, page_gap, _with_numbers),
    Fault("password-protected", Stage.FILES, password_protected, _with_pdf),
    Fault("duplicate-image", Stage.FILES, duplicate_image, with_images),
    Fault("similar-image", Stage.FILES, similar_image, with_images),
    Fault("unreadable-image", Stage.FILES, unreadable_image, with_images),
    Fault("truncated-image", Stage.FILES, truncated_image, with_images),
    Fault("format-mismatch", Stage.FILES, format_mismatch, with_images),
    Fault("low-resolution", Stage.FILES, low_resolution, with_images),
    Fault("oversized-image", Stage.FILES, oversized_image, with_images),
    Fault("skewed", Stage.FILES, skewed, with_images),
    Fault("blank-page", Stage.FILES, blank_page, with_images),
    Fault("empty-file", Stage.FILES, empty_file, _with_files),
    Fault("stray-file", Stage.FILES, stray_file, always),
    Fault("unsafe-path", Stage.FILES, unsafe_path, always),
    Fault("checksum-mismatch", Stage.DIGESTS, checksum_mismatch, _with_files),
)
