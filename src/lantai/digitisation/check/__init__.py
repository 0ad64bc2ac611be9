"""The check of a delivery: everything that is wrong, said at once, before anything is written.

``reading`` reads the sheets, ``fields`` looks at the cells, ``coding`` at the reference codes, ``images`` counts the
scans and ``scans`` looks at them; ``checking`` leads them through. How grave a finding is, the delivery profile says
(``[severity]``).
"""

from lantai.digitisation.check.checking import Check, check_delivery
from lantai.digitisation.check.item import Item
from lantai.digitisation.check.observation import Observation

__all__ = ["PARALLEL", "Check", "Item", "Observation", "check_delivery"]

PARALLEL = 2
"""Threads for work that waits for the disk."""
