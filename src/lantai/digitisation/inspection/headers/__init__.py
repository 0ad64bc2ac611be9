"""Headers of images, read by ourselves: sizes and structure are known before any decoder sees a byte.

Each reader walks the structure of its format in bounded steps and reads no further than the file goes. What it
raises is a BrokenImage; a file that states its size but shows that it ends early comes back with ``cut`` set.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

from lantai.digitisation.inspection.headers.bitmap import read_bmp, read_gif
from lantai.digitisation.inspection.headers.header import Header
from lantai.digitisation.inspection.headers.jp2 import read_jp2
from lantai.digitisation.inspection.headers.jpeg import read_jpeg
from lantai.digitisation.inspection.headers.png import read_png
from lantai.digitisation.inspection.headers.tiff import read_tiff
from lantai.digitisation.inspection.headers.webp import read_webp
from lantai.digitisation.inspection.scan_file import BrokenImage, ScanFile

_READERS: Final[dict[str, Callable[[ScanFile], Header]]] = {
    "jpeg": read_jpeg,
    "tiff": read_tiff,
    "png": read_png,
    "jp2": read_jp2,
    "webp": read_webp,
    "gif": read_gif,
    "bmp": read_bmp,
}


def read_header(file: ScanFile, kind: str) -> Header:
    """The header of a file whose first bytes say ``kind``. Raises BrokenImage."""
    try:
        header = _READERS[kind](file)
    except (struct.error, OverflowError) as error:
        raise BrokenImage(f"has a damaged header ({error})") from error
    if not header.width or not header.height:
        raise BrokenImage("states a picture without pixels")
    return header


__all__ = ["Header", "read_header"]
