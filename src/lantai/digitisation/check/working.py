"""The check's working table: rows, files and findings of one delivery in one SQLite file, so that memory stays flat.

It stands in the same file as the inventory (``layouts.store``) and is thrown away with it. An *entry* is one row of the
catalogue, in the order of the sheets; a *piece* is one page or text of an entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lantai.digitisation.check.observation import Observation
from lantai.digitisation.enums import Severity
from lantai.digitisation.layouts.store import Entering, Store
from lantai.digitisation.sheets.rows import SheetRow

_TABLES: Final = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, sheet TEXT, number INTEGER, code TEXT, fonds TEXT, said TEXT,
                    volume TEXT, profile TEXT, sequence TEXT, ordinal INTEGER, place TEXT, standing TEXT,
                    faulty INTEGER);
CREATE TABLE volume (code TEXT, sheet TEXT, number INTEGER, said TEXT);
CREATE TABLE finding (id INTEGER PRIMARY KEY, code TEXT, severity TEXT, sheet TEXT, number INTEGER, column TEXT,
                      path TEXT, found TEXT, expected TEXT, place TEXT);
CREATE TABLE piece (entry INTEGER, volume TEXT, kind TEXT, page INTEGER, path TEXT, leaf INTEGER, label TEXT);
CREATE TABLE image (path TEXT PRIMARY KEY, size INTEGER, phash TEXT, pages INTEGER, width INTEGER, height INTEGER,
                    dpi INTEGER);
CREATE TABLE digest (path TEXT PRIMARY KEY, shown TEXT, size INTEGER, sha512 TEXT);
CREATE TABLE volume_state (code TEXT PRIMARY KEY, standing TEXT);
CREATE TABLE heading (sheet TEXT PRIMARY KEY, fields TEXT);
"""
_INDEXES: Final = """
CREATE INDEX entry_by_code ON entry (code);
CREATE INDEX digest_by_shown ON digest (shown);
CREATE INDEX volume_by_code ON volume (code);
"""
_PIECES: Final = """
CREATE INDEX IF NOT EXISTS piece_by_entry ON piece (entry, kind, page);
CREATE INDEX IF NOT EXISTS piece_by_path ON piece (path);
CREATE INDEX IF NOT EXISTS piece_by_volume ON piece (volume, kind, page);
"""

TWICE: Final = "twice"
VOLUME: Final = "volume"
"""What an entry is that is no item: one whose code an earlier row has, or the row of a volume among its items."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the catalogue, as the check holds it. ``standing`` tells in what kind of description its code stands
    in the catalogue already, empty where it does not."""

    id: int
    row: SheetRow
    code: str
    fonds: str
    volume: str
    profile: str
    standing: str
    faulty: bool


class WorkingTable:
    """Entries, volumes, pieces and findings. Made beside an inventory that was taken."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.script(_TABLES)
        self._entries = Entering(store, "entry")
        self._findings = Entering(store, "finding")
        self._volumes = Entering(store, "volume")
        self._pieces = Entering(store, "piece")
        self.entry_count = 0

    # -- writing ---------------------------------------------------------------------------------

    def add_entry(self, row: SheetRow, *, code: str, fonds: str) -> int:
        """The number of the entry, counted from 1."""
        self.entry_count += 1
        said = _said(row)
        self._entries.add(self.entry_count, row.sheet, row.row, code, fonds, said, "", "", "", None, "", "", 0)
        return self.entry_count

    def add_volume(self, code: str, row: SheetRow) -> None:
        self._volumes.add(code, row.sheet, row.row, _said(row))

    def add_heading(self, sheet: str, fields: frozenset[str]) -> None:
        """The fields that a sheet has columns for."""
        self.store.run("INSERT OR REPLACE INTO heading VALUES (?, ?)", (sheet, " ".join(sorted(fields))))

    def add_piece(
        self, entry: int | None, volume: str, kind: str, *, page: int, path: str, leaf: int = 0, label: str = ""
    ) -> None:
        self._pieces.add(entry, volume, kind, page, path, leaf, label)

    def tell(self, one: Observation) -> None:
        self._findings.add(
            None, one.code, str(one.severity), one.sheet, one.row, one.column, one.path, one.found, one.expected, None
        )

    def settle(self) -> None:
        """Everything that was added can be asked for."""
        for entering in (self._entries, self._volumes, self._pieces, self._findings):
            entering.flush()

    def index_rows(self) -> None:
        """The last row is in."""
        self.store.script(_INDEXES)

    def settle_pieces(self) -> None:
        self.settle()
        self.store.script(_PIECES)

    # -- asking ----------------------------------------------------------------------------------

    def entries(self, where: str = "", values: tuple[object, ...] = ()) -> Iterator[Entry]:
        """Entries in the order of the sheets, all or those that ``where`` names (SQL over the table's columns)."""
        asked = self.store.ask(
            "SELECT id, sheet, number, code, fonds, said, volume, profile, standing, faulty FROM entry "  # noqa: S608
            f"{where and 'WHERE ' + where} ORDER BY id",
            values,
        )
        for id_, sheet, number, code, fonds, said, volume, profile, standing, faulty in asked:
            row = _row(sheet, number, said)
            yield Entry(id_, row, code, fonds, volume, profile, standing, bool(faulty))

    def volume(self, code: str) -> SheetRow | None:
        """What a sheet of volumes says of this one; the first row, where there are two."""
        found = self.store.one(
            "SELECT sheet, number, said FROM volume WHERE code = ? ORDER BY rowid LIMIT 1", (code,)
        ) or self.store.one(
            "SELECT sheet, number, said FROM entry WHERE code = ? AND place = ? LIMIT 1", (code, VOLUME)
        )
        return _row(*found) if found else None

    def findings(self) -> Iterator[Observation]:
        """Everything that was seen, by sheet and row; what has no row comes first."""
        asked = self.store.ask(
            "SELECT code, severity, sheet, number, column, path, found, expected FROM finding "
            "ORDER BY sheet, COALESCE(number, 0), id"
        )
        for code, severity, sheet, number, column, path, found, expected in asked:
            yield Observation(
                code=code,
                severity=Severity(severity),
                sheet=sheet,
                row=number,
                column=column,
                path=path,
                found=found,
                expected=expected,
            )

    def volume_standing(self, code: str) -> str:
        """As ``Entry.standing``, of a volume that came as one."""
        found = self.store.one("SELECT standing FROM volume_state WHERE code = ?", (code,))
        return str(found[0]) if found else ""

    def fields_of(self, sheet: str) -> tuple[str, ...]:
        """The fields that a sheet has columns for."""
        found = self.store.one("SELECT fields FROM heading WHERE sheet = ?", (sheet,))
        return tuple(str(found[0]).split()) if found else ()

    def counted(self) -> dict[tuple[str, str], int]:
        """How many findings there are by severity and code."""
        asked = self.store.ask("SELECT severity, code, COUNT(*) FROM finding GROUP BY severity, code ORDER BY 1, 2")
        return {(severity, code): count for severity, code, count in asked}


def _said(row: SheetRow) -> str:
    told: list[Any] = [row.values, row.given] if row.given else [row.values]
    return json.dumps(told, ensure_ascii=False)


def _row(sheet: str, number: int, said: str) -> SheetRow:
    told = json.loads(said)
    return SheetRow(sheet=sheet, row=number, values=told[0], given=told[1] if len(told) > 1 else {})
