"""A JSON object that is written while it is made, so that a long answer is never whole in memory."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, Final

from lantai.cli.telling import encoded

_IN_MEMORY: Final = 2**22


@contextmanager
def written(head: Mapping[str, Any]) -> Iterator[Members]:
    """An object on standard output that begins with ``head``; it is closed at the end of the ``with``."""
    members = Members(sys.stdout.write)
    for name, value in head.items():
        members.value(name, value)
    yield members
    members.close()


class Members:
    """The members of one JSON object, each written when it is given."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._parted = "{\n  "

    def value(self, name: str, value: Any) -> None:
        self._begin(name)
        self._write(encoded(value))

    def string(self, name: str, parts: Iterable[str]) -> None:
        """A string made of parts."""
        self._begin(name)
        self._write('"')
        for part in parts:
            self._write(encoded(part)[1:-1])
        self._write('"')

    def array(self, name: str, items: Iterable[Any]) -> None:
        """An array, one item a line."""
        self.encoded_array(name, map(encoded, items))

    def encoded_array(self, name: str, items: Iterable[str]) -> None:
        """An array of items that are JSON already, or of several of them with commas between."""
        self._begin(name)
        self._write("[")
        parted = "\n    "
        for item in items:
            self._write(parted + item)
            parted = ",\n    "
        self._write("]" if parted == "\n    " else "\n  ]")

    def close(self) -> None:
        self._write("\n}\n" if self._parted == ",\n  " else "{}\n")

    def _begin(self, name: str) -> None:
        self._write(self._parted + encoded(name) + ": ")
        self._parted = ",\n  "


class Later:
    """Items of an array that come before its place in the answer, as JSON: on disk when they are many."""

    def __init__(self) -> None:
        self._file: IO[str] = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115

    def put(self, item: str) -> None:
        """Put an item aside; JSON without a line break."""
        self._file.write(item + "\n")

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        return (line.removesuffix("\n") for line in self._file)
