"""Reading the sheets of a delivery as a stream: rows of items and of volumes, and what is odd about them.

A sheet that cannot be read costs one finding and what it holds, and never another sheet. Dirt that was mended is told
once a column with the number of its cells; what a person must look at is told cell by cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.conf import settings

from lantai.digitisation.check.lengths import column_length
from lantai.digitisation.check.observation import Observation, observe
from lantai.digitisation.enums import Severity
from lantai.digitisation.layouts.names import legible
from lantai.digitisation.models import Finding
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.scratch import scratch_folder
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.names import ColumnNames, column_names
from lantai.digitisation.sheets.opening import OpenSheet, open_sheets
from lantai.digitisation.sheets.rows import CellNote, LeftOut, SheetRow
from lantai.digitisation.sheets.unreadable import UnreadableSheet

_SAMPLES = 3
_LONGEST_NAME: Final = column_length(Finding, "sheet")


Tell = Callable[[Observation], object]
"""Takes what was seen, as it is seen."""


@dataclass(frozen=True, slots=True)
class OpenCatalogue:
    """The sheets of a delivery that are to be read. Rows are read as a stream, and nothing of them is kept."""

    root: Path
    sheets: Sequence[tuple[OpenSheet, bool]]
    """Each with whether its rows are items; else they are volumes."""

    def fields_by_sheet(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Every sheet of items with the fields that it has columns for."""
        return ((sheet.name, sheet.fields) for sheet, is_of_items in self.sheets if is_of_items)

    def volumes(self, tell: Tell) -> Iterator[SheetRow]:
        """The rows of volumes, in order; what is odd about them goes to ``tell``."""
        return self._rows(tell, of_items=False)

    def items(self, tell: Tell) -> Iterator[SheetRow]:
        """The rows of items, in order; what is odd about them goes to ``tell``."""
        return self._rows(tell, of_items=True)

    def _rows(self, tell: Tell, *, of_items: bool) -> Iterator[SheetRow]:
        for sheet, is_of_items in self.sheets:
            if is_of_items == of_items:
                yield from _rows(self.root, sheet, tell)


@contextmanager
def open_catalogue(
    root: Path, paths: Sequence[Path], tell: Tell, *, mapping: ColumnMapping | None = None
) -> Iterator[OpenCatalogue]:
    """Open the sheets at ``paths``; what is odd about them as a whole goes to ``tell``.

    Raises BadMapping when the mapping names what is no field.
    """
    with scratch_folder("sheets") as scratch:
        opened = [one for path in paths for one in _opened(root, path, mapping, scratch, tell)]
        _tell_what_was_opened(root, opened, tell)
        yield OpenCatalogue(root, list(_understood(opened)))


def delivery_columns() -> ColumnNames:
    """The names of columns that the home's delivery profile knows."""
    return column_names(folder=settings.LANTAI.profiles_dir / "deliveries")


def _opened(root: Path, path: Path, mapping: ColumnMapping | None, scratch: Path, tell: Tell) -> Sequence[OpenSheet]:
    """A sheet whose name is longer than can be kept is left out: its rows could not be told from those of another."""
    try:
        opened = open_sheets(path, profile=delivery_columns(), mapping=mapping, scratch=scratch)
    except UnreadableSheet as error:
        path.lstat()  # raises when it is there no more: that is no fault of the sheet
        tell(_unreadable(root, path, error))
        return ()
    for sheet in opened:
        if len(sheet.name) > _LONGEST_NAME:
            found, most = str(len(sheet.name)), str(_LONGEST_NAME)
            tell(observe("too-long", severity=Severity.ERROR, path=_relative(root, path), found=found, expected=most))
    return [sheet for sheet in opened if len(sheet.name) <= _LONGEST_NAME]


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


def _tell_what_was_opened(root: Path, opened: Sequence[OpenSheet], tell: Tell) -> None:
    """Columns that are missing or not understood, sheets that are left out, and the want of any catalogue."""
    understood = list(_understood(opened))
    for sheet in opened:
        place = _relative(root, sheet.path)
        if sheet.hidden:
            tell(observe("hidden-sheet", sheet=sheet.name, path=place))
        elif sheet.level == "unknown":
            tell(observe("unknown-sheet", sheet=sheet.name, path=place))
    for sheet, is_of_items in understood:
        for one in (*_unknown_columns(sheet), *(_missing_columns(sheet) if is_of_items else ())):
            tell(one)
    if not understood:
        listed = ", ".join(sorted({_relative(root, sheet.path) for sheet in opened}))
        tell(observe("no-catalogue", path=listed, expected="檔號 題名"))


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


def _rows(root: Path, sheet: OpenSheet, tell: Tell) -> Iterator[SheetRow]:
    """The rows up to where the sheet ends or breaks off."""
    notices = _Notices(sheet, tell)
    try:
        for row in sheet.rows(left_out=notices.leave_out):
            if row.notes:
                notices.hear(row)
            yield _with_date(row)
    except UnreadableSheet as error:
        sheet.path.lstat()
        tell(_unreadable(root, sheet.path, error))
    notices.tell_common()


def _with_date(row: SheetRow) -> SheetRow:
    """Where a sheet tells the first and the last day apart, they are one date."""
    values = row.values
    first = values.get("date_from")
    if not first or values.get("date"):
        return row
    last = values.get("date_to")
    whole = f"{first}至{last}" if last and last != first else first
    return replace(row, values={**values, "date": whole})


class _Notices:
    """What was noted in the cells of one sheet. A notice of severity info stands for all of its kind in its column."""

    def __init__(self, sheet: OpenSheet, tell: Tell) -> None:
        profile = delivery_profile()
        self._tell = tell
        self._severity_of = profile.severity_of
        self._labels = {column.name: profile.labels.get(column.key, column.name) for column in sheet.columns}
        self._common: dict[tuple[str, str], Observation] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def hear(self, row: SheetRow) -> None:
        for note in row.notes:
            kind = (note.code, note.column)
            if kind in self._common:
                self._counts[kind] += 1
            elif self._severity_of(note.code) == Severity.INFO:
                self._common[kind] = self._noted(row, note)
            else:
                self._tell(self._noted(row, note))

    def leave_out(self, row: LeftOut) -> None:
        seen = observe("row-left-out", sheet=row.sheet, row=row.row, found=row.text, expected=row.reason)
        if seen.severity != Severity.INFO:
            self._tell(seen)
        elif self._common.setdefault((seen.code, ""), seen) is not seen:
            self._counts[seen.code, ""] += 1

    def tell_common(self) -> None:
        for kind, one in self._common.items():
            others = self._counts[kind]
            self._tell(replace(one, found=f"{one.found} (×{others + 1})") if others else one)

    def _noted(self, row: SheetRow, note: CellNote) -> Observation:
        return observe(
            note.code,
            sheet=row.sheet,
            row=row.row,
            column=self._labels.get(note.column, note.column),
            found=note.found,
            expected=note.expected,
        )
