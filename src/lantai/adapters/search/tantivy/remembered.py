"""What was counted for the last questions, kept until the index changes: whoever turns a page asks the same again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

Counted = TypeVar("Counted")

MOST: Final = 256
"""Questions of which the answer is kept."""


class Remembered(Generic[Counted]):
    """Answers by question, of one version of the index. Any number of threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._version: Hashable = None
        self._answers: dict[Hashable, Counted] = {}
        self._lock = Lock()

    def recall(self, version: Hashable, asked: Hashable, count: Callable[[], Counted]) -> Counted:
        """The answer of this version, counted now where nobody has asked."""
        with self._lock:
            if version != self._version:
                self._version = version
                self._answers.clear()
            elif asked in self._answers:
                return self._answers[asked]
        counted = count()
        with self._lock:
            if version == self._version and self._most:
                if len(self._answers) >= self._most:
                    self._answers.pop(next(iter(self._answers)))
                self._answers[asked] = counted
        return counted
