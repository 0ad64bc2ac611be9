"""The faulty rows of a delivery with their own values, for whoever has to mend them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lantai.digitisation.delivery import NotADelivery, open_delivery
from lantai.digitisation.models import Batch
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sheet import UnreadableSheet, read_sheets
from lantai.office.queries.deliveries import Found

Place = tuple[str, int]
"""Sheet and row."""


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """One row of the delivery's catalogue as it was read, by field key, with what was found at it."""

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
    values = _entered(batch, at) or _read_again(batch)
    return [FaultyRow(sheet, row, values.get((sheet, row), {}), tuple(at[sheet, row])) for sheet, row in sorted(at)]


def column_name(key: str) -> str:
    """What the column of a field is called in a delivery."""
    return delivery_profile().labels.get(key, key)


def _entered(batch: Batch, wanted: Iterable[Place]) -> dict[Place, dict[str, str]]:
    places = set(wanted)
    items = batch.items.only("sheet", "row", "values", "batch").iterator(chunk_size=2_000)
    return {(item.sheet, item.row): item.values for item in items if (item.sheet, item.row) in places}


def _read_again(batch: Batch) -> dict[Place, dict[str, str]]:
    profile = delivery_profile()
    try:
        paths: Sequence[Path] = open_delivery(Path(batch.source), profile).sheets
        sheets = [sheet for path in paths for sheet in read_sheets(path, profile)]
    except (NotADelivery, UnreadableSheet, OSError):
        return {}
    return {(row.sheet, row.row): row.values for sheet in sheets for row in sheet.rows}
