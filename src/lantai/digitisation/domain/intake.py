"""Taking a delivery in: received → checked → stored → described (model.md, 10).

Every step may be killed and run again: identifiers are issued before anything is stored, an object that
stands is not stored twice, and an item is marked in the transaction that described it. What is described
lies in custody until a person accepts it.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.digitisation.check import PARALLEL, Check, Item, check_delivery
from lantai.digitisation.delivery import Delivery, NotADelivery, open_delivery
from lantai.digitisation.domain import describing, storing
from lantai.digitisation.domain.work import BatchProgress, turn
from lantai.digitisation.enums import BatchState
from lantai.digitisation.inspection import PoolBroken
from lantai.digitisation.models import Batch, BatchItem, Finding
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.journal import domain as journal
from lantai.values.digests import digest_file

_ENDED = (BatchState.REFUSED, BatchState.ROLLED_BACK)
_CHUNK = 200


class IntakeFailed(Exception):
    """The work stopped at something outside (disk, permission, source); one sentence, and it resumes."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a delivery. ``nothing_to_do``: the same was taken in before."""

    batch: Batch
    created: int
    unchanged: int
    nothing_to_do: bool = False


def register_delivery(*, source: Path, fonds_code: str = "", mapping: ColumnMapping | None = None, by: User) -> Batch:
    """Enter a delivery that a worker is to take in; ``mapping`` says what its unknown columns are."""
    with transaction.atomic():
        batch = Batch.objects.create(
            identifier=journal.issue_identifier("batch"),
            name=source.resolve().name,
            source=str(source.resolve()),
            fonds_code=fonds_code,
            mapping=dict(mapping.columns) if mapping else {},
            received_at=timezone.now(),
            received_by=by,
        )
        journal.write("batch.received", batch, by=by, detail={"source": batch.source})
    return batch


def take_in(
    source: Path,
    *,
    fonds_code: str | None = None,
    mapping: ColumnMapping | None = None,
    by: User,
    progress: Progress | None = None,
) -> Intake:
    """Take a delivery in, or go on with it where it stopped; the same again is nothing to do.

    Raises NotADelivery, BadMapping, IntakeFailed and Stopped.
    """
    shown = progress or SilentProgress()
    with turn(shown):
        digest = delivery_digest(open_delivery(source, delivery_profile()), shown)
        batch = Batch.objects.filter(digest=digest).exclude(state__in=_ENDED).first()
        if batch is None:
            batch = register_delivery(source=source, fonds_code=fonds_code or "", mapping=mapping, by=by)
            batch.digest = digest
            batch.save(update_fields=["digest"])
        elif batch.state in (BatchState.DESCRIBED, BatchState.ACCEPTED):
            return Intake(batch, created=0, unchanged=batch.item_count, nothing_to_do=True)
        batch.source = str(source.resolve())  # the disk may be mounted elsewhere this time
        batch.save(update_fields=["source"])
        return _run(batch, by=by, progress=shown)


def resume(batch: Batch, *, by: User, progress: Progress | None = None) -> Intake:
    """Go on with a batch that was registered, stopped or left by a dead worker. Raises as ``take_in`` does."""
    shown = progress or SilentProgress()
    with turn(shown):
        batch.refresh_from_db()
        if batch.state in (*_ENDED, BatchState.DESCRIBED, BatchState.ACCEPTED):
            return Intake(batch, created=0, unchanged=batch.item_count, nothing_to_do=True)
        if not batch.digest:
            try:
                batch.digest = delivery_digest(open_delivery(Path(batch.source), delivery_profile()), shown)
            except NotADelivery as error:
                _refuse(batch, str(error), by=by)
                raise
            batch.save(update_fields=["digest"])
        return _run(batch, by=by, progress=shown)


def _run(batch: Batch, *, by: User, progress: Progress) -> Intake:
    told = BatchProgress(batch, progress)
    Batch.objects.filter(pk=batch.pk).update(error="", wish="")
    try:
        if batch.state == BatchState.RECEIVED:
            _check(batch, by=by, progress=told)
        if batch.state == BatchState.CHECKED:
            storing.store_items(batch, by=by, progress=told)
        if batch.state == BatchState.STORED:
            describing.describe_items(batch, by=by, progress=told)
    except OSError as error:
        sentence = f"{batch.name}: {error.strerror or error} ({error.filename or batch.source}); mend it and run again."
        Batch.objects.filter(pk=batch.pk).update(error=sentence)
        raise IntakeFailed(sentence) from error
    except PoolBroken as error:
        Batch.objects.filter(pk=batch.pk).update(error=str(error))
        raise IntakeFailed(str(error)) from error
    return Intake(batch, created=batch.created_count, unchanged=batch.unchanged_count)


@transaction.atomic
def _refuse(batch: Batch, sentence: str, *, by: User) -> None:
    """What cannot even be checked goes back, with the one sentence that says why."""
    batch.state, batch.stage, batch.error = BatchState.REFUSED, "", sentence
    batch.ended_at, batch.ended_by = timezone.now(), by
    batch.save()
    journal.write("batch.refused", batch, by=by, detail={"error": sentence})


def delivery_digest(delivery: Delivery, progress: Progress) -> str:
    """SHA-256 over path, size and SHA-512 of every file: the same delivery is known by it."""
    progress.stage("digest", len(delivery.files))
    whole = hashlib.sha256()
    with ThreadPoolExecutor(PARALLEL) as pool:
        digests = pool.map(lambda path: digest_file(delivery.root / path), delivery.files)
        for path, digest in zip(delivery.files, digests, strict=True):
            size = (delivery.root / path).stat().st_size
            whole.update(f"{path}\0{size}\0{digest}\n".encode(errors="surrogateescape"))
            progress.advance()
    return whole.hexdigest()


def _check(batch: Batch, *, by: User, progress: Progress) -> None:
    mapping = ColumnMapping(batch.mapping) if batch.mapping else None
    source, fonds = Path(batch.source), batch.fonds_code or None
    check = check_delivery(source, fonds_code=fonds, mapping=mapping, progress=progress)
    with transaction.atomic():
        batch.findings.all().delete()
        batch.items.all().delete()
        Finding.objects.bulk_create([_finding(batch, one) for one in check.findings], batch_size=200)
        batch.item_count, batch.page_count = len(check.items), check.page_count
        batch.state = BatchState.CHECKED if check.ok else BatchState.REFUSED
        batch.stage = ""
        if check.ok:
            _enter_items(batch, check)
        else:
            batch.ended_at, batch.ended_by = timezone.now(), by
        batch.save()
        journal.write(f"batch.{batch.state}", batch, by=by, detail={"findings": len(check.findings)})


def _finding(batch: Batch, seen: object) -> Finding:
    names = ("code", "severity", "sheet", "row", "column", "path", "found", "expected")
    values = {name: getattr(seen, name) for name in names}
    for name in ("found", "expected"):
        values[name] = values[name][:500]
    return Finding(batch=batch, **values)


def _enter_items(batch: Batch, check: Check) -> None:
    """One row an item, with the identifiers that its record and its carriers will have."""
    new = [item for item in check.items if item.code not in check.standing]
    wanted = sum(1 + bool(item.images) + bool(item.texts) for item in new)
    free = iter(journal.issue_identifiers("record", wanted))
    rows = []
    for item in check.items:
        known = item.code in check.standing
        rows.append(
            BatchItem(
                batch=batch,
                sheet=item.row.sheet,
                row=item.row.row,
                code=item.code,
                values=_values(item, check),
                leaves=[[path, number, 0] for number, path in enumerate(item.images, start=1)],
                texts={str(number): path for number, path in item.texts.items()},
                record_identifier="" if known else next(free),
                scan_identifier=next(free) if item.images and not known else "",
                text_identifier=next(free) if item.texts and not known else "",
                outcome="unchanged" if known else "",
            )
        )
    BatchItem.objects.bulk_create(rows, batch_size=_CHUNK)


def _values(item: Item, check: Check) -> dict[str, Any]:
    """What the row says, with what its volume's own row says of the volume, and what stood otherwise in the sheet."""
    values: dict[str, Any] = {**item.row.values, "fonds": item.fonds, "volume": item.volume}
    values["profile"] = check.profiles[item.fonds]
    volume = check.volumes.get(item.volume)
    if volume is not None:
        values["volume_title"] = values.get("volume_title") or volume.get("title")
        values["volume_date"] = volume.get("date")
    if item.row.given:
        values["given"] = item.row.given
    return values
