"""Reading the sheets of a delivery as a stream: rows of items and of volumes, and what is odd about them.

A sheet that cannot be read costs one finding and what it holds, and never another sheet. Dirt that was mended is told
once a column with the number of its cells; what a person must look at is told cell by cell.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from django.conf import settings

from lantai.digitisation.check.observation import Observation, observe
from lantai.digitisation.enums import Severity
from lantai.digitisation.layouts.names import legible
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.names import ColumnNames, column_names
from lantai.digitisation.sheets.opening import OpenSheet, open_sheets
from lantai.digitisation.sheets.rows import CellNote, LeftOut, SheetRow
from lantai.digitisation.sheets.unreadable import UnreadableSheet

_SAMPLES = 3


class Taker(Protocol):
    """Whoever wants to have what the sheets hold, row by row."""

    def item(self, row: SheetRow) -> None: ...
    def volume(self, row: SheetRow) -> None: ...
    def tell(self, one: Observation) -> None: ...
    def heading(self, sheet: str, fields: frozenset[str]) -> None:
        """A sheet begins that has columns for these fields."""
        ...


def delivery_columns() -> ColumnNames:
    """The names of columns that the home's delivery profile knows."""
    return column_names(folder=settings.LANTAI.profiles_dir / "deliveries")


def read_catalogue(root: Path, paths: Iterable[Path], *, into: Taker, mapping: ColumnMapping | None = None) -> None:
    """Read the sheets at ``paths``, item by item and volume by volume, in their order.

    Raises BadMapping when the mapping names what is no field.
    """
    settings.LANTAI.run_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sheets-", dir=settings.LANTAI.run_dir) as scratch:
        opened = [one for path in paths for one in _opened(into, root, path, mapping, Path(scratch))]
        _tell_what_was_opened(into, root, opened)
        for sheet, is_of_items in _understood(opened):
            _read_sheet(into, root, sheet, take=into.item if is_of_items else into.volume)


def _opened(into: Taker, root: Path, path: Path, mapping: ColumnMapping | None, scratch: Path) -> Sequence[OpenSheet]:
    try:
        return open_sheets(path, profile=delivery_columns(), mapping=mapping, scratch=scratch)
    except UnreadableSheet as error:
        into.tell(_unreadable(root, path, error))
        return ()


def _unreadable(root: Path, path: Path, error: UnreadableSheet) -> Observation:
    return observe(str(error.reason), path=_relative(root, path), found=error.detail)


def _relative(root: Path, path: Path) -> str:
    return legible(path.relative_to(root).as_posix())


# -- which sheets there are -----------------------------------------------------------------------


def _understood(opened: Sequence[OpenSheet]) -> Iterator[tuple[OpenSheet, bool]]:
    """The sheets to be read, and whether their rows are items: where no sheet is of items, those of volumes are."""
    known = [sheet for sheet in opened if sheet.level != "unknown" and not sheet.hidden]
    has_items = any(sheet.level == "item" for sheet in known)
    for sheet in known:
        yield sheet, sheet.level == "item" or not has_items


def _tell_what_was_opened(into: Taker, root: Path, opened: Sequence[OpenSheet]) -> None:
    """Columns that are missing or not understood, sheets that are left out, and the want of any catalogue."""
    for one in _about_sheets(root, opened):
        into.tell(one)


def _about_sheets(root: Path, opened: Sequence[OpenSheet]) -> Iterator[Observation]:
    understood = list(_understood(opened))
    for sheet in opened:
        place = _relative(root, sheet.path)
        if sheet.hidden:
            yield observe("hidden-sheet", sheet=sheet.name, path=place)
        elif sheet.level == "unknown":
            yield observe("unknown-sheet", sheet=sheet.name, path=place)
    for sheet, is_of_items in understood:
        yield from _unknown_columns(sheet)
        yield from _missing_columns(sheet) if is_of_items else ()
    if not understood:
        listed = ", ".join(sorted({_relative(root, sheet.path) for sheet in opened}))
        yield observe("no-catalogue", path=listed, expected="檔號 題名")


def _unknown_columns(sheet: OpenSheet) -> Iterator[Observation]:
    for column in sheet.unknown:
        yield observe(
            "unknown-column",
            sheet=sheet.name,
            row=sheet.header_row,
            column=column.name or f"#{column.letters}",
            found=" · ".join(column.samples[:_SAMPLES]),
        )


def _missing_columns(sheet: OpenSheet) -> Iterator[Observation]:
    profile = delivery_profile()
    held = sheet.fields | ({"date"} if "date_from" in sheet.fields else frozenset[str]())
    for key in profile.required:
        if key not in held:
            label = profile.labels[key]
            yield observe("missing-column", sheet=sheet.name, row=sheet.header_row, column=label, expected=label)


# -- the rows -------------------------------------------------------------------------------------


def _read_sheet(into: Taker, root: Path, sheet: OpenSheet, *, take: Callable[[SheetRow], None]) -> None:
    """The rows up to where the sheet ends or breaks off."""
    notices = _Notices(sheet, into)
    into.heading(sheet.name, sheet.fields)
    try:
        for row in sheet.rows(left_out=notices.leave_out):
            notices.hear(row)
            take(_with_date(row))
    except UnreadableSheet as error:
        into.tell(_unreadable(root, sheet.path, error))
    notices.tell_common()


def _with_date(row: SheetRow) -> SheetRow:
    """Where a sheet tells the first and the last day apart, they are one date."""
    first, last = row.get("date_from"), row.get("date_to")
    if row.get("date") or not first:
        return row
    whole = f"{first}至{last}" if last and last != first else first
    return replace(row, values={**row.values, "date": whole})


@dataclass(slots=True)
class _Notices:
    """What was noted in the cells of one sheet. A notice of severity info stands for all of its kind in its column."""

    sheet: OpenSheet
    into: Taker
    common: dict[tuple[str, str], tuple[Observation, int]] = field(default_factory=dict)
    _labels: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        labels = delivery_profile().labels
        self._labels = {column.name: labels.get(column.key, column.name) for column in self.sheet.columns}

    def hear(self, row: SheetRow) -> None:
        for note in row.notes:
            self._enter(self._noted(row, note))

    def leave_out(self, row: LeftOut) -> None:
        self._enter(observe("row-left-out", sheet=row.sheet, row=row.row, found=row.text, expected=row.reason))

    def tell_common(self) -> None:
        for one, count in self.common.values():
            self.into.tell(one if count == 1 else replace(one, found=f"{one.found} (×{count})"))

    def _noted(self, row: SheetRow, note: CellNote) -> Observation:
        return observe(
            note.code,
            sheet=row.sheet,
            row=row.row,
            column=self._labels.get(note.column, note.column),
            found=note.found,
            expected=note.expected,
        )

    def _enter(self, one: Observation) -> None:
        if one.severity != Severity.INFO:
            self.into.tell(one)
            return
        first, count = self.common.get((one.code, one.column), (one, 0))
        self.common[one.code, one.column] = first, count + 1
