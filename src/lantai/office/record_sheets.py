"""Records as a sheet that goes out, is changed elsewhere, and comes back (XLSX).

Out: one row a record with its identifier, its version and every field. In: columns are known by their names, in any
language of the interface or as the fields are called inside; what a cell says otherwise than its record is a change.
Identifier and version tell which record, and from which state of it, the row was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from lantai.catalogue.domain.bulk import Wanted
from lantai.catalogue.domain.cells import FIELDS, MANY_LINES, tidied
from lantai.catalogue.models import Record
from lantai.catalogue.queries.chunks import SIZE, Cursor, chunk
from lantai.digitisation.sheets.cells import LONGEST, Odd, RawRow
from lantai.digitisation.sheets.plain import number_text
from lantai.digitisation.sheets.reading import read_heads, read_rows
from lantai.digitisation.sheets.writing import ReportSheet, Value, write_workbook
from lantai.office.words import field_label

KEYS: Final = ("identifier", "code", "version")
_COLUMNS: Final = (*KEYS, *FIELDS)
_WIDE: Final = frozenset({"title", *MANY_LINES})
_CHUNK: Final = 500
_TOLD: Final = 50
"""Notes of one kind that are told one by one."""


class NotOurSheet(Exception):
    """The file has no table with the columns that are needed; the message says which are missing."""


# -- out ------------------------------------------------------------------------------------------


def write_records(out: IO[bytes], records: QuerySet[Record]) -> None:
    """Write the records in the order of their codes, as a stream."""
    sheet = ReportSheet(
        name=gettext("Records"),
        headings=[_label(name) for name in _COLUMNS],
        widths=[48 if name in _WIDE else 18 for name in _COLUMNS],
        rows=(_values(record) for record in _in_order(records)),
    )
    write_workbook(out, [sheet])


def _label(name: str) -> str:
    return gettext("version") if name == "version" else field_label(name)


def _values(record: Record) -> list[Value]:
    return [getattr(record, name) for name in _COLUMNS]


def _in_order(records: QuerySet[Record]) -> Iterator[Record]:
    after: str | None = ""
    while after is not None:
        page = chunk(records, Cursor(after=after), size=SIZE)
        yield from page
        after = page.after


# -- in -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SheetIn:
    """A sheet on its way in. ``notes`` fill while ``wanted`` is read: what could be said to no record."""

    path: Path
    scratch: Path
    table: int
    header: int
    places: Mapping[str, int]
    _notes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _met: set[int] = field(default_factory=set)

    def note(self, code: str, **said: Any) -> None:
        """Keep a note; of one kind the first fifty, the others are counted."""
        self._counts[code] += 1
        if self._counts[code] <= _TOLD:
            self._notes.setdefault(code, []).append({"code": code, **said})

    @property
    def notes(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = []
        for code, notes in self._notes.items():
            told += notes
            if self._counts[code] > _TOLD:
                told.append({"code": "more", "count": self._counts[code] - _TOLD})
        return told

    def wanted(self, records: QuerySet[Record]) -> Iterator[Wanted]:
        """What the rows say otherwise than their records. ``records``: those that this person may see.

        Raises UnreadableSheet, also in the middle.
        """
        rows = (
            row
            for batch in read_rows(self.path, self.table, scratch=self.scratch)
            for row in batch
            if row[0] > self.header
        )
        while some := list(islice(rows, _CHUNK)):
            yield from self._of(some, records)

    def _of(self, rows: Iterable[RawRow], records: QuerySet[Record]) -> Iterator[Wanted]:
        said = [(row[0], self._cells(row[1])) for row in rows]
        known = records.in_bulk([cells["identifier"] for _number, cells in said], field_name="identifier")
        for number, cells in said:
            record = known.get(cells["identifier"])
            if record is not None and self._is_fit(number, cells, record):
                if changed := self._changed(number, cells, record):
                    yield Wanted(record.pk, changed, int(cells["version"]))
            elif record is None and any(cells.values()):
                self._lost(number, cells["identifier"])

    def _cells(self, cells: list[Any]) -> dict[str, str]:
        return {name: _text(cells[place]) if place < len(cells) else "" for name, place in self.places.items()}

    def _lost(self, number: int, identifier: str) -> None:
        if identifier:
            self.note("row-unknown", row=number, identifier=identifier)
        else:
            self.note("row-without-identifier", row=number)

    def _is_fit(self, number: int, cells: Mapping[str, str], record: Record) -> bool:
        if record.pk in self._met:
            self.note("row-twice", row=number, identifier=record.identifier)
            return False
        self._met.add(record.pk)
        if not (cells["version"].isdecimal() and len(cells["version"]) < 10):
            self.note("row-without-version", row=number)
            return False
        if cells.get("code", record.code) not in {record.code, ""}:
            self.note("row-other-code", row=number, about=record.code)
        return True

    def _changed(self, number: int, cells: Mapping[str, str], record: Record) -> dict[str, str]:
        """The cells that say something else than what was, or would be, taken out."""
        changed = {}
        for name in FIELDS:
            stands = str(getattr(record, name))
            if name not in cells or tidied(name, cells[name]) in {tidied(name, stands), tidied(name, stands[:LONGEST])}:
                continue
            if len(stands) > LONGEST:
                self.note("row-cut", row=number, column=field_label(name))
                continue
            changed[name] = cells[name]
        return changed


def open_sheet(path: Path, *, scratch: Path) -> SheetIn:
    """The first table that has the columns identifier and version; ``scratch`` takes up what memory should not.

    Raises NotOurSheet and UnreadableSheet.
    """
    names = _known_names()
    for number, table in enumerate(read_heads(path, scratch=scratch)):
        for row in table.rows:
            headings = [_text(cell).strip() for cell in row[1]]
            places = _places(headings, names)
            if {"identifier", "version"} <= set(places):
                sheet = SheetIn(path, scratch, number, row[0], places)
                _tell_headings(sheet, headings, names)
                return sheet
    raise NotOurSheet(
        gettext("The sheet has no columns “identifier” and “version”: take the records out here and change that sheet.")
    )


def _known_names() -> dict[str, str]:
    """Every name of a column → the field: as it is called inside, and in each language of the interface."""
    known = {name: name for name in _COLUMNS}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            known |= {_label(name).casefold(): name for name in _COLUMNS}
    return known


def _places(headings: Iterable[str], names: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = names.get(heading.casefold())
        if name is not None:
            places.setdefault(name, place)
    return places


def _tell_headings(sheet: SheetIn, headings: Iterable[str], names: Mapping[str, str]) -> None:
    met: set[str] = set()
    for heading in headings:
        name = names.get(heading.casefold())
        if heading and name is None:
            sheet.note("unknown-column", column=heading)
        elif name in met:
            sheet.note("double-column", column=heading)
        met.add(name or "")


def _text(cell: Any) -> str:
    """What a cell says, with its lines as they are; of a formula the value that was kept with it."""
    while isinstance(cell, list | tuple):
        cell = Odd(*cell).value
    return "" if cell is None else number_text(cell)
