"""WebP (RFC 9649): a RIFF of chunks; the picture is VP8 (lossy), VP8L (lossless), or either inside VP8X."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from lantai.digitisation.inspection.headers.directory import exif_facts
from lantai.digitisation.inspection.headers.header import Header, mode_name
from lantai.digitisation.inspection.scan_file import BrokenImage, ScanFile

_MOST_CHUNKS: Final = 100_000
_LARGEST_EXIF: Final = 1 << 20


def read_webp(file: ScanFile) -> Header:
    """Raises BrokenImage where the first chunk tells no picture."""
    stated = struct.unpack("<I", file.at(4, 4))[0] + 8
    chunks = list(_chunks(file))
    if not chunks:
        raise BrokenImage("has no picture after its header")
    width, height, alpha, compression = _picture(file, *chunks[0])
    dpi, turn = _exif(file, chunks)
    return Header(
        width=width,
        height=height,
        mode=mode_name("rgb", alpha=alpha),
        dpi=dpi,
        compression=compression,
        turn=turn,
        icc=any(kind == b"ICCP" for kind, _at, _length in chunks),
        cut=f"ends at {file.size} bytes, states {stated}" if stated > file.size else "",
    )


def _chunks(file: ScanFile) -> Iterator[tuple[bytes, int, int]]:
    """(kind, offset of its content, length of its content), as far as the file goes; padded to even lengths."""
    at = 12
    for _turn in range(_MOST_CHUNKS):
        if at + 8 > file.size:
            return
        kind, length = struct.unpack("<4sI", file.at(at, 8))
        yield kind, at + 8, length
        at += 8 + length + length % 2
    raise BrokenImage(f"has more than {_MOST_CHUNKS} chunks")


def _picture(file: ScanFile, kind: bytes, at: int, _length: int) -> tuple[int, int, bool, str]:
    """Width, height, alpha, compression."""
    if kind == b"VP8X":
        flags, width, height = struct.unpack("<B3x3s3s", file.at(at, 10))
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1, bool(flags & 0x10), "webp"
    if kind == b"VP8L":
        bits = struct.unpack("<I", file.at(at + 1, 4))[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1), "webp-lossless"
    if kind == b"VP8 " and file.at(at + 3, 3) == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", file.at(at + 6, 4))
        return width & 0x3FFF, height & 0x3FFF, False, "webp"
    raise BrokenImage("has no picture after its header")


def _exif(file: ScanFile, chunks: list[tuple[bytes, int, int]]) -> tuple[int | None, int]:
    for kind, at, length in chunks:
        if kind == b"EXIF" and length <= _LARGEST_EXIF and at + length <= file.size:
            block = file.at(at, length)
            return exif_facts(block.removeprefix(b"Exif\x00\x00"))
    return None, 1
