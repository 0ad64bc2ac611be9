"""The named sets: twenty deliveries with all faults, and twenty clean ones.

Every layout and every form of sheet is among them, and every fault in as many layouts as can have it. A delivery
carries at most `MOST` faults, each in an item of its own; which ones is settled here once, and never by chance.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from samples.make.deliveries.expected import Expected
from samples.make.deliveries.faults import FAULTS, fitting
from samples.make.deliveries.layouts import LAYOUTS
from samples.make.deliveries.making import make_delivery
from samples.make.deliveries.sheets import FORMS

MOST: Final = 11
SIZE: Final = 20
_AGAIN: Final = (
    "folder-per-volume",
    "name-per-page",
    "pdf-double-layer",
    "text-per-page",
    "text-per-item",
    "mixed",
    "nested",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What `make_delivery` needs to make one delivery of a set."""

    name: str
    layout: str
    form: str
    seed: int
    faults: tuple[str, ...] = ()

    def make(self, folder: Path) -> Expected:
        """Make it in a folder of its own name within this one."""
        return make_delivery(
            folder / self.name, layout=self.layout, form=self.form, seed=self.seed, faults=self.faults, items=SIZE
        )


def _twenty() -> tuple[Recipe, ...]:
    """A delivery for each layout, seven of them twice; each takes the faults that were planted least so far."""
    planted: Counter[str] = Counter()
    order, recipes = list(FAULTS), []
    for number, layout in enumerate((*LAYOUTS, *_AGAIN), start=1):
        form = FORMS[number % len(FORMS)]
        rarest = sorted(fitting(layout, form), key=lambda code: (planted[code], order.index(code)))
        faults = tuple(sorted(rarest[:MOST], key=order.index))
        planted.update(faults)
        recipes.append(Recipe(f"faulty-{number:02}-{layout}", layout, form, number, faults))
    return tuple(recipes)


TWENTY: Final = _twenty()
CLEAN: Final = tuple(
    Recipe(one.name.replace("faulty", "clean"), one.layout, FORMS[(number + 4) % len(FORMS)], one.seed)
    for number, one in enumerate(TWENTY)
)
