"""Scans inspected by child processes, one a core, so that the worst file costs one finding and no more.

Each child has a file in hand and one to go on with. A child that dies, hangs or spends its limits takes the blame for
the file in hand; it is replaced, and what it had not begun goes to another. A death that none of our limits brought
about may have other causes than the file (a machine without memory ends whom it likes), so it is believed when it
happens twice. Answers come in the order of the questions; memory stays flat over any number of files.
"""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from lantai.digitisation.inspection.inspected import Inspected, Problem
from lantai.digitisation.inspection.judging import judge
from lantai.digitisation.inspection.limits import Limits, Thresholds
from lantai.digitisation.inspection.scan_file import UNREADABLE
from lantai.digitisation.inspection.worker import Worker
from lantai.digitisation.progress import Progress, SilentProgress

_IN_HAND: Final = 2
"""Questions that a child holds: the next is there when it has answered one, however slow we are to listen."""
_WINDOW: Final = 32
"""Answers a child that may wait for an earlier, slower one."""
_ATTEMPTS: Final = 2
_STILLBORN: Final = 3
"""Children in a row that die before they are ready: then it is not the files."""


class PoolBroken(Exception):
    """Children die before they have seen a file: the fault is the machine's; the message is one sentence for people."""


@dataclass(slots=True)
class _Job:
    number: int
    path: str
    attempts: int = 0


@dataclass(eq=False, slots=True)
class _Child:
    """A worker, the jobs that it holds (the first is in hand), and since when, by the clock, it has had that one."""

    worker: Worker
    jobs: deque[_Job]
    since: float
    answered: int = 0


def inspect_files(
    paths: Iterable[Path],
    *,
    limits: Limits | None = None,
    thresholds: Thresholds | None = None,
    progress: Progress | None = None,
) -> Iterator[Inspected]:
    """Inspect files in child processes; one answer a path, in order, each as soon as those before it are there.

    ``progress`` may raise Stopped; then, as when the iterator is closed, the children are ended. Raises PoolBroken.
    """
    thresholds = thresholds or Thresholds()
    shown = progress or SilentProgress()
    shown.stage("inspect", len(paths) if isinstance(paths, Sized) else 0)
    with _Pool(limits or Limits()) as pool:
        for inspected in pool.run(paths):
            yield judge(inspected, thresholds)
            shown.advance()


class _Pool:
    """The children, what they hold, and the answers that wait for an earlier one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._size = limits.processes or len(os.sched_getaffinity(0))
        self._children: list[_Child] = []
        self._selector = selectors.DefaultSelector()
        self._again: deque[_Job] = deque()
        self._done: dict[int, Inspected] = {}
        self._stillborn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for child in list(self._children):
            self._dismiss(child)
        self._selector.close()

    def run(self, paths: Iterable[Path]) -> Iterator[Inspected]:
        """An answer to each path, in order."""
        jobs = (_Job(number, str(path)) for number, path in enumerate(paths))
        following, asked = 0, 0
        while True:
            asked += self._hand_out(jobs, room=following + _WINDOW * self._size - asked)
            if following == asked:
                return
            while following not in self._done:
                self._listen()
                asked += self._hand_out(jobs, room=following + _WINDOW * self._size - asked)
            yield self._done.pop(following)
            following += 1

    # -- asking ------------------------------------------------------------------------------------

    def _hand_out(self, jobs: Iterator[_Job], *, room: int) -> int:
        """Fill the children's hands, first with what must be done again; new jobs taken, up to ``room``."""
        while self._again and (child := self._with_a_free_hand()):
            self._ask(child, self._again.popleft())
        taken = 0
        while not self._again and taken < room and (child := self._with_a_free_hand()):
            job = next(jobs, None)
            if job is None:
                break
            self._ask(child, job)
            taken += 1
        return taken

    def _with_a_free_hand(self) -> _Child | None:
        """The idlest child, or a new one; none that has done its share, and none at all when every hand is full."""
        fresh = [child for child in self._children if child.answered < self._limits.files_a_child]
        idlest = min(fresh, key=lambda child: len(child.jobs), default=None)
        if (idlest is None or idlest.jobs) and len(self._children) < self._size:
            idlest = self._start()
        return idlest if idlest and len(idlest.jobs) < _IN_HAND else None

    def _ask(self, child: _Child, job: _Job) -> None:
        if not child.jobs:
            child.since = time.monotonic()
        child.jobs.append(job)
        child.worker.ask(job.path)

    def _start(self) -> _Child:
        try:
            child = _Child(Worker(self._limits), deque(), time.monotonic())
        except OSError as error:
            raise PoolBroken(f"No process to look at images could be started ({error.strerror}).") from error
        self._selector.register(child.worker.answers, selectors.EVENT_READ, child)
        self._children.append(child)
        return child

    # -- listening ---------------------------------------------------------------------------------

    def _listen(self) -> None:
        """Wait for an answer, a death or the end of somebody's time."""
        for key, _events in self._selector.select(self._patience()):
            self._hear(key.data)
        late = time.monotonic() - self._limits.seconds
        for child in [child for child in self._children if child.jobs and child.since < late]:
            self._bury(child, f"takes more than {self._limits.seconds} s")

    def _patience(self) -> float:
        """Seconds until the first child is late."""
        begun = min((child.since for child in self._children if child.jobs), default=time.monotonic())
        return max(0.0, begun + self._limits.seconds - time.monotonic()) + 0.01

    def _hear(self, child: _Child) -> None:
        answers, more = child.worker.hear()
        for answer in answers:
            self._take(child, answer)
        if not more:
            self._bury(child)
        elif child.answered >= self._limits.files_a_child and not child.jobs:
            self._dismiss(child)

    def _take(self, child: _Child, answer: Inspected | None) -> None:
        """An answer to the job in hand, or that the child is ready. The path is ours, whatever the child says."""
        child.since = time.monotonic()
        self._stillborn = 0
        if answer is not None and child.jobs:
            job = child.jobs.popleft()
            self._done[job.number] = replace(answer, path=job.path)
            child.answered += 1

    # -- deaths ------------------------------------------------------------------------------------

    def _bury(self, child: _Child, reason: str = "") -> None:
        """A child is gone, or must go: blame the job in hand, or try it once more; the rest goes to another child."""
        self._dismiss(child)
        if not child.worker.is_ready:
            self._count_stillborn()
        elif child.jobs:
            self._blame(child.jobs[0], reason or _limit_hit(child.worker.status, self._limits), child.worker.status)
            if child.jobs[0].number in self._done:
                child.jobs.popleft()
        self._again.extendleft(reversed(child.jobs))

    def _blame(self, job: _Job, reason: str, status: int) -> None:
        job.attempts += 1
        if reason or job.attempts >= _ATTEMPTS:
            problem = Problem(UNREADABLE, reason or f"breaks the decoder ({_death(status)})")
            self._done[job.number] = Inspected(path=job.path, problems=(problem,))

    def _count_stillborn(self) -> None:
        self._stillborn += 1
        if self._stillborn >= _STILLBORN:
            raise PoolBroken(
                f"{_STILLBORN} processes that look at images died before they had seen one; "
                "free some memory, or look whether Lantai is installed whole."
            )

    def _dismiss(self, child: _Child) -> None:
        """End a child at once: it holds nothing that would be lost."""
        self._selector.unregister(child.worker.answers)
        self._children.remove(child)
        child.worker.end()


def _limit_hit(status: int, limits: Limits) -> str:
    """The limit by which the system ended a child; empty for none."""
    if status == -signal.SIGXCPU:
        return f"takes more than {limits.processor_seconds} s of processor time"
    return ""


def _death(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit {status}"
