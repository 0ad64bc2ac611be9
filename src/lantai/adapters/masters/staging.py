"""The staging area: where objects are made ready, so that the storage root changes by single renames only.

A kill or a power cut at any moment leaves a valid storage root: an object appears, changes or goes by one
``rename``. What a dead process left half made lies here, in ``extensions/`` where OCFL 1.1 (4.1) lets a root
keep such things, and is swept at the next change. A living process holds a lock on its desk; the area is there
only while somebody works in it.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from lantai.adapters.masters.durability import swap_names, sync

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
        self._door = threading.Lock()
        self._present = self._places = 0
        self._desk = self._area
        self._presence = ExitStack()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for, and hold, the right to change the storage root. Held for renames, never for copying.

        Whoever takes the turn first clears up after the dead, so nobody sees what they left half done.
        """
        with alone(self._root):
            self._sweep()
            yield

    @contextmanager
    def place(self) -> Iterator[Path]:
        """A folder to work in, on the file system of the root; it goes with all that is left in it.

        It lies on the desk of this process, which stands as long as any of its threads has a place there.
        """
        place = self._come()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)  # what cannot be removed now is swept with the desk
            self._go()

    def _come(self) -> Path:
        with self._door:
            if not self._present:
                self._desk = self._set_up()
            self._present += 1
            self._places += 1
            place = self._desk / str(self._places)
        try:
            place.mkdir()
        except OSError:
            self._go()
            raise
        return place

    def _set_up(self) -> Path:
        with self.turn():
            self._area.mkdir(parents=True, exist_ok=True)
            desk = Path(tempfile.mkdtemp(dir=self._area))
            hold = (desk / _HOLD).open("ab")
            self._presence.callback(hold.close)
            fcntl.flock(hold, fcntl.LOCK_EX)
        return desk

    def _go(self) -> None:
        """The last to go leaves the desk deserted, and clears it by taking the turn."""
        with self._door:
            self._present -= 1
            if not self._present:
                self._presence.close()
                with self.turn():
                    pass

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
            for place in [entry for entry in desk.iterdir() if entry.is_dir()]:
                self._put_back(place)
            shutil.rmtree(desk)

    def exchange(self, staged: Path, at: Path) -> None:
        """Put a new state of an object in the place of the old one, not yet settled. To be called within ``turn``.

        Where the file system cannot swap two names at once (NFS, CIFS) the object is away between two
        renames; if the process dies there, whoever takes the next turn puts it back.
        """
        if not swap_names(staged, at):
            self._replace_in_two_steps(staged, at)

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

    def _put_back(self, place: Path) -> None:
        """Return an object that was taken out of its place in the root and not yet replaced."""
        note = place / _DISPLACED_FROM
        if not note.exists():
            return
        at = self._root / note.read_text()
        if not at.exists() and (place / _DISPLACED).exists():
            (place / _DISPLACED).rename(at)
        note.unlink()

    def withdraw(self, at: Path, place: Path) -> None:
        """Take an object out of the root, with the folders that would be left empty. Within ``turn``."""
        top = at
        while top.parent != self._root and len(list(top.parent.iterdir())) == 1:
            top = top.parent
        top.rename(place / "withdrawn")
        sync(top.parent)
