"""Masters in an OCFL 1.1 storage root: plain folders that outlive every program, this one too.

OCFL (Oxford Common File Layout) keeps an object as a folder: ``inventory.json`` says which names each version
holds and the SHA-512 of every file; the bytes lie beside it under the names as received. A version, once
written, is never written again: a new one brings only the bytes that are new.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from lantai.adapters.masters import inventory as inventories
from lantai.adapters.masters.commits import Change, Commits
from lantai.adapters.masters.copying import digest_of
from lantai.adapters.masters.drafting import Draft
from lantai.adapters.masters.inventory import DECLARATION, INVENTORY, Inventory, VersionBlock
from lantai.adapters.masters.layout import establish, object_path
from lantai.adapters.masters.names import refuse_unsafe_paths
from lantai.adapters.masters.staging import Staging
from lantai.adapters.masters.verification import compare
from lantai.ports.masters import Damage, NoSuchObject, ObjectExists, Stored, StoredFile, Version


class OcflMasters:
    """``lantai.ports.masters.Masters`` over one folder, made a storage root when it is not one yet.

    Raises NotAStorageRoot when the folder holds something else.
    """

    def __init__(self, root: Path) -> None:
        establish(root)
        self._root = root
        self._real_root = root.resolve()
        self._staging = Staging(root)
        self._commits = Commits(self._staging)
        self._last_read: tuple[tuple[object, ...], Inventory] | None = None
        with self._staging.turn():
            pass  # taking the turn clears up what a killed process left

    def store(
        self,
        object_id: str,
        files: Mapping[str, Path],
        *,
        message: str,
        user: str,
        created: datetime,
        digests: Mapping[str, str] | None = None,
        copied: Callable[[int], object] | None = None,
    ) -> Version:
        """Store version 1, whole or not at all; see the port."""
        refuse_unsafe_paths(files)
        at = self._root / object_path(object_id)
        if at.exists():
            return self._standing(object_id, files, digests or {})
        with self._staging.place() as place:
            draft = Draft(place / "object", 1)
            state = {
                path: draft.take_in(path, source, expected=(digests or {}).get(path), copied=copied)
                for path, source in sorted(files.items())
            }
            block = VersionBlock(created=_aware(created), message=message, user=user, state=state)
            draft.finish(Inventory(object_id, {}, ()).with_version(block, draft.content))
            try:
                self._commits.make(Change(draft.folder, at))
            except FileExistsError:  # another thread or process stored it while this one was copying
                return self._standing(object_id, files, digests or {})
        return _version(block, 1, draft.sizes)

    def add_version(
        self,
        object_id: str,
        files: Mapping[str, Path | Stored | None],
        *,
        message: str,
        user: str,
        created: datetime,
        digests: Mapping[str, str] | None = None,
    ) -> Version:
        """Add a version; when nothing would change, the standing version is given and nothing is written.

        Raises NoSuchObject for an unknown object, or for leaving out a path that no version ever held;
        ObjectExists when another process added a version in the meantime.
        """
        before = self._inventory(object_id)
        kept = {path: digest for path, digest in before.head.state.items() if path not in files}
        refuse_unsafe_paths([*kept, *(path for path, source in files.items() if source is not None)])
        _refuse_unknown(before, {path for path, source in files.items() if source is None})
        number = len(before.versions) + 1
        at = self._root / object_path(object_id)
        with self._staging.place() as place:
            draft = Draft(place / "object", number, known=before.manifest)
            state = self._brought(draft, files, digests or {})
            block = VersionBlock(created=_aware(created), message=message, user=user, state={**kept, **state})
            if block.state == before.head.state:
                return self._version(object_id, number - 1)
            draft.link_versions(at)
            draft.finish(before.with_version(block, draft.content))
            self._commits.make(Change(draft.folder, at, replaces=lambda: self._refuse_overtaken(before)))
        return self._version(object_id, number)

    def _brought(
        self, draft: Draft, files: Mapping[str, Path | Stored | None], digests: Mapping[str, str]
    ) -> dict[str, str]:
        """The new files in the draft: copied from outside, or linked where they are stored already."""
        state: dict[str, str] = {}
        for path, source in sorted(files.items()):
            if isinstance(source, Stored):
                digest = self._digest(source)
                draft.link_in(path, self.local_path(source.object_id, source.path, version=source.version), digest)
                state[path] = digest
            elif source is not None:
                state[path] = draft.take_in(path, source, expected=digests.get(path))
        return state

    def _digest(self, stored: Stored) -> str:
        """Raises NoSuchObject."""
        digest = _block(self._inventory(stored.object_id), stored.version).state.get(stored.path)
        if digest is None:
            raise NoSuchObject(f"Object {stored.object_id} holds no file “{stored.path}” in {_name(stored.version)}.")
        return digest

    def _refuse_overtaken(self, before: Inventory) -> None:
        if self._inventory(before.object_id) != before:
            raise ObjectExists(f"Object {before.object_id} got another version meanwhile; look at it and try again.")

    def exists(self, object_id: str) -> bool:
        return (self._root / object_path(object_id) / DECLARATION).is_file()

    def versions(self, object_id: str) -> tuple[Version, ...]:
        """All versions, the first first. Raises NoSuchObject, also when a file of one is missing from the disk."""
        inventory = self._inventory(object_id)
        return tuple(self._describe(inventory, number) for number in range(1, len(inventory.versions) + 1))

    def open(self, object_id: str, path: str, *, version: int | None = None) -> BinaryIO:
        """The bytes of a file of a version (the head when none is named). Raises NoSuchObject."""
        return self.local_path(object_id, path, version=version).open("rb")

    def local_path(self, object_id: str, path: str, *, version: int | None = None) -> Path:
        """The file itself, to be read in place. Raises NoSuchObject, also for one that lies behind a link."""
        digest = self._digest(Stored(object_id, path, version))
        within = object_path(object_id) / self._inventory(object_id).manifest[digest][0]
        if os.path.realpath(self._root / within) != str(self._real_root / within):
            raise NoSuchObject(f"The file “{path}” of object {object_id} lies behind a link, which masters never do.")
        return self._root / within

    def verify(self, object_id: str) -> tuple[Damage, ...]:
        """Read every byte of an object and compare; ``Damage.path`` is the path within the object's folder."""
        return tuple(compare(self._folder(object_id), object_id))

    def objects(self) -> Iterator[str]:
        """The identifiers of all objects, as their inventories state them, in the order of the folders."""
        for folder, folders, files in os.walk(self._root):
            folders.sort()
            if Path(folder) == self._root:
                folders.remove("extensions")
            elif DECLARATION in files:
                folders.clear()
                yield inventories.read(Path(folder)).object_id

    def remove(self, object_id: str) -> None:
        """Remove an object with all versions: for the rollback of a batch in custody only. Raises NoSuchObject."""
        with self._staging.place() as place, self._staging.turn():
            self._staging.withdraw(self._folder(object_id), place)

    def _folder(self, object_id: str) -> Path:
        folder = self._root / object_path(object_id)
        if not folder.is_dir():
            raise NoSuchObject(f"No object {object_id} is stored.")
        return folder

    def _inventory(self, object_id: str) -> Inventory:
        """The inventory that stands; one that was read just now, for another page of it, is not read again."""
        folder = self._folder(object_id)
        status = (folder / INVENTORY).stat()
        which = (folder, status.st_ino, status.st_mtime_ns, status.st_size)
        last = self._last_read
        if last is None or last[0] != which:
            self._last_read = last = which, inventories.read(folder)
        return last[1]

    def _version(self, object_id: str, number: int) -> Version:
        return self._describe(self._inventory(object_id), number)

    def _describe(self, inventory: Inventory, number: int) -> Version:
        block = inventory.versions[number - 1]
        files = tuple(self._stored_file(inventory, path, digest) for path, digest in sorted(block.state.items()))
        return Version(number=number, created=block.created, message=block.message, user=block.user, files=files)

    def _stored_file(self, inventory: Inventory, path: str, digest: str) -> StoredFile:
        content = self._root / object_path(inventory.object_id) / inventory.manifest[digest][0]
        try:
            return StoredFile(path=path, digest=digest, size=content.stat().st_size)
        except FileNotFoundError as error:
            raise NoSuchObject(f"Object {inventory.object_id} has lost its file “{path}”; verify it.") from error

    def _standing(self, object_id: str, files: Mapping[str, Path], digests: Mapping[str, str]) -> Version:
        """Version 1 when it holds just these files, by the digests that are known already. Raises ObjectExists."""
        first = self._version(object_id, 1)
        stored = {file.path: file for file in first.files}
        same = stored.keys() == files.keys() and all(
            digests[path] == stored[path].digest if path in digests else _is_same(stored[path], source)
            for path, source in files.items()
        )
        if not same:
            raise ObjectExists(f"Object {object_id} is stored already, with other content; add a version instead.")
        return first


def _is_same(stored: StoredFile, source: Path) -> bool:
    return source.stat().st_size == stored.size and digest_of(source) == stored.digest


def _version(block: VersionBlock, number: int, sizes: Mapping[str, int]) -> Version:
    """A version as it was written just now; ``sizes``: digest → bytes."""
    files = tuple(StoredFile(path, digest, sizes[digest]) for path, digest in sorted(block.state.items()))
    return Version(number=number, created=block.created, message=block.message, user=block.user, files=files)


def _refuse_unknown(inventory: Inventory, left_out: set[str]) -> None:
    ever_held = {path for block in inventory.versions for path in block.state}
    for path in sorted(left_out - ever_held):
        raise NoSuchObject(f"Object {inventory.object_id} never held a file “{path}” that could be left out.")


def _block(inventory: Inventory, version: int | None) -> VersionBlock:
    if version is None:
        return inventory.head
    if not 1 <= version <= len(inventory.versions):
        raise NoSuchObject(f"Object {inventory.object_id} has {len(inventory.versions)} versions, no {_name(version)}.")
    return inventory.versions[version - 1]


def _name(version: int | None) -> str:
    return "its current version" if version is None else f"version {version}"


def _aware(created: datetime) -> datetime:
    if created.tzinfo is None:
        raise ValueError("A version's time needs a time zone; give it in UTC.")
    return created
