"""Writing a few columns of many rows: one statement, executed for each of them.

Django's ``bulk_update`` builds a CASE expression for every row and column and spends its time on that, not on the
database; this is an order of magnitude quicker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router

from lantai.journal.insertion import prepared


def write_columns(rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Write these columns of rows of one model, which are there already. Called inside a transaction."""
    if not rows:
        return
    meta = type(rows[0])._meta
    by_name = {field.name: field.attname for field in meta.concrete_fields}
    names = [by_name[name] for name in columns]
    update_values(type(rows[0]), names, [[*(getattr(row, name) for name in names), row.pk] for row in rows])


def update_values(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """The same of rows that are no objects: the values of these attributes, and the key at the end."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    settings = ", ".join(f"{quote(columns[name])} = %s" for name in names)
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {settings} WHERE {key} = %s",  # noqa: S608 - names of our own
            prepared(model, names, rows, connection),
        )
