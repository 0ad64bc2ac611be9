"""Inserting many rows of one model: one statement, executed for each of them, with keys that are known beforehand.

Django's ``bulk_create`` writes every row into the text of a statement and asks every field four questions on the way;
for a million rows that is the whole time. Here only those fields are asked whose value the database holds otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db import connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_PLAIN: Final = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
"""Fields whose value goes to every database as it is."""


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that are not there yet; those without a key are given one. Signals are not sent."""
    if not rows:
        return
    model = type(rows[0])
    alias = router.db_for_write(model)
    names = [field.attname for field in model._meta.concrete_fields]
    with transaction.atomic(using=alias):
        without = [row for row in rows if row.pk is None]
        for row, key in zip(without, _new_keys(model, len(without), alias), strict=True):
            row.pk = key
        _insert(model, names, [[getattr(row, name) for name in names] for row in rows], alias)
    for row in rows:
        row._state.adding, row._state.db = False, alias


def insert_values(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sequence[int]:
    """Insert rows as their values in the order of ``names``, which are attributes of the model.

    What is not named has its default, a key that is not named a new one. The keys of the rows, in their order. No
    object is made of a row: of a million that is half the time.
    """
    if not rows:
        return ()
    alias = router.db_for_write(model)
    key = model._meta.pk.attname
    left_out = [field for field in model._meta.concrete_fields if field.attname not in {key, *names}]
    defaults = [field.get_default() for field in left_out]
    with transaction.atomic(using=alias):
        if key in names:
            keys: Sequence[int] = [row[names.index(key)] for row in rows]
            full = [[*row, *defaults] for row in rows]
        else:
            keys = _new_keys(model, len(rows), alias)
            names, full = [key, *names], [[one, *row, *defaults] for one, row in zip(keys, rows, strict=True)]
        _insert(model, [*names, *(field.attname for field in left_out)], full, alias)
    return keys


def _insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], alias: str) -> None:
    connection = connections[alias]
    columns = {field.attname: connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields}
    listed = ", ".join(columns[name] for name in names)
    marks = ", ".join(["%s"] * len(names))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({listed}) VALUES ({marks})",  # noqa: S608 - names of our own
            prepared(model, names, rows, connection),
        )


def prepared(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], connection: BaseDatabaseWrapper
) -> Sequence[Sequence[Any]]:
    """Rows as the database holds them: the values of these attributes, and whatever follows them as it is."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    places = [(place, fields[name]) for place, name in enumerate(names) if not isinstance(fields[name], _PLAIN)]
    if not places:
        return rows
    changed = [list(row) for row in rows]
    for place, field in places:
        _prepare(changed, place, field, connection)
    return changed


def _prepare(rows: list[list[Any]], place: int, field: Any, connection: BaseDatabaseWrapper) -> None:
    """Put the values of one column as the database holds them. Rows of one writing share their times."""
    last: Any = None
    as_held: Any = field.get_db_prep_save(None, connection)
    for row in rows:
        if row[place] is not last and (row[place] or row[place] != last):
            last = row[place]
            as_held = field.get_db_prep_save(last, connection)
        row[place] = as_held


def _new_keys(model: type[models.Model], count: int, alias: str) -> Sequence[int]:
    """Keys that no row ever had. The transaction holds the write lock, or the database's own sequence gives them."""
    if not count:
        return ()
    table, column = model._meta.db_table, str(model._meta.pk.column)
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return range(first, first + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
        )
        return [key for (key,) in cursor.fetchall()]
