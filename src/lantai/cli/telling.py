"""How the command answers: JSON for programs, tables for people, nothing ornate in a pipe.

Answers go to standard output; progress and what is said besides go to standard error.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Rich takes longer to load than most verbs to work: only what draws on a terminal loads it
    from rich.text import Text

    from lantai.digitisation.progress import Progress

_PLAIN_EVERY = 5.0


def answer(value: dict[str, Any] | list[Any]) -> None:
    """Print JSON, characters as they are."""
    sys.stdout.write(encoded(value, indent=2) + "\n")


def encoded(value: Any, *, indent: int | None = None) -> str:
    """JSON with characters as they are, as far as standard output can take them; a lone surrogate is escaped."""
    takes_all = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not takes_all, indent=indent)
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def take_any_characters() -> None:
    """Let what the terminal's encoding does not have be written as escapes, where it would be an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def aside(sentence: str) -> None:
    """Say something that is no part of the answer."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def table(columns: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> None:
    """A table on a terminal; in a pipe one row a line, cells parted by tabs, without a head."""
    if not sys.stdout.isatty():
        for row in rows:
            sys.stdout.write("\t".join(" ".join(str(cell).split()) for cell in row) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    Console().print(drawn)


def fields(rows: Sequence[tuple[str, str]]) -> None:
    """One thing, a line for each of its fields: the name faint on a terminal, parted by a tab in a pipe."""
    if not sys.stdout.isatty():
        table((), rows)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table.grid(padding=(0, 2))
    for name, value in rows:
        drawn.add_row(Text(name, style="dim"), Text(value, overflow="fold"))
    Console().print(drawn)


@contextmanager
def progress() -> Iterator[Progress]:
    """Bars on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from lantai.cli.bars import bars

    with bars() as drawn:
        yield drawn


def pace(rate: float) -> str:
    """Steps a second; of slow work, as reading is, steps a minute."""
    return f"{rate:,.0f}/s" if rate >= 2 else f"{rate * 60:,.0f}/min"


class _Lines:
    """A line when a stage begins and ends, and every few seconds between."""

    def __init__(self) -> None:
        self._name, self._total, self._done, self._begun, self._told = "", 0, 0, 0.0, 0.0

    def stage(self, name: str, total: int) -> None:
        self._name, self._total, self._done = name, total, 0
        self._begun = self._told = time.monotonic()
        aside(f"{name}: {total}" if total else name)

    def advance(self, count: int = 1) -> None:
        self._done += count
        now = time.monotonic()
        if self._total and self._done < self._total and now - self._told >= _PLAIN_EVERY:
            self._told = now
            aside(f"{self._name}: {self._done} / {self._total}, {self._pace(now)}")

    def _pace(self, now: float) -> str:
        """The rate, and how long the others will take at it."""
        rate = self._done / (now - self._begun)
        minutes, seconds = divmod(round((self._total - self._done) / rate), 60)
        return f"{pace(rate)}, {minutes}:{seconds:02d} left"

    def note(self, sentence: str) -> None:
        aside(sentence)
