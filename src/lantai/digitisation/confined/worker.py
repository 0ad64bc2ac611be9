"""One child process as its parent sees it: questions go in, answers come out, and it can be ended."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any, Final, NamedTuple, cast

from lantai.digitisation.confined.limits import Limits

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
_LONGEST_LINE: Final = 1 << 16
_PIPE: Final = 1 << 20
"""Bytes that a child may be ahead of us, where the system allows: else it would wait for us in the middle of one."""
_SET_PIPE_SIZE: Final = 1031
"""F_SETPIPE_SZ of fcntl(2) of Linux."""

READY: Final = {"ready": True}
"""What a child says first, when its libraries are there and its walls are up."""


class Answer(NamedTuple):
    """What a child said, as JSON tells it, and the bytes that came with it."""

    told: Any
    data: bytes


def command(module: str) -> tuple[str, ...]:
    """-P: without it Python would look for modules in the current folder, which may be the delivery."""
    return (sys.executable, "-P", "-m", module)


class Worker:
    """A running child. ``is_ready`` once it has said so; ``status`` is its exit status after ``end``."""

    def __init__(self, module: str, limits: Limits, told: Mapping[str, object], *, largest: int = 0) -> None:
        """``told``: what it hears beside its limits; ``largest``: bytes that may come with an answer."""
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module, no word from outside
            command(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**{name: os.environ[name] for name in _INHERITED if name in os.environ}, **_OWN},
            process_group=0,  # an interrupt at the terminal is the parent's to hear, and to pass on
        )
        self.answers = cast(IO[bytes], self._process.stdout)
        self._questions = cast(IO[bytes], self._process.stdin)
        os.set_blocking(self.answers.fileno(), False)
        if largest and sys.platform == "linux":
            with suppress(OSError):  # a user may hold only so many large pipes
                fcntl.fcntl(self.answers.fileno(), _SET_PIPE_SIZE, _PIPE)
        self._largest = largest
        self._heard = bytearray()
        self._begun: tuple[Any, int] | None = None
        self.is_ready = False
        self.ask(
            {
                "parent": os.getpid(),
                "memory": limits.memory,
                "pixels": limits.pixels,
                "processor_seconds": limits.processor_seconds,
                **told,
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

    def hear(self) -> tuple[list[Answer | None], bool]:
        """What was answered since (None for the word that it is ready), and whether more may come.

        No more come from a child that is dead, nor from one that says what is no answer and so is no longer itself.
        """
        heard = os.read(self.answers.fileno(), _PIPE)
        self._heard += heard
        answers: list[Answer | None] = []
        try:
            while self._is_whole():
                answers.append(self._first())
        except (ValueError, KeyError, TypeError, RecursionError):
            return answers, False
        return answers, bool(heard)

    def _is_whole(self) -> bool:
        """Whether an answer has come to its end. Raises ValueError and others for what is none."""
        if self._begun is None:
            end = self._heard.find(b"\n")
            if end < 0 and len(self._heard) <= _LONGEST_LINE:
                return False
            self._begun = self._understood(bytes(self._heard[: max(end, 0)]))
            del self._heard[: end + 1]
        return len(self._heard) >= self._begun[1]

    def _understood(self, line: bytes) -> tuple[Any, int]:
        said = json.loads(line)
        if said == READY and not self.is_ready:
            return said, 0
        length = said["bytes"]
        if type(length) is not int or not 0 <= length <= self._largest:
            raise ValueError(f"An answer of {length!r} bytes is none.")
        return said["answer"], length

    def _first(self) -> Answer | None:
        """Take the answer that is whole."""
        assert self._begun is not None
        (told, length), self._begun = self._begun, None
        data = bytes(self._heard[:length])
        del self._heard[:length]
        if told == READY and not self.is_ready:
            self.is_ready = True
            return None
        return Answer(told, data)

    def end(self) -> None:
        """Kill, and wait until it is gone; one that has died keeps the status it died with."""
        self._process.kill()
        self._process.wait()
        self.answers.close()
        try:
            self._questions.close()
        except BrokenPipeError:
            return
