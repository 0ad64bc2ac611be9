"""Reading the directories of a tiled TIFF: where in the file every tile of every level lies.

As much of TIFF 6.0 and BigTIFF as pyramids need: the chain of directories, their tile offsets, and the JPEG
tables that the tiles of a level share (TIFF Technical Note 2). Nothing is decoded here.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

_MOST_DIRECTORIES: Final = 32
"""Levels that a pyramid may have: 2³² pixels a side. More is a chain that bites its tail."""
_MOST_VALUES: Final = 1 << 22

_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _SAMPLES = 256, 257, 259, 262, 277
_TILE_WIDTH, _TILE_HEIGHT, _OFFSETS, _COUNTS, _JPEG_TABLES = 322, 323, 324, 325, 347
_JPEG: Final = 7
_RGB: Final = 2
_CODES: Final = {1: "B", 3: "H", 4: "I", 7: "B", 16: "Q"}
"""struct codes of the TIFF types that occur in the tags read here."""

_START: Final = b"\xff\xd8"
# Without a marker decoders guess at the colours: JFIF says YCbCr or grey, Adobe with transform 0 says RGB.
_JFIF: Final = bytes.fromhex("ffe0 0010 4a464946 00 0102 00 0001 0001 00 00")
_ADOBE_RGB: Final = bytes.fromhex("ffee 000e 41646f6265 0064 0000 0000 00")

_Tags: TypeAlias = dict[int, tuple[int, ...]]


class UnreadablePyramid(Exception):
    """A file is not a pyramid as ``digitisation.pyramid`` makes them; it is to be made again."""


@dataclass(frozen=True, slots=True)
class Level:
    """One directory. ``head`` is what a tile needs before its own bytes, SOI included, to stand as a JPEG alone."""

    width: int
    height: int
    tile_width: int
    tile_height: int
    samples: int
    head: bytes
    offsets: array[int]
    counts: array[int]

    @property
    def tiles_across(self) -> int:
        return -(-self.width // self.tile_width)

    def tile(self, file: int, column: int, row: int) -> bytes:
        """The JPEG of one tile, full size (padded at the right and lower edge), spliced and not decoded."""
        number = row * self.tiles_across + column
        data = os.pread(file, self.counts[number], self.offsets[number])
        if data[:2] != _START or len(data) != self.counts[number]:
            raise UnreadablePyramid(f"Tile {column}, {row} is no whole JPEG.")
        return b"".join((self.head, memoryview(data)[2:]))


class _Layout(NamedTuple):
    """How numbers are written: classic TIFF counts in 32 bits, BigTIFF in 64."""

    order: str
    number: str
    entries: str
    entry: struct.Struct
    inline: int


def read_levels(file: int) -> tuple[Level, ...]:
    """The levels of an open file, full size first. Raises UnreadablePyramid, OSError."""
    try:
        layout, offset = _read_header(file)
        levels = tuple(_level(file, layout, tags) for tags in _directories(file, layout, offset))
    except (struct.error, KeyError, IndexError, ValueError, OverflowError) as error:
        raise UnreadablePyramid(f"It is not a tiled TIFF ({type(error).__name__}: {error}).") from error
    if not levels:
        raise UnreadablePyramid("It is a TIFF without an image.")
    return levels


def _read_header(file: int) -> tuple[_Layout, int]:
    start = os.pread(file, 16, 0)
    order = {b"II": "<", b"MM": ">"}[start[:2]]
    (version,) = struct.unpack_from(f"{order}H", start, 2)
    if version == 42:
        return _layout(order, "I", "H"), struct.unpack_from(f"{order}I", start, 4)[0]
    if version == 43:
        return _layout(order, "Q", "Q"), struct.unpack_from(f"{order}Q", start, 8)[0]
    raise UnreadablePyramid(f"It is not a TIFF: version {version}.")


def _layout(order: str, number: str, entries: str) -> _Layout:
    inline = struct.calcsize(number)
    return _Layout(order, order + number, order + entries, struct.Struct(f"{order}HH{number}{inline}s"), inline)


def _directories(file: int, layout: _Layout, offset: int) -> Iterator[_Tags]:
    for _ in range(_MOST_DIRECTORIES):
        if not offset:
            return
        head = struct.calcsize(layout.entries)
        (count,) = struct.unpack(layout.entries, os.pread(file, head, offset))
        if count > 4096:
            raise ValueError(f"a directory of {count} entries")
        body = os.pread(file, count * layout.entry.size + layout.inline, offset + head)
        yield dict(_tags(file, layout, body[: count * layout.entry.size]))
        (offset,) = struct.unpack_from(layout.number, body, count * layout.entry.size)
    raise ValueError(f"more than {_MOST_DIRECTORIES} directories")


def _tags(file: int, layout: _Layout, body: bytes) -> Iterator[tuple[int, tuple[int, ...]]]:
    for tag, kind, count, inline in layout.entry.iter_unpack(body):
        if kind not in _CODES or count > _MOST_VALUES:
            continue
        values = struct.Struct(f"{layout.order}{count}{_CODES[kind]}")
        if values.size <= layout.inline:
            yield tag, values.unpack_from(inline)
        else:
            (offset,) = struct.unpack(layout.number, inline)
            yield tag, values.unpack(os.pread(file, values.size, offset))


def _level(file: int, layout: _Layout, tags: _Tags) -> Level:
    if tags[_COMPRESSION] != (_JPEG,):
        raise UnreadablePyramid(f"Its tiles are not JPEG but of compression {tags[_COMPRESSION][0]}.")
    level = Level(
        width=tags[_WIDTH][0],
        height=tags[_HEIGHT][0],
        tile_width=tags[_TILE_WIDTH][0],
        tile_height=tags[_TILE_HEIGHT][0],
        samples=tags.get(_SAMPLES, (1,))[0],
        head=_head(tags),
        offsets=array("Q", tags[_OFFSETS]),
        counts=array("Q", tags[_COUNTS]),
    )
    if not 0 < level.tiles_across * -(-level.height // level.tile_height) == len(level.offsets) == len(level.counts):
        raise ValueError("not as many tiles as its size needs")
    return level


def _head(tags: _Tags) -> bytes:
    tables = bytes(tags.get(_JPEG_TABLES, ()))[2:-2]  # between the SOI and the EOI of the tables' own stream
    return _START + (_ADOBE_RGB if tags[_PHOTOMETRIC] == (_RGB,) else _JFIF) + tables
