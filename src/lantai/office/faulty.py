"""The faulty rows of a delivery with their own values, for whoever has to mend them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lantai.digitisation.check import NotADelivery, Observation, open_delivery
from lantai.digitisation.check.reading import read_catalogue
from lantai.digitisation.models import Batch
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.progress import SilentProgress
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.rows import SheetRow
from lantai.office.queries.deliveries import Found

Place = tuple[str, int]
"""Sheet and row."""


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """One row of the delivery's catalogue as it stood there, by field key, with what was found at it."""

    sheet: str
    row: int
    values: dict[str, str]
    findings: tuple[Found, ...]


def faulty_rows(batch: Batch, found: Iterable[Found]) -> list[FaultyRow]:
    """The rows that have findings, in the order of the sheet; ``found`` is all of the batch's findings.

    A refused delivery has no items: its sheet is read again where it lies. When it is gone, only places are told.
    """
    at: dict[Place, list[Found]] = {}
    for one in found:
        if one.row is not None:
            at.setdefault((one.sheet, one.row), []).append(one)
    values = _entered(batch, at) or _read_again(batch, at)
    return [FaultyRow(sheet, row, values.get((sheet, row), {}), tuple(at[sheet, row])) for sheet, row in sorted(at)]


def column_name(key: str) -> str:
    """What the column of a field is called in a delivery."""
    return delivery_profile().labels.get(key, key)


def _entered(batch: Batch, wanted: Iterable[Place]) -> dict[Place, dict[str, str]]:
    places = set(wanted)
    items = batch.items.only("sheet", "row", "values", "batch").iterator(chunk_size=2_000)
    found = ((item.sheet, item.row, dict(item.values)) for item in items if (item.sheet, item.row) in places)
    return {(sheet, row): values | values.pop("given", {}) for sheet, row, values in found}


def _read_again(batch: Batch, wanted: Iterable[Place]) -> dict[Place, dict[str, str]]:
    taken, mapping = _Wanted(set(wanted)), ColumnMapping(batch.mapping) if batch.mapping else None
    try:
        with open_delivery(Path(batch.source), SilentProgress()) as delivery:
            read_catalogue(delivery.root, delivery.sheets, into=taken, mapping=mapping)
    except (NotADelivery, OSError):
        return {}
    return taken.rows


class _Wanted:
    """Takes the rows at some places and lets the others go."""

    def __init__(self, places: set[Place]) -> None:
        self._places = places
        self.rows: dict[Place, dict[str, str]] = {}

    def item(self, row: SheetRow) -> None:
        if (row.sheet, row.row) in self._places:
            self.rows[row.sheet, row.row] = row.values | row.given

    volume = item

    def heading(self, sheet: str, fields: frozenset[str]) -> None:
        return None

    def tell(self, one: Observation) -> None:
        return None
