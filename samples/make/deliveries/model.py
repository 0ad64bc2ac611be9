"""What a delivery is made of before it is written: fonds, volumes, items and leaves.

A `Leaf` is one side of paper with its own drawing. An item that begins where the one before it ends shares that leaf;
page numbers follow from the order of leaves, in the item or in the volume, as the layout wants it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Fonds:
    """A fonds that the catalogue must know before the check: without it every row is of a new fonds."""

    code: str
    title: str
    profile: str
    """The name of its code profile."""
    first_year: int
    last_year: int


@dataclass(slots=True, eq=False)
class Leaf:
    """One page as it lies on the scanner. ``look``: how it is drawn (`drawing.LOOKS`)."""

    seed: int
    look: str = "plain"
    dpi: int = 300
    lost: bool = False
    """The page exists and its image was not delivered."""


@dataclass(slots=True, eq=False)
class Item:
    """One row of the catalogue and what belongs to it. ``cells`` are by the traditional name of the column."""

    code: str
    cells: dict[str, Cell]
    leaves: list[Leaf]
    absent: bool = False
    """Described, and no file of it delivered."""
    imageless: bool = False
    """Its text was delivered, its images were not."""
    images: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    pdf: str | None = None

    @property
    def files(self) -> list[str]:
        """Every path of the item, images first."""
        return [*self.images, *([self.pdf] if self.pdf else []), *self.texts]


@dataclass(slots=True, eq=False)
class Volume:
    """A volume with its items in order. ``listed`` is False when the sheet does not know it."""

    code: str
    title: str
    fonds: Fonds
    items: list[Item]
    listed: bool = True

    def leaves(self) -> list[Leaf]:
        """Every leaf once, in order: page n of the volume is the one at n - 1."""
        return list(dict.fromkeys(leaf for item in self.items for leaf in item.leaves))

    def shares(self, leaf: Leaf) -> bool:
        """Whether two items of the volume stand on this leaf."""
        return sum(leaf in item.leaves for item in self.items) > 1


def items_of(volumes: list[Volume]) -> Iterator[tuple[Volume, Item]]:
    """Every item with its volume, in the order of the sheet."""
    for volume in volumes:
        for item in volume.items:
            yield volume, item
