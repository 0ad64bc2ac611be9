"""A workbook as a stream of bytes, made while it is sent: memory does not grow with its rows, and nobody waits.

The writer of workbooks pulls rows and pushes bytes; a response pulls bytes. So the writer has a thread, and it and the
sender work in turn: some rows there, some bytes back. The database is asked by the sender alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from queue import SimpleQueue
from threading import Thread
from typing import IO, TypeAlias, cast

from lantai.digitisation.sheets.writing import ReportSheet, Value, write_workbook

Rows: TypeAlias = Sequence[Sequence[Value]]


class _NobodyWaits(Exception):
    """The stream was closed before its end."""


def stream(sheet: ReportSheet, chunks: Iterable[Rows]) -> Iterator[bytes]:
    """The bytes of a workbook with this one sheet, whose rows are those of the chunks."""
    writer = _Writer(sheet)
    writer.start()
    try:
        for rows in chunks:
            yield writer.give(rows)
        yield writer.give(None)
    finally:
        writer.give_up()


class _Writer(Thread):
    """Writes what it is given, and gives back what it wrote."""

    def __init__(self, sheet: ReportSheet) -> None:
        super().__init__(name="workbook", daemon=True)
        self._sheet = replace(sheet, rows=self._rows())
        self._given: SimpleQueue[Rows | _NobodyWaits | None] = SimpleQueue()
        self._answers: SimpleQueue[bytes | Exception] = SimpleQueue()
        self._made: list[bytes] = []

    def give(self, rows: Rows | None) -> bytes:
        """What was written of these rows; None: they were the last. Raises what the writer raised."""
        self._given.put(rows)
        answer = self._answers.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def give_up(self) -> None:
        """End the thread, if it has not ended by itself."""
        self._given.put(_NobodyWaits())
        self.join()

    # -- in the thread ----------------------------------------------------------------------------

    def run(self) -> None:
        try:
            write_workbook(cast(IO[bytes], self), [self._sheet])
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for the answer raises it
            self._answers.put(error)
        else:
            self._answers.put(self._taken())

    def _rows(self) -> Iterator[Sequence[Value]]:
        while (rows := self._given.get()) is not None:
            if isinstance(rows, _NobodyWaits):
                raise rows
            yield from rows
            self._answers.put(self._taken())

    def write(self, data: bytes) -> int:
        """What the writer of workbooks takes for its file, which cannot be sought in."""
        self._made.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back longer than until the next turn."""

    def _taken(self) -> bytes:
        made = b"".join(self._made)
        self._made.clear()
        return made
