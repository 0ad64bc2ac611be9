"""The inventory of an OCFL object (OCFL 1.1, 3.5): what each version holds, and the digest of every file.

The *manifest* maps a SHA-512 digest to the files that carry those bytes (content paths, ``v1/content/…``); the
*state* of a version maps the names as received (logical paths) to digests. Equal bytes are stored once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha512
from pathlib import Path
from typing import Any, Final

DECLARATION: Final = "0=ocfl_object_1.1"
INVENTORY: Final = "inventory.json"
SIDECAR: Final = "inventory.json.sha512"
SPECIFICATION: Final = "https://ocfl.io/1.1/spec/#inventory"


class BrokenInventory(OSError):
    """An inventory is not what was written: the medium, or somebody, has changed it."""


@dataclass(frozen=True, slots=True)
class VersionBlock:
    """One version: when, why and by whom, and its state (logical path → digest)."""

    created: datetime
    message: str
    user: str
    state: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """``manifest``: digest → content paths; ``versions``: v1 first. The last version is the head."""

    object_id: str
    manifest: Mapping[str, tuple[str, ...]]
    versions: tuple[VersionBlock, ...]

    @property
    def head(self) -> VersionBlock:
        return self.versions[-1]

    def with_version(self, block: VersionBlock, content: Mapping[str, str]) -> Inventory:
        """The next inventory; ``content`` maps the digests that are new to their content paths."""
        manifest = {**self.manifest, **{digest: (path,) for digest, path in content.items()}}
        return replace(self, manifest=manifest, versions=(*self.versions, block))

    def to_json(self) -> bytes:
        """The bytes to store, in an order that does not change from writing to writing."""
        document = {
            "id": self.object_id,
            "type": SPECIFICATION,
            "digestAlgorithm": "sha512",
            "head": f"v{len(self.versions)}",
            "contentDirectory": "content",
            "manifest": {digest: sorted(paths) for digest, paths in sorted(self.manifest.items())},
            "versions": {f"v{number}": _block_to_json(block) for number, block in enumerate(self.versions, 1)},
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _block_to_json(block: VersionBlock) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for path, digest in sorted(block.state.items()):
        state.setdefault(digest, []).append(path)
    return {
        "created": block.created.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "message": block.message,
        "user": {"name": block.user},
        "state": state,
    }


def parse(data: bytes) -> Inventory:
    """The inventory that these bytes hold. Raises BrokenInventory."""
    try:
        document = json.loads(data)
        if document["digestAlgorithm"] != "sha512":
            raise BrokenInventory(f"an inventory of digests by {document['digestAlgorithm']!r}, not sha512")
        return Inventory(
            object_id=document["id"],
            manifest={digest.lower(): tuple(paths) for digest, paths in document["manifest"].items()},
            versions=tuple(_blocks(document["versions"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenInventory(f"not an OCFL inventory ({type(error).__name__}: {error})") from error


def _blocks(versions: Mapping[str, Any]) -> Iterator[VersionBlock]:
    for number in range(1, len(versions) + 1):
        block = versions[f"v{number}"]
        yield VersionBlock(
            created=datetime.fromisoformat(block["created"]),
            message=block.get("message", ""),
            user=block.get("user", {}).get("name", ""),
            state={path: digest.lower() for digest, paths in block["state"].items() for path in paths},
        )


def read(folder: Path) -> Inventory:
    """The inventory in ``folder``, proved by its sidecar (OCFL 1.1, 3.7).

    Raises BrokenInventory, FileNotFoundError when there is none.
    """
    data = (folder / INVENTORY).read_bytes()
    if sha512(data).hexdigest() not in _sidecar_words(folder):
        raise BrokenInventory(f"{folder / INVENTORY} does not bear the digest that {SIDECAR} states.")
    try:
        return parse(data)
    except BrokenInventory as error:
        raise BrokenInventory(f"{folder / INVENTORY} is {error}.") from error


def _sidecar_words(folder: Path) -> Iterable[str]:
    try:
        return (folder / SIDECAR).read_text("ascii").lower().split()[:1]
    except (FileNotFoundError, UnicodeDecodeError):
        return ()
