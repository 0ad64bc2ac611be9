"""From a master image to its pyramid: the tiled TIFF that every view of a page is cut from.

A pyramid holds the page at full size and halved again and again until it fits one tile. Its pixels are the
canvas of the page: the master with its EXIF turn applied, in sRGB or grey, 8 bits, without alpha. It is a
derivative (model.md, 7): it lies outside OCFL and can be made again at any time. Thumbnails are cut from it when
they are asked for.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import pyvips
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

TILE: Final = 512
"""Pixels of a tile's side: at 512 one request brings four times what it brings at 256, at the same cost."""
QUALITY: Final = 80
LARGEST_AREA: Final = 1_000_000_000
"""Pixels an image may claim to have; more is a lie in the header, or nothing that a scanner made."""

# libvips remembers files by name: a pyramid that is made again would be shown as it was before.
pyvips.cache_set_max(0)

_Picture: TypeAlias = "pyvips.Image"

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\x00\x00\x00\x0cjP  ", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)
_WITH_PILLOW: Final[dict[str, Callable[[Path], ImageFile]]] = {"jp2": Jpeg2KImageFile, "bmp": BmpImageFile}
"""What libvips does not read. The classes themselves, not ``Image.open``: it would try every other format too."""


class UnreadableImage(Exception):
    """A file is no image, or not a whole one; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What an image says of itself.

    ``width`` and ``height`` are pixels of the canvas, EXIF turn applied; ``dpi`` is None when it is not stated;
    ``format`` is jpeg, tiff, png, webp, jp2, gif or bmp; ``mode`` is bitonal, grey, rgb, cmyk or other, followed
    by 16 for deep pixels and ``+alpha``.
    """

    width: int
    height: int
    dpi: int | None
    format: str
    mode: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A pyramid as written: pixels of the canvas, number of levels, bytes on the disk."""

    width: int
    height: int
    levels: int
    bytes: int


def probe(path: Path) -> ImageInfo:
    """Read the header only. Raises UnreadableImage."""
    with _failures_named(path):
        kind = _kind(path)
        picture = _header(path, kind)
        turned = _orientation(picture) >= 5
        width, height = (picture.height, picture.width) if turned else (picture.width, picture.height)
        return ImageInfo(width=width, height=height, dpi=_dpi(picture), format=kind, mode=_mode(picture))


def check_readable(path: Path) -> None:
    """Decode the whole image and forget it: finds files that end early or are damaged. Raises UnreadableImage."""
    with _failures_named(path):
        _load(path).avg()


def derive(master: Path, target: Path) -> Derived:
    """Make the pyramid of a master, whole or not at all; one that stands there already is replaced.

    Raises UnreadableImage for the master, OSError for the target (disk full).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _failures_named(master):
        picture = _as_canvas(_load(master))
    with _draft(target) as draft:
        try:
            picture.tiffsave(str(draft), keep="none", compression="jpeg", Q=QUALITY, pyramid=True, **_tiling(picture))
        except pyvips.Error as error:
            check_readable(master)  # whichever of the two it was, say the right thing
            raise OSError(f"The pyramid {target} could not be written ({_first_line(error)}).") from error
        size, levels = draft.stat().st_size, pyvips.Image.new_from_file(str(draft)).get("n-pages")
    return Derived(width=picture.width, height=picture.height, levels=levels, bytes=size)


def _tiling(picture: _Picture) -> dict[str, bool | int]:
    """libvips refuses to read a tile that is much larger than the whole image."""
    side = TILE if max(picture.width, picture.height) > TILE // 4 else TILE // 2
    return {"tile": True, "tile_width": side, "tile_height": side}


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A file beside the target to write to, which takes its name when all went well and is gone when not."""
    draft = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        yield draft
        _sync(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _failures_named(path: Path) -> Iterator[None]:
    """Say which file it was, and what was the matter, in one sentence."""
    try:
        yield
    except (pyvips.Error, SyntaxError, ValueError, EOFError) as error:  # Pillow's plug-ins raise the last three
        raise UnreadableImage(f"“{path.name}” is not a whole image ({_first_line(error)}).") from error
    except OSError as error:
        if error.errno is None:  # not the system's word but Pillow's
            raise UnreadableImage(f"“{path.name}” is not a whole image ({_first_line(error)}).") from error
        raise UnreadableImage(f"“{path.name}” cannot be read ({error.strerror}).") from error


def _first_line(error: Exception) -> str:
    """libvips tells its message first, then details by line; the last detail says what happened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else type(error).__name__


def _kind(path: Path) -> str:
    """The format by the first bytes, whatever the name says: nothing else is ever handed to a decoder."""
    with path.open("rb") as file:
        start = file.read(16)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    if not start:
        raise UnreadableImage(f"“{path.name}” is empty.")
    raise UnreadableImage(f"“{path.name}” is none of JPEG, TIFF, PNG, JPEG 2000, WebP, GIF and BMP.")


def _header(path: Path, kind: str) -> _Picture:
    """The picture with its header read and no pixel decoded, its size proved."""
    if kind in _WITH_PILLOW:
        return _pillow_header(path, kind)
    picture = pyvips.Image.new_from_file(str(path), access="sequential", fail_on="error")
    _refuse_monster(path, picture.width, picture.height)
    return picture


def _pillow_header(path: Path, kind: str) -> _Picture:
    with _WITH_PILLOW[kind](path) as image:
        _refuse_monster(path, *image.size)
        bands = len(image.getbands())
        picture = pyvips.Image.black(*image.size, bands=bands).copy(interpretation="srgb" if bands > 2 else "b-w")
        dpi = image.info.get("dpi", (0, 0))[0]
    return picture.copy(xres=dpi / 25.4, yres=dpi / 25.4)


def _refuse_monster(path: Path, width: int, height: int) -> None:
    if width * height > LARGEST_AREA:
        raise UnreadableImage(
            f"“{path.name}” claims to have {width} × {height} pixels, more than the {LARGEST_AREA:,} that are read."
        )


def _load(path: Path) -> _Picture:
    """The picture upright, to be read from top to bottom once."""
    kind = _kind(path)
    picture = _header(path, kind)
    if kind in _WITH_PILLOW:
        return _pillow_pixels(path, kind)
    if _orientation(picture) == 1:
        return picture
    return pyvips.Image.new_from_file(str(path), fail_on="error").autorot()  # a turn needs every pixel at hand


def _pillow_pixels(path: Path, kind: str) -> _Picture:
    with _WITH_PILLOW[kind](path) as image:
        plain = image.convert("RGB") if image.mode in {"P", "YCbCr"} else image
        return pyvips.Image.new_from_array(np.asarray(plain.convert("L") if plain.mode == "1" else plain))


def _orientation(picture: _Picture) -> int:
    """1 to 8, as EXIF counts them; 5 and more exchange width and height."""
    return int(picture.get("orientation")) if picture.get_typeof("orientation") else 1


def _dpi(picture: _Picture) -> int | None:
    """libvips fills in one pixel per millimetre, or 72 dpi, where a file states nothing."""
    dpi = round(picture.xres * 25.4)
    stated = bool(picture.get_typeof("resolution-unit")) or dpi not in {0, 25, 72}
    return dpi if stated and dpi else None


_MODES: Final = {"b-w": "grey", "grey16": "grey", "srgb": "rgb", "rgb": "rgb", "rgb16": "rgb", "cmyk": "cmyk"}


def _mode(picture: _Picture) -> str:
    if picture.get_typeof("bits-per-sample") and picture.get("bits-per-sample") == 1:
        return "bitonal"
    depth = "16" if picture.format in {"ushort", "short"} else ""
    return _MODES.get(picture.interpretation, "other") + depth + ("+alpha" if picture.hasalpha() else "")


def _as_canvas(picture: _Picture) -> _Picture:
    """8 bits of sRGB or grey on white paper, by the embedded profile where there is one."""
    seen = _in_screen_colours(picture)
    if seen.hasalpha():
        seen = seen.flatten(background=255)
    return seen.cast("uchar")


def _in_screen_colours(picture: _Picture) -> _Picture:
    if picture.bands <= 2:
        return picture.colourspace("b-w")
    if picture.interpretation == "cmyk":
        return picture.icc_transform("srgb", embedded=True, input_profile="cmyk")
    if picture.get_typeof("icc-profile-data"):
        return picture.icc_transform("srgb", embedded=True, input_profile="srgb")
    return picture.colourspace("srgb")
