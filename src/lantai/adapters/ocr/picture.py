"""Opening a page image for reading: whatever a scanner wrote becomes upright 8-bit colour of a bearable size.

The *canvas* is the master with its EXIF turn applied; every box that leaves an engine is in its pixels. The *pixels*
held here may be fewer, since reading gains nothing from a ten-thousand-pixel side.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pyvips
from PIL import Image, ImageOps

from lantai.adapters.ocr.options import LIMIT
from lantai.ports.ocr import ReadingFailed

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, in the order blue, green, red: the order in which the models were taught."""

SIDEWAYS = (5, 6, 7, 8)
"""The EXIF orientations (tag 274) that lay the picture on its side: width and height change places."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page ready for reading; ``width`` and ``height`` are the canvas's."""

    pixels: Pixels
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels held per pixel of the canvas, at most 1.0."""
        return float(self.pixels.shape[1]) / self.width


def at_most(pixels: Pixels, side: int) -> Pixels:
    """The pixels, shrunk where their longer side is longer than this."""
    shrink = side / max(pixels.shape[:2])
    if shrink >= 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * shrink)), max(1, round(pixels.shape[0] * shrink)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def canvas_size(path: Path, *, limit: int = LIMIT) -> tuple[int, int]:
    """Width and height of the canvas, from the file's header alone.

    Raises ReadingFailed when the file is no image, or has more than ``limit`` pixels.
    """
    width, height = _header_of(path)
    if width * height > limit:
        raise ReadingFailed(
            f"{path.name} cannot be read: {width} × {height} is {width * height / 1e6:.0f} megapixels and at most "
            f"{limit / 1e6:.0f} are read; deliver it at a lower resolution or in parts."
        )
    return width, height


def open_picture(path: Path, *, max_side: int, limit: int = LIMIT) -> Picture:
    """Open JPEG, TIFF, PNG, JPEG 2000 and what else libvips or Pillow know, in any depth and colour space.

    The longer side is brought down to ``max_side`` pixels, never up; of a file with several pages the first is taken;
    transparency becomes white paper. Raises ReadingFailed as :func:`canvas_size` does.
    """
    width, height = canvas_size(path, limit=limit)
    try:
        pixels = _pixels_by_vips(path, max_side)
    except pyvips.Error:
        pixels = _pixels_by_pillow(path, max_side)
    return Picture(pixels, width, height)


def _header_of(path: Path) -> tuple[int, int]:
    try:
        header = pyvips.Image.new_from_file(str(path))
    except pyvips.Error:
        return _header_by_pillow(path)
    return _turned(header.width, header.height, _orientation(header))


def _orientation(header: Any) -> int:
    return int(header.get("orientation")) if header.get_typeof("orientation") else 1


def _turned(width: int, height: int, orientation: int) -> tuple[int, int]:
    return (height, width) if orientation in SIDEWAYS else (width, height)


def _header_by_pillow(path: Path) -> tuple[int, int]:
    """The way for what libvips cannot open, JPEG 2000 above all."""
    try:
        with Image.open(path) as image:
            return _turned(*image.size, image.getexif().get(274, 1))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _no_image(path) from error


def _pixels_by_vips(path: Path, max_side: int) -> Pixels:
    """Shrinks while it decodes and turns upright, so that a giant never stands in memory whole."""
    image = pyvips.Image.thumbnail(str(path), max_side, height=max_side, size="down").colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    return np.ascontiguousarray(image.cast("uchar").numpy()[:, :, ::-1])


def _pixels_by_pillow(path: Path, max_side: int) -> Pixels:
    try:
        with Image.open(path) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _no_image(path) from error
    image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _no_image(path: Path) -> ReadingFailed:
    return ReadingFailed(
        f"{path.name} cannot be read: it was expected to be an image but could not be opened; replace or rescan it."
    )
