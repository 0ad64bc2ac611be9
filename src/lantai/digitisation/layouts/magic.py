"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

from typing import Final

HEAD: Final = 1024
"""So many bytes are enough: a PDF may begin within them."""

_STARTS: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "j2k"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def format_of(head: bytes) -> str:
    """The format that the first bytes of a file tell; ``text`` without a NUL, ``binary`` otherwise, ``""`` if empty.

    Two letters are a thin sign: ``BM`` and ``MZ`` count only where a byte follows that no text has.
    """
    for start, name in _STARTS:
        if head.startswith(start) and (len(start) > 2 or b"\0" in head):
            return name
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_MARKS) or b"\0" not in head:
        return "text" if head else ""
    return "binary"
