"""What can go wrong in a write: each message is one sentence for people."""

from __future__ import annotations


class CatalogueError(Exception):
    """The write was refused; nothing was changed."""


class ReferenceCodeTaken(CatalogueError):
    """Another description, or an alias of one, has this code."""


class StaleWrite(CatalogueError):
    """Somebody else changed the description meanwhile; ``changed`` names the fields with their values now."""

    def __init__(self, message: str, changed: dict[str, str]) -> None:
        super().__init__(message)
        self.changed = changed
