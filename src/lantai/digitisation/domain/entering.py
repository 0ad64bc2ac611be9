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
from lantai.journal.insertion import insert_rows

_CHUNK = 1_000
_LONGEST = 500
_LONGEST_CODE = column_length(BatchItem, "code")
_SETTLED_BY_A_CHECK = (
    "state", "stage", "stage_at", "layout", "digest", "item_count", "page_count", "refused_count", "ended_at",
    "ended_by",
)  # fmt: skip
_COLUMNS = ("code", "severity", "sheet", "row", "column", "path", "found", "expected")


def enter_check(batch: Batch, check: Check, *, by: User, progress: Progress) -> None:
    """Leave the batch checked, with its items, or refused; its findings are those of this check either way."""
    _clear(batch.findings.all())
    _clear(batch.items.filter(round=batch.round))
    progress.stage("enter", check.item_count + sum(check.counts.values()))
    for told in in_chunks(check.findings(), _CHUNK):
        insert_rows([_finding(batch, one) for one in told])
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


def _finding(batch: Batch, seen: Observation) -> Finding:
    values = {name: getattr(seen, name) for name in _COLUMNS}
    for name, most in (("found", _LONGEST), ("expected", _LONGEST), ("path", 1_000), ("sheet", 200), ("column", 100)):
        values[name] = storable(values[name])[:most]
    return Finding(batch=batch, **values)


# -- items ----------------------------------------------------------------------------------------


@transaction.atomic
def _enter_items(batch: Batch, check: Check, items: list[Item]) -> None:
    wanted = sum(len(_carriers(item)) + _is_new(batch, item) for item in items if _is_wanted(batch, item))
    free = iter(journal.issue_identifiers("record", wanted))
    insert_rows([_row(batch, check, item, free) for item in items])


def _is_wanted(batch: Batch, item: Item) -> bool:
    """Whether there is anything to be done for it."""
    return not item.faulty and item.standing != SAME


def _revises(batch: Batch, item: Item) -> bool:
    """Whether it stands in the archive, and is another."""
    return batch.purpose == BatchPurpose.REVISION and item.standing == RECORD


def _is_new(batch: Batch, item: Item) -> bool:
    """Whether a record is to be described: it needs an identifier."""
    return not item.is_volume and not _revises(batch, item)


def _carriers(item: Item) -> list[str]:
    return [name for name, files in (("scan", item.scan_files), ("text", item.text_files)) if files]


def _row(batch: Batch, check: Check, item: Item, free: Iterator[str]) -> BatchItem:
    digest = check.delivery.content_digest
    renamed = storable_paths((*item.scan_files, *item.text_files), check.delivery.shown)

    def path(source: str) -> str:
        return renamed.get(source, source)

    row = BatchItem(
        batch=batch,
        round=batch.round,
        is_volume=item.is_volume,
        sheet=item.row.sheet[:200],
        row=item.row.row,
        code=item.code[:_LONGEST_CODE],  # a longer one is refused, and told
        values=_values(batch, check, item),
        leaves=[_leaf(path(leaf.path), leaf.number, leaf.leaf, leaf.label) for leaf in item.leaves],
        texts={str(number): path(source) for number, source in item.texts},
        copies=[path(source) for source in item.copies],
        sources={stored: os.fsencode(source).hex() for source, stored in renamed.items()},
        span=list(item.span or ()),
        scan_digest=digest(item.scan_files),
        text_digest=digest(item.text_files),
    )
    row.stored = not (row.leaves or row.texts or row.copies)
    if item.faulty:
        row.outcome = ItemOutcome.REFUSED
    elif item.standing == SAME:
        row.outcome = ItemOutcome.UNCHANGED
    else:
        row.record_identifier = next(free) if _is_new(batch, item) else ""
        for name in _carriers(item):
            setattr(row, f"{name}_identifier", next(free))
    return row


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
