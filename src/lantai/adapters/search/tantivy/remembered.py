"""What was counted for the last questions, kept until the index changes: whoever turns a page asks the same again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

Counted = TypeVar("Counted")

_MOST: Final = 256


class Remembered(Generic[Counted]):
    """Answers by question, of one version of the index. Any number of threads may share it."""

    def __init__(self) -> None:
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
            if version == self._version:
                if len(self._answers) >= _MOST:
                    self._answers.pop(next(iter(self._answers)))
                self._answers[asked] = counted
        return counted
