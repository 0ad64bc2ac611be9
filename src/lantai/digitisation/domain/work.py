"""Work on a batch: one at a time in a home, telling its own row how far it is, and stoppable."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Progress, Stopped

_EVERY_SECONDS = 0.5
PAUSE = "pause"
CANCEL = "cancel"


class Cancelled(Stopped):
    """Somebody wished the work to be given up; what it brought into custody is to be removed."""


@contextmanager
def turn(progress: Progress, kind: str = "intake") -> Iterator[None]:
    """Wait until nobody else does this kind of work in this home.

    A lock of the operating system: it dies with its holder.
    """
    settings.LANTAI.run_dir.mkdir(parents=True, exist_ok=True)
    with (settings.LANTAI.run_dir / f"{kind}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.note(f"Other work of this kind ({kind}) is under way; this waits for its turn.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class BatchProgress:
    """Writes stage and count into the batch's row twice a second, and hears the wish to stop."""

    def __init__(self, batch: Batch, shown: Progress) -> None:
        self.batch, self.shown = batch, shown
        self._written = 0.0

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
            raise Stopped(f"{batch.name} is paused; it can be taken up again where it stopped.")
        if row.filter(wish=CANCEL).update(wish="", stage=""):
            raise Cancelled(f"{batch.name} is given up; nothing of it is left in custody.")


def is_busy() -> bool:
    """Whether somebody works on a delivery in this home now."""
    settings.LANTAI.run_dir.mkdir(parents=True, exist_ok=True)
    with (settings.LANTAI.run_dir / "intake.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
