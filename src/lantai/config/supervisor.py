"""The processes that work beside the server: one a queue, started anew when one dies, ended with the server.

Each is a process of its own that leads its own group, so that ending it ends what it started as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

QUEUES = ("default", "reading", "index", "descriptions")
GRACE = 2.0
"""Seconds that a worker has to finish what it holds; what it could not finish is taken up at the next start."""

_LOOK = 0.25
_SLOWEST = 60.0
_SOUND = 60.0


@dataclass(slots=True)
class _Worker:
    """One queue's process; ``failures`` counts deaths soon after a start, ``due`` is when to start it again."""

    queue: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0


class Supervisor:
    """Keeps one worker a queue alive between ``start`` and ``stop``; what is worth saying goes to ``say``."""

    def __init__(self, *, say: Callable[[str], None], queues: Sequence[str] = QUEUES) -> None:
        self._say = say
        self._workers = [_Worker(queue) for queue in queues]
        self._ending = threading.Event()
        self._deadline = 0.0
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self) -> None:
        for worker in self._workers:
            self._spawn(worker)
        self._watcher.start()

    def ask_to_end(self) -> None:
        """Let every worker know that it shall end, and start none anew. A second call does nothing."""
        if self._ending.is_set():
            return
        self._ending.set()
        self._deadline = time.monotonic() + GRACE
        for worker in self._workers:
            if worker.process:
                _signal(worker.process, signal.SIGTERM, group=False)

    def stop(self) -> None:
        """End every worker: asked first, after ``GRACE`` seconds made to."""
        self.ask_to_end()
        if self._watcher.is_alive():
            self._watcher.join()
        for worker in self._workers:
            if worker.process:
                with suppress(subprocess.TimeoutExpired):
                    worker.process.wait(max(0.0, self._deadline - time.monotonic()))
                _signal(worker.process, signal.SIGKILL, group=True)
                worker.process.wait()

    def _watch(self) -> None:
        while not self._ending.wait(_LOOK):
            for worker in self._workers:
                self._look_after(worker)

    def _look_after(self, worker: _Worker) -> None:
        now = time.monotonic()
        if worker.process is None:
            if now >= worker.due:
                self._spawn(worker)
        elif (code := worker.process.poll()) is not None:
            _signal(worker.process, signal.SIGKILL, group=True)  # what it left behind
            worker.failures = 1 if now - worker.started > _SOUND else worker.failures + 1
            pause = min(_SLOWEST, 2.0 ** (worker.failures - 1))
            self._say(f"The worker of queue {worker.queue} ended ({_fate(code)}); it starts again in {pause:.0f} s.")
            worker.process, worker.due = None, now + pause

    def _spawn(self, worker: _Worker) -> None:
        worker.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "lantai.config.worker", worker.queue, str(os.getpid())],
            stdin=subprocess.DEVNULL,
            process_group=0,
        )
        worker.started = time.monotonic()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals, *, group: bool) -> None:
    with suppress(ProcessLookupError):
        if group:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)


def _fate(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
