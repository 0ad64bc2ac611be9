"""Which beginnings of a reference code find it (``ports.search.Code``).

A beginning counts when it ends at a part's end: ``a1-2`` finds ``a1-2-3``, but not ``a1-23``.
"""

from __future__ import annotations

from collections.abc import Iterator


def beginnings(code: str) -> Iterator[str]:
    """The folded code and each of its beginnings that ends before something neither letter nor digit."""
    whole = without_end(code)
    for at in range(1, len(whole)):
        if not whole[at].isalnum() and whole[at - 1].isalnum():
            yield whole[:at]
    if whole:
        yield whole


def without_end(code: str) -> str:
    """The code without the separators that a reader may leave at its end, as in ``a1-``."""
    end = len(code)
    while end and not code[end - 1].isalnum():
        end -= 1
    return code[:end]
