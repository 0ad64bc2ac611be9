"""A delivery lying open: its inventory taken, its bytes digested, a working table beside it in the home.

Nothing is written into the delivery, no link in it is followed, and nothing outside it is seen (``layouts.walk``).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings

from lantai.digitisation.check.observation import Observation, observe
from lantai.digitisation.check.working import WorkingTable
from lantai.digitisation.layouts.digest_check import check_digests, lists_against_files
from lantai.digitisation.layouts.digest_lists import enter_lists
from lantai.digitisation.layouts.inventory import Inventory, NoInventory, inventory
from lantai.digitisation.layouts.names import legible
from lantai.digitisation.layouts.profile import inventory_profile
from lantai.digitisation.layouts.seen import Seen
from lantai.digitisation.layouts.store import Entering
from lantai.digitisation.progress import Progress
from lantai.digitisation.scratch import scratch_folder
from lantai.preservation.domain import content_digest


class NotADelivery(Exception):
    """There is nothing here that could be taken in; the message is one sentence for people."""


@dataclass(slots=True)
class OpenDelivery:
    """``source`` is what was given, ``root`` its folder; ``sheets`` are its catalogues, by path. ``digest`` is known
    once ``read_bytes`` ran."""

    source: Path
    root: Path
    name: str
    inventory: Inventory
    table: WorkingTable
    sheets: list[Path]
    digest: str = ""

    def read_bytes(self, progress: Progress) -> str:
        """Read every file once: compare with the lists of digests that came along, and know the delivery by its own.

        The digest is SHA-256 over path, size and SHA-512 of every file. Raises OSError when a file cannot be read.
        """
        for digests in enter_lists(self.inventory):
            if digests.trouble:
                self.table.tell(observe("unreadable-list", path=digests.path, found=digests.trouble))
        digested = Entering(self.inventory.store, "digest")
        for file in check_digests(self.inventory, also=("sha512",), progress=progress):
            for seen in file.seen:
                self.table.tell(as_observed(seen))
            digested.add(file.path, file.shown, file.size, file.digests.get("sha512", ""))
        digested.flush()
        for seen in lists_against_files(self.inventory):
            self.table.tell(as_observed(seen))
        self.table.settle()
        self.digest = self._whole_digest()
        return self.digest

    def digests(self) -> Digests:
        """The SHA-512 of every file by its path, to be asked for from any thread while the delivery lies open."""
        path = self.inventory.store.path
        assert path is not None, "a delivery is opened with a table on the disk"
        return Digests(path)

    def content_digest(self, paths: Sequence[str]) -> str:
        """The digest over the bytes of these files in their order; empty for none."""
        return content_digest(map(self.sha512, paths)) if paths else ""

    def sha512(self, path: str) -> str:
        """As it was read; empty when it could not be."""
        found = self.inventory.store.one("SELECT sha512 FROM digest WHERE path = ?", (path,))
        return str(found[0]) if found else ""

    def shown(self, path: str) -> str:
        """How the path of a file reads."""
        found = self.inventory.store.one("SELECT shown FROM digest WHERE path = ?", (path,))
        return str(found[0]) if found else legible(path)

    def _whole_digest(self) -> str:
        whole = hashlib.sha256()
        for path, size, digest in self.inventory.store.ask("SELECT path, size, sha512 FROM digest ORDER BY path"):
            whole.update(f"{path}\0{size}\0{digest}\n".encode(errors="surrogateescape"))
        return whole.hexdigest()


class Digests(Mapping[str, str]):
    """The SHA-512 of a delivery's files as they were checked, by path."""

    def __init__(self, table: Path) -> None:
        self._db = sqlite3.connect(f"file:{table}?mode=ro", uri=True, check_same_thread=False)
        self._lock = Lock()

    def __getitem__(self, path: str) -> str:
        with self._lock:
            found = self._db.execute(
                "SELECT sha512 FROM digest WHERE path = CAST(? AS TEXT)", (os.fsencode(path),)
            ).fetchone()
        if not found or not found[0]:
            raise KeyError(path)
        return str(found[0])

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            paths = [os.fsdecode(path) for (path,) in self._db.execute("SELECT CAST(path AS BLOB) FROM digest")]
        return iter(paths)

    def __len__(self) -> int:
        with self._lock:
            return int(self._db.execute("SELECT COUNT(*) FROM digest").fetchone()[0])


@contextmanager
def open_delivery(source: Path, progress: Progress) -> Iterator[OpenDelivery]:
    """Take the inventory of a delivery. Raises NotADelivery when there is none, or no catalogue in it; OSError."""
    with scratch_folder("check") as folder:
        profile = inventory_profile(own=settings.LANTAI.profiles_dir)
        try:
            taken = inventory(source, profile=profile, at=folder / "delivery.sqlite3", progress=progress)
        except NoInventory as error:
            raise NotADelivery(str(error)) from error
        try:
            yield _opened(source, taken)
        finally:
            taken.close()


def _opened(source: Path, taken: Inventory) -> OpenDelivery:
    sheets = [taken.root / one.path for one in taken.files("sheet")]
    if not sheets:
        endings = ", ".join(f".{ending}" for ending, kind in taken.profile.kinds.items() if kind == "sheet")
        raise NotADelivery(f"{source} holds no catalogue; expected one {endings} file.")
    return OpenDelivery(source, taken.root, source.resolve().name, taken, WorkingTable(taken.store), sheets)


def as_observed(seen: Seen) -> Observation:
    """What was seen in the files, as grave as the delivery profile says."""
    return observe(
        seen.code,
        sheet=seen.sheet,
        row=seen.row,
        column=seen.column,
        path=seen.path,
        found=seen.found,
        expected=seen.expected,
    )
