"""Replacing by a regular expression, within a limit of time: a pattern can take longer than the world lasts."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

SECONDS: Final = 3.0
"""For one call: some hundred texts, which an honest pattern does in a hundredth of that."""
_ROOT: Final = str(Path(__file__).parents[2])


class BadPattern(Exception):
    """The pattern or its replacement cannot be; the message is what the machine says of it, in English."""


class PatternTooSlow(Exception):
    """The pattern took longer than its time and was given up."""


class Patterns:
    """A process that holds one pattern. ``with Patterns(…) as patterns: patterns.replace(texts)``.

    Raises BadPattern on entering.
    """

    def __init__(self, pattern: str, replacement: str, *, seconds: float = SECONDS) -> None:
        self._first = [pattern, replacement]
        self._seconds = seconds

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", "lantai.catalogue.pattern_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": _ROOT, "LANG": "C.UTF-8"},
        )
        try:
            self._ask(self._first)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def replace(self, texts: Sequence[str]) -> list[str]:
        """The texts with every match replaced. Raises PatternTooSlow and BadPattern; the process is then of no use."""
        return [str(text) for text in self._ask(list(texts))]

    def _ask(self, question: Any) -> Any:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise PatternTooSlow from error
        answer = json.loads(self._line())
        if isinstance(answer, dict):
            raise BadPattern(answer["error"])
        return answer

    def _line(self) -> bytes:
        """The next line of the process, waited for as long as the time lasts."""
        assert self._process.stdout is not None
        until, line = time.monotonic() + self._seconds, bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(self._process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not ready.select(max(0.0, until - time.monotonic())):
                    raise PatternTooSlow
                data = os.read(self._process.stdout.fileno(), 1 << 20)
                if not data:
                    raise PatternTooSlow  # it died of its memory
                line += data
        return bytes(line)

    def _end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                _close(pipe)
        self._process.wait()


def _close(pipe: IO[bytes]) -> None:
    """Close a pipe whose other end may be gone."""
    with suppress(BrokenPipeError):
        pipe.close()
