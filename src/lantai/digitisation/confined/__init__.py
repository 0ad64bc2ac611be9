"""Work on what strangers sent, done in child processes behind walls: the worst file costs one answer, and no more.

``walls`` stand around a child, ``child`` is what it runs, ``worker`` is one child as its parent sees it, ``pool`` keeps
one a core. Who has such work names a module that calls ``child.serve``, and describes the work to a ``Pool``.
"""

from lantai.digitisation.confined.limits import BadThresholds, Limits
from lantai.digitisation.confined.pool import Pool, PoolBroken, Work

__all__ = ["BadThresholds", "Limits", "Pool", "PoolBroken", "Work"]
