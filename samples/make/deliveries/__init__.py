"""Deliveries as contractors really bring them: made from a seed, of every layout, with every fault where it is told.

``make_delivery`` makes one and says what must be found in it; `TWENTY` are twenty with all faults, `CLEAN` twenty
with none. ``hostile`` makes the files that mean harm, ``scale`` catalogues of a million rows. Pages are tiny and drawn
with arrays: neither fonts nor Chromium are needed, and a delivery takes a fraction of a second.
"""

from samples.make.deliveries.drafting import NoRoom
from samples.make.deliveries.expected import Expected, ExpectedItem, Planted
from samples.make.deliveries.faults import FAULTS, fitting
from samples.make.deliveries.layouts import LAYOUTS
from samples.make.deliveries.making import make_delivery
from samples.make.deliveries.sheets import FORMS
from samples.make.deliveries.twenty import CLEAN, TWENTY, Recipe

__all__ = [
    "CLEAN", "FAULTS", "FORMS", "LAYOUTS", "TWENTY", "Expected", "ExpectedItem", "NoRoom", "Planted", "Recipe",
    "fitting", "make_delivery",
]  # fmt: skip
