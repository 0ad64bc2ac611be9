"""Describing the items of a batch: records, carriers, pages, spans, delivered text.

Volumes that came as one come first, for the spans of items lie in them. An item is marked in the transaction that
described it, so that work taken up again goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from lantai.accounts.models import User
from lantai.catalogue.domain.columns import update_values, write_columns
from lantai.catalogue.domain.record import NewRecord, describe_many, describe_records
from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.domain.arranging import Arrangement
from lantai.digitisation.domain.deriving import derive_pages
from lantai.digitisation.domain.paging import Paging, keep_paging
from lantai.digitisation.domain.storing import objects_of
from lantai.digitisation.enums import BatchState, ItemOutcome
from lantai.digitisation.layouts.pdf import PdfReader
from lantai.digitisation.models import Batch, BatchItem, PageSpan
from lantai.digitisation.progress import Progress
from lantai.digitisation.rows import description_of, stated_opening
from lantai.journal import domain as journal
from lantai.journal.insertion import insert_rows
from lantai.preservation.domain import content_digest
from lantai.preservation.models import StoredObject
from lantai.preservation.store import masters

_CHUNK = 500
_PLAIN_CHUNK = 2_000
_COUNTED = ("created", "changed", "unchanged", "missing", "refused")


def describe_items(batch: Batch, *, by: User, progress: Progress) -> None:
    """Describe what is not described yet, derive what has no pyramid, and leave the batch in custody."""
    waiting = batch.items.filter(described=False, outcome="").order_by("pk")
    progress.stage("describe", waiting.count())
    arrangement = Arrangement(batch, by)
    for rows in _plain_rows(waiting):
        _describe_plain(rows, arrangement, by=by)
        progress.advance(len(rows))
    last = 0
    while chunk := list(waiting.filter(pk__gt=last)[:_CHUNK]):
        last = chunk[-1].pk
        _describe(batch, chunk, arrangement, by=by)
        progress.advance(len(chunk))
    derive_pages(batch, progress=progress)
    _end(batch, by=by)


@transaction.atomic
def _end(batch: Batch, *, by: User) -> None:
    batch.refresh_from_db()
    for outcome in _COUNTED:
        count = batch.items.filter(outcome=outcome, is_volume=False).count()
        setattr(batch, f"{outcome}_count", count)
    batch.state, batch.stage, batch.stage_at = BatchState.DESCRIBED, "", None
    batch.save()
    journal.write("batch.described", batch, by=by, detail={"created": batch.created_count})


# -- what has no file -----------------------------------------------------------------------------


class _Plain(NamedTuple):
    """An item of a catalogue that came without files; of a million of them no object is made."""

    pk: int
    code: str
    values: dict[str, Any]
    identifier: str


def _plain_rows(waiting: QuerySet[BatchItem]) -> Iterator[list[_Plain]]:
    """New records without files, in the order of their rows, chunk by chunk."""
    plain = waiting.filter(is_volume=False, scan_identifier="", text_identifier="", span=[]).exclude(
        record_identifier=""
    )
    last = 0
    while rows := list(
        plain.filter(pk__gt=last).values_list("pk", "code", "values", "record_identifier")[:_PLAIN_CHUNK]
    ):
        last = rows[-1][0]
        yield list(map(_Plain._make, rows))


@transaction.atomic
def _describe_plain(rows: Sequence[_Plain], arrangement: Arrangement, *, by: User) -> None:
    homes = arrangement.homes((row.code, row.values) for row in rows)
    keys = describe_many(
        [_new(row.identifier, row.code, row.values, home) for row, home in zip(rows, homes, strict=True)], by=by
    )
    marked = [(key, True, ItemOutcome.CREATED.value, row.pk) for row, key in zip(rows, keys, strict=True)]
    update_values(BatchItem, ("record_id", "described", "outcome"), marked)


# -- what has files -------------------------------------------------------------------------------


@transaction.atomic
def _describe(batch: Batch, items: Sequence[BatchItem], arrangement: Arrangement, *, by: User) -> None:
    """One chunk; what revises a record waits for acceptance, and is only marked."""
    revising = [item for item in items if item.values.get("revises")]
    new = [item for item in items if not item.values.get("revises")]
    homes = arrangement.homes((item.code, item.values) for item in new)
    of_volumes = [(item, home) for item, home in zip(new, homes, strict=True) if item.is_volume]
    of_items = [(item, home) for item, home in zip(new, homes, strict=True) if not item.is_volume]
    if of_volumes:
        _describe_volumes(of_volumes)
    if of_items:
        _describe_records(of_items, by=by)
    if revising:
        _mark_revising(revising)
    write_columns(items, ["record", "record_set", "described", "outcome"])


def _describe_volumes(pairs: Sequence[tuple[BatchItem, RecordSet]]) -> None:
    carriers = [
        Instantiation(identifier=identifier, record_set=home, kind=kind)
        for item, home in pairs
        for identifier, kind in _carriers(item)
    ]
    insert_rows(carriers)
    _keep_files([(item, home, home) for item, home in pairs], carriers)
    for item, home in pairs:
        item.record_set, item.described, item.outcome = home, True, ItemOutcome.CREATED


def _describe_records(pairs: Sequence[tuple[BatchItem, RecordSet]], *, by: User) -> None:
    records = describe_records([_new_record(item, home) for item, home in pairs], by=by)
    items = [item for item, _home in pairs]
    if any(item.scan_identifier or item.text_identifier for item in items):
        carriers = list(Instantiation.objects.filter(record__in=records))
        _keep_files([(item, record, home) for (item, home), record in zip(pairs, records, strict=True)], carriers)
    spans = [
        PageSpan(record=record, record_set=home, first=item.span[0], last=item.span[1])
        for (item, home), record in zip(pairs, records, strict=True)
        if item.span
    ]
    insert_rows(spans)
    for item, record in zip(items, records, strict=True):
        item.record, item.described, item.outcome = record, True, ItemOutcome.CREATED


def _mark_revising(items: Sequence[BatchItem]) -> None:
    wanted = [item.code for item in items]
    records = {one.code: one for one in Record.objects.filter(code__in=wanted)}
    volumes = {one.code: one for one in RecordSet.objects.filter(code__in=wanted)}
    for item in items:
        item.record, item.record_set = records.get(item.code), volumes.get(item.code)
        item.described, item.outcome = True, ItemOutcome.CHANGED


def _new_record(item: BatchItem, home: RecordSet) -> NewRecord:
    return _new(item.record_identifier, item.code, item.values, home, carriers=tuple(_carriers(item)))


def _new(
    identifier: str,
    code: str,
    values: dict[str, Any],
    home: RecordSet,
    *,
    carriers: tuple[tuple[str, str], ...] = (),
) -> NewRecord:
    status, day = stated_opening(values)
    return NewRecord(
        identifier=identifier,
        code=code,
        in_set=home,
        description=description_of(values),
        stated_status=status,
        stated_opening_day=day,
        carriers=carriers,
    )


def _carriers(item: BatchItem) -> Iterator[tuple[str, str]]:
    if item.scan_identifier:
        yield item.scan_identifier, str(CarrierKind.MASTER_SCAN)
    if item.text_identifier:
        yield item.text_identifier, str(CarrierKind.DELIVERED_TEXT)


def _keep_files(
    owners: Sequence[tuple[BatchItem, Record | RecordSet, RecordSet]], carriers: Sequence[Instantiation]
) -> None:
    """What is stored, the pages, and the text that came with them, of items with their holder and home."""
    by_identifier = {one.identifier: one for one in carriers}
    insert_rows(
        [_stored(by_identifier[object_id], paths) for item, *_of in owners for object_id, paths in objects_of(item)]
    )
    with PdfReader() as reader:
        keep_paging([Paging(item, holder, home, reader) for item, holder, home in owners], by_identifier)


def _stored(carrier: Instantiation, paths: list[str]) -> StoredObject:
    """The row of an object that stands: its figures come from the object's own inventory."""
    version = masters().versions(carrier.identifier)[0]
    by_path = {file.path: file for file in version.files}
    return StoredObject(
        instantiation=carrier,
        file_count=len(version.files),
        bytes=sum(file.size for file in version.files),
        digest=content_digest(by_path[path].digest for path in paths),
        stored_at=version.created,
    )
