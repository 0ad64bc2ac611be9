"""One child process as its parent sees it: questions go in, answers come out, and it can be ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import IO, Final, cast

from lantai.digitisation.inspection.inspected import Inspected, from_json
from lantai.digitisation.inspection.limits import Limits

_COMMAND: Final = (sys.executable, "-P", "-m", "lantai.digitisation.inspection.child")
"""-P: without it Python would look for modules in the current folder, which may be the delivery."""
_INHERITED: Final = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONHOME",
    "PYTHONPATH",
    "TMPDIR",
)
"""Nothing else of our environment: there may be passwords in it."""
_OWN: Final = {
    "VIPS_CONCURRENCY": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "VIPS_BLOCK_UNTRUSTED": "1",
    "VIPS_DISC_THRESHOLD": "1000g",  # large pictures go to memory, whose limit judges: a child writes no file
}
_LONGEST_ANSWER: Final = 1 << 16

READY: Final = {"ready": True}
"""What a child says first, when its libraries are there and its walls are up."""


class Worker:
    """A running child. ``is_ready`` once it has said so; ``status`` is its exit status after ``end``."""

    def __init__(self, limits: Limits) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module, no word from outside
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**{name: os.environ[name] for name in _INHERITED if name in os.environ}, **_OWN},
            process_group=0,  # an interrupt at the terminal is the parent's to hear, and to pass on
        )
        self.answers = cast(IO[bytes], self._process.stdout)
        self._questions = cast(IO[bytes], self._process.stdin)
        os.set_blocking(self.answers.fileno(), False)
        self._heard = b""
        self.is_ready = False
        self.ask(
            {
                "parent": os.getpid(),
                "memory": limits.memory,
                "pixels": limits.pixels,
                "processor_seconds": limits.processor_seconds,
            }
        )

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def status(self) -> int:
        return self._process.returncode

    def ask(self, question: object) -> None:
        """Hand a question in; a child that is dead takes it silently, and is found out by ``hear``."""
        try:
            self._questions.write(json.dumps(question).encode("ascii") + b"\n")
            self._questions.flush()
        except BrokenPipeError:
            return

    def hear(self) -> tuple[list[Inspected | None], bool]:
        """What was answered since (None for the word that it is ready), and whether more may come.

        No more come from a child that is dead, nor from one that says what is no answer and so is no longer itself.
        """
        heard = os.read(self.answers.fileno(), _LONGEST_ANSWER)
        *lines, self._heard = (self._heard + heard).split(b"\n")
        answers: list[Inspected | None] = []
        try:
            for line in lines:
                answers.append(self._understood(line))  # noqa: PERF401  those before a bad one count
        except (ValueError, RecursionError):
            return answers, False
        return answers, bool(heard) and len(self._heard) <= _LONGEST_ANSWER

    def _understood(self, line: bytes) -> Inspected | None:
        answer = json.loads(line)
        if answer == READY and not self.is_ready:
            self.is_ready = True
            return None
        return from_json(answer)

    def end(self) -> None:
        """Kill, and wait until it is gone; one that has died keeps the status it died with."""
        self._process.kill()
        self._process.wait()
        self.answers.close()
        try:
            self._questions.close()
        except BrokenPipeError:
            return
