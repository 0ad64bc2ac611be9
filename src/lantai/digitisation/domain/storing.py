"""Storing the masters of a batch: one OCFL object a carrier, byte for byte, under the names as received.

A few threads store an object each; the waiting rows are read as they are needed, and marked when their objects stand.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from django.db.models import QuerySet

from lantai.accounts.models import User
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, BatchItem
from lantai.digitisation.progress import Progress
from lantai.ports.masters import SourceChanged, Version
from lantai.preservation.domain import content_digest
from lantai.preservation.store import masters

_THREADS: Final = 4
"""While two wait for the disk, two copy: fewer leave a core idle, more only seek."""
_AHEAD: Final = 2 * _THREADS
_READ_AT_ONCE: Final = 500
_CHUNK: Final = 40
"""Items that are marked together."""
_EVERY_SECONDS: Final = 0.5
_COLUMNS: Final = (
    "id", "code", "leaves", "texts", "copies", "sources", "scan_identifier", "text_identifier", "scan_digest",
    "text_digest", "batch",
)  # fmt: skip
T = TypeVar("T")


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def store_items(batch: Batch, *, by: User, progress: Progress, digests: Mapping[str, str] | None = None) -> None:
    """Store what is not stored yet; an item is marked after its objects stand. Progress counts files.

    ``digests``: the SHA-512 that files had when they were checked, by their path in the delivery; it may be a mapping
    that reads them from somewhere, for each is asked for once, from several threads. Killed or stopped at any point, it
    goes on where it was. Raises what the store of masters does: OSError that names the file, SourceChanged.
    """
    waiting = batch.items.filter(stored=False, outcome="").order_by("pk").only(*_COLUMNS)
    progress.stage("store", sum(_count_files(item) for item in _by_key(waiting)))
    _Run(batch, by.username, digests or {}, progress).store(_by_key(waiting))
    batch.state = BatchState.STORED
    batch.save(update_fields=["state"])


class _Run:
    """The items of one run on their way through the threads."""

    def __init__(self, batch: Batch, user: str, digests: Mapping[str, str], progress: Progress) -> None:
        self._batch, self._user, self._digests, self._progress = batch, user, digests, progress
        source = Path(batch.source)
        self._root = source.parent if source.is_file() else source
        self._masters = masters()
        self._counting = threading.Lock()
        self._copied = self._told = 0
        self._stored: list[int] = []

    def store(self, items: Iterator[BatchItem]) -> None:
        """Whatever stops it, what stands by then is marked."""
        running: dict[Future[None], BatchItem] = {}
        with ThreadPoolExecutor(_THREADS) as pool:
            try:
                self._feed(pool, items, running)
                while running:
                    self._take(running)
                    self._feed(pool, items, running)
            except BaseException:
                for future in running:
                    future.cancel()
                raise
            finally:
                done = wait(running).done
                self._stored += [running[one].pk for one in done if not one.cancelled() and one.exception() is None]
                self._mark()

    def _feed(
        self, pool: ThreadPoolExecutor, items: Iterator[BatchItem], running: dict[Future[None], BatchItem]
    ) -> None:
        for item in islice(items, _AHEAD - len(running)):
            running[pool.submit(self._store, item)] = item

    def _take(self, running: dict[Future[None], BatchItem]) -> None:
        """Wait a moment; take what is done, tell how far it is. Raises what a thread raised, and Stopped."""
        for future in wait(running, timeout=_EVERY_SECONDS, return_when=FIRST_COMPLETED).done:
            future.result()
            self._stored.append(running.pop(future).pk)
        if len(self._stored) >= _CHUNK:
            self._mark()
        self._tell()

    def _store(self, item: BatchItem) -> None:
        """In a thread, which touches no table."""
        counted = 0

        def copied(_size: int) -> None:
            nonlocal counted
            counted += 1
            self._count(1)

        for object_id, paths in objects_of(item):
            sources = {path: item.source_of(path) for path in paths}
            checked = ((path, self._digests.get(source)) for path, source in sources.items())
            version = self._masters.store(
                object_id,
                {path: self._root / source for path, source in sources.items()},
                message=f"{item.code}, received in {self._batch.name}",
                user=self._user,
                created=self._batch.received_at,
                digests={path: digest for path, digest in checked if digest is not None},
                copied=copied,
            )
            self._compare(item, object_id, version, paths)
        self._count(_count_files(item) - counted)  # those that stood already

    def _compare(self, item: BatchItem, object_id: str, version: Version, paths: list[str]) -> None:
        """What stands must be what was checked, however long ago that was. Raises SourceChanged."""
        expected = item.scan_digest if object_id == item.scan_identifier else item.text_digest
        digests = {file.path: file.digest for file in version.files}
        if expected and content_digest(digests[path] for path in paths) != expected:
            self._masters.remove(object_id)
            raise SourceChanged(
                f"The files of {item.code} are others than when they were checked; deliver it again, and let it be "
                "checked anew."
            )

    def _count(self, files: int) -> None:
        with self._counting:
            self._copied += files

    def _tell(self) -> None:
        copied = self._copied
        if copied > self._told:
            told, self._told = copied - self._told, copied
            self._progress.advance(told)

    def _mark(self) -> None:
        stored, self._stored = self._stored, []
        BatchItem.objects.filter(pk__in=stored).update(stored=True)


def _by_key(waiting: QuerySet[BatchItem]) -> Iterator[BatchItem]:
    """One after the other, few in memory at a time, however many there are."""
    last = 0
    while chunk := list(waiting.filter(pk__gt=last)[:_READ_AT_ONCE]):
        yield from chunk
        last = chunk[-1].pk


def _count_files(item: BatchItem) -> int:
    return sum(len(paths) for _object_id, paths in objects_of(item))


def objects_of(item: BatchItem) -> Iterator[tuple[str, list[str]]]:
    """(object id, logical paths) of each carrier that the item came with: the files of its leaves in page order and
    their copies in a second format, and its texts, that of the whole item first. A text that lies in the scan, as the
    layer of a PDF, is no file of its own."""
    scan = list(dict.fromkeys([*item.files, *item.copies]))
    if scan:
        yield item.scan_identifier, scan
    in_scan = set(scan)
    texts = [path for _number, path in sorted(item.texts.items(), key=lambda one: int(one[0])) if path not in in_scan]
    if texts:
        yield item.text_identifier, list(dict.fromkeys(texts))
