"""A file of a delivery, opened so that it cannot be anything but a file.

The name may have become a link, a pipe or a device since it was listed: a link is not followed, and whatever is no
regular file is refused before it is read. Everything after works on the open descriptor, never on the name again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TRUNCATED = "truncated-image"
UNREADABLE = "unreadable-image"


class BrokenImage(Exception):
    """A file is no image or not a whole one. ``code`` is the problem's; the message says the reason in a few words."""

    def __init__(self, reason: str, *, code: str = UNREADABLE) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class ScanFile:
    """An open file and its size in bytes. Reads never move the descriptor's own position."""

    descriptor: int
    size: int

    def at(self, offset: int, length: int) -> bytes:
        """``length`` bytes from ``offset``. Raises BrokenImage (truncated) where the file has fewer."""
        if offset < 0 or length < 0 or offset + length > self.size:
            raise BrokenImage(f"ends at {self.size} bytes, needs {offset + length}", code=TRUNCATED)
        data = os.pread(self.descriptor, length, offset)
        if len(data) != length:
            raise BrokenImage(f"ends at {offset + len(data)} bytes, needs {offset + length}", code=TRUNCATED)
        return data

    def start(self, length: int) -> bytes:
        return os.pread(self.descriptor, length, 0)

    def end(self, length: int) -> bytes:
        return os.pread(self.descriptor, length, max(0, self.size - length))


@contextmanager
def open_scan(path: str) -> Iterator[ScanFile]:
    """Open for reading. Raises BrokenImage for what is no regular file, OSError for what the system refuses."""
    # Without O_NONBLOCK a named pipe would hold us until somebody writes to it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise BrokenImage("is no regular file")
        yield ScanFile(descriptor, status.st_size)
    finally:
        os.close(descriptor)
