"""Copying a file into the store: read once, its digest taken on the way, and held against what was checked.

Where the file system can share the blocks of two files until one is written (reflink: btrfs, XFS), nothing is copied
at all; a hard link would not do, for the source may be changed later.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha512
from pathlib import Path
from typing import Final

from lantai.adapters.masters.durability import begin_to_settle, naming
from lantai.ports.masters import SourceChanged

_CHUNK: Final = 1 << 20
"""Bytes read at a time: large enough for a disk, small enough for the cache of the processor."""
_SHARE_BLOCKS: Final = 0x40049409
"""FICLONE of ioctl_ficlone(2)."""


def copy(source: Path, target: Path, *, expected: str | None = None) -> tuple[str, int]:
    """Copy a file, never to be written again; gives its SHA-512 and its bytes.

    Raises SourceChanged when the digest is not the expected one, and OSError that names the file it is about; then
    what was copied is left to whoever clears the desk.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _opened(source) as reading, _created(target) as writing:
        if _share_blocks(reading, writing):
            digest, size = _read(target, writing)
        else:
            digest, size = _read(source, reading, lambda chunk: _write(target, writing, chunk))
            begin_to_settle(writing)
    if expected is not None and digest != expected:
        raise SourceChanged(f"{source} is no longer what was checked; have the delivery checked again.")
    return digest, size


def digest_of(source: Path) -> str:
    """The SHA-512 of a file. Raises OSError that names it."""
    with _opened(source) as reading:
        return _read(source, reading)[0]


@contextmanager
def _opened(source: Path) -> Iterator[int]:
    """A file and nothing else: a link is not followed, and a pipe that nobody writes to does not hold us."""
    handle = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "It is no file that could be stored", str(source))
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _created(target: Path) -> Iterator[int]:
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o444)
    try:
        yield handle
    finally:
        os.close(handle)


def _share_blocks(source: int, target: int) -> bool:
    """Whether the file system did it; why not is no matter, for then the bytes are copied."""
    try:
        fcntl.ioctl(target, _SHARE_BLOCKS, source)
    except OSError:
        return False
    return True


def _read(path: Path, handle: int, consume: Callable[[memoryview], object] = lambda _chunk: None) -> tuple[str, int]:
    """Digest and bytes of an open file; every chunk is handed on: one pass over the disk, whatever is done with it."""
    digest, size = sha512(), 0
    buffer = memoryview(bytearray(min(_CHUNK, max(os.fstat(handle).st_size, 1))))
    while length := _filled(path, handle, buffer):
        digest.update(buffer[:length])
        consume(buffer[:length])
        size += length
    return digest.hexdigest(), size


def _filled(path: Path, handle: int, buffer: memoryview) -> int:
    with naming(path):
        return os.readv(handle, [buffer])


def _write(path: Path, handle: int, chunk: memoryview) -> None:
    with naming(path):
        while chunk:
            chunk = chunk[os.write(handle, chunk) :]
