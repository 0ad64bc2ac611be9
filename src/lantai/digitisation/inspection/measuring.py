"""What is seen on the small grey picture of a page: ink and blank paper, borders, cut text, blur, clipping.

The paper's own tone is taken off first: old paper is brown at the edges and light in the middle, and ink is what is
darker than the paper around it. What shines through from the other side is darker too, but by less than ``CONTRAST``.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from lantai.digitisation.inspection.fingerprint import perceptual_hash
from lantai.digitisation.inspection.inspected import Measures
from lantai.digitisation.inspection.skew import skew

CONTRAST: Final = 0.22
"""Ink is darker than the paper around it by at least this share of the paper's tone."""

Grey: TypeAlias = NDArray[np.uint8]
Mask: TypeAlias = NDArray[np.bool_]
Borders: TypeAlias = tuple[float, float, float, float]

_BLACK: Final = 70
"""Tone below which a border is black; the cloth of a scanner's lid is about 30."""
_PAPER: Final = 110
"""A page whose middle is darker than this is a dark picture: it has no black border but is black."""
_MARGIN: Final = 0.04
"""Share of each side that does not count as inner page: shadows of edges and binding, thumbs, punch holes."""
_SPECK: Final = 4
"""Dark pixels among 25; where there are no more, it is dust."""
_LEAST_DEPTH: Final = 20
"""Tones by which ink is darker at least: on black cloth a share of the paper's tone is nothing."""
_COARSEST_GRAIN: Final = 16
"""Tones; what is coarser was printed in dots, and is no grain of paper."""
_LEAST_INK: Final = 200
"""Pixels of ink below which nothing can be said of its edges."""
_STROKE: Final = 5
"""Pixels that ink must reach into the page from its edge to be a stroke that was cut."""
_WIDEST_STROKE: Final = 24
"""Pixels; a character of print is 10 to 20."""


def measure(grey: Grey) -> Measures:
    """``grey``: rows of 0 to 255, upright, the longer side ``decoding.SCALE`` pixels or less."""
    borders = black_borders(grey)
    page = _inside(grey, borders)
    paper = _paper(page)
    ink, depth = _ink(page, paper), np.asarray(cv2.subtract(paper, page), dtype=np.uint8)
    share = _share(ink)
    return Measures(
        skew=skew(np.ascontiguousarray(_inner(ink))),
        ink=round(share, 6),
        blur=_sharpness(page, depth, ink),
        borders=borders,
        cut=round(_cut(ink, borders), 4),
        dark=round(float((page <= 2).mean()), 4),
        light=round(float((page >= 253).mean()), 4),
        phash=perceptual_hash(depth) if share > 0 else None,
    )


# -- borders ---------------------------------------------------------------------------------------


def black_borders(grey: Grey) -> Borders:
    """Widths of the black border at top, right, bottom and left, as shares of the height or width."""
    if np.median(grey[::4, ::4]) < _PAPER:
        return (0.0, 0.0, 0.0, 0.0)
    dark = grey < _BLACK
    # A border that leans is a wedge: most of a row is enough, but a row of bold print is never so dark.
    rows, columns = dark.mean(axis=1) > 0.6, dark.mean(axis=0) > 0.6
    top, bottom = _run(rows), _run(rows[::-1])
    left, right = _run(columns), _run(columns[::-1])
    height, width = grey.shape
    return (round(top / height, 4), round(right / width, 4), round(bottom / height, 4), round(left / width, 4))


def _run(flags: Mask) -> int:
    """How many are true from the start on."""
    return len(flags) if flags.all() else int(flags.argmin())


def _inside(grey: Grey, borders: Borders) -> Grey:
    """The page without its black border, and without the grey line between the two."""
    height, width = grey.shape
    top, right, bottom, left = (
        round(share * side) + 3 if share else 0 for share, side in zip(borders, (height, width) * 2, strict=True)
    )
    inside = grey[top : height - bottom, left : width - right]
    return inside if min(inside.shape) > 8 else grey


# -- ink -------------------------------------------------------------------------------------------


def _paper(page: Grey) -> Grey:
    """The tone that the paper has around each pixel: the lightest there, unless a picture covers it."""
    height, width = page.shape
    coarse = cv2.resize(page, (max(1, width // 6), max(1, height // 6)), interpolation=cv2.INTER_AREA)
    lightest = cv2.blur(cv2.dilate(coarse, np.ones((9, 9), np.uint8)), (9, 9))
    return np.asarray(cv2.resize(lightest, (width, height), interpolation=cv2.INTER_LINEAR))


def _ink(page: Grey, paper: Grey) -> Grey:
    """1 where ink is. Single dark pixels are dust and grain: ink has more of its kind close by."""
    least = max(_LEAST_DEPTH, 4 * _grain(page))
    ceiling = np.minimum(cv2.convertScaleAbs(paper, alpha=1 - CONTRAST), np.maximum(paper, least) - np.uint8(least))
    dark = np.asarray(cv2.compare(page, ceiling, cv2.CMP_LT), dtype=np.uint8) & np.uint8(1)
    company = cv2.boxFilter(dark, cv2.CV_8U, (5, 5), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(dark & (company > _SPECK))


def _grain(page: Grey) -> int:
    """Tones by which one pixel of bare paper differs from the next, as a standard deviation."""
    sample = page[::5].astype(np.int16)
    return min(int(np.median(np.abs(np.diff(sample, axis=1))) * 1.05), _COARSEST_GRAIN) if sample.shape[1] > 1 else 0


def _inner(page: Grey) -> Grey:
    height, width = page.shape
    across, down = int(width * _MARGIN), int(height * _MARGIN)
    return page[down : height - down, across : width - across]


def _share(ink: Grey) -> float:
    """Share of the inner page that is ink."""
    inner = _inner(ink)
    return cv2.countNonZero(np.ascontiguousarray(inner)) / inner.size if inner.size else 0.0


def _sharpness(page: Grey, depth: Grey, ink: Grey) -> float | None:
    """Variance of the Laplacian along the ink, against the ink's own contrast: faint is not the same as blurred."""
    if cv2.countNonZero(ink) < _LEAST_INK:
        return None
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    _mean, deviation = cv2.meanStdDev(cv2.Laplacian(page, cv2.CV_16S), mask=near)
    mean, spread = cv2.meanStdDev(depth, mask=ink)
    power = float(mean.item()) ** 2 + float(spread.item()) ** 2
    variance = float(deviation.item()) ** 2
    return round(variance / max(power, 1.0) * 100, 1)


# -- cut text --------------------------------------------------------------------------------------


def _cut(ink: Grey, borders: Borders) -> float:
    """The largest share of one edge from which strokes run into the page.

    Where a black border is seen, the sheet's own edge is seen, and nothing beyond it was lost.
    """
    edges = (ink, ink[:, ::-1].T, ink[::-1], ink.T)
    return max((_strokes(edge) for edge, border in zip(edges, borders, strict=True) if not border), default=0.0)


def _strokes(page: Grey) -> float:
    """Share of the upper edge where narrow ink stands at it and reaches down; a broad one is a picture's edge."""
    touching = np.asarray(page[:_STROKE].all(axis=0))
    ends = np.flatnonzero(np.diff(np.concatenate(([0], touching.astype(np.int8), [0]))))
    widths = ends[1::2] - ends[::2]
    return int(widths[widths <= _WIDEST_STROKE].sum()) / len(touching)
