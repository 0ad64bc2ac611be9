"""What a machine can say of one scan: facts that were measured, and problems that were found.

Facts are kept apart from their judgement (``judging``), so that other thresholds need no second decoding. Everything
here is plain data that goes through JSON unchanged: it crosses the border between the child that decodes and the
parent that believes nothing but numbers and short words.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

_LONGEST_WORD: Final = 300
"""Characters of a problem's words that are kept: a decoder's complaint may quote the file at any length."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: what was found, and what was expected in its place."""

    code: str
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was seen on the picture, shrunk to a fixed scale (``measuring.SCALE``).

    ``skew``: degrees by which the content leans clockwise, None where nothing tells. ``ink``: share of the inner page
    that is ink, 0 to 1. ``blur``: variance of the Laplacian among the ink; small is blurred, None without ink.
    ``borders``: width of the black border at top, right, bottom and left, as shares of the height or width. ``cut``:
    the largest share of one edge that strokes run into. ``dark`` and ``light``: shares of pixels without any tone,
    clipped to black or white. ``phash``: 64 bits to compare pictures by, None where the page is blank.
    """

    skew: float | None
    ink: float
    blur: float | None
    borders: tuple[float, float, float, float]
    cut: float
    dark: float
    light: float
    phash: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """One file, as far as it could be read; what is not known is empty, zero or None.

    ``path`` is as the caller gave it. ``format`` is jpeg, tiff, png, webp, jp2, gif or bmp, by its first bytes;
    ``width`` and ``height`` are pixels of the canvas, EXIF turn applied; ``mode`` is bitonal, grey, palette, rgb, cmyk
    or other, followed by 16 for deep samples and ``+alpha``; ``bits`` those of one sample; ``turn`` is 1 to 8 as EXIF
    counts; ``dpi`` is what the file states. ``measures`` are there when the first page was decoded.
    """

    path: str
    size: int = 0
    format: str = ""
    width: int = 0
    height: int = 0
    dpi: int | None = None
    mode: str = ""
    bits: int = 0
    compression: str = ""
    pages: int = 0
    turn: int = 1
    icc: bool = False
    measures: Measures | None = None
    problems: tuple[Problem, ...] = ()

    def with_problems(self, *more: Problem) -> Inspected:
        return replace(self, problems=(*self.problems, *more)) if more else self

    def has(self, code: str) -> bool:
        return any(problem.code == code for problem in self.problems)


def to_json(inspected: Inspected) -> dict[str, Any]:
    """Plain lists, numbers and strings."""
    return asdict(inspected)


def from_json(data: dict[str, Any]) -> Inspected:
    """The reverse of ``to_json``. Raises ValueError for anything that ``to_json`` does not make."""
    try:
        measures = data["measures"]
        return Inspected(
            path=_text(data["path"]),
            size=_count(data["size"]),
            format=_text(data["format"]),
            width=_count(data["width"]),
            height=_count(data["height"]),
            dpi=None if data["dpi"] is None else _count(data["dpi"]),
            mode=_text(data["mode"]),
            bits=_count(data["bits"]),
            compression=_text(data["compression"]),
            pages=_count(data["pages"]),
            turn=_count(data["turn"]),
            icc=data["icc"] is True,
            measures=None if measures is None else _measures(measures),
            problems=tuple(
                Problem(*(_text(one[key])[:_LONGEST_WORD] for key in ("code", "found", "expected")))
                for one in data["problems"]
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is not the inspection of a file ({error!r}).") from error


def _measures(data: dict[str, Any]) -> Measures:
    top, right, bottom, left = (float(side) for side in data["borders"])
    return Measures(
        skew=None if data["skew"] is None else float(data["skew"]),
        ink=float(data["ink"]),
        blur=None if data["blur"] is None else float(data["blur"]),
        borders=(top, right, bottom, left),
        cut=float(data["cut"]),
        dark=float(data["dark"]),
        light=float(data["light"]),
        phash=None if data["phash"] is None else _count(data["phash"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 64:
        raise TypeError(f"{value!r} is no number of anything")
    return value
