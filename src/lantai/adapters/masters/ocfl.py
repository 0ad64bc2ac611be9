"""Masters in an OCFL 1.1 storage root: plain folders that outlive every program, this one too.

OCFL (Oxford Common File Layout) keeps an object as a folder: ``inventory.json`` says which names each version
holds and the SHA-512 of every file; the bytes lie beside it under the names as received. A version, once
written, is never written again: a new one brings only the bytes that are new.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha512
from pathlib import Path
from typing import BinaryIO, Final

from lantai.adapters.masters import inventory as inventories
from lantai.adapters.masters.inventory import DECLARATION, INVENTORY, SIDECAR, Inventory, VersionBlock
from lantai.adapters.masters.layout import establish, object_path
from lantai.adapters.masters.names import refuse_unsafe_paths
from lantai.adapters.masters.staging import Staging, settle
from lantai.adapters.masters.verification import compare
from lantai.ports.masters import Damage, NoSuchObject, ObjectExists, StoredFile, Version

_CHUNK: Final = 1 << 20
"""Bytes read at a time: large enough for a disk, small enough for the cache of the processor."""


class OcflMasters:
    """``lantai.ports.masters.Masters`` over one folder, made a storage root when it is not one yet.

    Raises NotAStorageRoot when the folder holds something else.
    """

    def __init__(self, root: Path) -> None:
        establish(root)
        self._root = root
        self._staging = Staging(root)
        with self._staging.turn():
            pass  # taking the turn clears up what a killed process left

    def store(
        self, object_id: str, files: Mapping[str, Path], *, message: str, user: str, created: datetime
    ) -> Version:
        """Store version 1, whole or not at all; see the port."""
        refuse_unsafe_paths(files)
        at = self._root / object_path(object_id)
        if at.exists():
            return self._standing(object_id, files)
        with self._staging.desk() as desk:
            staged = desk / "object"
            state, content = _take_in(files, staged / "v1" / "content", known={})
            block = VersionBlock(created=_aware(created), message=message, user=user, state=state)
            _write_object(staged, Inventory(object_id, {}, ()).with_version(block, content))
            try:
                with self._staging.turn():
                    self._staging.install(staged, at)
            except FileExistsError:  # another process stored it while this one was copying
                return self._standing(object_id, files)
        return self._version(object_id, 1)

    def add_version(
        self, object_id: str, files: Mapping[str, Path | None], *, message: str, user: str, created: datetime
    ) -> Version:
        """Add a version; when nothing would change, the standing version is given and nothing is written.

        Raises NoSuchObject for an unknown object, or for leaving out a path that no version ever held;
        ObjectExists when another process added a version in the meantime.
        """
        brought = {path: source for path, source in files.items() if source is not None}
        before = self._inventory(object_id)
        kept = {path: digest for path, digest in before.head.state.items() if path not in files}
        refuse_unsafe_paths([*kept, *brought])
        _refuse_unknown(before, set(files) - set(brought))
        number = len(before.versions) + 1
        at = self._root / object_path(object_id)
        with self._staging.desk() as desk:
            staged = desk / "object"
            known = {digest: paths[0] for digest, paths in before.manifest.items()}
            state, content = _take_in(brought, staged / f"v{number}" / "content", known=known)
            block = VersionBlock(created=_aware(created), message=message, user=user, state={**kept, **state})
            if block.state == before.head.state:
                return self._version(object_id, number - 1)
            _link_versions(at, staged, number - 1)
            _write_object(staged, before.with_version(block, content))
            with self._staging.turn():
                if self._inventory(object_id) != before:
                    raise ObjectExists(f"Object {object_id} got another version meanwhile; look at it and try again.")
                self._staging.exchange(staged, at)
        return self._version(object_id, number)

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
        """The file itself, to be read in place. Raises NoSuchObject."""
        inventory = self._inventory(object_id)
        digest = _block(inventory, version).state.get(path)
        if digest is None:
            raise NoSuchObject(f"Object {object_id} holds no file “{path}” in {_name(version)}.")
        return self._root / object_path(object_id) / inventory.manifest[digest][0]

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
        with self._staging.desk() as desk, self._staging.turn():
            self._staging.withdraw(self._folder(object_id), desk)

    def _folder(self, object_id: str) -> Path:
        folder = self._root / object_path(object_id)
        if not folder.is_dir():
            raise NoSuchObject(f"No object {object_id} is stored.")
        return folder

    def _inventory(self, object_id: str) -> Inventory:
        return inventories.read(self._folder(object_id))

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

    def _standing(self, object_id: str, files: Mapping[str, Path]) -> Version:
        """Version 1 when it holds just these files. Raises ObjectExists."""
        first = self._version(object_id, 1)
        stored = {file.path: file for file in first.files}
        if stored.keys() != files.keys() or not all(_same(stored[path], source) for path, source in files.items()):
            raise ObjectExists(f"Object {object_id} is stored already, with other content; add a version instead.")
        return first


def _same(stored: StoredFile, source: Path) -> bool:
    return source.stat().st_size == stored.size and _digest(source) == stored.digest


def _digest(source: Path) -> str:
    digest = sha512()
    _read(source, digest.update)
    return digest.hexdigest()


def _read(source: Path, *consumers: Callable[[memoryview], object]) -> None:
    """Hand every chunk of a file to each consumer: one pass over the disk, whatever is done with the bytes."""
    buffer = memoryview(bytearray(_CHUNK))
    with source.open("rb", buffering=0) as stream:
        while length := stream.readinto(buffer):
            for consume in consumers:
                consume(buffer[:length])


def _take_in(
    files: Mapping[str, Path], into: Path, *, known: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Copy files under their logical paths; bytes that are stored already are dropped again.

    Gives the state (logical path → digest) and the new content (digest → content path within the object).
    """
    state: dict[str, str] = {}
    content: dict[str, str] = {}
    for path, source in sorted(files.items()):
        target = into / path
        digest = state[path] = _copy(source, target)
        if digest in known or digest in content:
            _drop(target, into.parent)
        else:
            content[digest] = target.relative_to(into.parent.parent).as_posix()
    return state, content


def _copy(source: Path, target: Path) -> str:
    """Copy a file, never to be written again; gives its SHA-512."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = sha512()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
    with os.fdopen(handle, "wb") as copy:
        _read(source, digest.update, copy.write)
    return digest.hexdigest()


def _drop(target: Path, top: Path) -> None:
    """Remove a copy and the folders that it leaves empty, up to ``top``, the folder of the version, and with it."""
    target.unlink()
    for folder in [folder for folder in target.parents if folder == top or top in folder.parents]:
        if any(folder.iterdir()):
            return
        folder.rmdir()


def _link_versions(at: Path, staged: Path, count: int) -> None:
    """Bring the standing versions to the staged object as hard links: the bytes are there and never change."""
    staged.mkdir(exist_ok=True)
    for number in range(1, count + 1):
        shutil.copytree(at / f"v{number}", staged / f"v{number}", copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links, or a file with too many
        _copy(Path(source), Path(target))


def _write_object(staged: Path, inventory: Inventory) -> None:
    """Write what stands around the content, the inventory into the new version too, and see all of it on the disk."""
    version = staged / f"v{len(inventory.versions)}"
    version.mkdir(parents=True, exist_ok=True)
    data = inventory.to_json()
    sidecar = f"{sha512(data).hexdigest()}  {INVENTORY}\n"
    for folder in (version, staged):
        (folder / INVENTORY).write_bytes(data)
        (folder / SIDECAR).write_text(sidecar)
    (staged / DECLARATION).write_text("ocfl_object_1.1\n")
    settle(staged)


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
