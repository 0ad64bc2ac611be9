"""The sheets of a delivery as their columns are to be mapped: what each column holds and what it is taken for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from lantai.digitisation.models import Batch
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.reports.rereading import opened_sheets
from lantai.digitisation.sheets.cells import column_letters
from lantai.digitisation.sheets.mapping import IGNORED, ColumnMapping
from lantai.digitisation.sheets.opening import OpenSheet
from lantai.digitisation.sheets.rows import SheetRow
from lantai.digitisation.sheets.unreadable import UnreadableSheet

CODES: Final = ("unknown-column", "missing-column", "no-catalogue")
"""Findings that a mapping may mend."""
_ROWS: Final = 6
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column: ``taken_for`` is the field that its name says, ``said`` what a mapping says otherwise; or empty."""

    place: int
    name: str
    samples: tuple[str, ...]
    taken_for: str
    said: str

    @property
    def letters(self) -> str:
        return column_letters(self.place)

    @property
    def given(self) -> str:
        """How a mapping names it: by its heading, else by its letters."""
        return self.name or f"#{self.letters}"

    @property
    def unclear(self) -> bool:
        return not self.taken_for and not self.said


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet; ``header_row`` is where its headings stand. ``rows`` are the first as they are read, by field key."""

    name: str
    path: str
    header_row: int
    understood: bool
    columns: tuple[ColumnShown, ...]
    fields: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def labels(self) -> list[str]:
        return [label_of(key) for key in self.fields]

    @property
    def cells(self) -> list[list[str]]:
        """The first rows, a cell for each of its fields."""
        return [[row.get(key, "") for key in self.fields] for row in self.rows]


def label_of(key: str) -> str:
    """What a field is called in a delivery."""
    return delivery_profile().labels.get(key, key)


def concerns(batch: Batch) -> bool:
    """Whether the check found something that a mapping may mend."""
    return batch.findings.filter(code__in=CODES).exists()


def mapping_of(batch: Batch) -> ColumnMapping:
    return ColumnMapping(batch.mapping)


def sheets_shown(batch: Batch, mapping: ColumnMapping) -> list[SheetShown]:
    """The sheets that the sender did not hide, read with this mapping; none where the delivery is not to be had."""
    source = Path(batch.source)
    with opened_sheets(source) as plain, opened_sheets(source, mapping) as read:
        natural = {(sheet.path, sheet.name): sheet for sheet in plain}
        return [_shown(source, sheet, natural.get((sheet.path, sheet.name))) for sheet in read if not sheet.hidden]


def _shown(source: Path, sheet: OpenSheet, natural: OpenSheet | None) -> SheetShown:
    rows = _first_rows(sheet)
    return SheetShown(
        name=sheet.name,
        path=sheet.path.name if source.is_file() else sheet.path.relative_to(source).as_posix(),
        header_row=sheet.header_row,
        understood=sheet.level != "unknown",
        columns=tuple(_columns(sheet, natural, rows)),
        fields=tuple(dict.fromkeys(column.key for column in sheet.columns)),
        rows=tuple(row.values | row.given for row in rows),
    )


def _first_rows(sheet: OpenSheet) -> Sequence[SheetRow]:
    try:
        return list(islice(sheet.rows(), _ROWS))
    except (UnreadableSheet, OSError):
        return ()


def _columns(sheet: OpenSheet, natural: OpenSheet | None, rows: Sequence[SheetRow]) -> Iterator[ColumnShown]:
    """In the order of the sheet; what the mapping leaves out stands in neither list of the sheet as it is read."""
    same = natural if natural is not None and natural.header_row == sheet.header_row else None
    plain = {column.place: column.key for column in same.columns} if same else {}
    read = {column.place: column.key for column in sheet.columns}
    unclear = {column.place: column for column in sheet.unknown}
    names = {place: name for one in filter(None, (same, sheet)) for place, name in _headings(one)}
    samples = {column.place: column.samples for one in filter(None, (same, sheet)) for column in one.unknown}
    for place in sorted(names):
        taken_for, key = plain.get(place, ""), read.get(place, "" if place in unclear else IGNORED)
        held = samples.get(place) or tuple(dict.fromkeys(_value(row, read.get(place, "")) for row in rows))
        yield ColumnShown(
            place=place,
            name=names[place],
            samples=tuple(filter(None, held))[:_SAMPLES],
            taken_for=taken_for,
            said="" if key == taken_for else key,
        )


def _headings(sheet: OpenSheet) -> Iterator[tuple[int, str]]:
    yield from ((column.place, column.name) for column in sheet.columns)
    yield from ((column.place, column.name) for column in sheet.unknown)


def _value(row: SheetRow, key: str) -> str:
    return row.given.get(key) or row.get(key)
