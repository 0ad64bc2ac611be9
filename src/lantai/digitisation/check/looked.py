"""What was seen on images before: a file of the home's, by the digest of the image and what was asked of it.

A check that was broken off does not look at the same images twice, and a delivery that comes again, mended, is looked
at only where it is new. Everything here can be thrown away.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from lantai.digitisation.inspection import Inspected, from_json, to_json
from lantai.digitisation.inspection.profile import ImageProfile

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS looked (key TEXT PRIMARY KEY, day INTEGER, seen TEXT) WITHOUT ROWID;
"""
_RULES: Final = 2
"""Counted up where the same bytes are judged otherwise than before, though the profile says the same."""
_DAYS: Final = 60
_CHUNK: Final = 50


class Looked:
    """The memory of one kind of asking. A file that is no database of this kind is begun anew."""

    def __init__(self, path: Path, profile: ImageProfile) -> None:
        self._asked = hashlib.sha256(repr((_RULES, profile.thresholds, profile.limits)).encode()).hexdigest()[:16]
        self._day = int(time.time()) // 86_400
        self._fresh: list[tuple[str, int, str]] = []
        try:
            self._db = _open(path, self._day)
        except sqlite3.OperationalError:
            raise  # the disk is full, or somebody holds it: the file itself is sound
        except sqlite3.DatabaseError:
            path.unlink()
            self._db = _open(path, self._day)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        with closing(self._db):
            self._keep()

    def get(self, digest: str, name: str) -> Inspected | None:
        """What was seen on these bytes under a name with this ending; None when nobody looked."""
        found = self._db.execute("SELECT seen FROM looked WHERE key = ?", (self._key(digest, name),)).fetchone()
        return from_json(json.loads(found[0])) if found else None

    def put(self, digest: str, name: str, inspected: Inspected) -> None:
        self._fresh.append((self._key(digest, name), self._day, json.dumps(to_json(inspected))))
        if len(self._fresh) >= _CHUNK:
            self._keep()

    def _key(self, digest: str, name: str) -> str:
        ending = name.rpartition(".")[2].lower()
        return hashlib.sha256(f"{digest} {ending} {self._asked}".encode()).hexdigest()

    def _keep(self) -> None:
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO looked VALUES (?, ?, ?)", self._fresh)
        self._fresh.clear()


def _open(path: Path, day: int) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    with db:
        db.execute(_TABLE)
        db.execute("DELETE FROM looked WHERE day < ?", (day - _DAYS,))
    return db
