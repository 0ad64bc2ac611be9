"""Storing the masters of a batch: one OCFL object a carrier, byte for byte, under the names as received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from lantai.accounts.models import User
from lantai.digitisation.check import PARALLEL
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, BatchItem
from lantai.digitisation.progress import Progress
from lantai.preservation.store import masters

_CHUNK = 40
T = TypeVar("T")


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def store_items(batch: Batch, *, by: User, progress: Progress) -> None:
    """Store what is not stored yet; an item is marked after its objects stand."""
    waiting = batch.items.filter(stored=False, outcome="")
    progress.stage("store", waiting.count())
    with ThreadPoolExecutor(PARALLEL) as pool:
        for chunk in in_chunks(list(waiting), _CHUNK):
            for _done in pool.map(lambda item: _store(item, batch, by.username), chunk):
                progress.advance()
            BatchItem.objects.filter(pk__in=[item.pk for item in chunk]).update(stored=True)
    batch.state = BatchState.STORED
    batch.save(update_fields=["state"])


def _store(item: BatchItem, batch: Batch, user: str) -> None:
    root = Path(batch.source)
    root = root.parent if root.is_file() else root
    for object_id, paths in objects_of(item):
        masters().store(
            object_id,
            {path: root / path for path in paths},
            message=f"{item.code}, received in {batch.name}",
            user=user,
            created=batch.received_at,
        )


def objects_of(item: BatchItem) -> Iterator[tuple[str, list[str]]]:
    """(object id, logical paths) of each carrier that the item came with: pages in order, then their copies."""
    scan = list(dict.fromkeys([*item.files, *item.copies]))
    if scan:
        yield item.scan_identifier, scan
    in_scan = set(scan)
    texts = [path for _number, path in sorted(item.texts.items(), key=lambda one: int(one[0])) if path not in in_scan]
    if texts:
        yield item.text_identifier, list(dict.fromkeys(texts))
