"""Claims: the statements of a text that somebody could check (handbook 6.7), each with its place in the text.

:func:`find` is the door; a :class:`Claim` is what comes out of it.
"""

from __future__ import annotations

from lantai.values.claims.claim import KINDS, Claim
from lantai.values.claims.finding import find

__all__ = ["KINDS", "Claim", "find"]
