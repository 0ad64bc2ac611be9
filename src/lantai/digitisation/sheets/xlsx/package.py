"""The package of a workbook: parts in a zip, found by their relationships (ECMA-376 Part 2)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet

CHUNK: Final = 1 << 16
_MOST_PARTS: Final = 10_000
_LARGEST_PART: Final = 6 << 30
_LARGEST: Final = 8 << 30
_SMALL: Final = 50 << 20
"""What unpacks to no more is never a bomb."""
_RATIO: Final = 400
"""Rows of empty styled cells pack a hundred times; zip's limit, a bomb's aim, is about a thousand."""
_LARGEST_INDEX: Final = 64 << 20

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A worksheet of the workbook: its name, its part, and whether the sender hid it."""

    name: str
    part: str
    hidden: bool


def guard(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse bombs and locked entries before anything is unpacked; zipfile itself unpacks no more than is declared."""
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST:
        raise UnreadableSheet(name, Reason.UNSAFE, "it unpacks to more than any workbook")
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableSheet(name, Reason.PASSWORD)
        packed = max(1, entry.compress_size)
        if entry.file_size > _LARGEST_PART or (entry.file_size > _SMALL and entry.file_size > _RATIO * packed):
            raise UnreadableSheet(name, Reason.UNSAFE, f"{entry.filename[:80]} unpacks to {entry.file_size} bytes")


def new_parser() -> expat.XMLParserType:
    """A parser that refuses a document type, and with it every entity: no part of a workbook has one."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise UnreadableSheet("", Reason.UNSAFE, "its XML declares a document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


class Package:
    """An open workbook. Raises UnreadableSheet when the zip is broken, locked or a bomb."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._archive = zipfile.ZipFile(file)
        guard(self._archive, name)
        self._name = name
        self._parts = {one.replace("\\", "/").lower().lstrip("/"): one for one in self._archive.namelist()}
        self._book = self._related("", "officeDocument") or "xl/workbook.xml"

    def open(self, part: str) -> IO[bytes]:
        entry = self._parts.get(part.lower())
        if entry is None:
            raise UnreadableSheet(self._name, Reason.DAMAGED, f"its part {part[:80]} is missing")
        return self._archive.open(entry)

    def part(self, kind: str) -> str | None:
        """The workbook's part of a kind that there is one of: ``sharedStrings``, ``styles``."""
        found = self._related(self._book, kind)
        return found if found.lower() in self._parts else None

    def tables(self) -> tuple[list[Table], bool]:
        """The worksheets in their order, and whether days are counted from 1904 (18.2.28)."""
        parts, found, from_1904 = self._relations(self._book, "worksheet"), list[Table](), False
        for element, attributes in self._elements(self._book):
            if element == "workbookPr":
                from_1904 = attributes.get("date1904", "0").lower() in {"1", "true", "on"}
            elif element == "sheet" and (part := parts.get(_relation(attributes))):
                found.append(Table(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
        return found, from_1904

    def elements(self, part: str) -> Iterator[tuple[str, Attributes]]:
        """The elements of a small part, in order, each with its attributes; names without their prefixes."""
        return self._elements(part)

    def _elements(self, part: str) -> Iterator[tuple[str, Attributes]]:
        found: list[tuple[str, Attributes]] = []
        parser, size = new_parser(), 0
        parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
        with self.open(part) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > _LARGEST_INDEX:
                    raise UnreadableSheet(self._name, Reason.UNSAFE, f"its part {part[:80]} is too large")
                parser.Parse(chunk)
                yield from found
                found.clear()
        parser.Parse(b"", True)

    def _related(self, part: str, kind: str) -> str:
        """The first part that ``part`` names as of this kind; empty when there is none."""
        return next(iter(self._relations(part, kind).values()), "")

    def _relations(self, part: str, kind: str) -> dict[str, str]:
        """Parts by the id of the relationship; inside the package only: a target outside is never looked at."""
        folder, _, own = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{own}.rels")
        if listed.lower() not in self._parts:
            return {}
        return {
            attributes.get("Id", ""): _resolved(folder, attributes.get("Target", ""))
            for element, attributes in self._elements(listed)
            if element == "Relationship"
            and attributes.get("TargetMode", "Internal") == "Internal"
            and attributes.get("Type", "").endswith(f"/{kind}")
        }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _relation(attributes: Attributes) -> str:
    """The value of ``r:id``, under whatever prefix."""
    return next((value for name, value in attributes.items() if name.endswith(":id")), "")
