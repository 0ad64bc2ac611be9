"""Digests of files: what proves that a file is still the one that was received."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _typeshed import WriteableBuffer


class UnknownAlgorithm(ValueError):
    """No digest of this name can be computed here."""


def digest_file(path: Path, algorithm: str = "sha512", *, progress: Callable[[int], object] | None = None) -> str:
    """The digest of a file's bytes in small hexadecimal, read in pieces of 256 KiB.

    ``progress`` is called with the number of bytes of each piece read. Raises UnknownAlgorithm and OSError.
    """
    if algorithm not in hashlib.algorithms_available or algorithm.startswith("shake"):  # a shake has no length
        known = ", ".join(sorted(name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")))
        raise UnknownAlgorithm(f"No digest is called {algorithm!r}: one of {known} was expected.")
    with path.open("rb", buffering=0) as file:
        source = file if progress is None else _Watched(file, progress)
        return hashlib.file_digest(source, algorithm).hexdigest()


class _Watched:
    """A file that tells how much of it was read."""

    def __init__(self, file: BinaryIO, progress: Callable[[int], object]) -> None:
        self._file = file
        self._progress = progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        size: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self._progress(size)
        return size
