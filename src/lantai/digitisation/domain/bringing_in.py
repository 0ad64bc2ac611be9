"""Texts that come back: files of other programs, found to the pages that they are of, become corrections.

A file belongs to the page that its name says, ``<identifier>-p<number>``, else to the page that the name of the image
in it says, else to the one page whose scan is called as that image. The same folder again changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from django.db.models import Q

from lantai.accounts.models import User
from lantai.digitisation.domain.correcting import CorrectionRefused, correct_page, plan_correction
from lantai.digitisation.models import Page
from lantai.digitisation.page_names import PageName, named_by
from lantai.digitisation.text_export import MANIFEST
from lantai.digitisation.text_formats.page_file import PageFile
from lantai.digitisation.text_formats.recognising import read
from lantai.digitisation.text_formats.tree import LARGEST
from lantai.digitisation.text_formats.unreadable import NoPageText, UnreadableText

ENDINGS: Final = frozenset((".xml", ".hocr", ".html", ".htm", ".xhtml"))


class Outcome(StrEnum):
    """LEFT_OUT: sound XML that is no page, as an export of another program holds besides."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file: ``file`` below the folder, ``page`` where it was found, ``reason`` why not."""

    file: str
    page: str
    outcome: Outcome
    reason: str = ""


class _NotFound(Exception):
    """No page, or several, may be meant; the message is one sentence."""


def files_of(folder: Path) -> list[Path]:
    """The files that may hold texts, in the order of their names. Links and hidden files are none."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    return sorted(path for path in found if path.is_file() and not path.is_symlink() and path.name[0] != ".")


def bring_in(
    folder: Path, files: Sequence[Path], *, by: User, reason: str = "", among: Q | None = None, dry_run: bool = False
) -> Iterator[Brought]:
    """Take the texts of these files of a folder over, one after the other; what becomes of each.

    ``among``: only pages of these may be meant. ``dry_run``: nothing is written, and the same is said. Stopped at any
    point, what was taken over stays, and the next run finds it unchanged.
    """
    seen, of_file = _seen(folder), dict[int, str]()
    for path in files:
        name = str(path.relative_to(folder))
        try:
            page = None
            file = _read(path)
            page = _page_of(path, file, among or Q())
            _claim(page, name, of_file)
            outcome = _take_over(page, file, by=by, reason=reason, seen=seen, dry_run=dry_run)
            yield Brought(name, str(page), outcome)
        except NoPageText as error:
            yield Brought(name, "", Outcome.LEFT_OUT, str(error))
        except (UnreadableText, CorrectionRefused, _NotFound) as error:
            yield Brought(name, str(page or ""), Outcome.REFUSED, str(error))


def _claim(page: Page, name: str, of_file: dict[int, str]) -> None:
    """Raises _NotFound when another file of this run is of the same page."""
    other = of_file.setdefault(page.pk, name)
    if other != name:
        raise _NotFound(f"{other} is of the same page; expected one file a page.")


def _take_over(page: Page, file: PageFile, *, by: User, reason: str, seen: dict[str, int], dry_run: bool) -> Outcome:
    current = page.transcriptions.filter(current=True).values_list("pk", flat=True).first()
    corrected = seen.get(str(page), current)
    if dry_run:
        is_new = plan_correction(page, file.reading, by=by, seen=corrected).is_new
    else:
        is_new = correct_page(page, file.reading, by=by, reason=reason, seen=corrected).pk != current
    return Outcome.ADDED if is_new else Outcome.UNCHANGED


def _read(path: Path) -> PageFile:
    """Raises UnreadableText."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableText(f"This file is not read: it is larger than {LARGEST >> 20} MB; expected one page.")
        return read(path.read_bytes())
    except OSError as error:
        raise UnreadableText(f"This file cannot be opened: {error.strerror}.") from error


def _page_of(path: Path, file: PageFile, among: Q) -> Page:
    """Raises _NotFound."""
    pages = Page.objects.filter(among).select_related("record", "record_set")
    image = PurePosixPath(file.image.replace("\\", "/"))
    for meant in filter(None, (named_by(path.stem), named_by(image.stem))):
        page = pages.filter(_is(meant)).first()
        if page is not None:
            return page
    found = list(pages.filter(Q(file=image.name) | Q(file__endswith=f"/{image.name}"))[:2]) if image.name else []
    if len(found) == 1:
        return found[0]
    wanted = "expected <identifier>-p<number> as the file's name"
    if found:
        raise _NotFound(f"Several pages have a scan called “{image.name}”; {wanted}, or --batch.")
    raise _NotFound(f"No page is called “{path.stem}”, and none has a scan called “{image.name}”; {wanted}.")


def _is(name: PageName) -> Q:
    mine = Q(record__identifier=name.identifier) | Q(record_set__identifier=name.identifier)
    return mine & Q(number=name.number)


def _seen(folder: Path) -> dict[str, int]:
    """Of which transcription each page's file was written, as the manifest of the export says; the last one counts."""
    found: dict[str, int] = {}
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return found
    for line in lines:
        try:
            told = json.loads(line)
        except json.JSONDecodeError:  # a line that a stopped export left half written
            continue
        if isinstance(told, dict) and isinstance(key := told.get("transcription"), int):
            found[str(told.get("page"))] = key
    return found
