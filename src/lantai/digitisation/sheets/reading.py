"""Asking the process that reads: the first rows of every table of a file, and all rows or entries of one.

The file is opened here, once checked to be an ordinary one and no link, and given to the process as it is; whatever
becomes of that process, this one gets rows, the end, or an UnreadableSheet.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lantai.digitisation.sheets.cells import Merge, RawRow
from lantai.digitisation.sheets.instructions import Instructions
from lantai.digitisation.sheets.rows import CellNote, LeftOut, SheetRow
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet

_PATIENCE: Final = 300
"""Seconds without an answer after which a process is given up: unpacking the largest sheet takes one."""
_LONGEST_LINE: Final = 256 << 20
_ROOT: Final = str(Path(__file__).parents[3])


@dataclass(frozen=True, slots=True)
class TableHead:
    """The beginning of a table: ``rows`` as they stand, without what merged cells stand for."""

    name: str
    hidden: bool
    rows: tuple[RawRow, ...]
    merges: tuple[Merge, ...]


def read_heads(path: Path, *, scratch: Path | None = None) -> tuple[TableHead, ...]:
    """The tables of a file in their order. Raises UnreadableSheet."""
    with _asked(path, "head", scratch) as answers:
        tables = next(answers)["tables"]
    return tuple(
        TableHead(
            name=one["name"],
            hidden=one["hidden"],
            rows=tuple(RawRow(*row) for row in one["rows"]),
            merges=tuple(Merge(*merge) for merge in one["merges"]),
        )
        for one in tables
    )


def read_rows(path: Path, table: int, *, scratch: Path | None = None) -> Iterator[list[RawRow]]:
    """The rows of a table by the batch, each its number and its cells. Raises UnreadableSheet, at any point."""
    with _asked(path, str(table), scratch) as answers:
        for answer in answers:
            if isinstance(answer, dict):
                return
            yield answer


def read_entries(
    path: Path, table: int, told: Instructions, *, sheet: str, scratch: Path | None = None
) -> Iterator[SheetRow | LeftOut]:
    """The rows of a table beneath its header, in order, as they are read. Raises UnreadableSheet, at any point.

    ``sheet`` is what the table is called in them.
    """
    with _asked(path, str(table), scratch, told.as_json()) as answers:
        for answer in answers:
            if isinstance(answer, dict):
                return
            for number, values, *more in answer:
                if not more:
                    yield SheetRow(sheet, number, values)
                elif isinstance(values, dict):
                    given, notes = more
                    yield SheetRow(sheet, number, values, given, tuple([CellNote(*note) for note in notes]))
                else:
                    yield LeftOut(sheet, number, values, more[0])


@contextmanager
def _asked(path: Path, wanted: str, scratch: Path | None, told: bytes = b"") -> Iterator[Iterator[Any]]:
    """A process that reads the file, told what it must know, and ended when its answers are no longer wanted."""
    command = [sys.executable, "-P", "-m", "lantai.digitisation.sheets.child", path.name, wanted]
    with _opened(path) as file:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [*command, str(file), *([str(scratch)] if scratch else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": _ROOT, "LANG": "C.UTF-8"},
            pass_fds=[file],
        )
    try:
        _tell(process, told)
        yield _answers(process, path.name)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _tell(process: subprocess.Popen[bytes], told: bytes) -> None:
    """If it died before it had heard everything, its answers will show it."""
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as standard_input:
        standard_input.write(told)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The file, if it is one: no link, no device, nothing that would make the reader wait."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise UnreadableSheet(path.name, Reason.GONE, getattr(error, "strerror", "") or "") from error
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise UnreadableSheet(path.name, Reason.GONE, "it is no ordinary file")
        yield file
    finally:
        os.close(file)


def _answers(process: subprocess.Popen[bytes], name: str) -> Iterator[Any]:
    """What the process says, line by line; when it says that it cannot, or dies, an UnreadableSheet."""
    for line in _lines(process, name):
        answer = json.loads(line)
        if isinstance(answer, dict) and "reason" in answer:
            raise UnreadableSheet(name, Reason(answer["reason"]), answer["detail"])
        yield answer
        if isinstance(answer, dict):
            return
    raise UnreadableSheet(name, _reason_of_death(process.wait()))


def _lines(process: subprocess.Popen[bytes], name: str) -> Iterator[bytes]:
    assert process.stdout is not None
    rest = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not ready.select(_PATIENCE):
                raise UnreadableSheet(name, Reason.TOO_SLOW)
            data = os.read(process.stdout.fileno(), 1 << 20)
            if not data:
                return
            rest += data
            if b"\n" in data:
                *lines, last = rest.split(b"\n")
                rest = bytearray(last)
                yield from map(bytes, lines)
            elif len(rest) > _LONGEST_LINE:
                raise UnreadableSheet(name, Reason.UNSAFE)


def _reason_of_death(code: int) -> Reason:
    """Killed for its time, for its memory (Rust aborts, the kernel kills), or broken by what it read."""
    if code == -signal.SIGXCPU:
        return Reason.TOO_SLOW
    return Reason.TOO_LARGE if code in {-signal.SIGABRT, -signal.SIGKILL} else Reason.DAMAGED
