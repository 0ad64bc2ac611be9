"""A piece of a page's picture: what stands at a box, with a little room around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lantai.digitisation.models import Page
from lantai.values.geometry import Box

_ROOM: Final = 0.35
"""Around the box, in widths of its line."""
_PIXELS: Final = "!800,800"


@dataclass(frozen=True, slots=True)
class Cut:
    """``region`` in pixels of the canvas, ``box`` within it, ``href`` the picture of the region."""

    region: Box
    box: Box
    href: str

    @property
    def view_box(self) -> str:
        return " ".join(map(str, self.region))

    @property
    def is_tall(self) -> bool:
        return self.region[3] > self.region[2]


def cut_around(page: Page, box: Box) -> Cut | None:
    """None where the page has no picture. The page's holder is loaded."""
    if not page.derived:
        return None
    x, y, width, height = box
    room = max(8, round(_ROOM * min(width, height)))
    left, top = max(0, x - room), max(0, y - room)
    right, bottom = min(page.width, x + width + room), min(page.height, y + height + room)
    if right <= left or bottom <= top:
        return None
    region = (left, top, right - left, bottom - top)
    where = ",".join(map(str, region))
    return Cut(region, box, f"/iiif/image/{page.holder.identifier}.p{page.number}/{where}/{_PIXELS}/0/default.jpg")
