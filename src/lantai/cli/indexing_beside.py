"""Indexing beside a command that describes much: a process of its own, begun when it is worth one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from lantai.config.follower import following
from lantai.digitisation.progress import Progress

_MANY: Final = 5_000
"""Items from where on a second process is quicker than to index afterwards: it takes a second to begin."""
_FOLLOWED: Final = frozenset({"describe", "accept"})
"""Stages that write what the index follows."""


@contextmanager
def indexing_beside(run_dir: Path, shown: Progress) -> Iterator[Progress]:
    """Progress to be given to the work; when that has much to write, the index begins to follow. What it has not taken
    over at the end is left to ``indexing.follow``."""
    with ExitStack() as stack:
        yield _Watching(shown, run_dir, stack)


class _Watching:
    def __init__(self, shown: Progress, run_dir: Path, stack: ExitStack) -> None:
        self._shown, self._run_dir, self._stack = shown, run_dir, stack
        self._has_begun = False

    def stage(self, name: str, total: int) -> None:
        if name in _FOLLOWED and total >= _MANY and not self._has_begun:
            self._has_begun = True
            self._stack.enter_context(following(self._run_dir))
        self._shown.stage(name, total)

    def advance(self, count: int = 1) -> None:
        self._shown.advance(count)

    def note(self, sentence: str) -> None:
        self._shown.note(sentence)
