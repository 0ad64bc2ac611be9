"""Where derivatives lie: pyramids and machine readings, outside OCFL, rebuildable at any time (model.md, 7)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from django.conf import settings

_AT_ONCE: Final = 8
"""Files that wait for the disk together: its journal is written once for all of them."""


def folder(identifier: str) -> Path:
    """The folder of one record or volume, spread by the first characters after the prefix."""
    bare = identifier.removeprefix(settings.LANTAI.identifier_prefix)
    return Path(settings.LANTAI.derivatives_dir, bare[:2], identifier)


def pyramid_path(identifier: str, number: int) -> Path:
    return folder(identifier) / f"p{number}.tif"


def alto_path(identifier: str, number: int, content: bytes) -> Path:
    """The ALTO of one reading or correction, beside those of others: none is written over by another.

    Readings of an earlier release lie in ``p1.alto.xml``; a transcription names its own file.
    """
    return folder(identifier) / f"p{number}.{hashlib.sha256(content).hexdigest()[:16]}.alto.xml"


def of_page(identifier: str, number: int) -> Iterator[Path]:
    """All that was made of one page, readings and corrections too."""
    return folder(identifier).glob(f"p{number}.*")


def put(path: Path, content: bytes) -> str:
    """Write a file, whole or not at all; its name below the derivatives. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)
    return str(path.relative_to(settings.LANTAI.derivatives_dir))


def settle(written: Iterable[Path]) -> None:
    """See that files that were written, and their names, outlive a power cut. Raises OSError that names the file."""
    files = set(written)
    folders = {folder for file in files for folder in (file.parent, file.parent.parent)}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _done in pool.map(_sync, (*files, *folders)):
            pass


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        error.filename = str(path)
        raise
