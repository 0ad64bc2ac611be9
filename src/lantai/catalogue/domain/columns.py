"""Writing a few columns of many rows: one statement, executed for each of them.

Django's ``bulk_update`` builds a CASE expression for every row and column and spends its time on that, not on the
database; this is an order of magnitude quicker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router


def write_columns(rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Write these columns of rows of one model, which are there already. Called inside a transaction."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields = [field for name in columns for field in meta.concrete_fields if field.name == name]
    assert len(fields) == len(columns), f"{meta.label} has not all of {', '.join(columns)}"
    connection = connections[router.db_for_write(type(rows[0]))]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {settings} WHERE {key} = %s", values)  # noqa: S608 - names of our own


def update_values(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """The same of rows that are no objects: the plain values of these attributes, and the key at the end."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    settings = ", ".join(f"{quote(columns[name])} = %s" for name in names)
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {settings} WHERE {key} = %s", rows)  # noqa: S608 - names of our own
