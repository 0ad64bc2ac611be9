"""Work on a batch: one at a time in a home, telling its own row how far it is, and stoppable."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Progress, Stopped

_EVERY_SECONDS = 0.5
_INTAKE = "intake"
PAUSE = "pause"
CANCEL = "cancel"


class Cancelled(Stopped):
    """Somebody wished the work to be given up; what it brought into custody is to be removed."""


@contextmanager
def turn(progress: Progress, kind: str = _INTAKE) -> Iterator[None]:
    """Wait until nobody else does this kind of work in this home.

    A lock of the operating system: it dies with its holder. The file says which batch that has in hand.
    """
    settings.LANTAI.run_dir.mkdir(parents=True, exist_ok=True)
    with _lock(kind).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.note(f"Other work of this kind ({kind}) is under way; this waits for its turn.")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        yield


def _lock(kind: str = _INTAKE) -> Path:
    return settings.LANTAI.run_dir / f"{kind}.lock"


def is_busy(batch: Batch) -> bool:
    """Whether somebody works on this batch now. One that waits for its turn, or was left by a dead worker, is idle."""
    try:
        with _lock().open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return file.read() == batch.identifier
    except FileNotFoundError:
        return False
    return False


class BatchProgress:
    """Writes stage and count into the batch's row twice a second, and hears the wish to stop.

    For whoever has the turn: from now on the batch is in hand. ``accepting``: it goes into the archive, and can be
    paused but no longer given up.
    """

    def __init__(self, batch: Batch, shown: Progress, *, accepting: bool = False) -> None:
        self.batch, self.shown, self._accepting = batch, shown, accepting
        self._written = 0.0
        _lock().write_text(batch.identifier, encoding="utf-8")

    def stage(self, name: str, total: int) -> None:
        self.batch.stage, self.batch.total, self.batch.done = name, total, 0
        self.batch.stage_at = timezone.now()
        self._write()  # first: who sees the stage begin may wish at once that it pauses
        self.shown.stage(name, total)

    def advance(self, count: int = 1) -> None:
        self.batch.done += count
        self.shown.advance(count)
        if time.monotonic() - self._written > _EVERY_SECONDS:
            self._write()

    def note(self, sentence: str) -> None:
        self.shown.note(sentence)

    def _write(self) -> None:
        """Raises Stopped and Cancelled when somebody wished it; the wish is fulfilled and forgotten."""
        self._written = time.monotonic()
        row = Batch.objects.filter(pk=self.batch.pk)
        batch = self.batch
        row.update(stage=batch.stage, done=batch.done, total=batch.total, stage_at=batch.stage_at)
        if row.filter(wish=PAUSE).update(wish="", stage=""):
            told = gettext("%(delivery)s is paused; it can be taken up again where it stopped.")
            raise Stopped(told % {"delivery": batch.name})
        if row.filter(wish=CANCEL).update(wish="", stage=""):
            if self._accepting:
                told = gettext("%(delivery)s goes into the archive and cannot be given up any more; it is paused.")
                raise Stopped(told % {"delivery": batch.name})
            told = gettext("%(delivery)s is given up; nothing of it is left in custody.")
            raise Cancelled(told % {"delivery": batch.name})
