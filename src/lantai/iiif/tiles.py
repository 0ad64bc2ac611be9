"""From a settled request to bytes: a tile as it lies in the pyramid where that will do, drawn where it will not.

Three ways, the cheapest that gives the right pixels: a whole tile is *spliced* out of the file, nothing decoded;
a tile at the edge, or one wanted in another format, is decoded alone and *cropped*; anything else is *drawn* from
the smallest level that is large enough. What was not spliced is kept for those who ask next.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import pyvips

from lantai.digitisation.pyramid import QUALITY
from lantai.iiif.drawn import DrawnImages
from lantai.iiif.image_request import Extent, Format, Quality, View
from lantai.iiif.tiff_directory import Level, UnreadablePyramid, read_levels

_Picture: TypeAlias = "pyvips.Image"

_INK: Final = 128
"""Below this a grey pixel is black in ``bitonal``."""
_STORED: Final[Format] = "jpg"


@dataclass(frozen=True, slots=True)
class Pyramid:
    """A pyramid by its directories; ``stamp`` changes when the file is made again."""

    path: Path
    stamp: str
    levels: tuple[Level, ...]

    @property
    def extent(self) -> Extent:
        return Extent(self.levels[0].width, self.levels[0].height)

    @property
    def native(self) -> Quality:
        """The quality that ``default`` stands for."""
        return "gray" if self.levels[0].samples == 1 else "color"


class OpenPyramid(NamedTuple):
    pyramid: Pyramid
    file: int


class Pyramids:
    """Remembers the directories of the pyramids last used, some ten kilobytes each; safe for threads."""

    def __init__(self, room: int = 1000) -> None:
        self._room = room
        self._known: OrderedDict[Path, Pyramid] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenPyramid]:
        """Open a pyramid for reading. Raises OSError, UnreadablePyramid."""
        file = os.open(path, os.O_RDONLY)
        try:
            yield OpenPyramid(self._pyramid(path, file), file)
        finally:
            os.close(file)

    def _pyramid(self, path: Path, file: int) -> Pyramid:
        state = os.fstat(file)
        stamp = f"{state.st_mtime_ns:x}.{state.st_size:x}"
        with self._lock:
            known = self._known.get(path)
            if known is not None and known.stamp == stamp:
                self._known.move_to_end(path)
                return known
        return self._remember(Pyramid(path, stamp, read_levels(file)))

    def _remember(self, pyramid: Pyramid) -> Pyramid:
        with self._lock:
            self._known[pyramid.path] = pyramid
            self._known.move_to_end(pyramid.path)
            while len(self._known) > self._room:
                self._known.popitem(last=False)
        return pyramid


class _Tile(NamedTuple):
    """One tile of a level; ``inner`` is how much of it is picture and not padding."""

    level: Level
    column: int
    row: int
    inner: Extent


def answer(opened: OpenPyramid, view: View, drawn: DrawnImages) -> bytes:
    """The encoded image of a view, out of those that were drawn where it is kept. Raises UnreadablePyramid, OSError."""
    tile = _tile_of(opened.pyramid, view)
    if tile and tile.inner == view.size == (tile.level.tile_width, tile.level.tile_height) and _as_stored(opened, view):
        return tile.level.tile(opened.file, tile.column, tile.row)
    asked = opened.pyramid.path, opened.pyramid.stamp, view
    return drawn.recall(asked, lambda: _made(opened, tile, view))


def _made(opened: OpenPyramid, tile: _Tile | None, view: View) -> bytes:
    try:
        picture = _crop(opened.file, tile, view) if tile else _draw(opened.pyramid, view)
        return _encode(_in_quality(_turn(picture, view), view.quality), view.format)
    except pyvips.Error as error:
        raise UnreadablePyramid(f"It could not be decoded ({str(error).strip()}).") from error


def _as_stored(opened: OpenPyramid, view: View) -> bool:
    unturned = not (view.rotation.degrees or view.rotation.mirrored)
    return unturned and view.format == _STORED and view.quality in {"default", opened.pyramid.native}


def _tile_of(pyramid: Pyramid, view: View) -> _Tile | None:
    """The tile that a view shows, if it shows just one tile of one level, whole or to the edge of the canvas."""
    box, size = view.box, view.size
    for number, level in enumerate(pyramid.levels):
        scale = 1 << number
        across, down = level.tile_width * scale, level.tile_height * scale
        if size != (-(-box.width // scale), -(-box.height // scale)):
            continue
        if box.x % across or box.y % down:
            continue
        to_edge = box.x + box.width == view.canvas.width, box.y + box.height == view.canvas.height
        whole = box.width == across, box.height == down
        if (whole[0] or (to_edge[0] and box.width < across)) and (whole[1] or (to_edge[1] and box.height < down)):
            return _on_level(level, box.x // across, box.y // down)
    return None


def _on_level(level: Level, column: int, row: int) -> _Tile | None:
    """Halving rounds down: the last column of the canvas may be less than a pixel of a level, and not be there."""
    width = min(level.tile_width, level.width - column * level.tile_width)
    height = min(level.tile_height, level.height - row * level.tile_height)
    return _Tile(level, column, row, Extent(width, height)) if width > 0 and height > 0 else None


def _crop(file: int, tile: _Tile, view: View) -> _Picture:
    picture = pyvips.Image.jpegload_buffer(tile.level.tile(file, tile.column, tile.row))
    return _fit(picture.crop(0, 0, *tile.inner), view.size)


def _draw(pyramid: Pyramid, view: View) -> _Picture:
    """Cut the box out of the smallest level that has at least the pixels asked for."""
    number, level = _level_for(pyramid, view)
    across, down = level.width / view.canvas.width, level.height / view.canvas.height
    left, right = _edges(view.box.x, view.box.width, across, level.width)
    top, bottom = _edges(view.box.y, view.box.height, down, level.height)
    picture = pyvips.Image.new_from_file(str(pyramid.path), page=number)
    return _fit(picture.crop(left, top, right - left, bottom - top), view.size)


def _level_for(pyramid: Pyramid, view: View) -> tuple[int, Level]:
    scale = min(view.box.width / view.size.width, view.box.height / view.size.height)
    number = min(max(1, int(scale)).bit_length(), len(pyramid.levels)) - 1
    return number, pyramid.levels[number]


def _edges(start: int, length: int, scale: float, end: int) -> tuple[int, int]:
    """A stretch of the canvas on a level: whole pixels, at least one."""
    first = min(round(start * scale), end - 1)
    return first, max(first + 1, min(round((start + length) * scale), end))


def _fit(picture: _Picture, size: Extent) -> _Picture:
    if (picture.width, picture.height) == size:
        return picture
    return picture.thumbnail_image(size.width, height=size.height, size="force")


def _turn(picture: _Picture, view: View) -> _Picture:
    turned = picture.fliphor() if view.rotation.mirrored else picture
    degrees = view.rotation.degrees
    if degrees % 90 == 0:
        return turned.rot(f"d{degrees:.0f}") if degrees else turned
    if view.format == _STORED:
        return turned.rotate(degrees, background=[255] * turned.bands)
    return turned.addalpha().rotate(degrees, background=[0] * (turned.bands + 1))


def _in_quality(picture: _Picture, quality: Quality) -> _Picture:
    if quality in {"default", "color"}:
        return picture
    clear = picture.extract_band(picture.bands - 1) if picture.hasalpha() else None
    grey = (picture[: picture.bands - 1] if clear else picture).colourspace("b-w")
    seen = (grey >= _INK) if quality == "bitonal" else grey
    return seen.bandjoin(clear).copy(interpretation="b-w") if clear else seen


def _encode(picture: _Picture, wanted: Format) -> bytes:
    data: bytes
    if wanted == "png":
        data = picture.pngsave_buffer(keep="none")
    elif wanted == "webp":
        data = picture.webpsave_buffer(Q=QUALITY, keep="none")
    else:
        data = picture.jpegsave_buffer(Q=QUALITY, keep="none")
    return data
