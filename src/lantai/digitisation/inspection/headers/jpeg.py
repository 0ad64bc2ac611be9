"""JPEG (ITU-T T.81, annex B): markers one after the other up to the scan, then data up to the end marker."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lantai.digitisation.inspection.headers.directory import exif_facts
from lantai.digitisation.inspection.headers.header import PER_CENTIMETRE, PER_INCH, Header, dots_per_inch, mode_name
from lantai.digitisation.inspection.scan_file import BrokenImage, ScanFile

_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COMPRESSIONS: Final = {0xC0: "jpeg", 0xC1: "jpeg", 0xC2: "jpeg-progressive", 0xC3: "jpeg-lossless"}
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
_SCAN, _END = 0xDA, 0xD9
_MOST_MARKERS: Final = 10_000
_TAIL: Final = 65_536
"""Bytes at the end in which the end marker is looked for: some programs write after it."""


@dataclass(slots=True)
class _Found:
    frame: int = 0
    width: int = 0
    height: int = 0
    bits: int = 8
    parts: int = 0
    jfif_dpi: int | None = None
    exif_dpi: int | None = None
    turn: int = 1
    icc: bool = False
    scan_at: int = field(default=0)


def read_jpeg(file: ScanFile) -> Header:
    """Raises BrokenImage where no frame is stated before the scan."""
    found = _Found()
    for marker, at, length in _markers(file):
        if marker == _SCAN:
            found.scan_at = at + length
            break
        _take(found, file, marker, at, length)
    if not found.frame or not found.scan_at:
        raise BrokenImage("has no picture after its header")
    colour = {1: "grey", 3: "rgb", 4: "cmyk"}.get(found.parts, "other")
    return Header(
        width=found.width,
        height=found.height,
        mode=mode_name(colour, bits=found.bits),
        bits=found.bits,
        dpi=found.jfif_dpi or found.exif_dpi,
        compression=_COMPRESSIONS.get(found.frame, "jpeg-other"),
        turn=found.turn,
        icc=found.icc,
        cut="" if _is_ended(file, found.scan_at) else "has no end marker",
    )


def _markers(file: ScanFile) -> Iterator[tuple[int, int, int]]:
    """(marker, offset of its content, length of its content), in order, up to the end of the file."""
    at = 2
    for _turn in range(_MOST_MARKERS):
        mark, marker = file.at(at, 2)
        if mark != 0xFF:
            raise BrokenImage(f"has no marker at byte {at}")
        if marker in _BARE or marker == 0xFF:  # 0xFF may be repeated to fill
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _END:
            raise BrokenImage("has no picture after its header")
        length = int.from_bytes(file.at(at + 2, 2), "big")
        if length < 2:
            raise BrokenImage(f"states a marker of {length} bytes at byte {at}")
        yield marker, at + 4, length - 2
        at += 2 + length
    raise BrokenImage(f"has more than {_MOST_MARKERS} markers")


def _take(found: _Found, file: ScanFile, marker: int, at: int, length: int) -> None:
    if marker in _FRAMES and length >= 6:
        found.frame = marker
        found.bits, found.height, found.width, found.parts = struct.unpack(">BHHB", file.at(at, 6))
    elif marker == 0xE0:
        found.jfif_dpi = _jfif_dpi(file.at(at, length))
    elif marker == 0xE1 and file.at(at, min(length, 6)) == b"Exif\x00\x00":
        found.exif_dpi, found.turn = exif_facts(file.at(at + 6, length - 6))
    elif marker == 0xE2 and length > 12 and file.at(at, 12) == b"ICC_PROFILE\x00":
        found.icc = True


def _jfif_dpi(block: bytes) -> int | None:
    """Unit 1 is the inch, 2 the centimetre, 0 only the shape of a pixel."""
    if not block.startswith(b"JFIF\x00") or len(block) < 12:
        return None
    unit, across, down = struct.unpack(">BHH", block[7:12])
    per_metre = {1: PER_INCH, 2: PER_CENTIMETRE}.get(unit)
    return dots_per_inch(across, down, per_metre) if per_metre else None


def _is_ended(file: ScanFile, scan_at: int) -> bool:
    """An end marker after the scan has begun: one before it belongs to the preview inside EXIF."""
    tail = min(_TAIL, file.size - scan_at)
    return tail > 0 and b"\xff\xd9" in file.end(tail)
