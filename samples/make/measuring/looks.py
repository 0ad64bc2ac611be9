"""Looks of the measuring set: how a page has aged, by the damage that the plan names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samples.make.ageing import Look

DRAWN_DPI = 400  # pages are drawn and aged at this resolution, then shrunk to their own
QUALITY = 46

DAMAGE: dict[str, dict[str, Any]] = {
    "worn": {"wear": 0.75, "rough": 1.3},
    "blur": {"softness": 3.0},
    "bleed": {"bleed": 0.34, "bleed_blur": 2.2},
    "faint": {"ink": 0.5, "paper": (196, 180, 146), "edge": (166, 146, 108)},
    "stained": {"spots": 80, "tide": 2.2, "grain": 1.8, "folds": (("h", 0.34), ("h", 0.67), ("v", 0.5))},
    "skew": {"angle": 2.4},
    "seal": {},  # drawn over the text, not into the paper
}
"""What each damage changes of a page that is otherwise merely old."""


def look(damage: tuple[str, ...], *, spread: bool) -> Look:
    """The look of a page; lengths are pixels at ``DRAWN_DPI``. A ``spread`` has the shadow of its gutter."""
    found = Look(
        paper=(230, 217, 188),
        edge=(200, 178, 136),
        angle=0.35,
        margin=50,
        rough=0.5,
        bend=5.0,
        bleed=0.05,
        spots=18,
        tide=0.0,
        gutter=0.5 if spread else 0.0,
        dpi=DRAWN_DPI,
        quality=QUALITY,
    )
    for name in damage:
        found = replace(found, **DAMAGE[name])
    return found
