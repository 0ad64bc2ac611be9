"""A sheet that comes back: which table of it is ours, and what its rows say otherwise than their records."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet

from lantai.catalogue.domain.cells import FIELDS, tidied
from lantai.catalogue.domain.planning import Wanted
from lantai.catalogue.domain.working import Note, Step, WorkRefused
from lantai.catalogue.models import Record
from lantai.digitisation.scratch import scratch_folder
from lantai.digitisation.sheets.cells import LONGEST, Odd, RawRow
from lantai.digitisation.sheets.plain import number_text
from lantai.digitisation.sheets.reading import read_heads, read_rows
from lantai.digitisation.sheets.unreadable import UnreadableSheet
from lantai.office.record_sheets.columns import places_of, told_headings

STAGE: Final = "read"
_STEP: Final = 500
_SMALL: Final = 200
"""Rows that a request reads itself; the head of a table is as long, and its reading tells."""


@dataclass(frozen=True, slots=True)
class OurTable:
    """The table of a workbook that has the columns identifier and version. ``places``: field → place of its column."""

    table: int
    header: int
    places: Mapping[str, int]
    notes: Sequence[Mapping[str, Any]] = ()
    is_small: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"table": self.table, "header": self.header, "places": dict(self.places)}


def find_table(path: Path) -> OurTable:
    """The first table that is ours. Raises WorkRefused."""
    try:
        with scratch_folder("sheet") as scratch:
            tables = read_heads(path, scratch=scratch)
    except UnreadableSheet as error:
        raise WorkRefused("unreadable-sheet", reason=error.reason.value) from error
    for number, table in enumerate(tables):
        for row in table.rows:
            headings = [_text(cell).strip() for cell in row[1]]
            places = places_of(headings)
            if {"identifier", "version"} <= set(places):
                last = table.rows[-1][0]
                return OurTable(number, row[0], places, told_headings(headings), is_small=last < _SMALL)
    raise WorkRefused("not-our-sheet")


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What the rows of a sheet say otherwise than their records, and of which nothing can be taken over.

    ``records``: those that the editor may see. ``chooses``: the records of the sheet become those of the operation.
    ``expected`` is how many rows it should have, 0 when nobody knows.
    """

    path: Path
    table: OurTable
    records: QuerySet[Record]
    chooses: bool = False
    expected: int = 0

    @property
    def stages(self) -> tuple[str, ...]:
        return (STAGE,)

    def total(self) -> int:
        return self.expected

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        """``place`` is the number of the last row that was read. A sheet is read from its beginning in any case."""
        read, met = place or self.table.header, set[int]()
        try:
            with scratch_folder("sheet") as scratch:
                rows = (row for batch in read_rows(self.path, self.table.table, scratch=scratch) for row in batch)
                below = (row for row in rows if row[0] > self.table.header)
                while some := list(islice(below, _STEP)):
                    cells = [(row[0], self._cells(row)) for row in some]
                    known = self._known(cells)
                    new = [one for one in cells if one[0] > read]
                    self._step(cells[: len(cells) - len(new)], known, met)  # taken up already: only who was met counts
                    if new:
                        read = new[-1][0]
                        yield self._step(new, known, met)
        except UnreadableSheet as error:
            if read == self.table.header:
                raise WorkRefused("unreadable-sheet", reason=error.reason.value) from error
            raise WorkRefused("sheet-broke-off", row=read, reason=error.reason.value) from error

    def _cells(self, row: RawRow) -> dict[str, str]:
        cells = row[1]
        return {name: _text(cells[at]) if at < len(cells) else "" for name, at in self.table.places.items()}

    def _known(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> dict[str, Record]:
        """By identifier. One query."""
        return self.records.in_bulk([said["identifier"] for _row, said in rows], field_name="identifier")

    def _step(self, rows: Sequence[tuple[int, dict[str, str]]], known: Mapping[str, Record], met: set[int]) -> Step:
        wanted, notes, chosen = list[Wanted](), list[Note](), list[tuple[int, str]]()
        filled = [(row, said) for row, said in rows if any(said.values())]
        for row, said in filled:
            record = known.get(said["identifier"])
            lost = _why_lost(row, said, record, met)
            if lost is not None or record is None:
                notes.extend([lost] if lost else [])
                continue
            met.add(record.pk)
            chosen.append((record.pk, record.code_key))
            cells = _changed(said, record)
            notes.extend(_remarks(row, said, record))
            if cells:
                wanted.append(Wanted(record.pk, cells, int(said["version"])))
        chosen = chosen if self.chooses else []
        place = rows[-1][0] if rows else 0
        return Step(place, len(filled), tuple(wanted), tuple(chosen), tuple(notes))


def _why_lost(row: int, said: Mapping[str, str], record: Record | None, met: set[int]) -> Note | None:
    """Why nothing of a row is taken over; None when it is."""
    if record is None and not said["identifier"]:
        return Note(row, "row-without-identifier", {"row": row}, said)
    if record is None:
        return Note(row, "row-unknown", {"row": row, "identifier": said["identifier"]}, said)
    if record.pk in met:
        return Note(row, "row-twice", {"row": row, "identifier": record.identifier}, said)
    if not (said["version"].isdecimal() and len(said["version"]) < 10):
        return Note(row, "row-without-version", {"row": row}, said)
    return None


def _remarks(row: int, said: Mapping[str, str], record: Record) -> Iterator[Note]:
    """What is not taken over of a row that otherwise is."""
    if said.get("code", record.code) not in {record.code, ""}:
        yield Note(row, "row-other-code", {"row": row, "about": record.code}, said)
    for name in FIELDS:
        if name in said and len(getattr(record, name)) > LONGEST and not _is_as_taken_out(name, said[name], record):
            yield Note(row, "row-cut", {"row": row, "field": name}, said)


def _changed(said: Mapping[str, str], record: Record) -> dict[str, str]:
    """The cells that say something else than what was, or would be, taken out."""
    return {
        name: said[name]
        for name in FIELDS
        if name in said
        and said[name] != getattr(record, name)
        and len(getattr(record, name)) <= LONGEST
        and not _is_as_taken_out(name, said[name], record)
    }


def _is_as_taken_out(name: str, text: str, record: Record) -> bool:
    stands = str(getattr(record, name))
    return tidied(name, text) in {tidied(name, stands), tidied(name, stands[:LONGEST])}


def _text(cell: Any) -> str:
    """What a cell says, with its lines as they are; of a formula the value that was kept with it."""
    while isinstance(cell, list | tuple):
        cell = Odd(*cell).value
    return "" if cell is None else number_text(cell)
