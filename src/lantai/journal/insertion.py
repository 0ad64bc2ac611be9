"""Inserting many rows of one model: one statement, executed for each of them, with keys that are known beforehand.

Django's ``bulk_create`` writes every row into the text of a statement and asks every field four questions on the way;
for a million rows that is the whole time. Here only those fields are asked whose value the database holds otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from django.db import connections, models, router, transaction

_PLAIN: Final = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
"""Fields whose value goes to every database as it is."""


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that are not there yet; those without a key are given one. Signals are not sent."""
    if not rows:
        return
    model = type(rows[0])
    alias = router.db_for_write(model)
    with transaction.atomic(using=alias):
        _give_keys(model, [row for row in rows if row.pk is None], alias)
        values = _values(rows, alias)
        with connections[alias].cursor() as cursor:
            cursor.executemany(_statement(model, alias), values)
    for row in rows:
        row._state.adding, row._state.db = False, alias


@cache
def _statement(model: type[models.Model], alias: str) -> str:
    quote = connections[alias].ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(model._meta.concrete_fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own


def _values(rows: Sequence[models.Model], alias: str) -> list[list[Any]]:
    connection = connections[alias]
    asked: list[tuple[str, Callable[..., Any] | None]] = [
        (field.attname, None if isinstance(field, _PLAIN) else field.get_db_prep_save)
        for field in type(rows[0])._meta.concrete_fields
    ]
    return [
        [getattr(row, name) if prepare is None else prepare(getattr(row, name), connection) for name, prepare in asked]
        for row in rows
    ]


def _give_keys(model: type[models.Model], rows: Sequence[models.Model], alias: str) -> None:
    """Keys that no row ever had. The transaction holds the write lock, or the database's own sequence gives them."""
    if not rows:
        return
    table, column = model._meta.db_table, str(model._meta.pk.column)
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            keys: Sequence[int] = range(first, first + len(rows))
        else:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, len(rows)]
            )
            keys = [key for (key,) in cursor.fetchall()]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
