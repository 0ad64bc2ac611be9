"""The staging area: where objects are made ready, so that the storage root changes by single renames only.

A kill or a power cut at any moment leaves a valid storage root: an object appears, changes or goes by one
``rename``. What a dead process left half made lies here, in ``extensions/`` where OCFL 1.1 (4.1) lets a root
keep such things, and is swept at the next change. A living process holds a lock on its desk; the area is there
only while somebody works in it.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

_AREA: Final = Path("extensions", "lantai-staging")
LOCK: Final = "lantai.lock"
_HOLD: Final = "hold"
_DISPLACED: Final = "displaced"
_DISPLACED_FROM: Final = "displaced-from"


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other process or thread changes the storage root, and keep them waiting meanwhile."""
    with (root / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Staging:
    """The staging area of one storage root; safe for threads and processes of one machine."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._area = root / _AREA

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for, and hold, the right to change the storage root. Held for renames, never for copying.

        Whoever takes the turn first clears up after the dead, so nobody sees what they left half done.
        """
        with alone(self._root):
            self._sweep()
            yield

    @contextmanager
    def desk(self) -> Iterator[Path]:
        """A folder to work in, on the file system of the root; it goes with all that is left in it."""
        with ExitStack() as presence:
            with self.turn():
                self._area.mkdir(parents=True, exist_ok=True)
                desk = Path(tempfile.mkdtemp(dir=self._area))
                fcntl.flock(presence.enter_context((desk / _HOLD).open("ab")), fcntl.LOCK_EX)
            try:
                yield desk
            finally:
                presence.close()
                with self.turn():
                    pass  # the desk is deserted now, and taking the turn clears it

    def _sweep(self) -> None:
        if not self._area.exists():
            return
        for desk in [entry for entry in self._area.iterdir() if entry.is_dir()]:
            self._clear_if_deserted(desk)
        if not any(self._area.iterdir()):
            self._area.rmdir()

    def _clear_if_deserted(self, desk: Path) -> None:
        with (desk / _HOLD).open("ab") as hold:
            try:
                fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # its owner lives
            self._put_back(desk)
            shutil.rmtree(desk)

    def install(self, staged: Path, at: Path) -> None:
        """Move a new object to its place. To be called within ``turn``. Raises FileExistsError.

        Missing folders on the way are made on the desk and come with it in the same rename: a root may hold
        no empty folder (OCFL 1.1, 4.2), not even for a moment.
        """
        if at.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(at))
        standing = next(folder for folder in at.parents if folder.exists())
        way = at.relative_to(standing).parts
        parcel = staged
        for name in reversed(way[1:]):
            wrapped = parcel.with_name(f"{parcel.name}-in")
            wrapped.mkdir()
            parcel.rename(wrapped / name)
            sync(wrapped)
            parcel = wrapped
        parcel.rename(standing / way[0])
        sync(standing)

    def exchange(self, staged: Path, at: Path) -> None:
        """Put a new state of an object in the place of the old one. To be called within ``turn``.

        Where the file system cannot swap two names at once (NFS, CIFS) the object is away between two
        renames; if the process dies there, whoever takes the next turn puts it back.
        """
        if not swap_names(staged, at):
            self._replace_in_two_steps(staged, at)
        sync(at.parent)

    def _replace_in_two_steps(self, staged: Path, at: Path) -> None:
        note = staged.with_name(_DISPLACED_FROM)
        note.write_text(str(at.relative_to(self._root)))
        at.rename(staged.with_name(_DISPLACED))
        try:
            staged.rename(at)
        except OSError:
            self._put_back(staged.parent)
            raise
        note.unlink()

    def _put_back(self, desk: Path) -> None:
        """Return an object that a desk has taken out of its place and not yet replaced."""
        note = desk / _DISPLACED_FROM
        if not note.exists():
            return
        at = self._root / note.read_text()
        if not at.exists() and (desk / _DISPLACED).exists():
            (desk / _DISPLACED).rename(at)
        note.unlink()

    def withdraw(self, at: Path, desk: Path) -> None:
        """Take an object out of the root, with the folders that would be left empty. Within ``turn``."""
        top = at
        while top.parent != self._root and len(list(top.parent.iterdir())) == 1:
            top = top.parent
        top.rename(desk / "withdrawn")
        sync(top.parent)


def swap_names(one: Path, other: Path) -> bool:
    """Swap what two names stand for, at once (Linux ``renameat2``); False where that cannot be done."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def settle(top: Path) -> None:
    """See that a folder and all in it outlive a power cut.

    One ``syncfs`` for all (Linux) instead of a wait for the disk for every file of it.
    """
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        _settle_one_by_one(top)
        return
    with _opened(top) as handle:
        if syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(top))


def _settle_one_by_one(top: Path) -> None:
    for folder, _, files in os.walk(top, topdown=False):
        for file in files:
            sync(Path(folder, file))
        sync(Path(folder))


def sync(path: Path) -> None:
    """See that a file, or the names in a folder, outlive a power cut."""
    with _opened(path) as handle:
        os.fsync(handle)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
