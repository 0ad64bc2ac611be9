"""A TIFF directory (TIFF 6.0, section 2): tags with their values, in TIFF files and inside EXIF.

Everything here may be a lie: counts of four thousand million, offsets beyond the end, directories in a circle. A
value is read only when the file is large enough to hold it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from lantai.digitisation.inspection.headers.header import PER_CENTIMETRE, PER_INCH, dots_per_inch
from lantai.digitisation.inspection.scan_file import TRUNCATED, BrokenImage

Read: TypeAlias = Callable[[int, int], bytes]
"""(offset, length) → bytes; raises BrokenImage beyond the end."""

_TYPES: Final[dict[int, tuple[str, int]]] = {
    1: ("B", 1),
    2: ("s", 1),
    3: ("H", 2),
    4: ("I", 4),
    5: ("II", 8),
    7: ("B", 1),
    13: ("I", 4),
    16: ("Q", 8),
    18: ("Q", 8),
}
"""Types whose values are read here: unsigned numbers, text, fractions, opaque bytes, offsets."""

_MOST_VALUES: Final = 1 << 20
"""Strips and tiles of the largest picture are far fewer; a longer list would only fill the memory."""

ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 0x0112, 0x011A, 0x011B, 0x0128


@dataclass(frozen=True, slots=True)
class Layout:
    """How numbers lie: byte order ``<`` or ``>``, and whether offsets have eight bytes (BigTIFF)."""

    order: str
    big: bool = False

    def offset(self, data: bytes) -> int:
        return int(struct.unpack(self.order + ("Q" if self.big else "I"), data)[0])

    @property
    def word(self) -> int:
        """Bytes of an offset."""
        return 8 if self.big else 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag: its type, how many values, and where they lie."""

    kind: int
    count: int
    place: int

    @property
    def bytes(self) -> int:
        return self.count * _TYPES[self.kind][1]


@dataclass(frozen=True, slots=True)
class Directory:
    """Tags of one directory, and the offset of the next one, 0 after the last."""

    entries: dict[int, Entry]
    following: int
    read: Read
    layout: Layout

    def numbers(self, tag: int) -> tuple[int, ...]:
        """All values of a tag, empty where it is missing. Raises BrokenImage where they lie beyond the file."""
        entry = self.entries.get(tag)
        if entry is None or entry.kind == 2:
            return ()
        if entry.count > _MOST_VALUES:
            raise BrokenImage(f"states {entry.count} values for one tag")
        letters = _TYPES[entry.kind][0]
        data = self.read(entry.place, entry.bytes)
        return struct.unpack(f"{self.layout.order}{entry.count * len(letters)}{letters[0]}", data)

    def number(self, tag: int, default: int = 0) -> int:
        values = self.numbers(tag)
        return values[0] if values else default

    def fraction(self, tag: int) -> float:
        """The first value of a tag of fractions, 0 where it is missing or divided by nothing."""
        over, under, *_rest = (*self.numbers(tag), 0, 0)
        return over / under if under else 0.0

    def dpi(self) -> int | None:
        from_unit = {2: PER_INCH, 3: PER_CENTIMETRE}.get(self.number(RESOLUTION_UNIT, 2))
        across = self.fraction(X_RESOLUTION)
        return dots_per_inch(across, self.fraction(Y_RESOLUTION) or across, from_unit) if from_unit else None

    def turn(self) -> int:
        stated = self.number(ORIENTATION, 1)
        return stated if 1 <= stated <= 8 else 1


def read_directory(read: Read, offset: int, layout: Layout) -> Directory:
    """The directory at ``offset``. Raises BrokenImage where it does not fit into the file."""
    head, width = (8, 20) if layout.big else (2, 12)
    count = struct.unpack(layout.order + ("Q" if layout.big else "H"), read(offset, head))[0]
    if count > 0xFFFF:
        raise BrokenImage(f"states a directory of {count} tags")
    data = read(offset + head, count * width + layout.word)
    entries = dict(_entry(data[at : at + width], offset + head + at, layout) for at in range(0, count * width, width))
    following = layout.offset(data[-layout.word :])
    return Directory({tag: one for tag, one in entries.items() if one.kind in _TYPES}, following, read, layout)


def _entry(data: bytes, at: int, layout: Layout) -> tuple[int, Entry]:
    """Values that fit into the room of an offset stand there themselves."""
    tag, kind, count = struct.unpack(layout.order + ("HHQ" if layout.big else "HHI"), data[: -layout.word])
    fits = count * _TYPES.get(kind, ("", 1))[1] <= layout.word
    place = at + len(data) - layout.word if fits else layout.offset(data[-layout.word :])
    return tag, Entry(kind, count, place)


def read_exif(block: bytes) -> Directory | None:
    """The first directory of an EXIF block (without its ``Exif`` mark); None where it is damaged."""
    try:
        order = {b"II": "<", b"MM": ">"}[block[:2]]
        layout = Layout(order)
        return read_directory(_from_memory(block), layout.offset(block[4:8]), layout)
    except (KeyError, struct.error, BrokenImage):
        return None


def exif_facts(block: bytes) -> tuple[int | None, int]:
    """dpi and turn that an EXIF block states: None and 1 where it states nothing, or nothing sound."""
    directory = read_exif(block)
    if directory is None:
        return None, 1
    try:
        return directory.dpi(), directory.turn()
    except BrokenImage:
        return None, 1


def _from_memory(block: bytes) -> Read:
    def read(offset: int, length: int) -> bytes:
        if offset + length > len(block):
            raise BrokenImage("EXIF ends early", code=TRUNCATED)
        return block[offset : offset + length]

    return read
