"""What every hostile delivery is judged by: the sound comes in, the rest costs a finding, and nothing else happens.

A delivery is made beside sentinels, checked, taken in with what is good, and accepted. Then the file system around it
is as it was, no process is left, and no row holds what PostgreSQL would refuse.
"""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from tests.digitisation.domain.laying import HEADER, row, scan, sheet

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.check import Asked, check_delivery
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import Terms, take_in
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, Page
from lantai.preservation.store import masters

Told = tuple[str, str]
"""The code of a finding, and its path or the sheet and number of its row."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery."""

    batch: Batch
    told: frozenset[Told]
    taken_in: tuple[str, ...]
    """The codes of the records."""

    def told_of(self, place: str) -> set[str]:
        """The codes of what was told of a path, or of a row."""
        return {code for code, where in self.told if where == place}


@dataclass(slots=True)
class Ground:
    """A folder with a delivery and, around it, what must stay as it is."""

    root: Path
    by: User

    @property
    def delivery(self) -> Path:
        return self.root / "delivery"

    @property
    def outside(self) -> Path:
        """A sound image beside the delivery, which none of it may reach."""
        return self.root / "outside/0001.jpg"

    def lay(self, *rows: dict[str, object], header: tuple[str, ...] = HEADER) -> None:
        """A delivery of two sound items with an image each, and whatever rows the test adds."""
        scan(self.outside, OUTSIDE)
        sheet(self.delivery, [row(101), row(102), *rows], header)
        for number in (101, 102):
            scan(self.folder(number) / "0001.jpg", number)

    def folder(self, number: int) -> Path:
        """The folder of the images of an item."""
        return self.delivery / f"圖像/L099-01-0001-{number:04}"

    def take_in(self, *, accept_good: bool = True) -> Outcome:
        """Check, take in, and see that nothing else happened."""
        before = listing(self.root)
        with check_delivery(self.delivery, Asked(accept_good=accept_good)) as check:
            told = frozenset((one.code, one.path or f"{one.sheet} {one.row}") for one in check.findings())
        batch = take_in(self.delivery, terms=Terms(accept_good=accept_good), by=self.by).batch
        if batch.state == BatchState.DESCRIBED:
            batch = accept_batch(batch, trust_opening=True, by=self.by)
        assert listing(self.root) == before, "something was written"
        if self.outside.exists():
            assert sha512(self.outside.read_bytes()).hexdigest() not in masters_digests(), "it was led outside"
        assert not children(), children()
        left = list((settings.LANTAI.run_dir / "scratch").iterdir())
        assert not left, left
        assert not unfit_values(), unfit_values()
        assert Page.objects.exclude(derive_error="").count() == 0
        taken = tuple(Record.objects.order_by("pk").values_list("code", flat=True))
        return Outcome(batch, told, taken)


SOUND = ("L099-01-0001-0101", "L099-01-0001-0102")
"""The codes of the sound items of a delivery."""
OUTSIDE = 9_999
"""The seed of the image outside."""


def masters_digests() -> set[str]:
    """The SHA-512 of every file that was stored."""
    store = masters()
    return {file.digest for one in store.objects() for version in store.versions(one) for file in version.files}


def listing(root: Path) -> dict[str, tuple[int, int, int]]:
    """Every entry below a folder with its kind, size and time; no link is followed."""
    found: dict[str, tuple[int, int, int]] = {}
    for folder, folders, files in os.walk(os.fsencode(root)):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 - names that are no text
            status = os.lstat(path)
            kind = stat.S_IFMT(status.st_mode)
            found[os.fsdecode(path)] = kind, 0 if stat.S_ISDIR(kind) else status.st_size, status.st_mtime_ns
    return found


def children() -> list[str]:
    """The command lines of the processes that this one started and that are still there, but for the tracker that
    multiprocessing leaves running once another test used it."""
    mine = Path(f"/proc/{os.getpid()}/task")
    pids = [pid for task in mine.iterdir() for pid in (task / "children").read_text().split()]
    commands = [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in pids]
    return [command for command in commands if "resource_tracker" not in command]


# -- what PostgreSQL would refuse -------------------------------------------------------------------

_LARGEST = {
    models.PositiveIntegerField: 2**31 - 1,
    models.IntegerField: 2**31 - 1,
    models.BigIntegerField: 2**63 - 1,
}


def unfit_values() -> list[str]:
    """Every value of every row that PostgreSQL would refuse: NUL, halves of characters, too long, too large."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("lantai.")]
    return [told for model in ours for told in _unfit_in(model)]


def _unfit_in(model: type[models.Model]) -> Iterator[str]:
    fields = [field for field in model._meta.concrete_fields if isinstance(field, _JUDGED)]
    if not fields or model._meta.db_table not in connection.introspection.table_names():
        return
    for values in model._default_manager.order_by().values_list(*(field.attname for field in fields)):
        for field, value in zip(fields, values, strict=True):
            if value is not None and (why := _trouble(field, value)):
                yield f"{model.__name__}.{field.name} {why}: {str(value)[:80]!r}"


_JUDGED = (models.CharField, models.TextField, models.JSONField, models.IntegerField)


def _trouble(field: models.Field[Any, Any], value: Any) -> str:
    if isinstance(field, models.IntegerField):
        largest = next((most for kind, most in _LARGEST.items() if type(field) is kind), 2**63 - 1)
        return "" if -largest - 1 <= value <= largest else "is too large"
    text = json.dumps(value, ensure_ascii=False) if isinstance(field, models.JSONField) else str(value)
    if "\0" in text or (isinstance(field, models.JSONField) and "\\u0000" in text):
        return "holds NUL"
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        return "holds half a character"
    return "is too long" if field.max_length is not None and len(text) > field.max_length else ""


# -- memory and processes ----------------------------------------------------------------------------


@contextmanager
def peak_memory() -> Iterator[Callable[[], int]]:
    """Bytes by which this process grew at most, at the moments when it was looked at."""
    start, most, ended = _resident(), [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            most[0] = max(most[0], _resident() - start)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: most[0]
    finally:
        ended.set()
        watcher.join()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
