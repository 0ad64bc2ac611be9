"""Filing: which files of a delivery are whose, and what rows and files say against each other.

Every page and text of an item, and of a volume that came as one, becomes a piece of the working table; who takes the
delivery in, reads them there. PDFs are opened by a process of their own (``layouts.pdf``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from django.conf import settings

from lantai.digitisation.check.delivery import OpenDelivery, as_observed
from lantai.digitisation.check.lengths import column_length
from lantai.digitisation.check.observation import observe
from lantai.digitisation.check.working import Entry, WorkingTable
from lantai.digitisation.enums import Severity
from lantai.digitisation.inspection.profile import image_profile
from lantai.digitisation.layouts.detecting import detect
from lantai.digitisation.layouts.layout import ImageFile, ItemFiles, Layout, TextFile, VolumeFiles
from lantai.digitisation.layouts.matching import volumes
from lantai.digitisation.layouts.pdf import PdfFile, PdfLimits, PdfReader, UnreadablePdf
from lantai.digitisation.layouts.pdf_items import look_into
from lantai.digitisation.layouts.profile import KINDS, layout_profiles
from lantai.digitisation.layouts.rows import ItemRow, item_row
from lantai.digitisation.layouts.seen import Seen
from lantai.digitisation.layouts.spans import contradictions
from lantai.digitisation.models import Page
from lantai.digitisation.progress import Progress

IMAGE: Final = "image"
TEXT: Final = "text"
COPY: Final = "copy"
SPAN: Final = "span"
PART: Final = "part"
"""Kinds of pieces: a page as an image, a text, a page in a second format; the pages of a volume that are an item's
(first as ``page``, last as ``leaf``), and each of their files."""

_LONGEST_PATH: Final = column_length(Page, "file")
_LONG_PATHS: Final = """
SELECT shown, MAX(LENGTH(shown), LENGTH(path)) AS length FROM digest
WHERE length > ? AND EXISTS (SELECT 1 FROM piece WHERE piece.path = digest.path)
"""
_SHARED_NAMES: Final = """
SELECT row.sheet, row.number, row.code, first.sheet, first.number
FROM (SELECT key, MIN(id) AS id FROM row GROUP BY key HAVING COUNT(*) > 1) AS shared
JOIN row AS first ON first.id = shared.id JOIN row ON row.key = shared.key AND row.id > shared.id ORDER BY row.id
"""
_LONGEST_LABEL: Final = column_length(Page, "label")

ITEMS: Final = "place = '' AND code <> ''"
"""The entries that are items."""


_PAGED: Final = frozenset({"first_page", "last_page", "page_range"})


def has_nothing_to_file(delivery: OpenDelivery) -> bool:
    """Whether it is a catalogue alone that tells of no pages of volumes: then no row has anything to do with a file."""
    of_items = sum(delivery.inventory.count(kind) for kind in KINDS)
    fields = {name for (told,) in delivery.table.store.ask("SELECT fields FROM heading") for name in told.split()}
    return not of_items and not fields & _PAGED


def detect_layout(delivery: OpenDelivery, named: Sequence[str]) -> Layout:
    """How the files lie. Raises UnknownLayout."""
    profiles = layout_profiles(settings.LANTAI.profiles_dir)
    return detect(delivery.inventory, _item_rows(delivery.table), profile=profiles, named=named)


def _item_rows(table: WorkingTable) -> Iterator[ItemRow]:
    for entry in table.entries(ITEMS):
        yield replace(item_row(entry.row, volume_of=_unknown), code=entry.code, volume=entry.volume)


def _unknown(_code: str) -> str:
    """The volume is the entry's own, by the profile of its fonds."""
    return ""


def file_pieces(delivery: OpenDelivery, layout: Layout, progress: Progress) -> None:
    """Enter the pieces of all items and volumes, and tell what rows and files say against each other."""
    progress.stage("files", layout.row_count)
    with PdfReader(PdfLimits(pixels=image_profile().limits.pixels)) as reader:
        filing = _Filing(delivery, layout, reader)
        entries = delivery.table.entries(ITEMS)
        for row, files in layout.items():
            entry = next(one for one in entries if (one.row.sheet, one.row.row) == (row.sheet, row.row))
            filing.item(entry, row, files)
            progress.advance()
        for volume in layout.volumes():
            filing.volume(volume)
    for members in volumes(delivery.inventory.store):
        filing.tell_seen(contradictions(placed for _id, placed in members))
    filing.tell_seen(layout.without_row())
    _tell_shared_names(delivery.table)
    delivery.table.settle_pieces()
    _tell_long_paths(delivery.table)


def _tell_long_paths(table: WorkingTable) -> None:
    """Code: too-long, of paths of files that somebody has."""
    for shown, length in list(table.store.ask(_LONG_PATHS, (_LONGEST_PATH,))):
        told = observe("too-long", severity=Severity.ERROR, path=shown, found=str(length), expected=str(_LONGEST_PATH))
        table.tell(told)
    table.settle()


def _tell_shared_names(table: WorkingTable) -> None:
    """Code: duplicate-code, of codes that differ in nothing that a file's name tells, as in case only: what lies there
    would come to both."""
    for sheet, number, code, first_sheet, first_number in list(table.store.ask(_SHARED_NAMES)):
        place = f"({first_sheet}, {first_number})"
        told = observe("duplicate-code", sheet=sheet, row=number, column="檔號", found=code, expected=place)
        table.tell(told)
        if told.severity == Severity.ERROR:
            table.store.run("UPDATE entry SET faulty = 1 WHERE sheet = ? AND number = ?", (first_sheet, first_number))
    table.settle()


@dataclass(slots=True)
class _Filing:
    delivery: OpenDelivery
    layout: Layout
    reader: PdfReader

    def tell_seen(self, seen: Iterable[Seen]) -> None:
        for one in seen:
            self.delivery.table.tell(as_observed(one))

    # -- items -----------------------------------------------------------------------------------

    def item(self, entry: Entry, row: ItemRow, files: ItemFiles) -> None:
        whole = self._unfolded(files)
        self.tell_seen(self.layout.compare(row, whole))
        looked = look_into(self.reader, self.delivery.root, row, self._readable(whole))
        self.tell_seen(looked.seen)
        if whole.span is None:
            self._own_files(entry, whole, looked.file)
        else:
            self._part_of_volume(entry, whole, looked.file)

    def _readable(self, files: ItemFiles) -> ItemFiles:
        """Without the PDF of which it was told already that it cannot be read."""
        return replace(files, pdf=None) if files.pdf and not self.delivery.sha512(files.pdf) else files

    def _unfolded(self, files: ItemFiles) -> ItemFiles:
        """A single image file of several pages is as many images."""
        if len(files.images) != 1 or files.span is not None:
            return files
        (image,) = files.images
        found = self.delivery.inventory.store.one("SELECT pages FROM image WHERE path = ?", (image.path,))
        pages = int(found[0]) if found else 1
        if pages < 2:
            return files
        return replace(files, images=tuple(ImageFile(image.path, page) for page in range(1, pages + 1)))

    def _own_files(self, entry: Entry, files: ItemFiles, pdf: PdfFile | None) -> None:
        add = self.delivery.table.add_piece
        is_folded = len(files.images) > 1 and len({image.path for image in files.images}) == 1
        for page, image in _numbered(files.images):
            add(entry.id, "", IMAGE, page=page, path=image.path, leaf=page if is_folded else 0)
        for page, text in _by_page(files.texts):
            add(entry.id, "", TEXT, page=page, path=text.path)
        for copy in files.copies:
            add(entry.id, "", COPY, page=copy.number or 0, path=copy.path)
        if files.pdf and files.images:
            add(entry.id, "", COPY, page=0, path=files.pdf)
        elif files.pdf and pdf:
            for page in range(1, pdf.page_count + 1):
                add(entry.id, "", IMAGE, page=page, path=files.pdf, leaf=page)
        elif files.pdf:  # it cannot be read, and is the item's all the same
            add(entry.id, "", COPY, page=0, path=files.pdf)
        if files.pdf and pdf and not files.texts and len(files.images) in (0, pdf.page_count):
            self._text_layer(entry.id, "", files.pdf, pdf)

    def _text_layer(self, entry: int | None, volume: str, path: str, pdf: PdfFile) -> None:
        """The text behind the pages of a PDF is delivered text."""
        for page, characters in enumerate(pdf.characters, start=1):
            if characters:
                self.delivery.table.add_piece(entry, volume, TEXT, page=page, path=path, leaf=page)

    def _part_of_volume(self, entry: Entry, files: ItemFiles, pdf: PdfFile | None) -> None:
        assert files.span is not None
        add, first = self.delivery.table.add_piece, files.span.first
        numbers = [image.number for image in files.images if image.number is not None]
        last = files.span.last or max(numbers, default=pdf.page_count if pdf else first)
        add(entry.id, entry.volume, SPAN, page=first, path="", leaf=max(first, last))
        for image in files.images:
            add(entry.id, entry.volume, PART, page=image.number or 0, path=image.path)
        if files.pdf:
            add(entry.id, entry.volume, PART, page=0, path=files.pdf)
        for page, text in _by_page(files.texts):
            if text.of_volume:
                add(entry.id, entry.volume, PART, page=page, path=text.path)
            else:
                add(entry.id, "", TEXT, page=page and first + page - 1, path=text.path)

    # -- volumes ---------------------------------------------------------------------------------

    def volume(self, files: VolumeFiles) -> None:
        add, code = self.delivery.table.add_piece, files.code
        for page, image in _numbered(files.images):
            label = "" if page == image.number else PurePosixPath(self.delivery.shown(image.path)).stem[:_LONGEST_LABEL]
            add(None, code, IMAGE, page=page, path=image.path, label=label)
        for page, text in _by_page(files.texts):
            add(None, code, TEXT, page=page, path=text.path)
        for copy in files.copies:
            add(None, code, COPY, page=copy.number or 0, path=copy.path)
        if files.pdf and files.images:
            add(None, code, COPY, page=0, path=files.pdf)
        elif files.pdf:
            self._pdf_of_volume(code, files.pdf, has_texts=bool(files.texts))

    def _pdf_of_volume(self, code: str, path: str, *, has_texts: bool) -> None:
        """What is wrong with it was told with the rows that lie in it."""
        try:
            pdf = self.reader.look(self.delivery.root / path)
        except UnreadablePdf:
            (self.delivery.root / path).lstat()
            self.delivery.table.add_piece(None, code, COPY, page=0, path=path)
            return
        for page in range(1, pdf.page_count + 1):
            self.delivery.table.add_piece(None, code, IMAGE, page=page, path=path, leaf=page)
        if not has_texts:
            self._text_layer(None, code, path, pdf)


def _numbered(images: Sequence[ImageFile]) -> Iterator[tuple[int, ImageFile]]:
    """Images with the number of their page: the file's own where it is one that no other has, else the next free."""
    taken = {image.number for image in images if image.number}
    following = max(taken, default=0) + 1
    given = set[int]()
    for image in images:
        if image.number and image.number not in given:
            given.add(image.number)
            yield image.number, image
        else:
            yield following, image
            following += 1


def _by_page(texts: Sequence[TextFile]) -> Iterator[tuple[int, TextFile]]:
    """One text a page; 0 is the whole item."""
    given = set[int]()
    for text in texts:
        page = text.number or 0
        if page not in given:
            given.add(page)
            yield page, text
