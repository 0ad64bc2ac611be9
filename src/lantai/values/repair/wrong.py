"""D7: characters that a conversion from simplified left wrong (干部 for 幹部), as ``values.script`` finds them.

They are suggested, what is wrong with more confidence than what is a matter of style. What only OpenCC takes for
wrong is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lantai.values.repair.changes import Change
from lantai.values.script import wrong_conversions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantai.values.names import Names

_CONFIDENCE: Final = {"must": 0.9, "style": 0.4}


def find_wrong_conversions(text: str, names: Names | None) -> Iterator[Change]:
    """Every wrong conversion that a person should look at, suggested."""
    for wrong in wrong_conversions(text, names=names):
        confidence = _CONFIDENCE.get(wrong.grade)
        if confidence:
            yield Change("D7", wrong.start, wrong.end, wrong.found, wrong.replacement, (), confidence)
