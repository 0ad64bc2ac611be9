"""What the header of an image states, before a single pixel is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LARGEST_DPI: Final = 50_000
"""More than any scanner has; a resolution beyond it is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """``width`` and ``height`` of the first page as stored, before ``turn`` (EXIF's 1 to 8); ``largest``: those of the
    page with most pixels, where there are several.

    ``cut`` and ``damage``: how the file's own structure shows that it ends early, or was changed; else empty.
    """

    width: int
    height: int
    mode: str
    bits: int = 8
    dpi: int | None = None
    compression: str = ""
    pages: int = 1
    largest: tuple[int, int] = (0, 0)
    turn: int = 1
    icc: bool = False
    cut: str = ""
    damage: str = ""

    @property
    def extent(self) -> tuple[int, int]:
        """Width and height of the page with most pixels: pages are decoded one after the other."""
        return max((self.width, self.height), self.largest, key=lambda sides: sides[0] * sides[1])

    @property
    def canvas(self) -> tuple[int, int]:
        """Width and height as they are looked at."""
        return (self.height, self.width) if self.turn >= 5 else (self.width, self.height)


def mode_name(colour: str, *, bits: int = 8, alpha: bool = False) -> str:
    return colour + ("16" if bits > 8 else "") + ("+alpha" if alpha else "")


def dots_per_inch(across: float, down: float, per_metre: float) -> int | None:
    """The smaller resolution of the two directions; ``per_metre``: how many of its units make a metre.

    None for what nobody can mean: nothing, or more than any scanner has.
    """
    dpi = round(min(across, down) * per_metre * 0.0254)
    return dpi if 0 < dpi <= _LARGEST_DPI else None


PER_INCH: Final = 1 / 0.0254
PER_CENTIMETRE: Final = 100.0
