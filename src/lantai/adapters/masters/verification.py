"""Proving an object: every byte of it is read and compared with what was written down when it was stored."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Final

from lantai.adapters.masters import inventory as inventories
from lantai.adapters.masters.inventory import DECLARATION, INVENTORY, SIDECAR, BrokenInventory, Inventory
from lantai.ports.masters import Damage

_DECLARED: Final = b"ocfl_object_1.1\n"


def compare(folder: Path, object_id: str) -> Iterator[Damage]:
    """All that is not as it was stored. Without a sound inventory nothing else can be compared."""
    inventory = _read_inventory(folder, object_id)
    if isinstance(inventory, Damage):
        yield inventory
        return
    yield from _declaration(folder, object_id)
    yield from _version_inventories(folder, inventory)
    yield from _content(folder, inventory)
    yield from _extra(folder, inventory)


def _read_inventory(folder: Path, object_id: str) -> Inventory | Damage:
    try:
        inventory = inventories.read(folder)
    except OSError as error:
        return Damage(object_id, INVENTORY, "inventory", str(error))
    if inventory.object_id != object_id:
        return Damage(object_id, INVENTORY, "inventory", f"It is the inventory of object {inventory.object_id}.")
    return inventory


def _declaration(folder: Path, object_id: str) -> Iterator[Damage]:
    try:
        sound = (folder / DECLARATION).read_bytes() == _DECLARED
    except FileNotFoundError:
        yield Damage(object_id, DECLARATION, "missing", "The declaration of the object is missing.")
        return
    if not sound:
        yield Damage(object_id, DECLARATION, "changed", "The declaration of the object is not as it was written.")


def _version_inventories(folder: Path, inventory: Inventory) -> Iterator[Damage]:
    head = len(inventory.versions)
    for number in range(1, head + 1):
        path = f"v{number}/{INVENTORY}"
        try:
            found = inventories.read(folder / f"v{number}")
        except (BrokenInventory, FileNotFoundError) as error:
            yield Damage(inventory.object_id, path, "inventory", str(error))
            continue
        if found.versions != inventory.versions[:number]:
            yield Damage(inventory.object_id, path, "inventory", "It tells another history than the current inventory.")


def _content(folder: Path, inventory: Inventory) -> Iterator[Damage]:
    for digest, paths in inventory.manifest.items():
        for path in paths:
            yield from _file(folder, inventory.object_id, path, digest)


def _file(folder: Path, object_id: str, path: str, digest: str) -> Iterator[Damage]:
    if os.path.realpath(folder / path) != os.path.join(os.path.realpath(folder), path):  # noqa: PTH118 (realpath's)
        yield Damage(object_id, path, "changed", f"The file “{path}” is, or lies behind, a link that was never stored.")
        return
    try:
        with (folder / path).open("rb") as stream:
            sound = file_digest(stream, "sha512").hexdigest() == digest
    except FileNotFoundError:
        yield Damage(object_id, path, "missing", f"The file “{path}” is missing.")
        return
    except OSError as error:
        yield Damage(object_id, path, "changed", f"The file “{path}” cannot be read ({error.strerror}).")
        return
    if not sound:
        yield Damage(object_id, path, "changed", f"The file “{path}” does not bear the digest it was stored with.")


def _extra(folder: Path, inventory: Inventory) -> Iterator[Damage]:
    expected = {path for paths in inventory.manifest.values() for path in paths} | {DECLARATION, INVENTORY, SIDECAR}
    for number in range(1, len(inventory.versions) + 1):
        expected |= {f"v{number}/{INVENTORY}", f"v{number}/{SIDECAR}"}
    for entry in sorted(folder.rglob("*")):
        path = entry.relative_to(folder).as_posix()
        if not entry.is_dir() and path not in expected:
            yield Damage(inventory.object_id, path, "extra", f"The file “{path}” was never stored.")
