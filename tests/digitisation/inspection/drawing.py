"""Pages drawn for the tests of inspection: print across and down, in any tone, leaning as told."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

PAPER, INK = 225, 40
WIDTH, HEIGHT = 827, 1169
"""A4 at 100 dpi."""


def page(
    *, vertical: bool = False, lines: int = 30, lean: float = 0.0, seed: int = 1924, ink: int = INK, scale: int = 1
) -> Image.Image:
    """Lines of print, or columns from the right; ``lean``: degrees clockwise; ``scale`` enlarges everything."""
    width, height = WIDTH * scale, HEIGHT * scale
    image = Image.new("L", (width, height), PAPER)
    draw, chance = ImageDraw.Draw(image), np.random.default_rng(seed)
    along = (height if vertical else width) // scale
    for line in range(lines):
        for place in range(int(chance.integers(12, (along - 120) // 19))):
            across, down = 60 + line * 24, 60 + place * 19
            x, y = (WIDTH - across - 16, down) if vertical else (down, across)
            _glyph(draw, x, y, chance, ink, scale)
    # Image.rotate turns the other way round.
    return image.rotate(-lean, resample=Image.Resampling.BICUBIC, fillcolor=PAPER) if lean else image


def _glyph(draw: ImageDraw.ImageDraw, x: int, y: int, chance: np.random.Generator, ink: int, scale: int) -> None:
    """A few strokes in a square of 16: enough of a character for a machine that only measures."""
    for _stroke in range(int(chance.integers(2, 6))):
        left, top = chance.integers(0, 10, 2)
        lying = chance.random() < 0.5
        box = (x + left, y + top, x + 15, y + top + 1) if lying else (x + left, y + top, x + left + 1, y + 15)
        draw.rectangle([int(edge) * scale for edge in box], fill=ink)


def blank(*, noise: float = 6.0, tone: int = PAPER, seed: int = 7) -> Image.Image:
    """Paper and nothing on it: darker to the edges, with the grain of a scanner."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    shade = 40 * ((x / WIDTH - 0.5) ** 2 + (y / HEIGHT - 0.5) ** 2)
    grain = np.random.default_rng(seed).normal(0, noise, (HEIGHT, WIDTH))
    return Image.fromarray(np.clip(tone - shade + grain, 0, 255).astype(np.uint8))


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    """With 300 dpi, unless told otherwise: what is not the test's matter should not be found."""
    image.save(path, **{"dpi": (300, 300), **options})
    return path


def cut(path: Path, share: float) -> Path:
    """The same file without its end."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of_zeros(path: Path, width: int, height: int, *, interlaced: bool = False) -> Path:
    """Some kilobytes that unpack to a field: grey, every pixel black."""
    squeeze = zlib.compressobj(9, wbits=-15)
    part = squeeze.compress(bytes((width + 1) * height // 1000)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    size = (width + 1) * height // 1000 * 1000
    last = zlib.compressobj(9, wbits=-15)
    rest = last.compress(bytes((width + 1) * height - size)) + last.flush()
    checksum = ((width + 1) * height % 65521 << 16) + 1  # Adler-32 of nothing but zeros
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, int(interlaced))
    data = b"\x78\xda" + part * 1000 + rest + struct.pack(">I", checksum)
    chunks = png_chunk(b"IHDR", head) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    return path


def tiff(
    path: Path, tags: dict[int, tuple[int, int, int]], *, following: int = 0, order: str = "<", tail: bytes = b""
) -> Path:
    """A TIFF of one directory at byte 8, as its tags say: tag → type, count, value or offset."""
    entries = b"".join(struct.pack(order + "HHII", tag, *entry) for tag, entry in sorted(tags.items()))
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8)
    path.write_bytes(head + struct.pack(order + "H", len(tags)) + entries + struct.pack(order + "I", following) + tail)
    return path
