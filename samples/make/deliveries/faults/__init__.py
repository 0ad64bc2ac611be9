"""A planter for every code of the check. Each plants exactly its fault, in an item that has no other."""

from __future__ import annotations

from typing import Final

from samples.make.deliveries.faults import in_cells, in_files, in_structure
from samples.make.deliveries.faults.fault import Fault as Fault
from samples.make.deliveries.faults.fault import Stage as Stage
from samples.make.deliveries.layouts import LAYOUTS

FAULTS: Final = {one.code: one for one in (*in_structure.FAULTS, *in_cells.FAULTS, *in_files.FAULTS)}


def fitting(layout: str, form: str) -> tuple[str, ...]:
    """The codes that a delivery of this layout and form can have."""
    return tuple(code for code, fault in FAULTS.items() if fault.fits(LAYOUTS[layout], form))
