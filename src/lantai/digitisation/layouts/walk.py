"""A walk through a delivery that cannot be led out of it.

Every folder is opened relative to the one that the walk began in, and no link is followed, not even one that is put
in place of a folder while the walk is on. Devices, sockets and pipes are told and never opened.
"""

from __future__ import annotations

import errno
import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from lantai.digitisation.layouts import names
from lantai.digitisation.layouts.magic import HEAD, format_of
from lantai.digitisation.layouts.profile import InventoryProfile
from lantai.digitisation.layouts.seen import Seen

_CHUNK: Final = 5_000
_ONE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER: Final = _ONE | os.O_DIRECTORY


@dataclass(frozen=True, slots=True)
class FolderFound:
    """``path`` is relative to the delivery as ``os.fsdecode`` gives it, ``""`` for the delivery itself; ``shown`` is
    the path for reading. The files that follow lie in it, until the next folder."""

    path: str
    shown: str
    depth: int

    def shown_path(self, name: str) -> str:
        return f"{self.shown}/{name}" if self.shown else name


@dataclass(frozen=True, slots=True)
class FileFound:
    """``format`` is what the first bytes say (``magic``), ``""`` for an empty file, None when it cannot be read."""

    name: str
    shown: str
    size: int
    format: str | None


def walk(root: Path, profile: InventoryProfile) -> Iterator[FolderFound | FileFound | Seen]:
    """The folders, files and oddities of a delivery. Memory grows with the folders still to be looked into only.

    Raises OSError when a folder cannot be read: the disk may have gone.
    """
    top = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        waiting = [FolderFound("", "", 0)]
        while waiting:
            yield from _Visit(top, waiting.pop(), profile, waiting).run()
    except OSError as error:
        if error.filename is None or not str(error.filename).startswith("/"):
            error.filename = str(root / str(error.filename or ""))
        raise
    finally:
        os.close(top)


@dataclass(slots=True)
class _Visit:
    """One folder, looked through once."""

    top: int
    folder: FolderFound
    profile: InventoryProfile
    waiting: list[FolderFound]
    encoding: str = ""

    def run(self) -> Iterator[FolderFound | FileFound | Seen]:
        try:
            handle = os.open(self.folder.path or ".", _FOLDER, dir_fd=self.top)
        except OSError as error:
            if error.errno not in (errno.ELOOP, errno.ENOTDIR, errno.ENAMETOOLONG):
                raise
            yield Seen(code="unsafe-path", path=self.folder.shown, found="link or path too long")
            return
        yield self.folder
        try:
            yield from self._entries(handle)
        finally:
            os.close(handle)

    def _entries(self, handle: int) -> Iterator[FileFound | Seen]:
        clashes, folders = array("q"), list[str]()
        with os.scandir(handle) as entries:
            while chunk := list(islice(entries, _CHUNK)):
                yield from self._settle_encoding([entry.name for entry in chunk])
                for entry in chunk:
                    clashes.append(hash(names.clash_key(entry.name)))
                    yield from self._entry(handle, entry, folders)
        yield from self._clashes(handle, clashes)
        for name in sorted(folders, reverse=True):
            yield from self._enter(name)

    def _settle_encoding(self, found: list[str]) -> Iterator[Seen]:
        """Names of one folder were written by one machine: one encoding for all that are no UTF-8, told once."""
        strange = [name for name in found if not names.is_utf8(name)]
        if strange and not self.encoding:
            self.encoding = names.encoding_of(strange)
            shown = self.folder.shown_path(self._shown(strange[0]))
            yield Seen(code="encoding", path=shown, found=self.encoding, expected="utf-8")

    def _shown(self, name: str) -> str:
        return names.legible(name, self.encoding or "gb18030")

    def _entry(self, handle: int, entry: os.DirEntry[str], folders: list[str]) -> Iterator[FileFound | Seen]:
        if self.profile.is_ignored(entry.name):
            return
        shown = self._shown(entry.name)
        if trouble := self._trouble(entry, shown):
            yield Seen(code="unsafe-path", path=self.folder.shown_path(shown), found=trouble)
        if entry.is_symlink():
            return
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.name)
        elif entry.is_file(follow_symlinks=False):
            size = entry.stat(follow_symlinks=False).st_size
            yield FileFound(entry.name, shown, size, _format(entry.name, handle) if size else "")

    def _trouble(self, entry: os.DirEntry[str], shown: str) -> str:
        if entry.is_symlink():
            return "link"
        if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
            return "device, socket or pipe"
        if len(os.fsencode(self.folder.path)) + len(os.fsencode(entry.name)) > self.profile.longest_path:
            return f"path longer than {self.profile.longest_path} bytes"
        # In Big5 a byte of a character may be that of a backslash: such names are judged as they read.
        return names.trouble_with(entry.name if names.is_utf8(entry.name) else shown)

    def _enter(self, name: str) -> Iterator[Seen]:
        path = f"{self.folder.path}/{name}" if self.folder.path else name
        shown = self.folder.shown_path(self._shown(name))
        shown = path if shown == path else shown  # one text, not two, of a million folders
        if self.folder.depth >= self.profile.depth:
            yield Seen(code="unsafe-path", path=shown, found=f"deeper than {self.profile.depth} folders")
        else:
            self.waiting.append(FolderFound(path, shown, self.folder.depth + 1))

    def _clashes(self, handle: int, keys: array[int]) -> Iterator[Seen]:
        """Names that are one where case does not count. Seldom there, so found by number and looked up again."""
        numbers, counts = np.unique(np.frombuffer(keys, dtype=np.int64), return_counts=True)
        doubled = set(numbers[counts > 1].tolist())
        if not doubled:
            return
        first: dict[str, str] = {}
        for name in sorted(os.listdir(handle)):
            key = names.clash_key(name)
            if hash(key) in doubled and key in first:
                shown = self.folder.shown_path(self._shown(name))
                yield Seen(code="unsafe-path", path=shown, found=f"differs from {self._shown(first[key])} in case only")
            first.setdefault(key, name)


def _format(name: str, handle: int) -> str | None:
    """What the first bytes say. One file that cannot be read never stops the walk."""
    try:
        file = os.open(name, _ONE | os.O_NONBLOCK, dir_fd=handle)
    except OSError:
        return None
    try:
        return format_of(os.read(file, HEAD))
    except OSError:
        return None
    finally:
        os.close(file)
