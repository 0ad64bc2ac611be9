"""How long work tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Stopped(Exception):
    """Somebody wished the work to stop; what is done stays, and it can be taken up again."""


class Progress(Protocol):
    """Told by the work, shown by a terminal, a page or nobody."""

    def stage(self, name: str, total: int) -> None:
        """A new stage begins: ``total`` steps, 0 when nobody knows."""
        ...

    def advance(self, count: int = 1) -> None: ...

    def note(self, sentence: str) -> None:
        """Something worth saying once."""
        ...


class SilentProgress:
    """Tells nobody."""

    def stage(self, name: str, total: int) -> None:
        return None

    def advance(self, count: int = 1) -> None:
        return None

    def note(self, sentence: str) -> None:
        return None
