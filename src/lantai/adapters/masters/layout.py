"""Where an object lies in the storage root: OCFL extension 0003, hash and identifier n-tuple.

``ab/cd/<identifier>``: two folders from the SHA-256 of the identifier spread the objects (some fifteen to a
folder at a million), and the last folder bears the identifier itself, so that a person with nothing but the
disk still finds a record by the number printed on it.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote

from lantai.adapters.masters.staging import LOCK, alone
from lantai.ports.masters import UnsafePath

ROOT_DECLARATION: Final = "0=ocfl_1.1"
LAYOUT: Final = "0003-hash-and-id-n-tuple-storage-layout"
TUPLE_SIZE: Final = 2
TUPLES: Final = 2
LONGEST_FOLDER: Final = 100
"""Characters of an encoded identifier that a folder name may hold before it is cut (extension 0003)."""


class NotAStorageRoot(Exception):
    """A folder holds something else, or a storage root that was laid out differently."""


def object_path(object_id: str) -> Path:
    """The folder of an object, relative to the storage root. Raises UnsafePath for an identifier without text."""
    if not object_id or not object_id.isprintable():
        raise UnsafePath(f"An object needs a printable identifier; {object_id!r} is none.")
    digest = sha256(object_id.encode()).hexdigest()
    folders = [digest[n * TUPLE_SIZE : (n + 1) * TUPLE_SIZE] for n in range(TUPLES)]
    return Path(*folders, _folder_name(object_id, digest))


def _folder_name(object_id: str, digest: str) -> str:
    encoded = _percent_encode(object_id)
    return encoded if len(encoded) <= LONGEST_FOLDER else f"{encoded[:LONGEST_FOLDER]}-{digest}"


def _percent_encode(object_id: str) -> str:
    """As extension 0003 asks: all but ASCII letters, digits, ``-`` and ``_`` as lower-case UTF-8 bytes."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else _escape(c) for c in object_id)


def _escape(character: str) -> str:
    return f"%{ord(character):02x}" if character.isascii() else quote(character).lower()


def establish(root: Path) -> None:
    """Make ``root`` a storage root, or finish one whose making was cut short; a standing one is left as it is.

    The declaration comes last: without it the folder is not yet a storage root.
    Raises NotAStorageRoot when the folder holds something else.
    """
    root.mkdir(parents=True, exist_ok=True)
    if not (root / ROOT_DECLARATION).exists():
        _refuse_foreign(root)
        with alone(root):
            _declare(root)
    _refuse_other_layout(root)


def _declare(root: Path) -> None:
    """Alone by now; somebody else may have declared it while we waited to be."""
    if not (root / ROOT_DECLARATION).exists():
        _write(root, f"extensions/{LAYOUT}/config.json", _json(_CONFIG))
        _write(root, "ocfl_layout.json", _json(_DESCRIPTION))
        _write(root, ROOT_DECLARATION, "ocfl_1.1\n")


_CONFIG: Final[dict[str, object]] = {
    "extensionName": LAYOUT,
    "digestAlgorithm": "sha256",
    "tupleSize": TUPLE_SIZE,
    "numberOfTuples": TUPLES,
}
_DESCRIPTION: Final[dict[str, object]] = {
    "extension": LAYOUT,
    "description": "Two folders of two digits each from the SHA-256 of the identifier, then the identifier itself.",
}


_OURS: Final = frozenset({"extensions", "ocfl_layout.json", LOCK})


def _refuse_other_layout(root: Path) -> None:
    config = root / "extensions" / LAYOUT / "config.json"
    if not config.is_file() or json.loads(config.read_bytes()) != _CONFIG:
        raise NotAStorageRoot(
            f"{root} is an OCFL storage root with another layout than Lantai's; give masters a folder of their own."
        )


def _refuse_foreign(root: Path) -> None:
    foreign = sorted(entry.name for entry in root.iterdir() if entry.name not in _OURS)
    if foreign and not (root / ROOT_DECLARATION).exists():  # unless somebody declared it meanwhile
        raise NotAStorageRoot(
            f"{root} is not an OCFL storage root and holds “{foreign[0]}”; give masters an empty folder."
        )


def _json(content: dict[str, object]) -> str:
    return json.dumps(content, indent=2) + "\n"


def _write(root: Path, path: str, text: str) -> None:
    """Whole or not at all: written in ``extensions/``, then renamed."""
    target, draft = root / path, root / "extensions" / "draft"
    target.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
