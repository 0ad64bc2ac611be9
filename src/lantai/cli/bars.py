"""Progress on a terminal: one bar a stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from lantai.cli.telling import pace


@contextmanager
def bars() -> Iterator[Bars]:
    """Bars on standard error."""
    drawn = Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
    )
    with drawn:
        yield Bars(drawn)


class _Rate(ProgressColumn):
    """The rate; nothing before any steps were made."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(pace(speed) if speed else "", style="dim", justify="right")


class Bars:
    """One bar a stage; a stage that comes back goes on with its own."""

    def __init__(self, drawn: Progress) -> None:
        self._drawn = drawn
        self._stages: dict[str, TaskID] = {}
        self._current: TaskID | None = None

    def stage(self, name: str, total: int) -> None:
        if name in self._stages:
            self._drawn.update(self._stages[name], total=total or None, completed=0)
        else:
            self._stages[name] = self._drawn.add_task(name, total=total or None)
        self._current = self._stages[name]

    def advance(self, count: int = 1) -> None:
        if self._current is not None:
            self._drawn.advance(self._current, count)

    def note(self, sentence: str) -> None:
        self._drawn.console.print(Text(sentence))
