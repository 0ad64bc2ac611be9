"""The command in processes of its own, stopped where a test wants to look at it."""

from __future__ import annotations

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEADLINE = 180.0
"""Seconds after which a test gives up waiting for a line."""
_IMPATIENT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lantai.config.settings"
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.5
from lantai.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The same command, which waits for the database half a second only."""


@dataclass(slots=True)
class Running:
    """A command under way, and what it said so far."""

    process: subprocess.Popen[bytes]
    said: list[str] = field(default_factory=list)
    rest: bytes = b""

    def until(self, wanted: str) -> None:
        """Read on until a line begins with these words."""
        deadline = time.monotonic() + DEADLINE
        while not any(line.startswith(wanted) for line in self.said):
            assert self._hear(deadline), f"it never said {wanted!r}: {self.said}"

    def end(self) -> tuple[int, str]:
        """Wait until it ends: its exit code, and everything that it said."""
        deadline = time.monotonic() + DEADLINE
        while self._hear(deadline):
            pass
        code = self.process.wait(DEADLINE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code, "\n".join(self.said)

    def _hear(self, deadline: float) -> bool:
        out = self.process.stdout
        assert out is not None
        ready, _none, _nothing = select.select([out], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, f"it says nothing any more: {self.said}"
        data = os.read(out.fileno(), 1 << 16)
        *lines, self.rest = (self.rest + data).split(b"\n")
        self.said += [line.decode() for line in lines]
        return bool(data)

    def freeze(self, database: Path) -> None:
        """Stop it where it holds no lock on the database.

        A signal takes its time to reach every thread: until the system says that it stands, it may yet take the lock.
        """
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            self.process.send_signal(signal.SIGSTOP)
            stands = os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            assert stands is not None
            assert stands.si_code == os.CLD_STOPPED, f"it ended before it could be stopped: {self.said}"
            if is_free(database):
                return
            self.thaw()
        raise AssertionError("it never let the database go")

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)


def is_free(database: Path) -> bool:
    """Whether somebody else could write now."""
    with closing(sqlite3.connect(database, timeout=0.2, isolation_level=None)) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        db.execute("ROLLBACK")
    return True


@dataclass(frozen=True, slots=True)
class Terminal:
    """A home, and the command in it."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "lantai.sqlite3"

    def start(self, *words: str | Path, patient: bool = True) -> Running:
        program = ["-m", "lantai.cli"] if patient else ["-c", _IMPATIENT]
        environment = {**os.environ, "LANTAI_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, *program, *map(str, words)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return Running(process)

    def run(self, *words: str | Path, code: int = 0) -> str:
        ended, said = self.start(*words).end()
        assert ended == code, said
        return said

    def json(self, *words: str) -> Any:
        said = self.run(*words, "--json")
        return json.loads(said[min(at for at in (said.find("["), said.find("{")) if at >= 0) :])

    def batches(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.json("batch", "list")
        return found

    def wait_for(self, state: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The only batch, once it is so."""
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            (batch,) = self.batches()
            if state(batch):
                return batch
        raise AssertionError("it never came to be so")
