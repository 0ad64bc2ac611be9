"""The table of a delivery's files: an SQLite file that is thrown away, so that memory stays flat over millions.

A *bundle* is the files of one folder whose names differ in the page number only and that have the same ending: the
scans of an item, as a rule. What a file belongs to is asked of its bundle, once for all its pages.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

_TABLES: Final = """
CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT, shown TEXT, key TEXT);
CREATE TABLE bundle (id INTEGER PRIMARY KEY, folder INTEGER, prefix TEXT, kind TEXT, ending TEXT, files INTEGER,
                     low INTEGER, high INTEGER);
CREATE TABLE file (id INTEGER PRIMARY KEY, bundle INTEGER, name TEXT, shown TEXT, number INTEGER, size INTEGER,
                   format TEXT);
CREATE TABLE seen (code TEXT, path TEXT, found TEXT, expected TEXT);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT);
"""
_INDEXES: Final = """
CREATE INDEX file_by_bundle ON file (bundle, number);
CREATE INDEX bundle_by_folder ON bundle (folder);
CREATE INDEX bundle_by_kind ON bundle (kind);
CREATE UNIQUE INDEX folder_by_path ON folder (path);
"""
_BATCH: Final = 4_000
_CACHE_KIB: Final = 65_536


class Store:
    """One SQLite file. Lone surrogates in names are kept: text goes in and out as bytes of ``surrogateescape``."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._db = sqlite3.connect(str(path) if path else ":memory:", isolation_level=None)
        self._db.text_factory = _text
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._db.execute("PRAGMA synchronous = OFF")  # thrown away when anything goes wrong
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA temp_store = FILE")

    def create(self) -> None:
        self._db.executescript(_TABLES)

    def index(self) -> None:
        self._db.executescript(_INDEXES)
        self._db.execute("ANALYZE")

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        self._execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._db.executemany(sql, rows)

    def script(self, sql: str) -> None:
        self._db.executescript(sql)

    def ask(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        return self._execute(sql, values)

    def one(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        return next(self.ask(sql, values), None)

    def count(self, sql: str, values: Sequence[object] = ()) -> int:
        row = self.one(sql, values)
        return int(row[0] or 0) if row else 0

    def enter(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Rows for a table of this module, all columns in their order."""
        full = [[_bound(value) for value in row] for row in rows]
        if full:
            self._db.executemany(self._insertion(table), full)

    def _execute(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        bound = [_bound(value) for value in values]
        if any(type(value) is bytes for value in bound):
            sql = _with_text(sql, bound)
        return self._db.execute(sql, bound)

    def _insertion(self, table: str) -> str:
        """Columns of text are cast: what is bound as bytes is text for SQLite, whatever the bytes."""
        types = [row[2] for row in self._db.execute(f"PRAGMA table_info({table})")]
        marks = ", ".join("CAST(? AS TEXT)" if type_ == "TEXT" else "?" for type_ in types)
        return f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - the names are this package's own

    def create_function(self, name: str, function: Callable[[str], str]) -> None:
        self._db.create_function(name, 1, function, deterministic=True)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Many writes as one, for speed. What was written stays, even when the work breaks off: the table is thrown
        away with it, or read up to there."""
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # a disk that is full ends the transaction itself
                self._db.execute("COMMIT")
            raise
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()


class Entering:
    """Rows on their way into one table, by thousands."""

    def __init__(self, store: Store, table: str) -> None:
        self._store, self._table = store, table
        self._rows: list[Sequence[object]] = []

    def add(self, *row: object) -> None:
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        self._store.enter(self._table, self._rows)
        self._rows.clear()


def _with_text(sql: str, bound: Sequence[object]) -> str:
    """The same statement with every mark cast whose value is bytes: they are text, and equal to text."""
    number = count()

    def cast(mark: re.Match[str]) -> str:
        at = int(mark[1]) - 1 if mark[1] else next(number)
        return f"CAST({mark[0]} AS TEXT)" if type(bound[at]) is bytes else mark[0]

    return re.sub(r"\?(\d*)", cast, sql)


def _bound(value: object) -> object:
    """SQLite takes no lone surrogates. Those that stand for bytes of a name go in as these and read back the same;
    others, which only a sheet can hold, are half characters and become ``?``."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return _as_bytes(value)
    return value


def _as_bytes(value: str) -> bytes:
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")
