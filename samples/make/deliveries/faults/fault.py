"""What a fault is: a code of the check, the moment at which it is planted, and the deliveries that can have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from samples.make.deliveries.drafting import Draft
from samples.make.deliveries.layouts import Layout

Fits = Callable[[Layout, str], bool]
Plant = Callable[[Draft, Path], None]


class Stage(Enum):
    """When a fault is planted: in what there is, in the cells, in written files, or in the list of digests."""

    STRUCTURE = 1
    CELLS = 2
    FILES = 3
    DIGESTS = 4


@dataclass(frozen=True, slots=True)
class Fault:
    code: str
    stage: Stage
    plant: Plant
    fits: Fits


def always(_layout: Layout, _form: str) -> bool:
    return True


def with_images(layout: Layout, _form: str) -> bool:
    """Images are files of their own."""
    return bool(layout.image)


def with_pages(layout: Layout, _form: str) -> bool:
    return layout.has_pages
