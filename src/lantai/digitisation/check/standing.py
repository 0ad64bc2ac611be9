"""The catalogue that stands: which codes of a delivery are taken, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from lantai.catalogue.enums import CarrierKind, Level
from lantai.catalogue.models import CodeAlias, Instantiation, Record, RecordSet
from lantai.digitisation.check.delivery import OpenDelivery
from lantai.digitisation.check.item import Item
from lantai.digitisation.check.observation import at, observe
from lantai.digitisation.check.sameness import brings_the_same, explicit, says_the_same
from lantai.digitisation.check.working import WorkingTable
from lantai.digitisation.enums import Severity
from lantai.digitisation.models import BatchItem, Page

RECORD: Final = "record"
CUSTODY: Final = "custody"
SET: Final = "set"
ALIAS: Final = "alias"
SAME: Final = "same"
"""What has a code: a record in the archive, one in custody, a set, a description that had it once; or a record that
says and has already what the delivery brings."""

_CHUNK: Final = 500


def find_standing(table: WorkingTable, *, own: str = "") -> None:
    """Note of every item of the delivery what stands under its code already. Code: code-taken, of a fonds or a volume
    whose code is that of something else; records of the batch ``own`` are to be replaced."""
    if not (Record.objects.exists() or RecordSet.objects.exists()):
        return
    store = table.store
    for column, name, taken in (("fonds", "全宗號", _taken_for_fonds), ("volume", "案卷號", _taken_for_volume)):
        asked = iter(store.ask(f"SELECT {column} FROM entry WHERE {column} <> '' GROUP BY {column}"))  # noqa: S608
        while chunk := [code for (code,) in islice(asked, _CHUNK)]:
            for code in taken(chunk, own):
                _tell_taken(table, column, name, code)
    table.settle()
    asked = iter(store.ask("SELECT code FROM entry WHERE place = '' AND code <> ''"))
    while chunk := [code for (code,) in islice(asked, _CHUNK)]:
        with store.transaction():
            store.run_many("UPDATE entry SET standing = ? WHERE code = ? AND place = ''", _standing(chunk))


def may_stand(table: WorkingTable) -> bool:
    """Whether anything of the delivery stands already, or pages of a volume may."""
    asked = "SELECT 1 FROM entry WHERE standing <> '' UNION ALL SELECT 1 FROM piece WHERE entry IS NULL LIMIT 1"
    return table.store.one(asked) is not None


def _taken_for_fonds(codes: Sequence[str], own: str) -> set[str]:
    sets = RecordSet.objects.filter(code__in=codes).exclude(level=Level.FONDS)
    return {*sets.values_list("code", flat=True), *_of_records(codes, own)}


def _taken_for_volume(codes: Sequence[str], own: str) -> set[str]:
    sets = RecordSet.objects.filter(code__in=codes, level=Level.FONDS)
    return {*sets.values_list("code", flat=True), *_of_records(codes, own)}


def _of_records(codes: Sequence[str], own: str) -> set[str]:
    records = Record.objects.filter(code__in=codes).exclude(batch_items__batch__identifier=own or None)
    return set(records.values_list("code", flat=True))


def _tell_taken(table: WorkingTable, column: str, name: str, code: str) -> None:
    """Once, at its first row; none of its rows can come in."""
    where = f"{column} = ? AND place = ''"
    first = next(table.entries(where, (code,)), None)
    if first is None:
        return
    told = at(first.row, "code-taken", column=name, found=code)
    table.tell(told)
    if told.severity == Severity.ERROR:
        table.store.run(f"UPDATE entry SET faulty = 1 WHERE {where}", (code,))  # noqa: S608 - a column of our own


def _standing(codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for code in CodeAlias.objects.filter(code__in=codes).values_list("code", flat=True):
        yield ALIAS, code
    for code in RecordSet.objects.filter(code__in=codes).values_list("code", flat=True):
        yield SET, code
    for code, accepted in Record.objects.filter(code__in=codes).values_list("code", "accepted"):
        yield RECORD if accepted else CUSTODY, code


def compare_standing(delivery: OpenDelivery, items: Iterable[Item], *, revising: bool, own: str = "") -> None:
    """Compare what stands with what is brought. Codes: code-taken, of what is neither the same nor to be revised.

    ``own`` is the identifier of the batch whose records in custody this delivery replaces.
    """
    standing = iter(_with_standing(delivery, items, revising=revising, own=own))
    while chunk := list(islice(standing, _CHUNK)):
        records = _records([item.code for item in chunk])
        for item in chunk:
            _compare(delivery, item, records.get(item.code), revising=revising, own=own)
    delivery.table.settle()


def _with_standing(delivery: OpenDelivery, items: Iterable[Item], *, revising: bool, own: str) -> Iterator[Item]:
    """The items whose code stands; volumes that came as one are compared on the way."""
    for item in items:
        if item.is_volume:
            _compare_volume(delivery, item, revising=revising, own=own)
        elif item.standing:
            yield item


def _compare_volume(delivery: OpenDelivery, item: Item, *, revising: bool, own: str) -> None:
    """Pages of a volume that stand already are the same, or are revised, or are taken. Code: page-taken."""
    numbers = [leaf.number for leaf in item.leaves] or [number for number, _path in item.texts]
    pages = Page.objects.filter(record_set__code=item.code, number__in=numbers[:_CHUNK])
    taken = pages.order_by("number").values_list("number", flat=True).first()
    if taken is None:
        return
    mine = BatchItem.objects.filter(batch__identifier=own, is_volume=True, code=item.code).exclude(record_set=None)
    if own and mine.exists():
        return
    carriers = Instantiation.objects.filter(record_set__code=item.code, kind=CarrierKind.MASTER_SCAN)
    stored = list(carriers.values_list("stored__digest", flat=True))
    if item.scan_files and delivery.content_digest(item.scan_files) in stored:
        standing = SAME
    elif revising and len(stored) <= 1:
        standing = RECORD
    else:
        delivery.table.tell(observe("page-taken", path=item.code, found=str(taken)))
        return
    delivery.table.store.run("INSERT OR REPLACE INTO volume_state VALUES (?, ?)", (item.code, standing))


def _records(codes: Sequence[str]) -> dict[str, Record]:
    found = Record.objects.filter(code__in=codes).prefetch_related("instantiations__stored", "batch_items__batch")
    return {record.code: record for record in found}


def _compare(delivery: OpenDelivery, item: Item, record: Record | None, *, revising: bool, own: str) -> None:
    table = delivery.table
    if record is not None and own and any(one.batch.identifier == own for one in record.batch_items.all()):
        return
    values = explicit(item.row.values, table.fields_of(item.row.sheet)) if revising else item.row.values
    if (
        record is not None
        and says_the_same(record, values, all_of_it=not revising)
        and brings_the_same(record, item, delivery, all_of_it=not revising)
    ):
        table.store.run("UPDATE entry SET standing = ? WHERE code = ? AND place = ''", (SAME, item.code))
    elif item.standing != RECORD or not revising:
        table.tell(at(item.row, "code-taken", column="檔號", found=item.code))
