"""Report: what came, and where its findings and its rows are to be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from lantai.digitisation.queries.quality import Tally
from lantai.digitisation.reports.told import Told

Place: TypeAlias = tuple[str, int]
"""Sheet and row."""

PlacedRow: TypeAlias = tuple[str, int, Mapping[str, str]]
"""Sheet, row, and the values by field key as they stood in the sheet; none where the row is not to be had."""

RowsAt: TypeAlias = Callable[[Iterable[Place]], Iterator[PlacedRow]]
"""The rows at these places: one for each, in their order, taken from both sides as they come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came. Of a delivery that was only looked at, ``batch`` and ``state`` are empty.

    ``accept_good``: errors stop only the items that they concern. ``error`` is the one sentence for a delivery that
    could not even be checked. ``reading`` is how well a machine read its pages, None as long as nothing is known.
    """

    name: str
    items: int = 0
    pages: int = 0
    batch: str = ""
    state: str = ""
    fonds_code: str = ""
    contractor: str = ""
    received_at: datetime | None = None
    accept_good: bool = False
    error: str = ""
    reading: Tally | None = None


def no_rows(places: Iterable[Place]) -> Iterator[PlacedRow]:
    """For findings whose sheet is not to be had."""
    return ((sheet, row, {}) for sheet, row in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``findings`` gives them anew at each call, in the order of sheet and row; ``labels`` are what fields are called.

    What a report holds of them is told in the language that is asked for, so they must not be put into words before.
    """

    delivered: Delivered
    findings: Callable[[], Iterable[Told]]
    rows_at: RowsAt = no_rows
    labels: Mapping[str, str] = field(default_factory=dict)
