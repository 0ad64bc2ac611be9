"""Comparing the files of a delivery with the digests that came along, each file read once for every algorithm."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from lantai.digitisation.layouts.inventory import Inventory
from lantai.digitisation.layouts.opening import open_file
from lantai.digitisation.layouts.seen import Seen
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.values.digests import UnknownAlgorithm

PIECE: Final = 1 << 18
_PARALLEL: Final = 2
_AHEAD: Final = 64


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with its digests, those that a list states and those that were asked for. ``seen`` tells every digest
    that is another one than stated, and that the file could not be read, in which case there are no digests."""

    path: str
    shown: str
    size: int
    digests: Mapping[str, str]
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    path: str
    shown: str
    size: int
    stated: tuple[tuple[str, str, str], ...]
    """List, algorithm, digest."""


def digests_of(path: Path, algorithms: Sequence[str]) -> dict[str, str]:
    """The digests of a file's bytes in small hexadecimal, all in one reading. Raises UnknownAlgorithm and OSError."""
    makers = {name: _maker(name) for name in algorithms}
    piece = bytearray(PIECE)
    view = memoryview(piece)
    with open_file(path) as file:
        while count := file.readinto(view):  # type: ignore[attr-defined]  # BinaryIO does not promise it; files have it
            for maker in makers.values():
                maker.update(view[:count])
    return {name: maker.hexdigest() for name, maker in makers.items()}


def _maker(name: str) -> Any:
    try:
        return hashlib.new(name, usedforsecurity=False)
    except ValueError as error:
        raise UnknownAlgorithm(f"This Python cannot compute {name}: its OpenSSL has no such digest.") from error


def check_digests(
    inventory: Inventory, *, also: Sequence[str] = (), progress: Progress | None = None
) -> Iterator[CheckedFile]:
    """Every file of a delivery by path, with the digests that are stated of it and ``also`` these.

    The lists are entered before (``digest_lists.enter_lists``).
    Files that nobody states a digest of are read for the sake of ``also`` only. Raises UnknownAlgorithm, and OSError
    when the delivery is there no more.
    """
    shown = progress or SilentProgress()
    shown.stage("digest", inventory.count())
    with ThreadPoolExecutor(_PARALLEL) as pool:
        under_way: deque[Future[CheckedFile]] = deque()
        for job in _jobs(inventory):
            under_way.append(pool.submit(_checked, inventory.root, job, also))
            if len(under_way) >= _AHEAD:
                yield under_way.popleft().result()
                shown.advance()
        for future in under_way:
            yield future.result()
            shown.advance()


def _jobs(inventory: Inventory) -> Iterator[_Job]:
    asked = inventory.store.ask(
        "SELECT folder.path, folder.shown, file.name, file.shown, file.size, stated.list, stated.algorithm, "
        "stated.digest FROM folder CROSS JOIN bundle ON bundle.folder = folder.id "
        "CROSS JOIN file ON file.bundle = bundle.id LEFT JOIN stated ON stated.file = file.id "
        "ORDER BY folder.path, file.name"
    )
    for (folder, folder_shown, name, name_shown, size), rows in groupby(asked, key=lambda row: row[:5]):
        shown = name_shown or name
        yield _Job(
            path=f"{folder}/{name}" if folder else name,
            shown=f"{folder_shown}/{shown}" if folder_shown else shown,
            size=size,
            stated=tuple((list_, algorithm, digest) for *_file, list_, algorithm, digest in rows if list_),
        )


def _checked(root: Path, job: _Job, also: Sequence[str]) -> CheckedFile:
    wanted = sorted({*also, *(algorithm for _list, algorithm, _digest in job.stated)})
    try:
        digests = digests_of(root / job.path, wanted) if wanted else {}
    except OSError as error:
        root.lstat()  # where the whole disk is gone, no file of it is at fault
        seen = Seen(code="unreadable-file", path=job.shown, found=error.strerror or "")
        return CheckedFile(job.path, job.shown, job.size, {}, (seen,))
    wrong = tuple(
        Seen(code="checksum-mismatch", path=job.shown, found=digests[algorithm], expected=f"{digest} ({list_})")
        for list_, algorithm, digest in job.stated
        if digests[algorithm] != digest
    )
    return CheckedFile(job.path, job.shown, job.size, digests, wrong)


def lists_against_files(inventory: Inventory) -> Iterator[Seen]:
    """What lists and files say against each other before anything is read: ``missing-file`` (listed, not there) and
    ``unlisted-file`` (there, not listed; by folder when it is several). Nothing when no list came, and nothing of files
    that belong to no delivery or were told already (``Inventory.observations``)."""
    store = inventory.store
    if not store.count("SELECT COUNT(*) FROM stated"):
        return
    for path, list_, line in store.ask("SELECT path, list, line FROM stated WHERE file IS NULL ORDER BY list, line"):
        yield Seen(code="missing-file", sheet=list_, row=line, path=path)
    asked = store.ask(
        "SELECT folder.shown, COUNT(*), MIN(COALESCE(file.shown, file.name)) FROM folder "
        "JOIN bundle ON bundle.folder = folder.id JOIN file ON file.bundle = bundle.id "
        "WHERE bundle.kind NOT IN ('digests', 'stray') "
        "AND NOT EXISTS (SELECT 1 FROM stated WHERE stated.file = file.id) AND NOT EXISTS (SELECT 1 FROM seen "
        "WHERE seen.path = IIF(folder.shown = '', '', folder.shown || '/') || COALESCE(file.shown, file.name)) "
        "GROUP BY folder.id ORDER BY folder.path"
    )
    for folder, count, name in asked:
        path = f"{folder}/{name}" if folder and count == 1 else folder or name
        yield Seen(code="unlisted-file", path=path, found=str(count))
