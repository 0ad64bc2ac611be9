"""Digest lists that come with a delivery (``MD5校驗.txt`` and its cousins): found, read, and matched with the files.

The paths of a list are those of the sender's machine: with backslashes, in GBK, from a drive's root. They are never
opened. They are compared with the inventory, after so many leading folders as it takes have been cut from all of them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from lantai.digitisation.layouts.digest_lines import LineReader, StatedDigest
from lantai.digitisation.layouts.inventory import Inventory, ListedFile
from lantai.digitisation.layouts.opening import open_file
from lantai.digitisation.layouts.store import Entering, Store
from lantai.digitisation.sheets.plain import as_text
from lantai.digitisation.sheets.reading import read_heads, read_rows
from lantai.digitisation.sheets.unreadable import UnreadableSheet
from lantai.values.encodings import MARKS, decode

_SHEETS: Final = ("xlsx", "xlsm", "xls", "ods")
_LONGEST_LINE: Final = 1 << 16
_SAMPLE: Final = 1 << 18
_TRIED: Final = 400
_CUT: Final = 12
_DRIVE: Final = re.compile(r"(?:[a-z]:|/)?/+")
_TABLES: Final = """
DROP TABLE IF EXISTS stated; DROP TABLE IF EXISTS place;
CREATE TABLE stated (list TEXT, line INTEGER, path TEXT, key TEXT, algorithm TEXT, digest TEXT, file INTEGER);
CREATE INDEX stated_by_list ON stated (list);
CREATE TABLE place (key TEXT, name TEXT, file INTEGER);
"""


@dataclass(frozen=True, slots=True)
class DigestList:
    """A list and how it fits: ``lines`` that state a digest, ``matched`` those whose file lies in the delivery, ``cut``
    the folders that were cut from the front of its paths. ``trouble`` is the sentence that says why it cannot be read
    to its end."""

    path: str
    lines: int
    matched: int
    cut: int
    trouble: str = ""


def read_list(root: Path, listed: ListedFile) -> Iterator[StatedDigest]:
    """What one list states, line by line. Raises UnreadableSheet for a workbook that cannot be read, and OSError."""
    reader = LineReader(listed.shown)
    if listed.path.lower().endswith(_SHEETS):
        yield from _of_workbook(root / listed.path, reader)
        return
    with open_file(root / listed.path) as file:
        for number, line in enumerate(_lines(file), start=1):
            if stated := reader.line(line, number):
                yield stated


def _of_workbook(path: Path, reader: LineReader) -> Iterator[StatedDigest]:
    for table in range(len(read_heads(path))):
        for batch in read_rows(path, table):
            for number, cells in batch:
                if stated := reader.cells([as_text(cell) for cell in cells], number):
                    yield stated


def _lines(file: BinaryIO) -> Iterator[str]:
    """The lines of a text in whatever encoding. It is judged from the beginning, and each line has the last word: the
    paths in a list may come from several machines."""
    sample = file.read(_SAMPLE)
    file.seek(0)
    for mark, name, encoding in MARKS:
        if sample.startswith(mark) and not name.startswith("utf-8"):
            file.seek(len(mark))
            yield from codecs.getreader(encoding)(file, "replace")
            return
    foreign = b"\n".join(line for line in sample.split(b"\n")[:-1] or [sample] if not line.isascii())
    encoding = decode(foreign).encoding if foreign else "gb18030"
    while line := file.readline(_LONGEST_LINE):
        yield _decoded(line, encoding)


def _decoded(line: bytes, encoding: str) -> str:
    for one in ("utf-8-sig", encoding):
        with suppress(UnicodeDecodeError):
            return line.decode(one)
    return line.decode("gb18030", "replace")


# -- matching with the inventory ----------------------------------------------------------------


def enter_lists(inventory: Inventory) -> tuple[DigestList, ...]:
    """Read every list of a delivery into the inventory's table and match it with the files."""
    store = inventory.store
    store.script(_TABLES)
    lists = list(inventory.files("digests"))
    if lists:
        with store.transaction():
            _enter_places(inventory)
        store.script("CREATE INDEX place_by_key ON place (key); CREATE INDEX place_by_name ON place (name)")
    found = tuple(_enter_list(inventory, one) for one in lists)
    store.script("CREATE INDEX stated_by_file ON stated (file)")
    return found


def _enter_places(inventory: Inventory) -> None:
    entering = Entering(inventory.store, "place")
    asked = inventory.store.ask(
        "SELECT folder.shown, COALESCE(file.shown, file.name), file.id FROM folder JOIN bundle "
        "ON bundle.folder = folder.id JOIN file ON file.bundle = bundle.id"
    )
    for folder, name, file in asked:
        entering.add(path_key(f"{folder}/{name}" if folder else name), path_key(name), file)
    entering.flush()


def _enter_list(inventory: Inventory, listed: ListedFile) -> DigestList:
    """One list that cannot be read never stops the others."""
    store, trouble = inventory.store, ""
    with store.transaction():
        try:
            _enter_lines(inventory, listed)
        except (UnreadableSheet, OSError) as error:
            trouble = str(error)
        fit = _best_fit(store, listed)
        store.run_many("UPDATE stated SET file = ? WHERE rowid = ?", _matches(store, listed, fit))
    lines = store.count("SELECT COUNT(*) FROM stated WHERE list = ?", (listed.shown,))
    matched = store.count("SELECT COUNT(*) FROM stated WHERE list = ? AND file IS NOT NULL", (listed.shown,))
    return DigestList(listed.shown, lines, matched, fit.cut, trouble)


def _enter_lines(inventory: Inventory, listed: ListedFile) -> None:
    entering = Entering(inventory.store, "stated")
    try:
        for one in read_list(inventory.root, listed):
            entering.add(listed.shown, one.line, one.path, path_key(one.path), one.algorithm, one.digest, None)
    finally:
        entering.flush()


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the paths of a list become ours: ``cut`` folders off the front, ``under`` put before; or by name alone."""

    cut: int
    under: str
    by_name: bool = False

    def find(self, store: Store, key: str) -> int | None:
        """The file that a path means. By its name alone only when no other file has that name."""
        parts = key.split("/")
        if self.by_name:
            found = list(store.ask("SELECT file FROM place WHERE name = ? LIMIT 2", (parts[-1],)))
            return int(found[0][0]) if len(found) == 1 else None
        if len(parts) <= self.cut:
            return None
        ours = store.one("SELECT file FROM place WHERE key = ?", (self.under + "/".join(parts[self.cut :]),))
        return int(ours[0]) if ours else None


def _best_fit(store: Store, listed: ListedFile) -> _Fit:
    """The fit that finds most of some of the list's paths; of equals, the one that changes least."""
    tried = [key for (key,) in islice(store.ask("SELECT key FROM stated WHERE list = ?", (listed.shown,)), _TRIED)]
    folder = path_key(listed.shown).rpartition("/")[0]
    fits = [_Fit(cut, under) for cut in range(_CUT) for under in dict.fromkeys((folder and folder + "/", ""))]
    fits.append(_Fit(0, "", by_name=True))
    return max(fits, key=lambda fit: sum(fit.find(store, key) is not None for key in tried))


def _matches(store: Store, listed: ListedFile, fit: _Fit) -> Iterable[tuple[int, int]]:
    asked = store.ask("SELECT rowid, key FROM stated WHERE list = ?", (listed.shown,))
    for rowid, key in asked:
        file = fit.find(store, key)
        if file is not None:
            yield file, rowid


def path_key(path: str) -> str:
    """Equal for paths that mean the same file on a system which takes case and slashes lightly."""
    text = unicodedata.normalize("NFC", path).casefold().replace("\\", "/")
    drive = _DRIVE.match(text)
    return "/".join(part for part in text[drive.end() if drive else 0 :].split("/") if part not in ("", "."))
