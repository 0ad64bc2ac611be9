"""What Lantai asks of a store of masters: objects with versions, byte for byte, that can prove themselves.

One object is one Instantiation as delivered. Version 1 is what was received, under the names as received;
human corrections enter as later versions. Nothing stored is ever changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of one version; ``path`` is the logical path, ``digest`` SHA-512 in hexadecimal, ``size`` bytes."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    created: datetime
    message: str
    user: str
    files: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was stored. ``kind``: missing · changed · extra · inventory."""

    object_id: str
    path: str
    kind: str
    message: str


class ObjectExists(Exception):
    """An object of this id is stored already, with other content."""


class NoSuchObject(Exception):
    """No object, version or file of this name is stored."""


class UnsafePath(Exception):
    """A logical path would leave its object."""


class SourceChanged(Exception):
    """A file is no longer what it was when it was checked; the message is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that an object holds already; ``version`` None is its current one."""

    object_id: str
    path: str
    version: int | None = None


class Masters(Protocol):
    """Safe for threads: many objects are stored fastest by a few threads that store one each."""

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
        """Store version 1 from files (logical path → source), whole or not at all; when it returns, it outlives a
        power cut.

        ``digests``: the SHA-512 (logical path → hexadecimal, small) that files had when they were checked, of all of
        them or of some. ``copied`` is told the bytes of each file when it is copied.
        The same object with the same content again gives the standing version and writes nothing.
        Raises SourceChanged where a file has another digest than it had, ObjectExists for other content, UnsafePath,
        and OSError with the name of the file (disk full, no permission, source unplugged).
        """
        ...

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
        """Add a version: a path with a source is added or replaced, with None is left out from here on.

        A source that is ``Stored`` is not copied again, and stays when the object that it comes from is removed.
        """
        ...

    def exists(self, object_id: str) -> bool: ...

    def versions(self, object_id: str) -> tuple[Version, ...]: ...

    def open(self, object_id: str, path: str, *, version: int | None = None) -> BinaryIO: ...

    def local_path(self, object_id: str, path: str, *, version: int | None = None) -> Path:
        """A file that may be read in place; it must not be written, moved or kept."""
        ...

    def verify(self, object_id: str) -> tuple[Damage, ...]:
        """Read everything and compare with the inventory."""
        ...

    def objects(self) -> Iterable[str]: ...

    def remove(self, object_id: str) -> None:
        """Remove a whole object: for the rollback of a batch in custody only."""
        ...
