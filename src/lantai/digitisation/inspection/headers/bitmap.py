"""GIF (89a, section 18) and BMP (BITMAPINFOHEADER): formats that no archive orders and some scanners make."""

from __future__ import annotations

import struct
from typing import Final

from lantai.digitisation.inspection.headers.header import Header, dots_per_inch, mode_name
from lantai.digitisation.inspection.scan_file import ScanFile

_COMPRESSIONS: Final = {0: "none", 1: "rle", 2: "rle", 3: "none", 6: "none"}


def read_gif(file: ScanFile) -> Header:
    width, height = struct.unpack("<HH", file.at(6, 4))
    cut = "" if file.end(1) == b";" else "has no end marker"
    return Header(width=width, height=height, mode="palette", compression="lzw", cut=cut)


def read_bmp(file: ScanFile) -> Header:
    """Heights are negative where the rows run from the top."""
    size, pixels_at, head = struct.unpack("<I4xII", file.at(2, 16))
    if head == 12:  # the header of OS/2, without resolution
        width, height, _planes, bits = struct.unpack("<HHHH", file.at(18, 8))
        return Header(width=width, height=height, mode=_mode(bits), compression="none", cut=_cut(file, size, pixels_at))
    width, height, _planes, bits, method, _bytes, across, down = struct.unpack("<iiHHIIii", file.at(18, 28))
    return Header(
        width=abs(width),
        height=abs(height),
        mode=_mode(bits),
        bits=min(bits, 8),
        dpi=dots_per_inch(across, down, 1.0),
        compression=_COMPRESSIONS.get(method, "other"),
        cut=_cut(file, size, pixels_at),
    )


def _mode(bits: int) -> str:
    return "palette" if bits <= 8 else mode_name("rgb", alpha=bits == 32)


def _cut(file: ScanFile, stated: int, pixels_at: int) -> str:
    needed = max(stated, pixels_at + 1)
    return f"ends at {file.size} bytes, states {needed}" if needed > file.size else ""
