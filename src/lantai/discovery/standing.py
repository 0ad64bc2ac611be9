"""How far an index is: what its mark says, made durable with every commit together with what it stands for."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

from lantai.ports.search import SearchEngine
from lantai.values.fold_table import fold_table_digest

DOCUMENTS: Final = 1
"""Goes up whenever the same catalogue gives other documents: then every index is to be made anew."""


@dataclass(frozen=True, slots=True)
class Stand:
    """An index follows the journal up to ``entry``.

    ``records`` and ``record_sets`` are the greatest primary keys of which it may hold a document: what has a greater
    one is new to it. ``whole``: everything that stood when it was begun is in it; until then it holds the sets and
    records up to those keys. ``made_by`` tells apart what other releases make of the same catalogue.
    """

    entry: int = 0
    records: int = 0
    record_sets: int = 0
    whole: bool = True
    made_by: str = ""

    @property
    def is_current(self) -> bool:
        """Whether this release would make the same documents."""
        return self.made_by == made_by()

    def mark(self) -> str:
        return json.dumps(asdict(self))


def stand_of(engine: SearchEngine) -> Stand:
    """Raises IndexUnusable. An index without a mark is empty, and as this release makes it."""
    mark = engine.mark()
    return _read(mark) if mark else Stand(made_by=made_by())


def _read(mark: str) -> Stand:
    """A mark of another release may say less, or more: then it only tells that the index is to be made anew."""
    held: Any = json.loads(mark)
    if not isinstance(held, dict):
        return Stand(entry=int(held))
    return Stand(**{name: value for name, value in held.items() if name in Stand.__slots__})


@cache
def made_by() -> str:
    return f"{DOCUMENTS}.{fold_table_digest()[:16]}"
