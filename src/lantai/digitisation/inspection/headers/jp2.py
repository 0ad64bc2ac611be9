"""JPEG 2000 (ITU-T T.800, annexes A and I): boxes around a codestream, or the codestream alone."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from lantai.digitisation.inspection.headers.header import Header, dots_per_inch, mode_name
from lantai.digitisation.inspection.scan_file import BrokenImage, ScanFile

_CODESTREAM: Final = b"\xff\x4f\xff\x51"
_MOST_BOXES: Final = 1_000
_RESOLUTIONS: Final = (b"resc", b"resd")
"""As captured goes before as displayed."""
_ENUMERATED: Final = {12: "cmyk", 16: "rgb", 17: "grey", 18: "rgb"}


def read_jp2(file: ScanFile) -> Header:
    """Raises BrokenImage where no codestream is found."""
    if file.start(4) == _CODESTREAM:
        return _header(file, 0, {})
    boxes = dict[bytes, tuple[int, int]]()
    for kind, at, length in _boxes(file, 0, file.size):
        if kind == b"jp2c":
            return _header(file, at, boxes)
        boxes.setdefault(kind, (at, length))
    raise BrokenImage("has no picture after its header")


def _header(file: ScanFile, stream: int, boxes: dict[bytes, tuple[int, int]]) -> Header:
    """Size and depth from the codestream's SIZ marker, which is what a decoder goes by."""
    mark = file.at(stream, 4)
    if mark != _CODESTREAM:
        raise BrokenImage("has no codestream where its box says")
    right, bottom, left, top = struct.unpack(">IIII", file.at(stream + 8, 16))
    parts, depth = struct.unpack(">HB", file.at(stream + 40, 3))
    if right <= left or bottom <= top or not parts:
        raise BrokenImage("states a picture without pixels")
    bits = (depth & 0x7F) + 1
    inner = _inner(file, boxes)
    return Header(
        width=right - left,
        height=bottom - top,
        mode=_mode(file, parts, bits, inner),
        bits=bits,
        dpi=_dpi(file, inner),
        compression="jp2",
        icc=_colour_method(file, inner) in {2, 3},
        cut="" if b"\xff\xd9" in file.end(64) else "has no end marker",
    )


def _inner(file: ScanFile, boxes: dict[bytes, tuple[int, int]]) -> dict[bytes, tuple[int, int]]:
    """The boxes of the header and of its resolution, first of each kind."""
    inner = dict[bytes, tuple[int, int]]()
    for outer in (b"jp2h", b"res "):
        place = boxes.get(outer) or inner.get(outer)
        for kind, at, length in _boxes(file, *place) if place else ():
            inner.setdefault(kind, (at, length))
    return inner


def _boxes(file: ScanFile, at: int, length: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, offset of its content, length of its content); a length of 0 reaches to the end of the file."""
    end = min(at + length, file.size)
    for _turn in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, kind = struct.unpack(">I4s", file.at(at, 8))
        head = 8
        if size == 1:
            size, head = int.from_bytes(file.at(at + 8, 8), "big"), 16
        size = size or end - at
        if size < head:
            raise BrokenImage(f"states a box of {size} bytes at byte {at}")
        yield kind, at + head, size - head
        at += size
    raise BrokenImage(f"has more than {_MOST_BOXES} boxes")


def _colour_method(file: ScanFile, inner: dict[bytes, tuple[int, int]]) -> int:
    place = inner.get(b"colr")
    return file.at(place[0], 1)[0] if place else 0


def _mode(file: ScanFile, parts: int, bits: int, inner: dict[bytes, tuple[int, int]]) -> str:
    if b"pclr" in inner:
        return "palette"
    colour = {1: "grey", 2: "grey", 3: "rgb", 4: "rgb"}.get(parts, "other")
    if _colour_method(file, inner) == 1:
        number = int.from_bytes(file.at(inner[b"colr"][0] + 3, 4), "big")
        colour = _ENUMERATED.get(number, colour)
    if colour == "grey" and bits == 1:
        return "bitonal"
    return mode_name(colour, bits=bits, alpha=parts == 2 or (parts == 4 and colour == "rgb"))


def _dpi(file: ScanFile, inner: dict[bytes, tuple[int, int]]) -> int | None:
    """Vertical and horizontal, each numerator / denominator × 10^exponent, in pixels a metre (I.5.3.7)."""
    place = next((inner[kind] for kind in _RESOLUTIONS if kind in inner), None)
    if place is None:
        return None
    over_y, under_y, over_x, under_x, power_y, power_x = struct.unpack(">HHHHbb", file.at(place[0], 10))
    if not under_x or not under_y:
        return None
    return dots_per_inch(over_x / under_x * 10.0**power_x, over_y / under_y * 10.0**power_y, 1.0)
