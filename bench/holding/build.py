"""A home with as many records as wanted, put into its tables directly: what `lantai ingest` and `accept` would leave.

Of a million rows every part is there that a page reads: sets, records, the journal with two lines a record, the
delivery with an item a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any, Final

from django.db import connection, models, transaction
from samples.make.deliveries.scale import COLUMNS, catalogue_lines

from lantai.accounts.models import User
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, BatchItem, MadeSet
from lantai.journal.models import LogEntry, Seal
from lantai.values import identifiers
from lantai.values.codes import sort_key
from lantai.values.dates import Date, parse

FONDS_SIZE: Final = 20_000
VOLUME_SIZE: Final = 20
_CHUNK: Final = 5_000
_AT: Final = datetime(2024, 5, 1, 8, tzinfo=UTC)
_SEALED: Final = 5_000


def build(rows: int) -> None:
    """Fill the tables of a home that has only its administrator."""
    by = User.objects.get()
    batch = _batch(rows, by)
    lines = (dict(zip(COLUMNS, line.strip().split(","), strict=True)) for line in catalogue_lines(rows))
    done = 0
    while chunk := list(islice(lines, _CHUNK)):
        with transaction.atomic():
            _enter(chunk, done, batch, by)
        done += len(chunk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batch(rows: int, by: User) -> Batch:
    return Batch.objects.create(
        identifier=identifiers.new(),
        name="一百萬件",
        source="/deliveries/million",
        digest="0" * 64,
        state=BatchState.ACCEPTED,
        item_count=rows,
        created_count=rows,
        received_at=_AT,
        received_by=by,
        ended_at=_AT,
        ended_by=by,
        opening_trusted=True,
    )


def _enter(chunk: list[dict[str, str]], done: int, batch: Batch, by: User) -> None:
    """``done`` is a multiple of the size of a volume."""
    at = _AT + timedelta(seconds=done // 500)
    sets = [row for number, line in enumerate(chunk, done) for row in _sets_of(line, number, at)]
    insert(RecordSet, sets)
    insert(MadeSet, ({"batch_id": batch.pk, "record_set_id": one["id"]} for one in sets))
    records = [_record(line, number, at) for number, line in enumerate(chunk, done)]
    insert(Record, records)
    insert(BatchItem, (_item(one, batch) for one in records))
    for verb in ("described", "accepted"):
        lines = [
            *(_log(f"record_set.{verb}", RecordSet, one, at, by) for one in sets),
            *(_log(f"record.{verb}", Record, one, at, by) for one in records),
        ]
        insert(LogEntry, lines)
    _seal()


def _sets_of(line: dict[str, str], number: int, at: datetime) -> Iterator[dict[str, Any]]:
    """The fonds and the volume that begin with this row."""
    fonds, rest = divmod(number, FONDS_SIZE)
    root = fonds * (FONDS_SIZE // VOLUME_SIZE + 1) + 1
    if rest == 0:
        path = f"{fonds + 1:06d}."
        yield _set(root, line["全宗號"], line["全宗名稱"], Level.FONDS, None, path, at)
    if rest % VOLUME_SIZE == 0:
        ordinal = rest // VOLUME_SIZE + 1
        path = f"{fonds + 1:06d}.{ordinal:06d}."
        code = line["檔號"].rpartition("-")[0]
        yield _set(root + ordinal, code, line["案卷題名"], Level.VOLUME, root, path, at)


def _set(key: int, code: str, title: str, level: Level, parent: int | None, path: str, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "parent_id": parent,
        "path": path,
        "level": level,
        **_said(code, title, at),
    }


def _said(code: str, title: str, at: datetime) -> dict[str, Any]:
    return {
        "identifier": identifiers.new(),
        "code": code,
        "code_key": sort_key(code),
        "title": title,
        "open_day": 0,
        "accepted": True,
        "accepted_at": at,
        "described_at": at,
        "version": 2,
    }


def _record(line: dict[str, str], number: int, at: datetime) -> dict[str, Any]:
    fonds, rest = divmod(number, FONDS_SIZE)
    home = fonds * (FONDS_SIZE // VOLUME_SIZE + 1) + 1 + rest // VOLUME_SIZE + 1
    return {
        "id": number + 1,
        "record_set_id": home,
        "creators": line["責任者"],
        "retention": line["保管期限"],
        "status": OpeningStatus.OPEN,
        "stated_status": OpeningStatus.OPEN,
        **_said(line["檔號"], line["題名"], at),
        **_date(line["日期"]).columns(),
    }


@cache
def _date(text: str) -> Date:
    return parse(text)


def _item(record: dict[str, Any], batch: Batch) -> dict[str, Any]:
    return {
        "batch_id": batch.pk,
        "sheet": "目錄",
        "row": record["id"] + 1,
        "code": record["code"],
        "values": {"title": record["title"], "date": record["date_text"]},
        "record_identifier": record["identifier"],
        "record_id": record["id"],
        "stored": True,
        "described": True,
        "outcome": "created",
    }


def _log(verb: str, model: type[models.Model], row: dict[str, Any], at: datetime, by: User) -> dict[str, Any]:
    return {
        "at": at,
        "by_id": by.pk,
        "verb": verb,
        "kind": model._meta.label_lower,
        "key": row["id"],
        "identifier": row["identifier"],
        "payload_digest": "0" * 64,
    }


def _seal() -> None:
    """As many seals as there would be; the digests are none."""
    last = LogEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    begun = Seal.objects.order_by("-last_entry").values_list("last_entry", flat=True).first() or 0
    ends = [*range(begun + _SEALED, last, _SEALED), last]
    insert(
        Seal,
        (
            {"first_entry": first + 1, "last_entry": end, "previous": "0" * 64, "digest": "0" * 64, "at": _AT}
            for first, end in zip([begun, *ends], ends, strict=False)
        ),
    )


def insert(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """``executemany``: a third of the time of ``bulk_create``. What a row does not say is as the model has it."""
    usual = model()
    given = list(rows)
    fields = [
        one for one in model._meta.concrete_fields if not one.primary_key or any(one.attname in row for row in given)
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(one.column)) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    values = (
        [one.get_db_prep_save(row.get(one.attname, getattr(usual, one.attname)), connection) for one in fields]
        for row in given
    )
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})", values)
