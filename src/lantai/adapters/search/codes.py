"""Which beginnings of a reference code find it (``ports.search.Code``).

A beginning counts when it ends at a part's end: ``a1-2`` finds ``a1-2-3``, but not ``a1-23``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PART_ENDS: Final = re.compile(r"(?<=[^\W_])(?=[\W_])")
"""Where a letter or digit, as ``str.isalnum`` has them, stands before something else."""


def beginnings(code: str) -> Iterator[str]:
    """The folded code and each of its beginnings that ends before something neither letter nor digit."""
    whole = without_end(code)
    for end in _PART_ENDS.finditer(whole):
        yield whole[: end.start()]
    if whole:
        yield whole


def without_end(code: str) -> str:
    """The code without the separators that a reader may leave at its end, as in ``a1-``."""
    end = len(code)
    while end and not code[end - 1].isalnum():
        end -= 1
    return code[:end]
