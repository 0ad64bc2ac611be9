"""Where every character of a transcription stands on its page, kept small enough to read at query time.

A text of n code points has n boxes, each x, y, width, height in whole pixels of the canvas (the master with
its EXIF turn applied) from the upper left corner. A line break has no box: its row is zero. Boxes answer one
question, "where on the page are the characters from here to there?", with one rectangle a line.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

Box = tuple[int, int, int, int]
"""x, y, width, height."""

_HEADER: Final = struct.Struct("<3sBI")
_MAGIC: Final = b"LGB"
_VERSION: Final = 1


class BadGeometry(ValueError):
    """Rows or bytes that are no boxes."""


class GlyphLike(Protocol):
    """A glyph as ``ports.ocr`` has it."""

    @property
    def text(self) -> str: ...
    @property
    def box(self) -> Box: ...


class LineLike(Protocol):
    """A line as ``ports.ocr`` has it; ``direction`` is ltr, rtl, ttb or btt."""

    @property
    def text(self) -> str: ...
    @property
    def box(self) -> Box: ...
    @property
    def direction(self) -> str: ...
    @property
    def glyphs(self) -> Sequence[GlyphLike]: ...


@dataclass(frozen=True, slots=True, eq=False)
class GlyphBoxes:
    """The boxes of a text, one row a code point: an int32 array of shape (n, 4)."""

    rows: NDArray[np.int32]

    @classmethod
    def from_rows(cls, rows: NDArray[np.int32]) -> GlyphBoxes:
        """Boxes from an array of shape (n, 4). Raises BadGeometry for another shape."""
        if rows.ndim != 2 or rows.shape[1] != 4:
            raise BadGeometry(f"Boxes need rows of x, y, width, height; an array of shape {rows.shape} was given.")
        return cls(np.ascontiguousarray(rows, dtype=np.int32))

    @classmethod
    def from_lines(cls, lines: Iterable[LineLike]) -> GlyphBoxes:
        """Boxes for the lines' texts joined by line breaks.

        A character that no glyph carries has no box; where a line has no glyphs at all its box is divided
        evenly among its characters along its direction, which is an estimate.
        """
        rows: list[Box] = []
        for number, line in enumerate(lines):
            if number:
                rows.append(_NO_BOX)
            rows.extend(_glyph_rows(line) if line.glyphs else _even_rows(line))
        return cls(np.array(rows, dtype=np.int32).reshape(-1, 4))

    def __len__(self) -> int:
        return len(self.rows)

    def union(self, text: str, start: int, end: int) -> list[Box]:
        """The boxes of the code points ``start:end`` of the text: one for each line touched, in order.

        Lines of which nothing in the range has a box give none.
        """
        return [box for first, last in _lines_touched(text, start, end) if (box := self._around(first, last))]

    def _around(self, start: int, end: int) -> Box | None:
        rows = self.rows[start:end]
        rows = rows[rows[:, 2] > 0]
        if not len(rows):
            return None
        left, top = rows[:, :2].min(axis=0).tolist()
        right, bottom = (rows[:, :2] + rows[:, 2:]).max(axis=0).tolist()
        return left, top, right - left, bottom - top

    def pack(self) -> bytes:
        """The boxes as bytes: some four bytes a character.

        A header (``LGB``, version, number of rows), then, deflated, the differences from row to row, byte plane
        by byte plane.
        """
        steps = np.diff(self.rows, axis=0, prepend=np.zeros((1, 4), np.int32))
        planes = steps.astype("<i4").view(np.uint8).T.tobytes()
        return _HEADER.pack(_MAGIC, _VERSION, len(self.rows)) + zlib.compress(planes)

    @classmethod
    def unpack(cls, data: bytes) -> GlyphBoxes:
        """The boxes that :meth:`pack` made. Raises BadGeometry for other bytes."""
        try:
            magic, version, count = _HEADER.unpack_from(data)
            planes = np.frombuffer(zlib.decompress(data[_HEADER.size :]), np.uint8).reshape(16, count)
        except (struct.error, zlib.error, ValueError) as error:
            raise BadGeometry("These bytes hold no boxes: they are cut short or damaged.") from error
        if (magic, version) != (_MAGIC, _VERSION):
            raise BadGeometry(f"These bytes hold no boxes that this version reads: {magic!r} {version}.")
        steps = np.ascontiguousarray(planes.T).view("<i4")
        return cls(np.cumsum(steps, axis=0, dtype=np.int32))


_NO_BOX: Final[Box] = (0, 0, 0, 0)


def _glyph_rows(line: LineLike) -> list[Box]:
    rows = [_NO_BOX] * len(line.text)
    at = 0
    for glyph in line.glyphs:
        found = line.text.find(glyph.text, at)
        if found >= 0:
            at = found + len(glyph.text)
            rows[found:at] = [glyph.box] * len(glyph.text)
    return rows


def _even_rows(line: LineLike) -> list[Box]:
    x, y, width, height = line.box
    count = len(line.text)
    down = line.direction in ("ttb", "btt")
    cuts = [(height if down else width) * index // count for index in range(count + 1)] if count else [0]
    if down:
        rows = [(x, y + a, width, b - a) for a, b in pairwise(cuts)]
    else:
        rows = [(x + a, y, b - a, height) for a, b in pairwise(cuts)]
    return rows[::-1] if line.direction in ("rtl", "btt") else rows


def _lines_touched(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of ``start:end`` that lie on one line each."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            yield start, stop
        start = stop + 1
