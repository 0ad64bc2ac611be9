"""Describing the items of a batch: sets, records, carriers, pages, delivered text."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.record import NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import CarrierKind, Level
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.domain.deriving import derive_pages
from lantai.digitisation.domain.storing import in_chunks, objects_of
from lantai.digitisation.enums import BatchState, ReadState, TextKind
from lantai.digitisation.models import Batch, BatchItem, MadeSet, Page, Transcription
from lantai.digitisation.progress import Progress
from lantai.digitisation.rows import description_of, direction_of, stated_opening
from lantai.journal import domain as journal
from lantai.preservation.domain import content_digest
from lantai.preservation.models import StoredObject
from lantai.preservation.store import masters
from lantai.values.dates import Date, parse
from lantai.values.encodings import decode

_CHUNK = 100


def describe_items(batch: Batch, *, by: User, progress: Progress) -> None:
    """Describe what is not described yet, derive what has no pyramid, and leave the batch in custody."""
    waiting = batch.items.filter(described=False, outcome="")
    progress.stage("describe", waiting.count())
    for chunk in in_chunks(list(waiting), _CHUNK):
        _describe(batch, chunk, by=by)
        progress.advance(len(chunk))
    derive_pages(batch, progress=progress)
    with transaction.atomic():
        batch.refresh_from_db()
        batch.created_count = batch.items.filter(outcome="created").count()
        batch.unchanged_count = batch.items.filter(outcome="unchanged").count()
        batch.state, batch.stage = BatchState.DESCRIBED, ""
        batch.save()
        journal.write("batch.described", batch, by=by, detail={"created": batch.created_count})


@transaction.atomic
def _describe(batch: Batch, items: list[BatchItem], *, by: User) -> None:
    sets: dict[str, RecordSet] = {}
    records = describe_records([_new_record(batch, item, sets, by) for item in items], by=by)
    carriers = {one.identifier: one for one in Instantiation.objects.filter(record__in=records)}
    pairs = list(zip(items, records, strict=True))
    StoredObject.objects.bulk_create(
        [_stored(carriers[object_id], paths) for item in items for object_id, paths in objects_of(item)], batch_size=200
    )
    pages = Page.objects.bulk_create(
        [page for item, record in pairs for page in _pages(item, record, carriers)], batch_size=200
    )
    by_record: dict[int, list[Page]] = {}
    for page in pages:
        assert page.record_id is not None
        by_record.setdefault(page.record_id, []).append(page)
    Transcription.objects.bulk_create(
        [text for item, record in pairs for text in _texts(item, by_record.get(record.pk, []))], batch_size=200
    )
    for item, record in pairs:
        item.record, item.described, item.outcome = record, True, "created"
    BatchItem.objects.bulk_update(items, ["record", "described", "outcome"], batch_size=200)


# -- where the record stands ----------------------------------------------------------------------


def _new_record(batch: Batch, item: BatchItem, sets: dict[str, RecordSet], by: User) -> NewRecord:
    status, day = stated_opening(item.values)
    carriers = []
    if item.scan_identifier:
        carriers.append((item.scan_identifier, CarrierKind.MASTER_SCAN))
    if item.text_identifier:
        carriers.append((item.text_identifier, CarrierKind.DELIVERED_TEXT))
    return NewRecord(
        identifier=item.record_identifier,
        code=item.code,
        in_set=_home_of(batch, item, sets, by),
        description=description_of(item.values),
        stated_status=status,
        stated_opening_day=day,
        carriers=tuple((identifier, str(kind)) for identifier, kind in carriers),
    )


def _home_of(batch: Batch, item: BatchItem, sets: dict[str, RecordSet], by: User) -> RecordSet:
    """The set that the record lies in: its fonds, below it the series and volume that the row names."""
    values: dict[str, Any] = item.values
    fonds = _set(batch, sets, by, values["fonds"], values.get("fonds_title", ""), Level.FONDS, None, values["profile"])
    volume = values["volume"]
    parent = fonds
    series = volume.rpartition("-")[0] if volume else item.code.rpartition("-")[0]
    if values.get("series_title") and series and series != fonds.code:
        parent = _set(batch, sets, by, series, values["series_title"], Level.SERIES, fonds)
    if not volume or volume == parent.code:
        return parent
    date = parse(values["volume_date"]) if values.get("volume_date") else None
    return _set(batch, sets, by, volume, values.get("volume_title", ""), Level.VOLUME, parent, date=date)


def _set(
    batch: Batch,
    sets: dict[str, RecordSet],
    by: User,
    code: str,
    title: str,
    level: Level,
    parent: RecordSet | None,
    profile: str = "",
    date: Date | None = None,
) -> RecordSet:
    """The set of this code: met already in this chunk, standing in the catalogue, or made now in custody."""
    if code not in sets:
        standing = RecordSet.objects.filter(code=code).first()
        if standing is None:
            standing = describe_record_set(
                code=code,
                title=title or code,
                date=date,
                level=level,
                by=by,
                parent=parent,
                accepted=False,
                code_profile=profile,
            )
            MadeSet.objects.create(batch=batch, record_set=standing)
        sets[code] = standing
    return sets[code]


# -- carriers, pages, text ------------------------------------------------------------------------


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


def _pages(item: BatchItem, record: Record, carriers: dict[str, Instantiation]) -> list[Page]:
    """A page an image; where only text came, a page a text."""
    texts = {int(number) for number in item.texts}
    if item.leaves:
        return [
            Page(
                record=record,
                instantiation=carriers[item.scan_identifier],
                number=number,
                file=path,
                leaf=leaf,
                read_state=ReadState.DELIVERED if number in texts else ReadState.QUEUED,
            )
            for path, number, leaf in item.leaves
        ]
    return [
        Page(
            record=record,
            instantiation=carriers[item.text_identifier],
            number=number,
            read_state=ReadState.DELIVERED,
        )
        for number in sorted(texts)
    ]


def _texts(item: BatchItem, pages: list[Page]) -> list[Transcription]:
    direction, now = direction_of(item.values), timezone.now()
    return [
        Transcription(
            page=page,
            kind=TextKind.DELIVERED,
            direction=direction,
            text=_delivered_text(item.text_identifier, item.texts[str(page.number)]),
            made_at=now,
        )
        for page in pages
        if str(page.number) in item.texts
    ]


def _delivered_text(object_id: str, path: str) -> str:
    """The text of a stored file; its bytes stay as received, line ends become one sign."""
    with masters().open(object_id, path) as file:
        raw = file.read()
    return decode(raw).text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
