"""The table of shared strings (18.4.9): every text of a workbook once, named by its number.

A million rows bring millions of them. They are kept as one run of UTF-8 bytes, in memory or, when that grows and a
place is given, in a file without a name there; a string is decoded when a cell asks for it.
"""

from __future__ import annotations

import mmap
import tempfile
from array import array
from pathlib import Path
from typing import IO, Final

from lantai.digitisation.sheets.cells import LONGEST
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet
from lantai.digitisation.sheets.xlsx.package import CHUNK, Package, new_parser

_IN_MEMORY: Final = 64 << 20
_LARGEST_IN_MEMORY: Final = 512 << 20
_LARGEST_ON_DISK: Final = 1 << 30
_HELD: Final = 10_000


class SharedStrings:
    """``strings[n]`` is the text of number n; IndexError where there is none."""

    def __init__(self, scratch: Path | None = None) -> None:
        self._ends = array("Q", [0])
        self._bytes: bytearray | mmap.mmap = bytearray()
        self._file: IO[bytes] | None = None
        self._scratch = scratch
        self._size = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self):
            raise IndexError(f"There is no shared string {number}; there are {len(self)}.")
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8")

    def extend(self, texts: list[str]) -> None:
        encoded = [text.encode("utf-8", "replace") for text in texts]
        for one in encoded:
            self._size += len(one)
            self._ends.append(self._size)
        self._write(b"".join(encoded))

    def finish(self) -> None:
        """No more will come: what lies on disk is looked up from here on."""
        if self._file is not None and self._size:
            self._file.flush()
            self._bytes = mmap.mmap(self._file.fileno(), self._size, access=mmap.ACCESS_READ)

    def _write(self, data: bytes) -> None:
        if self._size > (_LARGEST_ON_DISK if self._scratch else _LARGEST_IN_MEMORY):
            raise UnreadableSheet("", Reason.TOO_LARGE, f"its text is {self._size >> 20} MB")
        if self._file is None and self._scratch and self._size > _IN_MEMORY:
            self._file = tempfile.TemporaryFile(dir=self._scratch)  # noqa: SIM115 - lives as long as the table
            self._file.write(self._bytes)
            self._bytes = bytearray()
        if self._file is not None:
            self._file.write(data)
        elif isinstance(self._bytes, bytearray):
            self._bytes += data


def read_strings(package: Package, scratch: Path | None = None) -> SharedStrings:
    """The workbook's table; empty when it has none."""
    strings = SharedStrings(scratch)
    part = package.part("sharedStrings")
    if part is None:
        return strings
    reader = _Reader()
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            reader.parser.Parse(chunk)
            strings.extend(reader.texts)
            reader.texts.clear()
    reader.parser.Parse(b"", True)
    strings.finish()
    return strings


class _Reader:
    """Collects the texts of ``si`` elements: their runs joined, the readings above characters (``rPh``) left out."""

    def __init__(self) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._wanted = self._reading = False

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "t":
            self._wanted = not self._reading
        elif local == "si":
            self._pieces, self._length = [], 0
        elif local == "rPh":
            self._reading = True

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "t":
            self._wanted = False
        elif local == "si":
            self.texts.append("".join(self._pieces))
        elif local == "rPh":
            self._reading = False

    def _characters(self, data: str) -> None:
        if self._wanted and self._length <= LONGEST:
            self._pieces.append(data)
            self._length += len(data)
