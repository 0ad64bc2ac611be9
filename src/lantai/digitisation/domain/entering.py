"""Entering a checked delivery into its batch: findings, items, the identifiers that they will have.

In chunks, so that the site can write between two. Killed half-way it is done again from the beginning: until the last
transaction the batch is as it was received.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lantai.accounts.models import User
from lantai.digitisation.check import Check, Item, Observation
from lantai.digitisation.check.lengths import column_length
from lantai.digitisation.check.sameness import explicit
from lantai.digitisation.check.standing import RECORD, SAME
from lantai.digitisation.check.storable import storable, storable_paths
from lantai.digitisation.domain.storing import in_chunks
from lantai.digitisation.enums import BatchPurpose, BatchState, ItemOutcome, Severity
from lantai.digitisation.models import Batch, BatchItem, CheckRun, Finding
from lantai.digitisation.progress import Progress
from lantai.journal import domain as journal
from lantai.journal.insertion import insert_values

_CHUNK = 1_000
_FINDING = ("batch_id", "code", "severity", "sheet", "row", "column", "path", "found", "expected")
_LONGEST_CODE = column_length(BatchItem, "code")
_SETTLED_BY_A_CHECK = (
    "state", "stage", "stage_at", "layout", "digest", "item_count", "page_count", "refused_count", "ended_at",
    "ended_by",
)  # fmt: skip


def enter_check(batch: Batch, check: Check, *, by: User, progress: Progress) -> None:
    """Leave the batch checked, with its items, or refused; its findings are those of this check either way."""
    _clear(batch.findings.all())
    _clear(batch.items.filter(round=batch.round))
    progress.stage("enter", check.item_count + sum(check.counts.values()))
    for told in in_chunks(check.findings(), _CHUNK):
        insert_values(Finding, _FINDING, [_values_of_finding(batch, one) for one in told])
        progress.advance(len(told))
    if check.ok:
        for chunk in in_chunks(check.items(), _CHUNK):
            _enter_items(batch, check, chunk)
            progress.advance(len(chunk))
    _end(batch, check, by=by)


def _clear(rows: QuerySet[Any]) -> None:
    """Delete rows of a check that was broken off or is done again, in chunks."""
    while keys := list(rows.order_by().values_list("pk", flat=True)[:_CHUNK]):
        rows.model._base_manager.filter(pk__in=keys).delete()


@transaction.atomic
def _end(batch: Batch, check: Check, *, by: User) -> None:
    """The batch is what the check makes of it. A redelivery that fails leaves what came before as it was.

    How the files lie is kept of what passed only: what did not is checked again with the layout that was named.
    """
    now = timezone.now()
    batch.stage, batch.stage_at = "", None
    stood = batch.items.filter(round__lt=batch.round, outcome=ItemOutcome.CREATED).exists()
    if check.ok:
        batch.state, batch.digest = BatchState.CHECKED, check.delivery.digest
        batch.layout = check.layout[:200]
        batch.item_count, batch.page_count = check.item_count, check.page_count
        batch.refused_count = check.faulty_count
    elif stood:
        batch.state = BatchState.DESCRIBED
    else:
        batch.state, batch.digest = BatchState.REFUSED, check.delivery.digest
        batch.item_count, batch.page_count = check.item_count, check.page_count
        batch.ended_at, batch.ended_by = now, by
    batch.save(update_fields=_SETTLED_BY_A_CHECK)  # and no other: somebody may say something of it meanwhile
    codes: Counter[str] = Counter()
    for (_severity, code), count in check.counts.items():
        codes[code] += count
    CheckRun.objects.create(
        batch=batch,
        round=batch.round,
        at=now,
        by=by,
        digest=check.delivery.digest,
        items=check.item_count,
        pages=check.page_count,
        faulty_items=check.faulty_count,
        errors=check.count(Severity.ERROR),
        warnings=check.count(Severity.WARNING),
        codes=dict(codes),
        passed=check.ok,
    )
    verb = "batch.checked" if check.ok else "batch.refused"
    journal.write(verb, batch, by=by, detail={"findings": sum(codes.values()), "round": batch.round})


def _values_of_finding(batch: Batch, seen: Observation) -> tuple[Any, ...]:
    """The row of a finding, as ``_FINDING`` names its columns; what is longer than its column is cut."""
    return (
        batch.pk,
        seen.code,
        seen.severity.value,
        storable(seen.sheet)[:200],
        seen.row,
        storable(seen.column)[:100],
        storable(seen.path)[:1_000],
        storable(seen.found)[:500],
        storable(seen.expected)[:500],
    )


# -- items ----------------------------------------------------------------------------------------


@transaction.atomic
def _enter_items(batch: Batch, check: Check, items: list[Item]) -> None:
    wanted = sum(
        bool(item.scan_files) + bool(item.text_files) + _is_new(batch, item)
        for item in items
        if _is_wanted(batch, item)
    )
    free = iter(journal.issue_identifiers("record", wanted))
    insert_values(BatchItem, _ITEM, [_values_of_item(batch, check, item, free) for item in items])


def _is_wanted(batch: Batch, item: Item) -> bool:
    """Whether there is anything to be done for it."""
    return not item.faulty and item.standing != SAME


def _revises(batch: Batch, item: Item) -> bool:
    """Whether it stands in the archive, and is another."""
    return batch.purpose == BatchPurpose.REVISION and item.standing == RECORD


def _is_new(batch: Batch, item: Item) -> bool:
    """Whether a record is to be described: it needs an identifier."""
    return not item.is_volume and not _revises(batch, item)


_ITEM = (
    "batch_id", "round", "is_volume", "sheet", "row", "code", "values", "leaves", "texts", "copies", "sources", "span",
    "scan_digest", "text_digest", "stored", "outcome", "record_identifier", "scan_identifier", "text_identifier",
)  # fmt: skip


def _values_of_item(batch: Batch, check: Check, item: Item, free: Iterator[str]) -> tuple[Any, ...]:
    """The row of an item, as ``_ITEM`` names its columns."""
    digest = check.delivery.content_digest
    is_wanted = _is_wanted(batch, item)
    renamed = storable_paths((*item.scan_files, *item.text_files), check.delivery.shown)

    def path(source: str) -> str:
        return renamed.get(source, source)

    return (
        batch.pk,
        batch.round,
        item.is_volume,
        item.row.sheet[:200],
        item.row.row,
        item.code[:_LONGEST_CODE],  # a longer one is refused, and told
        _values(batch, check, item),
        [_leaf(path(leaf.path), leaf.number, leaf.leaf, leaf.label) for leaf in item.leaves],
        {str(number): path(source) for number, source in item.texts},
        [path(source) for source in item.copies],
        {stored: os.fsencode(source).hex() for source, stored in renamed.items()},
        list(item.span or ()),
        digest(item.scan_files),
        digest(item.text_files),
        not (item.leaves or item.texts or item.copies),
        _outcome(item),
        next(free) if is_wanted and _is_new(batch, item) else "",
        next(free) if is_wanted and item.scan_files else "",
        next(free) if is_wanted and item.text_files else "",
    )


def _outcome(item: Item) -> str:
    """What became of an item that is not to be taken in; of the others, nothing yet."""
    if item.faulty:
        return ItemOutcome.REFUSED.value
    return ItemOutcome.UNCHANGED.value if item.standing == SAME else ""


def _leaf(path: str, number: int, leaf: int, label: str) -> list[str | int]:
    return [path, number, leaf, label] if label else [path, number, leaf]


def _values(batch: Batch, check: Check, item: Item) -> dict[str, Any]:
    """What the row says, with what its volume's own row says of the volume, and what stood otherwise in the sheet."""
    said = item.row.values
    if batch.purpose == BatchPurpose.REVISION:
        said = explicit(said, check.delivery.table.fields_of(item.row.sheet))
    values: dict[str, Any] = {**said, "fonds": item.fonds, "volume": item.volume, "profile": item.profile}
    if item.volume_row is not None:
        values["volume_title"] = values.get("volume_title") or item.volume_row.get("title")
        values["volume_date"] = item.volume_row.get("date")
    if _revises(batch, item):
        values["revises"] = True
    if item.row.given:
        values["given"] = {key: storable(text) for key, text in item.row.given.items()}
    return values
