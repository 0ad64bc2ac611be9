"""A layout as it was detected: the files of every row, and what belongs to none.

The first thing asked of a delivery after its sheet has been read. Every question is answered from the inventory's
table, row by row, so that a million rows need no more memory than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lantai.digitisation.layouts.inventory import Inventory
from lantai.digitisation.layouts.keys import code_key
from lantai.digitisation.layouts.matching import volumes
from lantai.digitisation.layouts.rows import ItemRow, PageSpan
from lantai.digitisation.layouts.seen import Seen
from lantai.digitisation.layouts.spans import contradictions

CATALOGUE_ONLY: Final = "catalogue-only"
"""What a delivery without images, PDFs and texts is called."""


@dataclass(frozen=True, slots=True)
class Part:
    """One layout that holds in the delivery: how sure (0 to 1), and why, in figures."""

    name: str
    kind: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class ImageFile:
    """``path`` is relative to the delivery; ``number`` the page's own: in the item, or in the volume where there is a
    span. None when the name does not tell it."""

    path: str
    number: int | None


@dataclass(frozen=True, slots=True)
class TextFile:
    """Delivered text of page ``number``, or of the whole item when that is None. ``of_volume``: the number is the
    volume's."""

    path: str
    number: int | None
    of_volume: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFiles:
    """The files of one row, images and texts by page.

    ``span`` are the item's pages in its volume, None where its files are its own alone; ``shared`` the pages in it
    that belong to another row too. ``copies`` are the same pages in a second format, which are kept, not shown.
    ``pdf`` is a PDF of the item, or with a span, of its volume; ``more_pdfs`` are others that claim to be it.
    """

    images: tuple[ImageFile, ...] = ()
    copies: tuple[ImageFile, ...] = ()
    pdf: str | None = None
    more_pdfs: tuple[str, ...] = ()
    texts: tuple[TextFile, ...] = ()
    span: PageSpan | None = None
    shared: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.images or self.pdf or self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeFiles:
    """The files of a volume that was delivered as one, by page; ``code`` as the first of its rows has it.

    Files without a number, as covers and lists of contents, come last.
    """

    code: str
    images: tuple[ImageFile, ...] = ()
    copies: tuple[ImageFile, ...] = ()
    pdf: str | None = None
    texts: tuple[TextFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """One file that a row may have."""

    kind: str
    of: str
    way: str
    path: str
    number: int | None
    ending: str


_COLUMNS = "bundle.kind, rank.place, holding.of, holding.way, folder.path, file.name, file.number, bundle.ending"
_FROM = (
    "FROM holding CROSS JOIN rank ON rank.layout = holding.layout CROSS JOIN bundle ON bundle.id = holding.bundle "
    "CROSS JOIN folder ON folder.id = bundle.folder CROSS JOIN file ON"
)
_FILES = f"""
SELECT {_COLUMNS} {_FROM} file.bundle = bundle.id
    WHERE holding.owner = ?1 AND holding.of = 'item' AND holding.file IS NULL
UNION ALL SELECT {_COLUMNS} {_FROM} file.id = holding.file
    WHERE holding.owner = ?1 AND holding.of = 'item' AND holding.file IS NOT NULL
UNION ALL SELECT {_COLUMNS} {_FROM} file.bundle = bundle.id AND file.number BETWEEN ?3 AND ?4
    WHERE holding.owner = ?2 AND holding.of = 'volume' AND holding.file IS NULL
UNION ALL SELECT {_COLUMNS} {_FROM} file.id = holding.file
    WHERE holding.owner = ?2 AND holding.of = 'volume' AND holding.file IS NOT NULL AND ?3 IS NOT NULL
ORDER BY 1, 2, 7, 5, 6
"""  # noqa: S608 - made of the constants above
_OF_VOLUME = f"""
SELECT {_COLUMNS} {_FROM} file.bundle = bundle.id
    WHERE holding.owner = ?1 AND holding.of = 'volume' AND holding.file IS NULL
UNION ALL SELECT {_COLUMNS} {_FROM} file.id = holding.file
    WHERE holding.owner = ?1 AND holding.of = 'volume' AND holding.file IS NOT NULL
ORDER BY 1, 2, 7, 5, 6
"""  # noqa: S608 - likewise
_NO_END = 10**9
_LONGEST_SPAN = 5_000
"""Pages: no item of a volume has more, so that only its neighbours are asked whether they share a page."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delivery is laid out. ``parts`` are the layouts that hold, the best first; without any, it came as a
    catalogue only."""

    inventory: Inventory
    parts: tuple[Part, ...]
    row_count: int

    @property
    def name(self) -> str:
        return " + ".join(part.name for part in self.parts) or CATALOGUE_ONLY

    @property
    def is_catalogue_only(self) -> bool:
        return not self.parts

    @property
    def is_text_only(self) -> bool:
        return bool(self.parts) and all(part.kind == "text" for part in self.parts)

    # -- from rows to files ----------------------------------------------------------------------

    def files_of(self, row: ItemRow) -> ItemFiles:
        """The files of one of the rows that the layout was detected with."""
        store = self.inventory.store
        found = store.one(
            "SELECT key, volume, first, last FROM row WHERE key = ? ORDER BY sheet <> ? OR number <> ?",
            (code_key(row.code), row.sheet, row.row),
        )
        return self._files(*found) if found else ItemFiles()

    def items(self) -> Iterator[tuple[ItemRow, ItemFiles]]:
        """Every row with its files, in the order of the sheet; rows that stand for a volume are left out."""
        asked = self.inventory.store.ask(
            "SELECT sheet, number, code, volume_code, pages, told_first, told_last, key, volume, first, last FROM row "
            "WHERE key NOT IN (SELECT volume FROM row) ORDER BY id"
        )
        for sheet, number, code, volume, pages, first, last, *rest in asked:
            row = ItemRow(sheet=sheet, row=number, code=code, volume=volume, pages=pages, first=first, last=last)
            yield row, self._files(*rest)

    def _files(self, key: str, volume: str, first: int | None, last: int | None) -> ItemFiles:
        end = _NO_END if first is not None and last is None else last
        by_kind = _best_of_each_kind(self.inventory.store.ask(_FILES, (key, volume, first, end)))
        images, copies = self._masters(by_kind.get("image", []))
        pdfs = [one.path for one in by_kind.get("pdf", [])]
        in_volume = any(one.of == "volume" for held in by_kind.values() for one in held)
        return ItemFiles(
            images=images,
            copies=copies,
            pdf=pdfs[0] if pdfs else None,
            more_pdfs=tuple(pdfs[1:]),
            texts=tuple(map(_text, by_kind.get("text", []))),
            span=PageSpan(first, last) if in_volume and first is not None else None,
            shared=self._shared(key, volume, images) if in_volume and first is not None else (),
        )

    def volumes(self) -> Iterator[VolumeFiles]:
        """The files of every volume that was delivered as one, by the code of the volume."""
        asked = self.inventory.store.ask(
            "SELECT row.volume, MIN(row.volume_code) FROM row WHERE row.volume IN "
            "(SELECT owner FROM holding WHERE of = 'volume') GROUP BY row.volume ORDER BY row.volume"
        )
        for key, code in list(asked):
            by_kind = _best_of_each_kind(self.inventory.store.ask(_OF_VOLUME, (key,)))
            images, copies = self._masters(by_kind.get("image", []))
            pdfs = by_kind.get("pdf", [])
            texts = tuple(map(_text, by_kind.get("text", [])))
            yield VolumeFiles(code=code, images=images, copies=copies, pdf=pdfs[0].path if pdfs else None, texts=texts)

    def _masters(self, held: list[_Held]) -> tuple[tuple[ImageFile, ...], tuple[ImageFile, ...]]:
        """Masters and copies. Files in two endings are copies where both have the same page; the profile tells which
        ending is the master's."""
        if len({one.ending for one in held}) <= 1:
            return tuple(sorted(map(_image, held), key=_by_page)), ()
        order = {ending: place for place, ending in enumerate(self.inventory.profile.masters)}
        taken: dict[int | None, str] = {}
        images: list[ImageFile] = []
        copies: list[ImageFile] = []
        for one in sorted(held, key=lambda one: order.get(one.ending, len(order))):
            image = _image(one)
            is_copy = image.number is not None and taken.setdefault(image.number, one.ending) != one.ending
            (copies if is_copy else images).append(image)
        return tuple(sorted(images, key=_by_page)), tuple(sorted(copies, key=_by_page))

    def _shared(self, key: str, volume: str, images: Sequence[ImageFile]) -> tuple[int, ...]:
        """The pages of an item in which another row of its volume has a part."""
        pages = [image.number for image in images if image.number is not None]
        if not pages:
            return ()
        others = list(
            self.inventory.store.ask(
                "SELECT first, COALESCE(last, ?) FROM row WHERE volume = ? AND first BETWEEN ? AND ? AND key <> ?",
                (_NO_END, volume, pages[0] - _LONGEST_SPAN, pages[-1], key),
            )
        )
        return tuple(page for page in pages if any(low <= page <= high for low, high in others))

    # -- from files to rows ----------------------------------------------------------------------

    def without_row(self) -> Iterator[Seen]:
        """Files that belong to no row: images and PDFs by folder (image-without-row), texts one by one (stray-file)."""
        yield from self._bundles_without_row()
        yield from self._single_files_without_row()
        yield from self._volume_pages_without_row()

    def _bundles_without_row(self) -> Iterator[Seen]:
        asked = self.inventory.store.ask(
            "SELECT folder.shown, bundle.kind, bundle.files, (SELECT COALESCE(shown, name) FROM file WHERE "
            "file.bundle = bundle.id ORDER BY number, name LIMIT 1) FROM bundle CROSS JOIN folder "
            "ON folder.id = bundle.folder WHERE bundle.kind IN ('image', 'pdf', 'text') AND NOT EXISTS "
            "(SELECT 1 FROM holding WHERE holding.bundle = bundle.id) ORDER BY 1, 4"
        )
        for folder, kind, files, name in asked:
            yield _unclaimed(folder, kind, files, name)

    def _single_files_without_row(self) -> Iterator[Seen]:
        """Files of bundles that are held file by file, and not this one."""
        asked = self.inventory.store.ask(
            "SELECT folder.shown, bundle.kind, COALESCE(file.shown, file.name) FROM bundle "
            "JOIN folder ON folder.id = bundle.folder JOIN file ON file.bundle = bundle.id "
            "WHERE bundle.id IN (SELECT bundle FROM holding WHERE file IS NOT NULL) AND NOT EXISTS "
            "(SELECT 1 FROM holding WHERE holding.bundle = bundle.id AND (holding.file IS NULL OR "
            "holding.file = file.id)) ORDER BY 1, 3"
        )
        for folder, kind, name in asked:
            yield _unclaimed(folder, kind, 1, name)

    def _volume_pages_without_row(self) -> Iterator[Seen]:
        """Pages of a volume that lie in no row's span; the covers and lists of a volume have no number."""
        asked = self.inventory.store.ask(
            "SELECT folder.shown, bundle.kind, COUNT(*), COALESCE(file.shown, file.name) FROM holding "
            "JOIN bundle ON bundle.id = holding.bundle JOIN folder ON folder.id = bundle.folder "
            "JOIN file ON file.bundle = bundle.id WHERE holding.of = 'volume' AND holding.file IS NULL "
            "AND file.number > 0 AND NOT EXISTS (SELECT 1 FROM row WHERE row.volume = holding.owner "
            "AND row.first <= file.number AND COALESCE(row.last, file.number) >= file.number) "
            "GROUP BY bundle.id ORDER BY 1, 4"
        )
        for folder, kind, files, name in asked:
            yield _unclaimed(folder, kind, files, name)

    # -- what is wrong ---------------------------------------------------------------------------

    def observations(self) -> Iterator[Seen]:
        """Everything that rows and files say against each other: missing-image, no-image, page-count, page-gap,
        page-overlap, image-without-row, stray-file. The inventory has observations of its own."""
        for row, files in self.items():
            yield from self.compare(row, files)
        for members in volumes(self.inventory.store):
            yield from contradictions(placed for _id, placed in members)
        yield from self.without_row()

    def compare(self, row: ItemRow, files: ItemFiles) -> Iterator[Seen]:
        """What one row and its files say against each other. The pages of a PDF are counted elsewhere (``pdf``)."""
        stated = stated_pages(row)
        if not files.images:
            yield from self._without_image(row, files, stated)
        elif files.span is not None:
            yield from _of_span(row, files)
        else:
            yield from _of_item(row, files, stated)

    def _without_image(self, row: ItemRow, files: ItemFiles, stated: int | None) -> Iterator[Seen]:
        """Nothing is missing where nobody sent any: a catalogue alone and texts alone are deliveries too. A row that
        counts no pages is of the catalogue only."""
        if files.pdf or self.is_catalogue_only:
            return
        if files.texts:
            yield from () if self.is_text_only else (_at(row, "no-image"),)
        elif stated or row.first is not None:
            yield _at(row, "missing-image", found="0", expected=str(stated or ""), column="頁數" if stated else "")


def _best_of_each_kind(asked: Iterable[tuple[Any, ...]]) -> dict[str, list[_Held]]:
    """The files of each kind by the layout that explains most of them."""
    by_kind: dict[str, list[_Held]] = {}
    best: dict[str, int] = {}
    for kind, rank, of, way, folder, name, number, ending in asked:
        if rank == best.setdefault(kind, rank):
            path = f"{folder}/{name}" if folder else name
            by_kind.setdefault(kind, []).append(_Held(kind, of, way, path, number, ending))
    return by_kind


def stated_pages(row: ItemRow) -> int | None:
    """How many pages the row says that the item has."""
    if row.pages is not None:
        return row.pages
    if row.first is not None and row.last is not None and row.last >= row.first:
        return row.last - row.first + 1
    return None


def _of_item(row: ItemRow, files: ItemFiles, stated: int | None) -> Iterator[Seen]:
    folder = _folder_of(files.images[0].path)
    if stated is not None and stated != len(files.images):
        yield _at(row, "page-count", column="頁數", path=folder, found=str(len(files.images)), expected=str(stated))
    numbers = [image.number for image in files.images]
    if numbers != [None] and (missing := _first_missing(numbers)) is not None:
        yield _at(row, "page-gap", path=folder, found=_listed(files.images), expected=str(missing))


def _of_span(row: ItemRow, files: ItemFiles) -> Iterator[Seen]:
    assert files.span is not None
    numbers = {image.number for image in files.images}
    last = files.span.last or max(number or 0 for number in numbers)
    absent = next((page for page in range(files.span.first, last + 1) if page not in numbers), None)
    if absent is not None:
        listed = _listed(files.images)
        yield _at(row, "page-gap", path=_folder_of(files.images[0].path), found=listed, expected=str(absent))


def _first_missing(numbers: Sequence[int | None]) -> int | None:
    """The first of 1, 2, 3 … that is not there just once; None when all are."""
    counts = Counter(numbers)
    return next((page for page in range(1, len(numbers) + 1) if counts[page] != 1), None)


def _listed(images: Sequence[ImageFile]) -> str:
    """The first numbers; the name of an image that has none."""
    return " ".join(str(one.number or one.path.rpartition("/")[2]) for one in images[:50])


def _image(held: _Held) -> ImageFile:
    """An image called as its item is, is its first page."""
    return ImageFile(held.path, 1 if held.way == "name" else held.number)


def _text(held: _Held) -> TextFile:
    return TextFile(held.path, None if held.way == "name" else held.number, of_volume=held.of == "volume")


def _by_page(image: ImageFile) -> tuple[bool, int, str]:
    return image.number is None, image.number or 0, image.path


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _at(row: ItemRow, code: str, *, column: str = "", path: str = "", found: str = "", expected: str = "") -> Seen:
    return Seen(code=code, sheet=row.sheet, row=row.row, column=column, path=path, found=found, expected=expected)


def _unclaimed(folder: str, kind: str, files: int, name: str) -> Seen:
    """A folder of several is named by itself, a single file by its own path."""
    path = f"{folder}/{name}" if folder and (files == 1 or kind != "image") else folder or name
    return Seen(code="stray-file" if kind == "text" else "image-without-row", path=path, found=str(files))
