"""Work on files done by child processes, one a core, so that the worst file costs one answer and no more.

Each child has a question in hand and one to go on with. A child that dies, hangs or spends its limits takes the blame
for the question in hand; it is replaced, and what it had not begun goes to another. A death that none of our limits
brought about may have other causes than the file (a machine without memory ends whom it likes), so it is believed when
it happens twice. Memory stays flat over any number of questions.
"""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Self, TypeVar

from lantai.digitisation.confined.limits import Limits
from lantai.digitisation.confined.worker import Answer, Worker

_IN_HAND: Final = 2
"""Questions that a child holds: the next is there when it has answered one, however slow we are to listen."""
_WINDOW: Final = 32
"""Answers a child that may wait for an earlier, slower one."""
_ATTEMPTS: Final = 2
_STILLBORN: Final = 3
"""Children in a row that die before they are ready: then it is not the files."""

Q = TypeVar("Q")
A = TypeVar("A")


class PoolBroken(Exception):
    """Children die before they have seen a file: the fault is the machine's; the message is one sentence for people."""


@dataclass(frozen=True, kw_only=True)
class Work(Generic[Q, A]):
    """What children are to do.

    ``module`` calls ``child.serve``; ``told`` it hears beside its limits. ``ask`` puts a question in plain JSON;
    ``understand`` makes an answer of what came back, or raises ValueError for what is none; ``blame`` makes the answer
    for a question that broke a child, of a reason in a few words. ``largest``: bytes that may come with an answer.
    """

    module: str
    ask: Callable[[Q], object]
    understand: Callable[[Q, Any, bytes], A]
    blame: Callable[[Q, str], A]
    told: Mapping[str, object] = field(default_factory=dict)
    largest: int = 0


@dataclass(slots=True)
class _Job(Generic[Q]):
    number: int
    question: Q
    attempts: int = 0


@dataclass(eq=False, slots=True)
class _Child(Generic[Q]):
    """A worker, the jobs that it holds (the first is in hand), and since when, by the clock, it has had that one."""

    worker: Worker
    jobs: deque[_Job[Q]]
    since: float
    answered: int = 0


class Pool(Generic[Q, A]):
    """The children, what they hold, and the answers that wait. Raises PoolBroken while it runs."""

    def __init__(self, work: Work[Q, A], limits: Limits) -> None:
        self._work = work
        self._limits = limits
        self._size = limits.processes or len(os.sched_getaffinity(0))
        self._children: list[_Child[Q]] = []
        self._selector = selectors.DefaultSelector()
        self._again: deque[_Job[Q]] = deque()
        self._done: dict[int, tuple[Q, A]] = {}
        self._stillborn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for child in list(self._children):
            self._dismiss(child)
        self._selector.close()

    def run(self, questions: Iterable[Q], *, in_order: bool = True) -> Iterator[tuple[Q, A]]:
        """Each question with its answer, in the order of the questions or as they come.

        Questions are taken as they are needed, so that they may be read from a table meanwhile.
        """
        jobs = (_Job(number, question) for number, question in enumerate(questions))
        given, asked = 0, 0
        while True:
            asked += self._hand_out(jobs, room=given + _WINDOW * self._size - asked)
            if given == asked:
                return
            while (number := self._following(given) if in_order else next(iter(self._done), None)) is None:
                self._listen()
                asked += self._hand_out(jobs, room=given + _WINDOW * self._size - asked)
            yield self._done.pop(number)
            given += 1

    def _following(self, number: int) -> int | None:
        return number if number in self._done else None

    # -- asking ------------------------------------------------------------------------------------

    def _hand_out(self, jobs: Iterator[_Job[Q]], *, room: int) -> int:
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

    def _with_a_free_hand(self) -> _Child[Q] | None:
        """The idlest child, or a new one; none that has done its share, and none at all when every hand is full."""
        fresh = [child for child in self._children if child.answered < self._limits.files_a_child]
        idlest = min(fresh, key=lambda child: len(child.jobs), default=None)
        if (idlest is None or idlest.jobs) and len(self._children) < self._size:
            idlest = self._start()
        return idlest if idlest and len(idlest.jobs) < _IN_HAND else None

    def _ask(self, child: _Child[Q], job: _Job[Q]) -> None:
        if not child.jobs:
            child.since = time.monotonic()
        child.jobs.append(job)
        child.worker.ask(self._work.ask(job.question))

    def _start(self) -> _Child[Q]:
        work = self._work
        try:
            worker = Worker(work.module, self._limits, work.told, largest=work.largest)
        except OSError as error:
            raise PoolBroken(f"No process to look at images could be started ({error.strerror}).") from error
        child: _Child[Q] = _Child(worker, deque(), time.monotonic())
        self._selector.register(worker.answers, selectors.EVENT_READ, child)
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

    def _hear(self, child: _Child[Q]) -> None:
        answers, more = child.worker.hear()
        try:
            for answer in answers:
                self._take(child, answer)
        except ValueError:
            more = False
        if not more:
            self._bury(child)
        elif child.answered >= self._limits.files_a_child and not child.jobs:
            self._dismiss(child)

    def _take(self, child: _Child[Q], answer: Answer | None) -> None:
        """An answer to the job in hand, or that the child is ready. Raises ValueError for what is no answer."""
        child.since = time.monotonic()
        self._stillborn = 0
        if answer is not None and child.jobs:
            job = child.jobs[0]
            self._done[job.number] = job.question, self._work.understand(job.question, answer.told, answer.data)
            child.jobs.popleft()
            child.answered += 1

    # -- deaths ------------------------------------------------------------------------------------

    def _bury(self, child: _Child[Q], reason: str = "") -> None:
        """A child is gone, or must go: blame the job in hand, or try it once more; the rest goes to another child."""
        self._dismiss(child)
        if not child.worker.is_ready:
            self._count_stillborn()
        elif child.jobs:
            self._blame(child.jobs[0], reason or _limit_hit(child.worker.status, self._limits), child.worker.status)
            if child.jobs[0].number in self._done:
                child.jobs.popleft()
        self._again.extendleft(reversed(child.jobs))

    def _blame(self, job: _Job[Q], reason: str, status: int) -> None:
        job.attempts += 1
        if reason or job.attempts >= _ATTEMPTS:
            told = reason or f"breaks the decoder ({_death(status)})"
            self._done[job.number] = job.question, self._work.blame(job.question, told)

    def _count_stillborn(self) -> None:
        self._stillborn += 1
        if self._stillborn >= _STILLBORN:
            raise PoolBroken(
                f"{_STILLBORN} processes that look at images died before they had seen one; "
                "free some memory, or look whether Lantai is installed whole."
            )

    def _dismiss(self, child: _Child[Q]) -> None:
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
