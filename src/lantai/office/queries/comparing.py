"""A changed item of a delivery beside what stands: its words, and its scans page by page (model.md, 14)."""

from __future__ import annotations

from dataclasses import dataclass

from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries.differences import Difference, differences
from lantai.catalogue.queries.versions import RECORD_FIELDS
from lantai.digitisation.domain.storing import objects_of
from lantai.digitisation.models import BatchItem, Page
from lantai.digitisation.rows import said_columns
from lantai.preservation.store import masters


@dataclass(frozen=True, slots=True)
class PagePair:
    """One page by its number: ``old`` as it stands, None for a new one; ``is_new``: the delivery brings an image, and
    ``same``: of the very same bytes."""

    number: int
    old: Page | None
    is_new: bool
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``holder`` is what stands; ``carried_out``: the revision is done, and there is nothing left to compare."""

    item: BatchItem
    holder: Record | RecordSet
    words: tuple[Difference, ...]
    pages: tuple[PagePair, ...]
    carried_out: bool


def compare(item: BatchItem) -> Comparison | None:
    """None for an item of which nothing stands. ``item.record`` and ``item.record_set`` are loaded."""
    holder = item.record_set if item.is_volume else item.record
    if holder is None:
        return None
    words = _words(holder, item) if isinstance(holder, Record) else []
    staged = _staged(item)
    pages = tuple(_pairs(holder, item, staged)) if staged else ()
    return Comparison(item, holder, tuple(words), pages, carried_out=not staged and not words)


def _words(record: Record, item: BatchItem) -> list[Difference]:
    said = said_columns(item.values)
    before = {name: str(getattr(record, name) or "") for name in RECORD_FIELDS}
    return differences(before, {name: str(said.get(name, before[name]) or "") for name in RECORD_FIELDS})


def _staged(item: BatchItem) -> dict[str, str]:
    """The digests of the images that the delivery brings, by path; empty when they are stored no more."""
    store = masters()
    for object_id, _paths in objects_of(item):
        if object_id == item.scan_identifier and store.exists(object_id):
            return {file.path: file.digest for file in store.versions(object_id)[-1].files}
    return {}


def _pairs(holder: Record | RecordSet, item: BatchItem, staged: dict[str, str]) -> list[PagePair]:
    old = {page.number: page for page in holder.pages.exclude(file="").select_related("instantiation")}
    new = {int(number): (str(path), int(leaf)) for path, number, leaf, *_label in item.leaves}
    stood = _standing_digests(holder)
    pairs = []
    for number in sorted(old.keys() | new.keys()):
        page, brought = old.get(number), new.get(number)
        same = (
            page is not None
            and brought is not None
            and (stood.get(page.file), page.leaf) == (staged.get(brought[0]), brought[1])
        )
        pairs.append(PagePair(number, page, is_new=brought is not None, same=same))
    return pairs


def _standing_digests(holder: Record | RecordSet) -> dict[str, str]:
    store = masters()
    return {
        file.path: file.digest
        for carrier in holder.instantiations.all()
        if store.exists(carrier.identifier)
        for file in store.versions(carrier.identifier)[-1].files
    }
