"""Carrying a revision out: an item in the archive is described or scanned anew (model.md, 14).

What is said becomes a new version of the description, what was scanned a new version of the stored object; a page keeps
its number, and whatever the delivery does not bring stays as it is. Done twice it is done once: each step looks first
whether it is there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.revising import changes_of, revise
from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.domain.paging import Paging
from lantai.digitisation.domain.storing import objects_of
from lantai.digitisation.enums import ReadState, TextKind
from lantai.digitisation.layouts.pdf import PdfReader
from lantai.digitisation.models import Batch, BatchItem, Page, Transcription
from lantai.digitisation.rows import said_columns
from lantai.journal import domain as journal
from lantai.preservation.domain import content_digest
from lantai.preservation.models import StoredObject
from lantai.preservation.store import masters


@transaction.atomic
def apply_revision(item: BatchItem, batch: Batch, *, by: User) -> None:
    """Make what stands into what the item says. ``item.record`` and ``item.record_set`` are loaded."""
    holder = item.record_set if item.is_volume else item.record
    assert holder is not None
    if isinstance(holder, Record):
        _describe_anew(holder, item, batch, by=by)
    if _has_staged(item):
        _scan_anew(holder, item, batch, by=by)


def _describe_anew(record: Record, item: BatchItem, batch: Batch, *, by: User) -> None:
    columns = said_columns(item.values)
    if changes_of(record, columns):
        revise(record, columns=columns, version=record.version, by=by, reason=f"Delivery {batch.name}"[:500])


# -- files ----------------------------------------------------------------------------------------


def _has_staged(item: BatchItem) -> bool:
    return any(masters().exists(object_id) for object_id, _paths in objects_of(item))


def _scan_anew(holder: Record | RecordSet, item: BatchItem, batch: Batch, *, by: User) -> None:
    """The staged objects become versions of those that stand, or stand themselves where there was none of the kind."""
    kinds = {item.scan_identifier: CarrierKind.MASTER_SCAN, item.text_identifier: CarrierKind.DELIVERED_TEXT}
    carriers: dict[str, Instantiation] = {}
    with PdfReader() as reader:
        home = holder if isinstance(holder, RecordSet) else holder.record_set
        paging = Paging(item, holder, home, reader)  # reads the staged texts, before they are moved
    moved: list[str] = []
    new: dict[str, str] = {}
    for object_id, paths in objects_of(item):
        new |= {file.path: file.digest for file in masters().versions(object_id)[-1].files}
        carrier = holder.instantiations.filter(kind=kinds[object_id]).first()
        if carrier is None or carrier.identifier == object_id:
            carrier, _is_new = Instantiation.objects.get_or_create(
                identifier=object_id, defaults={"kind": kinds[object_id], **_of(holder)}
            )
        else:
            _add_version(carrier, object_id, paths, batch, by=by)
            moved.append(object_id)
        carriers[object_id] = carrier
    _renew_pages(holder, paging, carriers, new)
    for object_id, paths in objects_of(item):
        _note_stored(carriers[object_id], paths)
    type(holder)._default_manager.filter(pk=holder.pk).update(version=F("version") + 1)  # images are cached by it
    journal.write(f"{_name(holder)}.scanned_anew", holder, by=by, detail={"batch": batch.identifier})
    transaction.on_commit(lambda: _remove(moved))


def _of(holder: Record | RecordSet) -> dict[str, Record | RecordSet]:
    return {"record": holder} if isinstance(holder, Record) else {"record_set": holder}


def _name(holder: Record | RecordSet) -> str:
    return "record" if isinstance(holder, Record) else "record_set"


def _add_version(carrier: Instantiation, staged: str, paths: Iterable[str], batch: Batch, *, by: User) -> None:
    """Nothing is left out of the new version: what the delivery does not bring stays."""
    store = masters()
    current = {file.path: file.digest for file in store.versions(carrier.identifier)[-1].files}
    new = {file.path: file.digest for file in store.versions(staged)[-1].files}
    changed: Mapping[str, Path | None] = {
        path: store.local_path(staged, path) for path in paths if current.get(path) != new[path]
    }
    if changed:
        store.add_version(
            carrier.identifier,
            changed,
            message=f"received in {batch.name}",
            user=by.username,
            created=batch.received_at,
        )


def _note_stored(carrier: Instantiation, paths: list[str]) -> None:
    versions = masters().versions(carrier.identifier)
    current = versions[-1]
    by_path = {file.path: file for file in current.files}
    StoredObject.objects.update_or_create(
        instantiation=carrier,
        defaults={
            "version": current.number,
            "file_count": len(current.files),
            "bytes": sum(file.size for file in current.files),
            "digest": content_digest(by_path[path].digest for path in paths),
            "stored_at": current.created,
        },
    )


def _remove(object_ids: Iterable[str]) -> None:
    """The staged objects have done their work."""
    for object_id in object_ids:
        if masters().exists(object_id):
            masters().remove(object_id)


# -- pages ----------------------------------------------------------------------------------------


Seen = Mapping[str, str]
"""The digest of each file of an object by its path."""


def _renew_pages(holder: Record | RecordSet, paging: Paging, carriers: Mapping[str, Instantiation], new: Seen) -> None:
    before = _as_they_were(holder)
    standing = {page.number: page for page in holder.pages.all()}
    for page in paging.new_pages(carriers):
        old = standing.get(page.number)
        if old is None:
            page.save()
            continue
        if page.file:
            is_other = before.get(old.number) != f"{new[page.file]} {page.leaf}"
            _renew(old, page, is_other=is_other)
        paging.pages[page.number] = old
    for text in paging.new_texts({}, set()):
        _renew_text(text)


def _as_they_were(holder: Record | RecordSet) -> dict[int, str]:
    """The image of every page by its number, in the version of its object that the catalogue knows."""
    found: dict[int, str] = {}
    stored = holder.instantiations.exclude(stored=None)
    for carrier in stored.select_related("stored").prefetch_related("pages"):
        version = masters().versions(carrier.identifier)[carrier.stored.version - 1]
        digests = {file.path: file.digest for file in version.files}
        found |= {page.number: f"{digests.get(page.file)} {page.leaf}" for page in carrier.pages.all() if page.file}
    return found


def _renew(old: Page, new: Page, *, is_other: bool) -> None:
    """A page keeps its number and whoever names it; another image is derived and read anew."""
    old.instantiation, old.file, old.leaf, old.label = new.instantiation, new.file, new.leaf, new.label or old.label
    if is_other:
        old.derived = False
        old.transcriptions.exclude(boxes=None).update(boxes=None)
        current = old.transcriptions.filter(current=True).first()
        is_read_by_machine = current is None or current.kind == TextKind.OCR
        old.read_state = ReadState.QUEUED if is_read_by_machine else ReadState.DELIVERED
    old.save()


def _renew_text(text: Transcription) -> None:
    """The sender's new text is the page's, unless a person corrected the old one: then it stands beside it."""
    current = text.page.transcriptions.filter(current=True).first()
    if current is not None and current.kind == TextKind.DELIVERED and current.text == text.text:
        return
    text.current = current is None or current.kind != TextKind.HUMAN
    if text.current:
        text.page.transcriptions.filter(current=True).update(current=False)
        Page.objects.filter(pk=text.page.pk).update(read_state=ReadState.DELIVERED, read_error="")
    text.made_at = timezone.now()
    text.save()
