"""Image files that lie: sizes that nobody could hold, ends that are missing, directories that never end."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Final

from PIL import Image

from samples.make.deliveries.drawing import draw, encode
from samples.make.deliveries.model import Leaf

SIDE: Final = 100_000
"""Pixels of each side that a giant claims; a JPEG cannot claim more than 65,535."""


def giant(ending: str) -> bytes:
    """A few hundred bytes whose header claims 100,000 × 100,000 pixels (65,500 for a JPEG) at 300 dpi."""
    return {".png": _giant_png, ".jpg": _giant_jpeg, ".tif": _giant_tiff, ".jp2": _giant_jp2}[ending]()


def sound(ending: str, seed: int = 1) -> bytes:
    """A sound page as a file of this ending; .jp2 states no resolution."""
    image = draw(Leaf(seed))
    if ending != ".jp2":
        return encode(image, ending, 300)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG2000", quality_mode="rates", quality_layers=[20])
    return buffer.getvalue()


def truncated(content: bytes) -> bytes:
    """The first three fifths of a file."""
    return content[: len(content) * 3 // 5]


def bomb_png(side: int = 30_000) -> bytes:
    """A sound PNG of one grey tone: kilobytes on disk, ``side`` × ``side`` bytes when it is decoded."""
    packer = zlib.compressobj(9)
    line = bytes(side + 1)
    data = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    return _png(side, side, data, colour=0)


def looping_tiff() -> bytes:
    """A TIFF whose second directory is its first: pages without end."""
    content = bytearray(_tiff(8, 8, strip=bytes(64)))
    (first,) = struct.unpack("<I", content[4:8])
    (count,) = struct.unpack("<H", content[first : first + 2])
    struct.pack_into("<I", content, first + 2 + 12 * count, first)
    return bytes(content)


def lying_tiff() -> bytes:
    """A TIFF of 400 × 400 pixels whose only strip lies beyond the end of the file."""
    return _tiff(400, 400, strip=b"", offset=50_000_000)


def wrong_crc_png() -> bytes:
    """A PNG of which one byte of pixel data was altered."""
    content = bytearray(sound(".png"))
    content[len(content) // 2] ^= 0x55
    return bytes(content)


def endless_jpeg() -> bytes:
    """A JPEG without its end marker, whose scan stops in the middle."""
    content = sound(".jpg")
    return content[: len(content) // 2]


IMAGES: Final[dict[str, Callable[[], bytes]]] = {
    "giant.png": lambda: giant(".png"),
    "giant.jpg": lambda: giant(".jpg"),
    "giant.tif": lambda: giant(".tif"),
    "giant.jp2": lambda: giant(".jp2"),
    "truncated.png": lambda: truncated(sound(".png")),
    "truncated.jpg": lambda: truncated(sound(".jpg")),
    "truncated.tif": lambda: truncated(sound(".tif")),
    "truncated.jp2": lambda: truncated(sound(".jp2")),
    "bomb.png": bomb_png,
    "looping.tif": looping_tiff,
    "lying.tif": lying_tiff,
    "wrong-crc.png": wrong_crc_png,
    "endless.jpg": endless_jpeg,
    "png-in-truth.jpg": lambda: sound(".png"),
    "pdf-in-truth.tif": lambda: b"%PDF-1.4\n%%EOF\n",
    "text-in-truth.jp2": lambda: "這不是圖像\n".encode() * 20,
    "empty.jpg": lambda: b"",
}
"""Hostile images by the name of the file that they should be given."""


# -- formats --------------------------------------------------------------------------------------


def _giant_png() -> bytes:
    return _png(SIDE, SIDE, zlib.compress(bytes(1000)), colour=2)


def _png(width: int, height: int, data: bytes, *, colour: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    resolution = struct.pack(">IIB", 11_811, 11_811, 1)  # 300 dpi in pixels a metre
    chunks = ((b"IHDR", head), (b"pHYs", resolution), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    name, data = chunk
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _giant_jpeg() -> bytes:
    """A small sound JPEG whose frame header is written over."""
    content = bytearray(encode(Image.new("RGB", (16, 16), (238, 228, 204)), ".jpg", 300))
    frame = content.index(b"\xff\xc0")
    struct.pack_into(">HH", content, frame + 5, 65_500, 65_500)
    return bytes(content)


def _giant_tiff() -> bytes:
    return _tiff(SIDE, SIDE, strip=bytes(64))


def _tiff(width: int, height: int, *, strip: bytes, offset: int | None = None) -> bytes:
    """Grey, uncompressed, one strip, 300 dpi."""
    resolution = 8 + len(strip)
    entries = (
        (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, offset or 8), (277, 3, 1),
        (278, 4, height), (279, 4, min(width * height, 2**32 - 1)), (282, 5, resolution), (283, 5, resolution),
        (296, 3, 2),
    )  # fmt: skip
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries) + bytes(4)
    return struct.pack("<2sHI", b"II", 42, resolution + 8) + strip + struct.pack("<II", 300, 1) + directory


def _giant_jp2() -> bytes:
    """A sound JP2 in whose image header and code stream the size is written over."""
    content = bytearray(sound(".jp2"))
    header = content.index(b"ihdr")
    struct.pack_into(">II", content, header + 4, SIDE, SIDE)
    sizes = content.index(b"\xff\x51")
    struct.pack_into(">II", content, sizes + 6, SIDE, SIDE)
    return bytes(content)
