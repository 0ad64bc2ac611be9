"""PNG (W3C PNG, section 5): chunks, each with its checksum, from IHDR to IEND."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lantai.digitisation.inspection.headers.directory import exif_facts
from lantai.digitisation.inspection.headers.header import Header, dots_per_inch, mode_name
from lantai.digitisation.inspection.scan_file import TRUNCATED, BrokenImage, ScanFile

_COLOURS: Final = {0: ("grey", False), 2: ("rgb", False), 3: ("palette", False), 4: ("grey", True), 6: ("rgb", True)}
_MOST_CHUNKS: Final = 1_000_000
_PIECE: Final = 1 << 18
_LARGEST_EXIF: Final = 1 << 20


@dataclass(slots=True)
class _Found:
    """What the chunks after the header tell."""

    dpi: int | None = None
    turn: int = 1
    icc: bool = False
    alpha: bool = False
    cut: str = ""
    damage: str = ""


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    at: int
    length: int


def read_png(file: ScanFile) -> Header:
    """Reads every chunk and proves its checksum. Raises BrokenImage where IHDR itself is not sound."""
    chunks = _chunks(file)
    first = next(chunks)
    if first.kind != b"IHDR" or first.length != 13 or not _is_sound(file, first):
        raise BrokenImage("has a damaged header")
    width, height, bits, colour_type, _method, _filter, interlace = struct.unpack(">IIBBBBB", file.at(first.at, 13))
    colour, alpha = _COLOURS.get(colour_type, ("other", False))
    found = _rest(file, chunks)
    bitonal = colour == "grey" and bits == 1
    return Header(
        width=width,
        height=height,
        mode="bitonal" if bitonal else mode_name(colour, bits=bits, alpha=alpha or found.alpha),
        bits=bits,
        dpi=found.dpi,
        compression="deflate-interlaced" if interlace else "deflate",
        turn=found.turn,
        icc=found.icc,
        cut=found.cut,
        damage=found.damage,
    )


def _rest(file: ScanFile, chunks: Iterator[_Chunk]) -> _Found:
    """Up to the first thing that is wrong."""
    found, last = _Found(), b""
    try:
        for chunk in chunks:
            if not _is_sound(file, chunk):
                found.damage = f"has a wrong checksum in {chunk.kind.decode('latin-1')!r} at byte {chunk.at}"
                return found
            _take(found, file, chunk)
            last = chunk.kind
    except BrokenImage as error:
        found.cut = str(error)
        return found
    found.cut = "" if last == b"IEND" else "has no end"
    return found


def _take(found: _Found, file: ScanFile, chunk: _Chunk) -> None:
    if chunk.kind == b"pHYs" and chunk.length == 9:
        found.dpi = _physical(file.at(chunk.at, 9)) or found.dpi
    elif chunk.kind == b"eXIf" and chunk.length <= _LARGEST_EXIF:
        dpi, found.turn = exif_facts(file.at(chunk.at, chunk.length))
        found.dpi = found.dpi or dpi
    elif chunk.kind == b"iCCP":
        found.icc = True
    elif chunk.kind == b"tRNS":
        found.alpha = True


def _physical(data: bytes) -> int | None:
    """Pixels a unit; unit 1 is the metre, 0 only the shape of a pixel."""
    across, down, unit = struct.unpack(">IIB", data)
    return dots_per_inch(across, down, 1.0) if unit == 1 else None


def _chunks(file: ScanFile) -> Iterator[_Chunk]:
    """In order, up to IEND. Raises BrokenImage (truncated) where one reaches beyond the file."""
    at = 8
    for _turn in range(_MOST_CHUNKS):
        length, kind = struct.unpack(">I4s", file.at(at, 8))
        if at + 12 + length > file.size:
            raise BrokenImage(f"ends at {file.size} bytes, needs {at + 12 + length}", code=TRUNCATED)
        yield _Chunk(kind, at + 8, length)
        if kind == b"IEND":
            return
        at += 12 + length
    raise BrokenImage(f"has more than {_MOST_CHUNKS} chunks")


def _is_sound(file: ScanFile, chunk: _Chunk) -> bool:
    """The checksum covers the chunk's kind and its content; read in pieces, for one may be as large as the file."""
    checksum, place, left = zlib.crc32(chunk.kind), chunk.at, chunk.length
    while left:
        piece = os.pread(file.descriptor, min(left, _PIECE), place)
        if not piece:
            return False
        checksum = zlib.crc32(piece, checksum)
        place, left = place + len(piece), left - len(piece)
    return checksum == int.from_bytes(file.at(chunk.at + chunk.length, 4), "big")
