"""The images of a delivery: counted against the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from lantai.digitisation.check.item import Item
from lantai.digitisation.check.observation import Observation, at, observe
from lantai.digitisation.delivery import Delivery, ImageFile, code_key, folder_key
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.numerals import read_integer


def count_images(delivery: Delivery, items: Sequence[Item]) -> Iterator[Observation]:
    """Codes: missing-image, no-image, page-count, page-gap, image-without-row, pdf-not-taken."""
    described = {code_key(item.code) for item in items}
    for item in items:
        yield from _counts(item, delivery.images.get(code_key(item.code), []))
    for key, images in delivery.images.items():
        if key not in described:
            yield observe("image-without-row", path=delivery.folders[key], found=str(len(images)))
    yield from _pdfs(delivery, described)


def _pdfs(delivery: Delivery, described: set[str]) -> Iterator[Observation]:
    """PDFs of items are not taken in yet: said once, rather than that they are left behind in silence."""
    paths = (path for path in map(PurePosixPath, delivery.files) if path.suffix.lower() == ".pdf")
    pdfs = [path for path in paths if {folder_key(path.stem), folder_key(path.parent.name)} & described]
    if pdfs:
        yield observe("pdf-not-taken", path=str(pdfs[0]), found=str(len(pdfs)))


def _counts(item: Item, images: list[ImageFile]) -> Iterator[Observation]:
    """Row and folder compared: images that are missing, too many, or not numbered from 1 without a gap."""
    stated = _stated_pages(item.row)
    if not images:
        if item.texts:
            yield at(item.row, "no-image")
        elif stated:
            yield at(item.row, "missing-image", column="頁數", found="0", expected=str(stated))
        return
    folder = str(Path(images[0].path).parent)
    if stated is not None and stated != len(images):
        yield at(item.row, "page-count", column="頁數", path=folder, found=str(len(images)), expected=str(stated))
    numbers = Counter(image.number for image in images)
    missing = [number for number in range(1, len(images) + 1) if numbers[number] != 1]
    if missing:
        listed = " ".join("?" if image.number is None else str(image.number) for image in images[:50])
        yield at(item.row, "page-gap", path=folder, found=listed, expected=str(missing[0]))


def _stated_pages(row: SheetRow) -> int | None:
    """The row's count of pages: 12, １２, 十二, 12頁; None where it states none that can be read."""
    return read_integer(row.get("pages").rstrip("頁页面張张 "))
