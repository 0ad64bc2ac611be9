"""What it takes that a file outlives a power cut, and errors that say which file they are about."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An OSError that passes tells ``path`` where the system did not say which file it was (a full disk)."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def begin_to_settle(handle: int) -> None:
    """Send an open file on its way to the disk without waiting (Linux), so that less is left to wait for later."""
    call = library_call("sync_file_range")
    if call is not None:
        whole, write = ctypes.c_int64(0), 2  # SYNC_FILE_RANGE_WRITE
        call(handle, whole, whole, write)


def settle(tops: Collection[Path]) -> None:
    """See that folders and all in them outlive a power cut; all lie on one file system.

    One ``syncfs`` for all (Linux) instead of a wait for the disk for every file of them.
    """
    if library_call("syncfs") is None:
        _settle_one_by_one(tops)
    else:
        _sync_file_system(next(iter(tops)))


def settle_names(folders: Collection[Path]) -> None:
    """See that the names in these folders outlive a power cut; all lie on one file system."""
    if len(folders) > 1 and library_call("syncfs") is not None:
        _sync_file_system(next(iter(folders)))
    else:
        for folder in folders:
            sync(folder)


def _sync_file_system(of: Path) -> None:
    with _opened(of) as handle:
        if library_call("syncfs")(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(of))


def _settle_one_by_one(tops: Iterable[Path]) -> None:
    for top in tops:
        for folder, _, files in os.walk(top, topdown=False):
            for file in files:
                sync(Path(folder, file))
            sync(Path(folder))


def sync(path: Path) -> None:
    """See that a file, or the names in a folder, outlive a power cut."""
    with naming(path), _opened(path) as handle:
        os.fsync(handle)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def swap_names(one: Path, other: Path) -> bool:
    """Swap what two names stand for, at once (Linux ``renameat2``); False where that cannot be done."""
    renameat2 = library_call("renameat2")
    if renameat2 is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV}:
        return False
    raise OSError(code, os.strerror(code), str(other))


@cache
def library_call(name: str) -> Any:
    """A call of the system's C library that Python does not offer; None where there is none."""
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)
