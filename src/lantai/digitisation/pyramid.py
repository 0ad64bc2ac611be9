"""From a master image to its pyramid: the tiled TIFF that every view of a page is cut from.

A pyramid holds the page at full size and halved again and again until it fits one tile; that last one is its thumbnail.
Its pixels are the canvas of the page: the master with its EXIF turn applied, in sRGB or grey, 8 bits, without alpha. It
is a derivative (model.md, 7): it lies outside OCFL and can be made again at any time.

Decoding what strangers sent is work for a child (``deriving_process``); nothing here writes a file but ``keep``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from lantai.digitisation.inspection.decoders import Picture, is_for_pillow, with_pillow, with_vips
from lantai.digitisation.inspection.formats import SNIFFED, is_read, sniff
from lantai.digitisation.inspection.scan_file import BrokenImage, ScanFile, open_scan

TILE: Final = 512
"""Pixels of a tile's side: at 512 one request brings four times what it brings at 256, at the same cost."""
QUALITY: Final = 80
LARGEST_AREA: Final = 1_000_000_000
"""Pixels an image may claim to have; more is a lie in the header, or nothing that a scanner made."""

NO_MEMORY: Final = "needs more memory than one image may take"


class UnreadableImage(Exception):
    """A file is no image, or not a whole one; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The bytes of a pyramid, and the pixels of its canvas."""

    data: bytes
    width: int
    height: int

    @property
    def levels(self) -> int:
        return int(pyvips.Image.new_from_buffer(self.data, "").get("n-pages"))


def derive(master: Path, target: Path, *, leaf: int = 0) -> Pyramid:
    """Make the pyramid of a master in this process, for a master that is trusted, and keep it.

    Raises UnreadableImage for the master, OSError for the target (disk full).
    """
    made = pyramid_of(master, leaf=leaf)
    keep(made.data, target)
    return made


def keep(data: bytes, target: Path) -> None:
    """Write a pyramid, whole or not at all; one that stands there is replaced, and what a killed process left too.

    It outlives a power cut once the file system has been told to settle (``derivatives.settle``). Raises OSError that
    names the file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        error.filename = error.filename or str(target)
        raise


def pyramid_of(master: Path, *, leaf: int = 0, pixels: int = LARGEST_AREA, name: str = "") -> Pyramid:
    """Decode a master and make its pyramid in memory. Raises UnreadableImage.

    ``leaf``: which page of a TIFF, counted from 1; ``pixels``: most that it may have; ``name``: what people call it,
    where that is not the name that it lies under (equal masters are stored once).
    """
    with _failures_named(name or master.name), open_scan(str(master)) as file:
        return _made(_load(file, leaf, pixels))


def canvas_of(master: Path, *, leaf: int = 0, pixels: int = LARGEST_AREA) -> Picture:
    """The pixels of a page's canvas in memory, of a master that is trusted: to be cut. Raises UnreadableImage."""
    with _failures_named(master.name), open_scan(str(master)) as file:
        return _as_canvas(_load(file, leaf, pixels)).copy_memory()


def pyramid_of_pixels(rows: NDArray[np.uint8]) -> Pyramid:
    """The pyramid of a page that was drawn: rows of red, green and blue."""
    return _made(pyvips.Image.new_from_array(rows, interpretation="srgb"))


def _made(picture: Picture) -> Pyramid:
    canvas = _as_canvas(picture)
    options = {"keep": "none", "compression": "jpeg", "Q": QUALITY, "pyramid": True, **_tiling(canvas)}
    return Pyramid(canvas.tiffsave_buffer(**options), canvas.width, canvas.height)


def _tiling(picture: Picture) -> dict[str, bool | int]:
    """libvips refuses to read a tile that is much larger than the whole image."""
    side = TILE if max(picture.width, picture.height) > TILE // 4 else TILE // 2
    return {"tile": True, "tile_width": side, "tile_height": side}


@contextmanager
def _failures_named(name: str) -> Iterator[None]:
    """Say which file it was, and what was the matter, in one sentence."""
    try:
        yield
    except BrokenImage as error:
        raise UnreadableImage(f"“{name}” {error}.") from error
    except MemoryError as error:
        raise UnreadableImage(f"“{name}” {NO_MEMORY}.") from error
    except (pyvips.Error, SyntaxError, ValueError, EOFError) as error:  # Pillow's plug-ins raise the last three
        reason = _detail(error)
        if "out of memory" in reason:
            raise UnreadableImage(f"“{name}” {NO_MEMORY}.") from error
        raise UnreadableImage(f"“{name}” is not a whole image ({reason}).") from error
    except OSError as error:
        if error.errno is None:  # not the system's word but Pillow's
            raise UnreadableImage(f"“{name}” is not a whole image ({_detail(error)}).") from error
        raise UnreadableImage(f"“{name}” cannot be read ({error.strerror}).") from error


def _detail(error: Exception) -> str:
    """libvips tells its message first, then details by line; the last detail says what happened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else type(error).__name__


# -- decoding ----------------------------------------------------------------------------------------


def _load(file: ScanFile, leaf: int, pixels: int) -> Picture:
    """The picture upright, to be read from top to bottom once. The format is what the first bytes say."""
    if not file.size:
        raise BrokenImage("is empty")
    kind = sniff(file.start(SNIFFED))
    if not is_read(kind):
        raise BrokenImage("is none of JPEG, TIFF, PNG, JPEG 2000, WebP, GIF and BMP")
    if leaf > 1 and kind != "tiff":
        raise BrokenImage(f"has one page and no page {leaf}")
    if is_for_pillow(kind):
        return _by_pillow(file, kind, pixels)
    options = {"page": leaf - 1} if leaf and kind == "tiff" else {}
    picture = with_vips(file, kind, fail_on="error", access="sequential", **options)
    _refuse_monster(picture.width, picture.height, pixels)
    if _orientation(picture) == 1:
        return picture
    return with_vips(file, kind, fail_on="error", **options).autorot()  # a turn needs every pixel at hand


def _by_pillow(file: ScanFile, kind: str, pixels: int) -> Picture:
    with with_pillow(file, kind) as image:
        _refuse_monster(*image.size, pixels)
        plain = image.convert("RGB") if image.mode in {"P", "YCbCr"} else image
        return pyvips.Image.new_from_array(np.asarray(plain.convert("L") if plain.mode == "1" else plain))


def _refuse_monster(width: int, height: int, pixels: int) -> None:
    if width * height > pixels:
        raise BrokenImage(f"claims to have {width} × {height} pixels, more than the {pixels:,} that are read")


def _orientation(picture: Picture) -> int:
    """1 to 8, as EXIF counts them; 5 and more exchange width and height."""
    return int(picture.get("orientation")) if picture.get_typeof("orientation") else 1


# -- colours -----------------------------------------------------------------------------------------


def _as_canvas(picture: Picture) -> Picture:
    """8 bits of sRGB or grey on white paper, by the embedded profile where there is one."""
    seen = _in_screen_colours(picture)
    if seen.hasalpha():
        seen = seen.flatten(background=255)
    if seen.bands > 3:  # samples that are neither colour nor cover
        seen = seen.extract_band(0, n=3)
    return seen.cast("uchar")


def _in_screen_colours(picture: Picture) -> Picture:
    if picture.bands <= 2:
        return picture.colourspace("b-w")
    if picture.interpretation == "cmyk":
        return picture.icc_transform("srgb", embedded=True, input_profile="cmyk")
    if picture.get_typeof("icc-profile-data"):
        return picture.icc_transform("srgb", embedded=True, input_profile="srgb")
    return picture.colourspace("srgb")
