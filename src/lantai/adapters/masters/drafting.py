"""An object, or a new version of one, being made ready on a desk: content first, then what stands around it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha512
from pathlib import Path

from lantai.adapters.masters.copying import copy
from lantai.adapters.masters.durability import naming
from lantai.adapters.masters.inventory import DECLARATION, INVENTORY, SIDECAR, Inventory


class Draft:
    """``folder`` will be the object; ``content`` are the digests that are new to it, with their content paths.

    ``known``: what the object holds already (digest → content paths): such bytes are not kept a second time.
    """

    def __init__(self, folder: Path, number: int, *, known: Mapping[str, Sequence[str]] | None = None) -> None:
        self.folder = folder
        self.content: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        """Digest → bytes, of what was copied."""
        self._number = number
        self._version = folder / f"v{number}"
        self._known = known or {}

    def take_in(
        self, path: str, source: Path, *, expected: str | None = None, copied: Callable[[int], object] | None = None
    ) -> str:
        """Copy a file under its logical path; gives its digest. Bytes that are here already are dropped again.

        ``copied`` is told the bytes. Raises SourceChanged, OSError.
        """
        target = self._version / "content" / path
        digest, size = copy(source, target, expected=expected)
        self.sizes[digest] = size
        if self._holds(digest):
            _drop(target, self._version)
        else:
            self._enter(digest, target)
        if copied is not None:
            copied(size)
        return digest

    def link_in(self, path: str, stored: Path, digest: str) -> None:
        """Bring a file that another object of the store holds: stored bytes never change, so a link will do."""
        if not self._holds(digest):
            target = self._version / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(str(stored), str(target))
            self._enter(digest, target)

    def link_versions(self, at: Path) -> None:
        """Bring the versions that stand ``at`` a place, likewise as links."""
        self.folder.mkdir(exist_ok=True)
        for number in range(1, self._number):
            shutil.copytree(at / f"v{number}", self.folder / f"v{number}", copy_function=_link_or_copy)

    def finish(self, inventory: Inventory) -> None:
        """Write what stands around the content, the inventory into the new version too."""
        self._version.mkdir(parents=True, exist_ok=True)
        data = inventory.to_json()
        sidecar = f"{sha512(data).hexdigest()}  {INVENTORY}\n".encode()
        for folder in (self._version, self.folder):
            _write(folder / INVENTORY, data)
            _write(folder / SIDECAR, sidecar)
        _write(self.folder / DECLARATION, b"ocfl_object_1.1\n")

    def _holds(self, digest: str) -> bool:
        return digest in self._known or digest in self.content

    def _enter(self, digest: str, target: Path) -> None:
        self.content[digest] = target.relative_to(self.folder).as_posix()


def _write(path: Path, data: bytes) -> None:
    with naming(path):
        path.write_bytes(data)


def _drop(target: Path, top: Path) -> None:
    """Remove a copy and the folders that it leaves empty, up to ``top``, the folder of the version, and with it."""
    target.unlink()
    for folder in [folder for folder in target.parents if folder == top or top in folder.parents]:
        if any(folder.iterdir()):
            return
        folder.rmdir()


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a file system without hard links, or a file with too many
        copy(Path(source), Path(target))
