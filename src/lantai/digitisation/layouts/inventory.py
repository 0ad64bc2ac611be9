"""The inventory: every file of a delivery with its kind, its page number and what is odd about it.

Taken once, kept in one SQLite file (``store``) beside which memory stays flat, and asked by whatever comes after: the
layout, the lists of digests, the digest of the delivery.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from lantai.digitisation.layouts.keys import name_key
from lantai.digitisation.layouts.magic import HEAD, format_of
from lantai.digitisation.layouts.names import legible
from lantai.digitisation.layouts.profile import InventoryProfile
from lantai.digitisation.layouts.seen import Seen
from lantai.digitisation.layouts.store import Entering, Store
from lantai.digitisation.layouts.walk import FileFound, FolderFound, walk
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.values.folding import fold

_TOLD_EVERY: Final = 1_000


class NoInventory(Exception):
    """No inventory can be taken here; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """``path`` is relative to the delivery and opens the file (``root / path``); ``shown`` is for reading. ``size``
    is in bytes; ``format`` is what the first bytes say, ``""`` when the file is empty or could not be read."""

    path: str
    shown: str
    kind: str
    size: int
    number: int | None
    format: str


@dataclass(slots=True)
class Inventory:
    """What lies in a delivery. ``close`` it when done; the file at ``at`` is the caller's to delete."""

    root: Path
    profile: InventoryProfile
    store: Store

    def files(self, kind: str | None = None) -> Iterator[ListedFile]:
        """The files that count, all or of a kind (image, pdf, text, sheet, digests, paper, stray), by path."""
        where = "" if kind is None else "WHERE bundle.kind = ?"
        # CROSS JOIN keeps the order of the tables: folder by folder, sorted within each.
        asked = self.store.ask(
            "SELECT folder.path, folder.shown, file.name, file.shown, bundle.kind, file.size, file.number, file.format "  # noqa: S608
            "FROM folder CROSS JOIN bundle ON bundle.folder = folder.id CROSS JOIN file ON file.bundle = bundle.id "
            f"{where} ORDER BY folder.path, file.name",
            () if kind is None else (kind,),
        )
        for path, shown, name, name_shown, what, size, number, format_ in asked:
            yield ListedFile(
                path=_under(path, name),
                shown=_under(shown, name_shown or name),
                kind=what,
                size=size,
                number=number,
                format=format_ or "",
            )

    def count(self, kind: str | None = None) -> int:
        """How many files there are, all or of a kind."""
        if kind is None:
            return self.store.count("SELECT SUM(files) FROM bundle")
        return self.store.count("SELECT SUM(files) FROM bundle WHERE kind = ?", (kind,))

    def observations(self) -> Iterator[Seen]:
        """What is odd about the files themselves: unsafe-path, empty-file, format-mismatch, unreadable-file, encoding,
        stray-file. By path; a million of them costs no memory."""
        for code, path, found, expected in self.store.ask("SELECT * FROM seen ORDER BY path, code"):
            yield Seen(code=code, path=path, found=found, expected=expected)

    def close(self) -> None:
        self.store.close()


def inventory(
    root: Path, *, profile: InventoryProfile, at: Path | None = None, progress: Progress | None = None
) -> Inventory:
    """Take the inventory of a delivery, a folder or a single file.

    ``at`` is a new file of the caller's, in the home, for the table; without it the table is held in memory (about
    0.2 kB a file). Nothing is written into the delivery. Raises NoInventory when there is nothing of the name, OSError
    when a folder cannot be read.
    """
    if not root.exists():
        raise NoInventory(f"{root} is not there; give the folder of the delivery, or its sheet.")
    if at is not None:
        at.unlink(missing_ok=True)
    store = Store(at)
    try:
        _take(root, profile, store, progress or SilentProgress())
    except BaseException:
        store.close()
        raise
    return Inventory(root=root if root.is_dir() else root.parent, profile=profile, store=store)


def _take(root: Path, profile: InventoryProfile, store: Store, progress: Progress) -> None:
    store.create()
    with store.transaction():
        _Taking(profile, store, progress).take(walk(root, profile) if root.is_dir() else _alone(root))
    store.index()


def _alone(file: Path) -> Iterator[FolderFound | FileFound | Seen]:
    yield FolderFound("", "", 0)
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    yield FileFound(file.name, legible(file.name), file.stat().st_size, format_of(head))


def _under(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


@dataclass(slots=True)
class _Bundle:
    """A bundle while its folder is being looked through."""

    id: int
    kind: str
    ending: str
    prefix: str
    files: int = 0
    low: int | None = None
    high: int | None = None

    def count(self, number: int | None) -> None:
        self.files += 1
        if number is not None:
            self.low = number if self.low is None else min(self.low, number)
            self.high = number if self.high is None else max(self.high, number)


@dataclass(slots=True)
class _Taking:
    """What is known in the middle of a walk: one folder and its bundles."""

    profile: InventoryProfile
    store: Store
    progress: Progress
    folders: Entering = field(init=False)
    bundles: Entering = field(init=False)
    files: Entering = field(init=False)
    seen: Entering = field(init=False)
    folder: FolderFound = field(init=False, default=FolderFound("", "", 0))
    folder_id: int = 0
    folder_name: str = ""
    in_catalogue: bool = False
    open: dict[tuple[str, str, str], _Bundle] = field(default_factory=dict)
    next_bundle: int = 1
    taken: int = 0

    def __post_init__(self) -> None:
        self.folders, self.bundles = Entering(self.store, "folder"), Entering(self.store, "bundle")
        self.files, self.seen = Entering(self.store, "file"), Entering(self.store, "seen")

    def take(self, found: Iterator[FolderFound | FileFound | Seen]) -> None:
        self.progress.stage("inventory", 0)
        for one in found:
            if isinstance(one, FileFound):
                self._file(one)
            elif isinstance(one, FolderFound):
                self._folder(one)
            else:
                self._tell(one.code, one.path, one.found, one.expected)
        self._close_folder()
        for entering in (self.folders, self.bundles, self.files, self.seen):
            entering.flush()
        self.progress.advance(self.taken % _TOLD_EVERY)

    def _folder(self, folder: FolderFound) -> None:
        self._close_folder()
        self.folder, self.folder_id = folder, self.folder_id + 1
        parts = PurePosixPath(folder.shown).parts
        self.in_catalogue = any(fold(part) in self.profile.catalogue_folders for part in parts)
        self.folder_name = parts[-1] if parts else ""
        key = name_key(self.folder_name) if parts else ""
        self.folders.add(self.folder_id, folder.path, folder.shown, key)

    def _close_folder(self) -> None:
        for one in self.open.values():
            self.bundles.add(one.id, self.folder_id, one.prefix, one.kind, one.ending, one.files, one.low, one.high)
        self.open.clear()

    def _file(self, file: FileFound) -> None:
        stem, ending = parted(file.shown)
        kind = self.profile.kind_of(stem, ending, file.format or "", in_catalogue=self.in_catalogue)
        is_named_after_folder = stem == self.folder_name
        before, number = (stem, None) if is_named_after_folder else self.profile.split(stem)
        bundle = self._bundle(before, kind, ending)
        bundle.count(number)
        shown = None if file.shown == file.name else file.shown
        self.files.add(None, bundle.id, file.name, shown, number, file.size, file.format)
        self._look_at(file, kind, ending)
        self.taken += 1
        if self.taken % _TOLD_EVERY == 0:
            self.progress.advance(_TOLD_EVERY)

    def _bundle(self, before: str, kind: str, ending: str) -> _Bundle:
        known = self.open.get((before, kind, ending))
        if known is None:
            known = _Bundle(self.next_bundle, kind, ending, name_key(before) if before else "")
            self.open[before, kind, ending] = known
            self.next_bundle += 1
        return known

    def _look_at(self, file: FileFound, kind: str, ending: str) -> None:
        path = self.folder.shown_path(file.shown)
        if file.size == 0:
            self._tell("empty-file", path, "0")
        elif file.format is None:
            self._tell("unreadable-file", path)
        elif self.profile.contradicts(ending, file.format):
            self._tell("format-mismatch", path, file.format, ending)
        if kind == "stray":
            self._tell("stray-file", path, file.format or "")

    def _tell(self, code: str, path: str, found: str = "", expected: str = "") -> None:
        self.seen.add(code, path, found, expected)


def parted(name: str) -> tuple[str, str]:
    """A name's stem and its ending in small letters, without the dot."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if dot and stem else (name, "")
