"""Ageing: gives a clean page its paper, ink, folds, stains and skew, as a scanner finds it eighty years later.

All is drawn from one seed, so the same page ages the same way each time. Only the last step moves anything: the page
lies a little turned and not quite flat on the scanner's board; `Lie` says how, and carries the boxes along.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray

from samples.make.glyphs import Glyph, Line
from samples.make.press import Drawn

Field = NDArray[np.floating[Any]]  # float32 throughout; NumPy's types do not follow that far
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Look:
    """How a kind of document has aged. Lengths are pixels of the page; strengths run from 0 to 1."""

    paper: Colour = (240, 229, 203)
    edge: Colour = (205, 184, 142)
    board: Colour = (52, 46, 40)
    angle: float = 0.4  # degrees the page may lie turned, either way
    margin: int = 44  # board seen around the page
    ink: float = 1.0  # how black the ink still is
    rough: float = 0.0  # how much metal type has squeezed and broken the ink
    softness: float = 0.8  # blur of the scan
    bleed: float = 0.04  # the other side seen through
    bleed_blur: float = 6.0  # how much the paper blurs it
    wear: float = 0.0  # sorts worn down: some print faint, strokes break
    gutter: float = 0.0  # shadow in the middle of an open volume
    folds: tuple[tuple[str, float], ...] = ()  # ("h" or "v", place as a part of height or width)
    spots: int = 14
    tide: float = 1.0  # water line near the foot
    grain: float = 1.0
    bend: float = 5.0  # pixels the page is off flat
    dpi: int = 300
    quality: int = 66


def blurred(field: Field, sigma: float) -> Field:
    """A Gaussian blur of one channel, or of three."""
    if sigma <= 0.2:
        return field
    image = pyvips.Image.new_from_array(np.ascontiguousarray(field))
    out: Field = np.asarray(image.gaussblur(sigma, precision="approximate").numpy(), dtype=np.float32)
    return out


def noise(height: int, width: int, size: float, rng: np.random.Generator) -> Field:
    """Smooth noise of mean 0 and deviation 1, whose patches are about `size` pixels wide."""
    step = max(1.0, size / 2)
    rows, columns = math.ceil(height / step) + 4, math.ceil(width / step) + 4
    coarse = blurred(rng.standard_normal((rows, columns)).astype(np.float32), min(2.0, size))
    coarse = (coarse - coarse.mean()) / max(float(coarse.std()), 1e-6)
    if step == 1.0:
        return np.asarray(coarse[:height, :width])
    image = pyvips.Image.new_from_array(coarse).resize(step, kernel="cubic")
    return np.asarray(image.numpy(), dtype=np.float32)[:height, :width]


def tint(strength: Field, colour: tuple[float, float, float]) -> Field:
    """A one-channel strength spread over three channels."""
    return strength[..., None] * np.array(colour, dtype=np.float32)


def inked(page: Field, look: Look, rng: np.random.Generator) -> Field:
    """The page's ink (1 = bare) as type and time have left it: broken, uneven and a little soft."""
    height, width = page.shape[:2]
    cover = 1 - page
    if look.rough:
        squeezed = blurred(cover, 1.1) + look.rough * 0.11 * noise(height, width, 2.2, rng)[..., None] * (cover > 0.02)
        cover = np.clip((squeezed - 0.30) * 2.4, 0, 1)
    if look.wear:
        cover = cover * worn((height, width), look.wear, rng)[..., None]
    uneven = 0.94 + 0.05 * noise(height, width, 1.6, rng) + 0.05 * noise(height, width, 70, rng)
    return 1 - blurred(cover * np.clip(look.ink * uneven, 0.2, 1.0)[..., None], look.softness)


def worn(shape: tuple[int, int], wear: float, rng: np.random.Generator) -> Field:
    """What is left of the ink where type is worn: pin-holes and breaks in the strokes, and patches that print faint."""
    height, width = shape
    breaks = np.clip((noise(height, width, 3.0, rng) - (2.1 - wear)) * 1.6, 0, 1)
    faint = np.clip((noise(height, width, 26, rng) - 0.9) * 0.5, 0, 0.6)
    return 1 - np.clip(breaks + wear * faint, 0, 0.92)


def bare_paper(shape: tuple[int, int], look: Look, rng: np.random.Generator) -> Field:
    """A sheet of the look's paper: mottled, yellowed at the edges, spotted, with a tide line."""
    height, width = shape
    mottle = 0.012 * noise(height, width, 180, rng) + 0.007 * noise(height, width, 34, rng)
    mottle += 0.006 * look.grain * noise(height, width, 2.4, rng)
    paper = np.array(look.paper, dtype=np.float32) / 255 * (1 + tint(mottle, (0.8, 1.0, 1.35)))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    inward = np.minimum(np.minimum(x, width - x), np.minimum(y, height - y)) + 36 * noise(height, width, 60, rng)
    yellow = np.exp(-np.clip(inward, 0, None) / 130)[..., None]
    paper *= 1 - yellow * (1 - np.array(look.edge, dtype=np.float32) / np.array(look.paper, dtype=np.float32))
    _spot(paper, look, rng)
    if look.tide:
        _wet(paper, x, y, look.tide, rng)
    return paper


def _spot(paper: Field, look: Look, rng: np.random.Generator) -> None:
    """Foxing: brown spots of a few millimetres."""
    height, width = paper.shape[:2]
    for _ in range(look.spots):
        cx, cy, radius = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(5, 34)
        top, left = max(0, int(cy - 3 * radius)), max(0, int(cx - 3 * radius))
        part = paper[top : int(cy + 3 * radius), left : int(cx + 3 * radius)]
        y, x = np.mgrid[0 : part.shape[0], 0 : part.shape[1]].astype(np.float32)
        far = ((x + left - cx) ** 2 + (y + top - cy) ** 2) / radius**2
        part *= 1 - tint(np.exp(-far) * np.float32(rng.uniform(0.04, 0.17)), (0.35, 0.75, 1.2))


def _wet(paper: Field, x: Field, y: Field, strength: float, rng: np.random.Generator) -> None:
    """Water has stood at the foot of the page: a brown line, and a tone below it."""
    height, width = paper.shape[:2]
    line = (
        height * rng.uniform(0.84, 0.93) + 46 * np.sin(x / 330 + rng.uniform(0, 6)) + 16 * noise(height, width, 80, rng)
    )
    below = y - line
    tone = 0.06 * np.exp(-((below / 9) ** 2)) + np.where(below > 0, 0.02, 0).astype(np.float32)
    paper *= 1 - tint((strength * tone).astype(np.float32), (0.6, 1.0, 1.5))


def folded(paper: Field, look: Look, rng: np.random.Generator) -> None:
    """Creases: a dark hair with a light shoulder."""
    height, width = paper.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for axis, place in look.folds:
        off = (y - height * place if axis == "h" else x - width * place) + 2.6 * noise(height, width, 120, rng)
        paper *= (1 - 0.14 * np.exp(-((off / 2.6) ** 2)) + 0.05 * np.exp(-(((off - 7) / 5.5) ** 2)))[..., None]


@dataclass(frozen=True)
class Lie:
    """How a page of `width` by `height` lies on the board: turned about its middle, a little bent, inside a margin.

    `source` takes a point of the scan to the point of the page seen there; `seen` is its inverse.
    """

    width: int
    height: int
    margin: int
    angle: float
    bend: float
    phase: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the scan."""
        return self.width + 2 * self.margin, self.height + 2 * self.margin

    def source(self, x: Field, y: Field) -> tuple[Field, Field]:
        """Where in the page the scan's points come from."""
        turn, (wide, high) = math.radians(self.angle), self.size
        dx, dy = x - wide / 2, y - high / 2
        px = dx * math.cos(turn) - dy * math.sin(turn) + self.width / 2
        py = dx * math.sin(turn) + dy * math.cos(turn) + self.height / 2
        sway = self.bend * np.sin(py / self.height * math.pi * 1.6 + self.phase)
        lift = self.bend * np.sin(px / self.width * math.pi * 1.3 + self.phase * 2)
        return (px + sway).astype(np.float32), (py + lift).astype(np.float32)

    def seen(self, points: Field) -> Field:
        """Where in the scan points of the page, shape (n, 2), appear (by fixed-point iteration, well under a pixel)."""
        at = points + np.float32(self.margin)
        for _ in range(12):
            at = at + points - np.stack(self.source(at[:, 0], at[:, 1]), axis=1)
        return at

    def carried(self, line: Line) -> Line:
        """The line as it stands on the scan: around each turned box the smallest upright one."""
        corners = np.array([corner for glyph in line.glyphs for corner in glyph.corners()], dtype=np.float32)
        seen = self.seen(corners).reshape(-1, 4, 2)
        (left, top), (right, bottom) = seen.min(axis=1).T, seen.max(axis=1).T
        boxes = zip(left, top, right - left, bottom - top, strict=True)
        return line.with_glyphs(
            tuple(Glyph(glyph.char, *(float(v) for v in box)) for glyph, box in zip(line.glyphs, boxes, strict=True))
        )


def laid(page: Field, lie: Lie, look: Look, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The page photographed on the board, with its shadow."""
    wide, high = lie.size
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    index = pyvips.Image.new_from_array(np.dstack(lie.source(x, y)))
    with_mask = np.dstack([page, np.ones(page.shape[:2], dtype=np.float32)])
    moved = pyvips.Image.new_from_array(with_mask).mapim(index, interpolate=pyvips.Interpolate.new("bicubic"))
    seen = np.asarray(moved.numpy(), dtype=np.float32)
    mask = np.clip(seen[..., 3:], 0, 1)
    board = np.array(look.board, dtype=np.float32) / 255 * (1 + 0.03 * noise(high, wide, 60, rng)[..., None])
    board = board * (1 - 0.5 * blurred(mask[..., 0], 13)[..., None])
    out = board * (1 - mask) + seen[..., :3] * mask
    return np.asarray(np.clip(out, 0, 1) * 255, dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Scan:
    """A page as it was scanned (RGB, larger by the margin), its lines and pictures in pixels of the scan."""

    pixels: NDArray[np.uint8]
    lines: tuple[Line, ...]
    pictures: tuple[Line, ...]


def aged(drawn: Drawn, look: Look, seed: int) -> Scan:
    """The scan of a drawn page."""
    rng = np.random.default_rng(seed)
    page = drawn.picture.astype(np.float32) / 255
    height, width = page.shape[:2]
    paper = bare_paper((height, width), look, rng)
    if look.bleed:
        back = 1 - page[:, ::-1].mean(axis=2)
        paper *= 1 - look.bleed * blurred(np.ascontiguousarray(back), look.bleed_blur)[..., None]
    if look.gutter:
        far = np.abs(np.arange(width, dtype=np.float32) - width / 2) / width
        paper *= 1 - look.gutter * np.exp(-far / 0.022)[None, :, None]
    folded(paper, look, rng)
    lie = Lie(
        width,
        height,
        look.margin,
        float(rng.uniform(0.35, 1) * rng.choice([-1, 1])) * look.angle,
        look.bend,
        float(rng.uniform(0, 6)),
    )
    pixels = laid(paper * inked(page, look, rng), lie, look, rng)
    return Scan(pixels, tuple(map(lie.carried, drawn.lines)), tuple(map(lie.carried, drawn.pictures)))
