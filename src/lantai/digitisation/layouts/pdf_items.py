"""A PDF against the row that it belongs to: whether it opens, and has the pages that the row says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lantai.digitisation.layouts.layout import ItemFiles, stated_pages
from lantai.digitisation.layouts.pdf import PasswordProtected, PdfFile, PdfReader, UnreadablePdf, drawn_size
from lantai.digitisation.layouts.rows import ItemRow
from lantai.digitisation.layouts.seen import Seen


@dataclass(frozen=True, slots=True)
class LookedInto:
    """A PDF and what was seen; ``file`` is None when it cannot be read."""

    file: PdfFile | None
    seen: tuple[Seen, ...]


def look_into(reader: PdfReader, root: Path, row: ItemRow, files: ItemFiles) -> LookedInto:
    """Open the PDF of a row. Seen are password-protected, unreadable-image, page-count (of an item's own PDF), page-gap
    (of a volume's, too short for the row's pages), oversized-image (a page that nobody could draw), active-content
    (scripts, forms and embedded files: left alone).

    Raises OSError when the file is there no more.
    A PDF of a volume is opened once a row; the reader keeps it open between rows that follow each other.
    """
    if files.pdf is None:
        return LookedInto(None, ())
    try:
        file = reader.look(root / files.pdf)
    except PasswordProtected:
        return LookedInto(None, (_at(row, "password-protected", files.pdf),))
    except UnreadablePdf as error:
        (root / files.pdf).lstat()
        return LookedInto(None, (_at(row, "unreadable-image", files.pdf, found=error.reason),))
    return LookedInto(file, (*_compare(row, files, file), *_too_large(row, files, file, most=reader.limits.pixels)))


def _too_large(row: ItemRow, files: ItemFiles, file: PdfFile, *, most: int) -> Iterator[Seen]:
    """The largest of the row's pages, where it would have more pixels than are read."""
    assert files.pdf is not None
    span = files.span
    sizes = file.sizes if span is None else file.sizes[max(0, span.first - 1) : span.last or span.first]
    width, height = max((drawn_size(*size) for size in sizes), key=lambda size: size[0] * size[1], default=(0, 0))
    if width * height > most:
        yield _at(row, "oversized-image", files.pdf, found=f"{width} × {height}", expected=str(most))


def _compare(row: ItemRow, files: ItemFiles, file: PdfFile) -> Iterator[Seen]:
    assert files.pdf is not None
    stated = stated_pages(row)
    if files.span is not None:
        last = files.span.last or files.span.first
        if last > file.page_count:
            yield _at(row, "page-gap", files.pdf, found=str(file.page_count), expected=str(last))
    elif stated is not None and stated != file.page_count:
        yield _at(row, "page-count", files.pdf, found=str(file.page_count), expected=str(stated), column="頁數")
    if file.scripts or file.attachments or file.has_forms:
        counts = (("scripts", file.scripts), ("embedded files", file.attachments), ("forms", int(file.has_forms)))
        yield _at(row, "active-content", files.pdf, found=", ".join(f"{name}: {n}" for name, n in counts if n))


def _at(row: ItemRow, code: str, path: str, *, found: str = "", expected: str = "", column: str = "") -> Seen:
    return Seen(code=code, sheet=row.sheet, row=row.row, column=column, path=path, found=found, expected=expected)
