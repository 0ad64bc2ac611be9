"""What is indexed of a description (model.md, 25): its title, names, code and scope.

A million of them are read as rows, never as objects, and folded thousands at a time: the documents are what one
would make of the objects one by one, in a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from lantai.catalogue.enums import Level
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.models.described import Described
from lantai.catalogue.models.record import creator_names
from lantai.catalogue.queries.tree import STEP
from lantai.ports.search import NEVER, Document
from lantai.values import codes
from lantai.values.dates import Date
from lantai.values.folding import fold_each


class _Row(NamedTuple):
    """One description as it is read; ``words`` are what it says besides title, code and creators."""

    key: int
    identifier: str
    code: str
    code_key: str
    title: str
    date_text: str
    first: int | None
    last: int | None
    accepted: bool
    accepted_at: datetime | None
    open_day: int
    path: str
    level: str
    withdrawn_at: datetime | None
    creators: str
    words: tuple[str, ...]


_COLUMNS = ("pk", "identifier", "code", "code_key", "title", "date_text", "date_first", "date_last")
_STATES = ("accepted", "accepted_at", "open_day")


def of_records(records: QuerySet[Record]) -> Iterator[Document]:
    """Three queries, whatever the number."""
    own = ("withdrawn_at", "creators", "scope", "masthead_text", "note")
    found = records.order_by().values_list(*_COLUMNS, *_STATES, "record_set__path", *own)
    rows = [_Row._make((*one[:12], Level.ITEM.value, *one[12:14], one[14:])) for one in found]
    return _documents(rows, [creator_names(row.creators) for row in rows], aliases_of(records))


def of_record_sets(record_sets: QuerySet[RecordSet]) -> Iterator[Document]:
    """Two queries, whatever the number."""
    own = ("path", "level", "creator__name", "scope")
    found = record_sets.order_by().values_list(*_COLUMNS, *_STATES, *own)
    rows = [_Row._make((*one[:13], None, one[13] or "", one[14:])) for one in found]
    return _documents(rows, [[row.creators] if row.creators else [] for row in rows], {})


def display_texts(one: Described) -> list[str]:
    """What a description says in words, as shown: the title first. A hit lies in one of these."""
    words = [one.title, one.code, one.scope]
    if isinstance(one, Record):
        words = [one.title, one.code, *one.creator_names, one.scope, one.masthead_text, one.note]
    return [word for word in words if word]


def _documents(rows: list[_Row], names: list[list[str]], aliases: dict[int, list[str]]) -> Iterator[Document]:
    """``names`` are the creators of each row."""
    fonds = fonds_codes(row.path for row in rows)
    folded = iter(fold_each([word for row, known in zip(rows, names, strict=True) for word in _words(row, known)]))
    for row, known in zip(rows, names, strict=True):
        title, code = next(folded), next(folded)
        creators = tuple(next(folded) for _ in known)
        segments = (title, code, *creators, *(next(folded) for _ in row.words))
        yield Document(
            key=row.identifier,
            identifier=row.identifier,
            kind="description",
            segments=tuple(filter(None, segments)),
            title=title,
            creators=creators,
            code=row.code,
            code_key=row.code_key,
            codes=folded_codes(row.code, aliases.get(row.key, [])),
            fonds=fonds[row.path[:STEP]],
            level=row.level,
            first=row.first,
            last=row.last,
            years=_years(row.first, row.last) if row.date_text else (),
            serial=serial(row.accepted_at),
            accepted=row.accepted,
            open_day=NEVER if row.withdrawn_at else row.open_day,
        )


def _words(row: _Row, names: list[str]) -> tuple[str, ...]:
    return (row.title, row.code, *names, *row.words)


@lru_cache(maxsize=4096)
def _years(first: int | None, last: int | None) -> tuple[int, ...]:
    return Date("", "", first, last).years()


# -- what a page's document takes from its description -------------------------------------------


def folded_codes(code: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """What ``code:`` finds it by."""
    return tuple(codes.fold_code(one) for one in (code, *aliases))


def serial(accepted_at: datetime | None) -> int:
    """Milliseconds since 1970; 0 while in custody."""
    return int(accepted_at.timestamp() * 1000) if accepted_at else 0


def aliases_of(records: QuerySet[Record]) -> dict[int, list[str]]:
    """The earlier codes of records, by their primary keys. One query."""
    found: dict[int, list[str]] = {}
    known = records.filter(aliases__isnull=False).order_by("aliases__pk")
    for key, code in known.values_list("pk", "aliases__code"):
        found.setdefault(key, []).append(code)
    return found


def fonds_codes(paths: Iterable[str]) -> dict[str, str]:
    """The first step of a path → the code of its fonds. One query."""
    roots = {path[:STEP] for path in paths}
    return dict(RecordSet.objects.filter(path__in=roots).order_by().values_list("path", "code"))
