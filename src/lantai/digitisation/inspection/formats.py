"""Formats by their first bytes, whatever the name says; and the endings that go with each.

Nothing is ever handed to a decoder that it was not made for.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "jpeg": ("jpg", "jpeg", "jpe", "jfif", "mpo"),
    "tiff": ("tif", "tiff"),
    "png": ("png",),
    "jp2": ("jp2", "j2k", "jpf", "jpx", "j2c", "jpc"),
    "webp": ("webp",),
    "gif": ("gif",),
    "bmp": ("bmp", "dib"),
}
"""Image formats that are read → their endings, the usual one first."""

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"8BPS", "psd"),
    (b"AT&TFORM", "djvu"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"<?xml", "xml"),
    (b"<svg", "svg"),
    (b"<!DOCTYPE", "html"),
    (b"<html", "html"),
    (b"\x1f\x8b", "gzip"),
)
_BMP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif", b"heim", b"heis"})

SNIFFED: Final = 32
"""Bytes from the start of a file that tell its format."""


def sniff(start: bytes) -> str:
    """The format's short name; other things that are often delivered by mistake have one too. Empty for the rest."""
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            return name
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIF_BRANDS:
        return "heif"
    if start[:2] == b"BM" and int.from_bytes(start[14:18], "little") in _BMP_HEADERS:  # two letters alone prove nothing
        return "bmp"
    return ""


def is_read(name: str) -> bool:
    """Whether files of this format are read here."""
    return name in ENDINGS


def expected_format(path: str) -> str:
    """What the ending promises: one of ``ENDINGS``, else the ending itself in small letters."""
    ending = PurePath(path).suffix.lstrip(".").lower()
    return next((name for name, endings in ENDINGS.items() if ending in endings), ending)
