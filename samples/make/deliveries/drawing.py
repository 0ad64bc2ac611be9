"""Tiny pages that pass for scans: paper, columns of signs, a picture here and there; no two alike.

They are drawn with arrays alone, without fonts, in about ten milliseconds. Every page has a stated resolution.
"""

from __future__ import annotations

import io
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.make.deliveries.model import Leaf

WIDTH, HEIGHT = 480, 672
PAPER, INK = (238, 228, 204), (40, 34, 30)
SKEW: Final = 8.0
"""Degrees by which a skewed page leans."""
LOOKS: Final = ("plain", "blank", "skewed", "rescan")
ENDINGS: Final = {".jpg": "JPEG", ".tif": "TIFF", ".png": "PNG"}

_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    ".jpg": {"quality": 80},
    ".tif": {"compression": "tiff_lzw"},
    ".png": {"compress_level": 1},
}
_SIGN, _DOT = 8, 2  # a sign is 8 × 8 dots, the outer ones free; a dot is 2 × 2 pixels
_PITCH = _SIGN * _DOT * 3 // 2
_MARGIN = 48
_TILE = 48  # the grain repeats; a page is a whole number of tiles

Grey = NDArray[np.float32]


def draw(leaf: Leaf) -> Image.Image:
    """The leaf as an image in colour."""
    rng = np.random.default_rng(leaf.seed)
    ink = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    if leaf.look != "blank":
        _write_columns(ink, rng)
        _paste_pictures(ink, rng)
        _rule(ink)
    page = _on_paper(ink, np.random.default_rng(leaf.seed + (leaf.look == "rescan")))
    image = Image.fromarray(page)
    if leaf.look == "skewed":
        return image.rotate(SKEW, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return image


def encode(image: Image.Image, ending: str, dpi: int) -> bytes:
    """The image as a file of this ending, which states its resolution."""
    buffer = io.BytesIO()
    image.save(buffer, ENDINGS[ending], dpi=(dpi, dpi), **_OPTIONS[ending])
    return buffer.getvalue()


def scan(leaf: Leaf, ending: str) -> bytes:
    """The file of a leaf."""
    return encode(draw(leaf), ending, leaf.dpi)


def _write_columns(ink: Grey, rng: np.random.Generator) -> None:
    """Columns of signs from the top margin down, each as long as it likes."""
    rows = (HEIGHT - 2 * _MARGIN) // _PITCH
    for left in range(WIDTH - _MARGIN - _PITCH, _MARGIN, -_PITCH * 3 // 2):
        count = int(rng.integers(rows // 4, rows + 1))
        signs = np.zeros((count, _PITCH // _DOT, _SIGN), dtype=np.float32)
        signs[:, 1 : _SIGN - 1, 1 : _SIGN - 1] = rng.random((count, _SIGN - 2, _SIGN - 2)) < 0.55
        column = np.kron(signs.reshape(-1, _SIGN), np.ones((_DOT, _DOT), dtype=np.float32))
        ink[_MARGIN : _MARGIN + len(column), left : left + column.shape[1]] = column


def _paste_pictures(ink: Grey, rng: np.random.Generator) -> None:
    """A few pictures in grey and a few bare patches: what tells one page from another from afar."""
    for _ in range(6):
        high, wide = (int(rng.integers(80, 200)) for _ in range(2))
        top = int(rng.integers(_MARGIN, HEIGHT - _MARGIN - high))
        left = int(rng.integers(_MARGIN, WIDTH - _MARGIN - wide))
        ink[top : top + high, left : left + wide] = rng.choice([0.0, 0.0, 0.6, 0.9])


def _rule(ink: Grey) -> None:
    """The rules and the frame of ruled paper: however little a page says, it tells which way is up."""
    top, bottom, left, right = _MARGIN - 8, HEIGHT - _MARGIN + 8, _MARGIN - 8, WIDTH - _MARGIN + 4
    for x in range(WIDTH - _MARGIN - 7, left, -_PITCH * 3 // 2):
        ink[top:bottom, x : x + 2] = 0.7
    for y in (top, bottom):
        ink[y : y + 3, left:right] = 0.9
    for x in (left, right):
        ink[top : bottom + 3, x : x + 3] = 0.9


def _on_paper(ink: Grey, grain: np.random.Generator) -> NDArray[np.uint8]:
    """Ink laid on paper with a little grain, as a scanner sees it; another grain is another scan of the page."""
    speckle = np.tile(grain.integers(-3, 4, (_TILE, _TILE), dtype=np.int16), (HEIGHT // _TILE, WIDTH // _TILE))
    tones = [
        (paper + (black - paper) * ink).astype(np.int16) + speckle for paper, black in zip(PAPER, INK, strict=True)
    ]
    return np.clip(np.stack(tones, axis=-1), 0, 255).astype(np.uint8)
