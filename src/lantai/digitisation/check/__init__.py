"""The check of a delivery: everything that is wrong, said at once, before anything is written.

``delivery`` opens it and digests its bytes; ``reading`` reads the sheets, ``fields`` looks at the cells, ``coding`` at
the reference codes; ``filing`` says which files are whose, ``scans`` looks at the images; ``checking`` leads them
through, and everything stands in one ``working`` table. How grave a finding is, the delivery profile says
(``[severity]``).
"""

from lantai.digitisation.check.checking import Asked, Check, check_delivery, check_open
from lantai.digitisation.check.delivery import NotADelivery, OpenDelivery, open_delivery
from lantai.digitisation.check.item import Item
from lantai.digitisation.check.observation import Observation

__all__ = [
    "PARALLEL", "Asked", "Check", "Item", "NotADelivery", "Observation", "OpenDelivery", "check_delivery",
    "check_open", "open_delivery",
]  # fmt: skip

PARALLEL = 2
"""Threads for work that waits for the disk."""
