"""What a check must say of a made delivery, and the comparison with what it said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from samples.make.deliveries.model import Fonds


class Said(Protocol):
    """A finding of any check; what it does not know is empty or None."""

    @property
    def code(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str: ...
    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted fault: the check's code for it, and where it must be reported.

    ``row`` is counted as a reader of the sheet counts it, from 1; ``column`` is the traditional name, whatever the
    sheet calls it; ``path`` is relative to the delivery. What is None need not be said. ``instead`` are places that
    are as good: of two equal images either may be called the copy.
    """

    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    path: str | None = None
    instead: tuple[Planted, ...] = ()

    def is_said_by(self, said: Said) -> bool:
        """Whether the finding is this fault. It may name the folder in place of the file, and leave the column out."""
        here = (
            said.code == self.code
            and self.sheet in (None, said.sheet)
            and self.row in (None, said.row)
            and (self.column is None or said.column in ("", self.column))
            and (self.path is None or _is_at(said.path, self.path))
        )
        return here or any(other.is_said_by(said) for other in self.instead)


def _is_at(said: str, path: str) -> bool:
    """The path itself, or the folder that it lies in."""
    return said in (path, path.rpartition("/")[0]) and said != ""


@dataclass(frozen=True, slots=True)
class ExpectedItem:
    """One item as it should be taken in; the paths are those that were delivered, in page order.

    ``span``: first and last page in the volume, where the layout numbers by volume.
    """

    code: str
    volume: str
    title: str
    sheet: str
    row: int
    images: tuple[str, ...]
    texts: tuple[str, ...]
    pdf: str | None
    pages: int
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Expected:
    """Everything a test needs to judge a check of one delivery.

    ``fonds`` must stand in the catalogue with its code profile and years before the check. ``planted`` must all be
    found; what is found besides must be in ``tolerated``: consequences of a fault that a check may tell or not.
    """

    layout: str
    form: str
    seed: int
    fonds: tuple[Fonds, ...]
    items: tuple[ExpectedItem, ...]
    planted: tuple[Planted, ...]
    tolerated: tuple[Planted, ...]

    def missed(self, said: Iterable[Said]) -> list[Planted]:
        """The planted faults that nobody found."""
        findings = list(said)
        return [one for one in self.planted if not any(one.is_said_by(finding) for finding in findings)]

    def false(self, said: Iterable[Said]) -> list[Said]:
        """The findings that nothing planted explains."""
        known = (*self.planted, *self.tolerated)
        return [finding for finding in said if not any(one.is_said_by(finding) for one in known)]
