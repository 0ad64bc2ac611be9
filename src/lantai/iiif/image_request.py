"""Image API 3.0 requests: ``{region}/{size}/{rotation}/{quality}.{format}`` as frozen values.

Parsing (clause 4) needs no image; ``ImageRequest.on`` then settles the request for one canvas within the server's
limits. Both raise ``BadRequest``, whose message is the body of the answer 400.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar, get_args

Quality: TypeAlias = Literal["default", "color", "gray", "bitonal"]
Format: TypeAlias = Literal["jpg", "png", "webp"]
RegionKind: TypeAlias = Literal["full", "square", "pixels", "percent"]
SizeKind: TypeAlias = Literal["max", "width", "height", "percent", "exact", "confined"]

QUALITIES: Final[tuple[Quality, ...]] = get_args(Quality)
FORMATS: Final[tuple[Format, ...]] = get_args(Format)


class BadRequest(Exception):
    """An image request that cannot be fulfilled; the message says why, and what would do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may measure: pixels of a side, pixels in all (``maxWidth``, ``maxArea``)."""

    side: int = 10_000
    area: int = 25_000_000


class Extent(NamedTuple):
    """Pixels."""

    width: int
    height: int


class Box(NamedTuple):
    """Pixels of the canvas, from the upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Region:
    """Which part of the canvas (clause 4.1). ``numbers`` are x, y, w, h in pixels or per cent, else empty."""

    kind: RegionKind
    numbers: tuple[float, ...] = ()

    def on(self, canvas: Extent) -> Box:
        """The part that lies on the canvas. Raises BadRequest when none does."""
        left, top, right, bottom = self._edges(canvas)
        right, bottom = min(right, canvas.width), min(bottom, canvas.height)
        if left >= right or top >= bottom:
            raise BadRequest(
                f"The region lies outside the image of {canvas.width} × {canvas.height} pixels, or is empty."
            )
        return Box(left, top, right - left, bottom - top)

    def _edges(self, canvas: Extent) -> tuple[int, int, int, int]:
        if self.kind == "full":
            return 0, 0, canvas.width, canvas.height
        if self.kind == "square":
            side = min(canvas)
            left, top = (canvas.width - side) // 2, (canvas.height - side) // 2
            return left, top, left + side, top + side
        x, y, w, h = self.numbers
        across, down = (canvas.width / 100, canvas.height / 100) if self.kind == "percent" else (1, 1)
        return round(x * across), round(y * down), round((x + w) * across), round((y + h) * down)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the region is to be (clause 4.2). ``upscale`` is the ``^``; 0 stands for a side not given."""

    kind: SizeKind
    upscale: bool = False
    width: int = 0
    height: int = 0
    percent: float = 0.0

    def on(self, box: Box, limits: Limits) -> Extent:
        """The pixels of the answer. Raises BadRequest: enlarged without ``^``, less than a pixel, above the limits."""
        if self.kind == "max":
            return largest(box, limits, upscale=self.upscale)
        if self.kind == "confined":
            room = min(self.width / box.width, self.height / box.height)
            return _scaled(box, min(room, _room(box, limits, upscale=self.upscale)))
        wanted = self._wanted(box)
        if not self.upscale and (wanted.width > box.width or wanted.height > box.height):
            raise BadRequest(f"The region has {box.width} × {box.height} pixels; to enlarge it, put ^ before the size.")
        return _within(wanted, limits)

    def _wanted(self, box: Box) -> Extent:
        if self.kind == "exact":
            return Extent(self.width, self.height)
        if self.kind == "width":
            return Extent(self.width, round(box.height * self.width / box.width))
        if self.kind == "height":
            return Extent(round(box.width * self.height / box.height), self.height)
        return Extent(round(box.width * self.percent / 100), round(box.height * self.percent / 100))


def largest(box: Box, limits: Limits, *, upscale: bool = False) -> Extent:
    """``max``, or ``^max``: as large as the limits let it be."""
    return _scaled(box, _room(box, limits, upscale=upscale))


def _room(box: Box, limits: Limits, *, upscale: bool) -> float:
    """The factor by which a region may be scaled at most."""
    room = min(limits.side / max(box.width, box.height), math.sqrt(limits.area / (box.width * box.height)))
    return room if upscale else min(1.0, room)


def _scaled(box: Box, factor: float) -> Extent:
    # The factor may be a hair too small in binary: 300 × (1/3) is to be 100, yet never more than was allowed.
    return Extent(max(1, int(box.width * factor + 1e-9)), max(1, int(box.height * factor + 1e-9)))


def _within(wanted: Extent, limits: Limits) -> Extent:
    if wanted.width < 1 or wanted.height < 1:
        raise BadRequest("The size asked for is less than one pixel.")
    if max(wanted) > limits.side or wanted.width * wanted.height > limits.area:
        raise BadRequest(
            f"{wanted.width} × {wanted.height} pixels are more than this server gives at once: at most {limits.side:,} "
            f"a side and {limits.area:,} in all; ask for max, or for a smaller region."
        )
    return wanted


@dataclass(frozen=True, slots=True)
class Rotation:
    """Clause 4.3: mirrored left to right first (``!``), then turned clockwise; 0 ≤ ``degrees`` < 360."""

    degrees: float = 0.0
    mirrored: bool = False

    def __str__(self) -> str:
        return ("!" if self.mirrored else "") + f"{self.degrees:.10f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class View:
    """A request settled for one canvas: this box of it, at this size."""

    canvas: Extent
    box: Box
    size: Extent
    rotation: Rotation
    quality: Quality
    format: Format

    def canonical(self, limits: Limits, *, native: Quality) -> str:
        """The one spelling of all requests for these same pixels (clause 4.7); ``native`` is what ``default`` gives."""
        whole = self.box == (0, 0, *self.canvas)
        region = "full" if whole else ",".join(map(str, self.box))
        quality = "default" if self.quality == native else self.quality
        return f"{region}/{self._canonical_size(limits)}/{self.rotation}/{quality}.{self.format}"

    def _canonical_size(self, limits: Limits) -> str:
        if self.size == largest(self.box, limits):
            return "max"
        enlarged = self.size.width > self.box.width or self.size.height > self.box.height
        if enlarged and self.size == largest(self.box, limits, upscale=True):
            return "^max"
        return f"{'^' if enlarged else ''}{self.size.width},{self.size.height}"


@dataclass(frozen=True, slots=True)
class ImageRequest:
    region: Region
    size: Size
    rotation: Rotation
    quality: Quality
    format: Format

    def on(self, canvas: Extent, limits: Limits) -> View:
        """Settle the request for a canvas. Raises BadRequest."""
        box = self.region.on(canvas)
        return View(canvas, box, self.size.on(box, limits), self.rotation, self.quality, self.format)


@lru_cache(maxsize=8192)  # tiles of one grid repeat from page to page
def parse(region: str, size: str, rotation: str, quality: str, format_: str) -> ImageRequest:
    """The request that five path components spell. Raises BadRequest."""
    return ImageRequest(
        parse_region(region), parse_size(size), parse_rotation(rotation), _one_of(QUALITIES, quality, "quality"),
        _one_of(FORMATS, format_, "format"),
    )  # fmt: skip


_INTEGER: Final = r"[0-9]{1,9}"
_DECIMAL: Final = r"(?:[0-9]{1,9}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})"
_PIXELS: Final = re.compile(rf"({_INTEGER}),({_INTEGER}),({_INTEGER}),({_INTEGER})")
_PERCENT: Final = re.compile(rf"pct:({_DECIMAL}),({_DECIMAL}),({_DECIMAL}),({_DECIMAL})")
_SIDES: Final = re.compile(rf"(!?)({_INTEGER})?,({_INTEGER})?")
_SCALE: Final = re.compile(rf"pct:({_DECIMAL})")
_TURN: Final = re.compile(rf"(!?)({_DECIMAL})")


def parse_region(text: str) -> Region:
    if text == "full":
        return Region("full")
    if text == "square":
        return Region("square")
    if match := _PIXELS.fullmatch(text):
        return Region("pixels", tuple(map(int, match.groups())))
    if match := _PERCENT.fullmatch(text):
        return Region("percent", tuple(map(float, match.groups())))
    raise BadRequest(f"“{_cut(text)}” is no region; expected full, square, x,y,w,h or pct:x,y,w,h.")


def parse_size(text: str) -> Size:
    plain = text.removeprefix("^")
    upscale = plain != text
    if plain == "max":
        return Size("max", upscale)
    if match := _SCALE.fullmatch(plain):
        return Size("percent", upscale, percent=float(match[1]))
    if (match := _SIDES.fullmatch(plain)) and (kind := _kind_of_sides(*match.groups())):
        size = Size(kind, upscale, width=int(match[2] or 0), height=int(match[3] or 0))
        if kind == "confined" and not (size.width and size.height):
            raise BadRequest("The size asked for is less than one pixel.")
        return size
    raise BadRequest(f"“{_cut(text)}” is no size; expected max, w, or ,h or w,h or !w,h or pct:n, each also with ^.")


def _kind_of_sides(confined: str, width: str | None, height: str | None) -> SizeKind | None:
    if width and height:
        return "confined" if confined else "exact"
    if confined or not (width or height):
        return None
    return "width" if width else "height"


def parse_rotation(text: str) -> Rotation:
    match = _TURN.fullmatch(text)
    if match is None or float(match[2]) > 360:
        raise BadRequest(f"“{_cut(text)}” is no rotation; expected degrees from 0 to 360, ! before them to mirror.")
    return Rotation(degrees=float(match[2]) % 360, mirrored=bool(match[1]))


Word = TypeVar("Word", bound=str)


def _one_of(words: tuple[Word, ...], text: str, name: str) -> Word:
    for word in words:
        if word == text:
            return word
    raise BadRequest(f"“{_cut(text)}” is no {name} that is served; expected {', '.join(words)}.")


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
