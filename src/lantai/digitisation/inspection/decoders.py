"""Which decoder opens which format: chosen by what the first bytes say, never by trying one after another.

Both work on the descriptor of a file that is open already, so that what is decoded is what was looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import pyvips
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from lantai.digitisation.inspection.scan_file import ScanFile

Picture: TypeAlias = "pyvips.Image"

_VIPS: Final[dict[str, str]] = {
    "jpeg": "jpegload_source",
    "tiff": "tiffload_source",
    "png": "pngload_source",
    "webp": "webpload_source",
    "gif": "gifload_source",
}
_PILLOW: Final[dict[str, Callable[[Any], ImageFile]]] = {"jp2": Jpeg2KImageFile, "bmp": BmpImageFile}
"""What libvips does not read. The classes themselves, not ``Image.open``: it would try every other format too."""

# libvips remembers files by name, and pictures by what made them: one that is made again would be shown as it was
# before, and a child that sees each file once would only hold the memory.
pyvips.cache_set_max(0)


def is_for_pillow(kind: str) -> bool:
    """Whether the format, as ``formats.sniff`` names it, is opened by Pillow and not by libvips."""
    return kind in _PILLOW


def with_vips(file: ScanFile, kind: str, **options: object) -> Picture:
    """The picture, not yet decoded. Raises pyvips.Error when its header cannot be read."""
    os.lseek(file.descriptor, 0, os.SEEK_SET)
    pyvips.vips_lib.vips_error_clear()  # else a failure is told in the words of the one before
    return getattr(pyvips.Image, _VIPS[kind])(pyvips.Source.new_from_descriptor(file.descriptor), **options)


@contextmanager
def with_pillow(file: ScanFile, kind: str) -> Iterator[ImageFile]:
    """The picture, not yet decoded. Raises what Pillow's plug-ins raise: SyntaxError, ValueError, EOFError, OSError."""
    os.lseek(file.descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file.descriptor), "rb") as stream, _PILLOW[kind](stream) as image:
        yield image
