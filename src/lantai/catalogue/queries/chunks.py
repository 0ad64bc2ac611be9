"""Keyset paging: a chunk of descriptions in the order of their codes, and how to ask for its neighbours.

A cursor is the identifier of the last (or first) description shown, so that it stays true when others come or
go, and costs the same at the first and at the millionth row: ``code_key`` is different for different codes
(``values.codes.sort_key``), so that it alone orders them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet

from lantai.catalogue.models import Record, RecordSet

SIZE = 100

Row = TypeVar("Row", Record, RecordSet)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a chunk begins: after, or before, the description of that identifier."""

    after: str = ""
    before: str = ""


FIRST = Cursor()


@dataclass(frozen=True, slots=True)
class Chunk(Generic[Row]):
    """``after`` and ``before`` are the cursors of the next and the previous chunk, None where there is none."""

    rows: tuple[Row, ...]
    before: str | None = None
    after: str | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def chunk(rows: QuerySet[Row], at: Cursor = FIRST, *, size: int = SIZE) -> Chunk[Row]:
    """The chunk at the cursor; the first one when what the cursor names is not among ``rows``.

    Two queries with a cursor, one without.
    """
    key = _key(rows, at.after or at.before)
    if key is None:
        found = list(rows.order_by("code_key")[: size + 1])
        return _chunk(found[:size], earlier=False, later=len(found) > size)
    if at.after:
        found = list(rows.filter(code_key__gt=key).order_by("code_key")[: size + 1])
        return _chunk(found[:size], earlier=True, later=len(found) > size)
    found = list(rows.filter(code_key__lt=key).order_by("-code_key")[: size + 1])
    return _chunk(found[:size][::-1], earlier=len(found) > size, later=True)


def _key(rows: QuerySet[Row], identifier: str) -> str | None:
    if not identifier:
        return None
    return rows.filter(identifier=identifier).values_list("code_key", flat=True).first()


def _chunk(rows: list[Row], *, earlier: bool, later: bool) -> Chunk[Row]:
    return Chunk(
        rows=tuple(rows),
        before=rows[0].identifier if rows and earlier else None,
        after=rows[-1].identifier if rows and later else None,
    )
