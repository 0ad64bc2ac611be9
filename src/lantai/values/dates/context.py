"""What stands around a date and decides what it means: the day of writing, the date before it, the anchors.

An anchor is an event or a period after which people date without naming a year (改革開放以來, during the war).
Anchors are data: ``profiles/anchors/*.toml``, to which an installation adds a folder of its own.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from lantai.values.dates.days import julian_day
from lantai.values.dates.span import Span

ANCHOR_FOLDER: Final = Path(__file__).parents[2] / "profiles" / "anchors"


class BadAnchors(ValueError):
    """A file of anchors that cannot be used."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A second opinion on how long an anchor lasted: its days as Julian day numbers, and who counts so."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event or a period with its first and last day, as Julian day numbers.

    The name of one that stands ``alone`` is a date by itself (清末); others are with a word of time (抗戰時期).
    """

    name: str
    spellings: tuple[str, ...]
    first: int
    last: int
    others: tuple[Extent, ...] = ()
    alone: bool = False


class Anchors(Mapping[str, Anchor]):
    """Anchors by every spelling. Two are equal only when they are the same object, so that hashing costs nothing."""

    __slots__ = ("_by_spelling",)
    __hash__ = object.__hash__

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._by_spelling: dict[str, Anchor] = {}
        for anchor in anchors:
            for spelling in anchor.spellings:
                self._by_spelling.pop(spelling, None)  # what replaces stands last, so that its other script does too
                self._by_spelling[spelling] = anchor

    def __eq__(self, other: object) -> bool:
        return self is other

    def __repr__(self) -> str:
        return f"<Anchors: {len(self)} spellings>"

    def __getitem__(self, spelling: str) -> Anchor:
        return self._by_spelling[spelling]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_spelling)

    def __len__(self) -> int:
        return len(self._by_spelling)


def load_anchors(extra_dirs: Sequence[Path] = ()) -> Anchors:
    """The shipped anchors and those of further folders; of one spelling the last folder's is taken.

    Raises BadAnchors.
    """
    if not extra_dirs:
        return _shipped()
    return Anchors(anchor for folder in (ANCHOR_FOLDER, *extra_dirs) for anchor in _read_folder(folder))


@cache
def _shipped() -> Anchors:
    return Anchors(_read_folder(ANCHOR_FOLDER))


def _read_folder(folder: Path) -> Iterable[Anchor]:
    for file in sorted(folder.glob("*.toml")):
        yield from _read_file(file)


def _read_file(file: Path) -> tuple[Anchor, ...]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        return tuple(_anchor(entry) for entry in data.get("anchor", ()))
    except KeyError as error:
        raise BadAnchors(f"An anchor in {file} lacks the key {error}.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BadAnchors(f"The anchors of {file} cannot be read: {error}.") from error


def _anchor(entry: Mapping[str, Any]) -> Anchor:
    first, last = _days(entry)
    others = tuple(Extent(*_days(other), reason=str(other["reason"])) for other in entry.get("others", ()))
    return Anchor(
        str(entry["name"]), tuple(map(str, entry["spellings"])), first, last, others, entry.get("alone") is True
    )


def _days(entry: Mapping[str, Any]) -> tuple[int, int]:
    """``first`` and ``last`` (the same day when it is left out) of a table."""
    first, last = entry["first"], entry.get("last", entry["first"])
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
        raise TypeError(f"{entry.get('name', 'an anchor')} must have days such as 2012-11-08")
    if last < first:
        raise ValueError(f"{entry.get('name', 'an anchor')} ends before it begins")
    return julian_day(first), julian_day(last)


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is read against.

    ``as_of`` is the day of writing as a Julian day number (去年, 目前, 5月底 count from it); ``previous`` is the
    date that stands before in the text (同日, 是月, 20日 count from it). Without them such words stay unresolved:
    nothing is guessed.
    """

    as_of: int | None = None
    previous: Span | None = None
    anchors: Anchors = field(default_factory=load_anchors)
