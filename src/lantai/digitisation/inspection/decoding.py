"""Decoding a scan once: whole, to prove it; and shrunk to a small grey picture, to look at.

Runs in a child only. The decoder is chosen by the first bytes and works on an open descriptor; a JPEG is shrunk while
its blocks are turned into pixels, which still reads every bit of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
import pyvips
from numpy.typing import NDArray

from lantai.digitisation.inspection.decoders import is_for_pillow, with_pillow, with_vips
from lantai.digitisation.inspection.headers import Header
from lantai.digitisation.inspection.scan_file import TRUNCATED, BrokenImage, ScanFile

SCALE: Final = 1200
"""Pixels of the longer side of the small picture: a character of print is still ten of them."""

DAMAGED: Final = "damaged-image"

Grey: TypeAlias = NDArray[np.uint8]

_EARLY_END: Final = ("premature end", "unexpected end", "broken data stream", "truncated", "read error at", "bad seek")
_COMPLAINER: Final = re.compile(r"^\w+: ")
_TURNS: Final[dict[int, Callable[[Grey], Grey]]] = {
    2: lambda grey: grey[:, ::-1],
    3: lambda grey: grey[::-1, ::-1],
    4: lambda grey: grey[::-1],
    5: lambda grey: grey.T,
    6: lambda grey: np.rot90(grey, -1),
    7: lambda grey: grey[::-1, ::-1].T,
    8: lambda grey: np.rot90(grey),
}
"""How a stored picture becomes upright, by EXIF's number."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The first page, upright, grey and small; and what a decoder that read to the end complained of."""

    grey: Grey
    complaint: str = ""


def decode(file: ScanFile, kind: str, header: Header, *, pixels: int) -> Decoded:
    """Decode every page. Raises BrokenImage, also for a picture of more than ``pixels``, and MemoryError."""
    with _failures_named():
        if is_for_pillow(kind):
            grey, complaint = _by_pillow(file, kind, pixels), ""
        elif kind == "jpeg":
            grey, complaint = _jpeg(file, header, pixels)
        else:
            grey, complaint = _by_vips(file, kind, pixels), ""
            for page in range(1, header.pages if kind == "tiff" else 1):
                _by_vips(file, kind, pixels, page=page)
        upright = _TURNS[header.turn](grey) if header.turn in _TURNS else grey
    return Decoded(np.ascontiguousarray(upright), complaint)


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (pyvips.Error, SyntaxError, ValueError, EOFError, OSError) as error:  # Pillow's plug-ins raise the last four
        reason = _first_detail(error)
        early = any(word in reason.lower() for word in _EARLY_END)
        raise BrokenImage(reason, **({"code": TRUNCATED} if early else {})) from error


def _first_detail(error: Exception) -> str:
    """libvips tells its message first, then details by line, each after the name of the part that complains."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    line = lines[min(1, len(lines) - 1)] if lines else type(error).__name__
    return _COMPLAINER.sub("", line).rstrip(".")


# -- libvips ---------------------------------------------------------------------------------------


def _jpeg(file: ScanFile, header: Header, pixels: int) -> tuple[Grey, str]:
    """Bits that make no sense are only a warning to the decoder: ask it to stop there, then to go on."""
    shrink = _power_of_two(max(header.width, header.height) // SCALE)
    try:
        return _by_vips(file, "jpeg", pixels, shrink=shrink, fail_on="warning"), ""
    except pyvips.Error as error:
        grey = _by_vips(file, "jpeg", pixels, shrink=shrink)
        return grey, _first_detail(error) if "Corrupt JPEG data" in str(error) else ""


def _power_of_two(most: int) -> int:
    """1, 2, 4 or 8: by these the JPEG decoder shrinks without making the other pixels."""
    return 1 << min(3, max(most, 1).bit_length() - 1)


def _by_vips(file: ScanFile, kind: str, pixels: int, *, fail_on: str = "error", **options: int) -> Grey:
    picture = with_vips(file, kind, access="sequential", fail_on=fail_on, **options)
    _refuse_monster(picture.width, picture.height, pixels)
    step = max(1, max(picture.width, picture.height) // SCALE)
    # Rounded up: else the last lines would not be asked for, and a file that lacks them would pass.
    small = picture.shrink(step, step, ceil=True) if step > 1 else picture
    return _shrunk(_to_grey(np.atleast_3d(small.numpy()), picture.interpretation, alpha=picture.hasalpha()))


def _refuse_monster(width: int, height: int, pixels: int) -> None:
    """The header was read by ourselves; a decoder that sees another size was meant to be fooled, or we were."""
    if width * height > pixels:
        raise BrokenImage(f"turns out to have {width} × {height} pixels")


# -- Pillow ----------------------------------------------------------------------------------------


def _by_pillow(file: ScanFile, kind: str, pixels: int) -> Grey:
    with with_pillow(file, kind) as image:
        _refuse_monster(*image.size, pixels)
        image.load()
        plain = image.convert("RGB") if image.mode in {"P", "YCbCr", "1"} else image
        interpretation = "cmyk" if image.mode == "CMYK" else "srgb"
        array = np.atleast_3d(_shrunk(np.asarray(plain)))
        return _to_grey(array, interpretation, alpha=image.mode in {"RGBA", "LA"})


# -- from samples to grey --------------------------------------------------------------------------


def _shrunk(array: NDArray[Any]) -> NDArray[Any]:
    """The longer side at ``SCALE`` pixels; what is smaller stays as it is."""
    height, width = array.shape[:2]
    factor = SCALE / max(width, height)
    if factor >= 1:
        return array
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(np.ascontiguousarray(array), size, interpolation=cv2.INTER_AREA))


def _to_grey(array: NDArray[Any], interpretation: str, *, alpha: bool) -> Grey:
    """Luminance on white paper, 0 to 255, from one to four samples of any depth."""
    if array.dtype == np.uint8 and not alpha and array.shape[2] <= 3 and interpretation != "cmyk":
        return _plain_grey(array)
    samples = _eight_bits(array)
    colours = samples[..., :-1] if alpha and samples.shape[2] > 1 else samples
    if interpretation == "cmyk" and colours.shape[2] >= 4:
        grey = 255 - np.minimum(colours[..., :4] @ np.array([0.3, 0.59, 0.11, 1.0], dtype=np.float32), 255)
    elif colours.shape[2] >= 3:
        grey = colours[..., :3] @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    else:
        grey = colours[..., 0]
    if alpha:
        cover = samples[..., -1] / 255
        grey = grey * cover + 255 * (1 - cover)
    return np.asarray(np.clip(np.rint(grey), 0, 255), dtype=np.uint8)


def _plain_grey(array: NDArray[Any]) -> Grey:
    """What nearly every scan is, without the way through fractions."""
    if array.shape[2] == 3:
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(array), cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return np.asarray(array[..., 0], dtype=np.uint8)


def _eight_bits(samples: NDArray[Any]) -> NDArray[np.float32]:
    if samples.dtype == np.uint8:
        return samples.astype(np.float32)
    if samples.dtype == np.uint16:
        return np.asarray(samples / 257, dtype=np.float32)
    plain = np.nan_to_num(samples.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(plain * (255 / max(float(plain.max(initial=0)), 1e-6)), dtype=np.float32)
