"""Names that a text may hold: of people, bodies, places, posts and titles, given by the caller as a list.

A list of names is what the registers know and a dictionary does not. Names are looked for exactly as they are
written, the longest first, from left to right and without overlap. A file of names is UTF-8 text with one name a
line, ``name<TAB>kind``; the kind may be left out, and a line that begins with ``#`` is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeGuard, get_args

NameKind = Literal["person", "body", "place", "post", "title", "other"]
KINDS: Final[tuple[str, ...]] = get_args(NameKind)

_NOTHING: Final = re.compile("(?!)")

LONGEST: Final = 100
"""No name is longer, in code points: it bounds the work at every place of a text."""


class BadNames(ValueError):
    """A list of names that cannot be used; the message says which line, and what was expected."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is to be written, and what it is the name of."""

    text: str
    kind: NameKind = "other"

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise BadNames("A name is empty: leave it out, or write it.")
        if len(self.text) > LONGEST:
            raise BadNames(f"The name {self.text[:20]!r}… has {len(self.text)} characters: at most {LONGEST} are read.")
        if not is_kind(self.kind):
            raise BadNames(f"The kind {self.kind!r} of {self.text!r} is unknown: use one of {', '.join(KINDS)}.")


@dataclass(frozen=True, slots=True)
class Names:
    """Names to look for. Of two of the same text the first counts."""

    by_text: Mapping[str, Name] = field(default_factory=dict)
    _lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The lengths of the names that begin with these two characters (or are this one), the longest first."""
    _first: re.Pattern[str] = field(default=_NOTHING, repr=False, compare=False)
    """Any character with which a name begins."""

    @classmethod
    def of(cls, names: Iterable[Name | str]) -> Names:
        """Names from values or plain strings (of kind ``other``). Raises BadNames for one that is empty or too long."""
        by_text: dict[str, Name] = {}
        lengths: dict[str, set[int]] = {}
        for given in names:
            name = given if isinstance(given, Name) else Name(given)
            by_text.setdefault(name.text, name)
            lengths.setdefault(name.text[:2], set()).add(len(name.text))
        ordered = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
        return cls(by_text, ordered, _any_of({text[0] for text in by_text}))

    def __len__(self) -> int:
        return len(self.by_text)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.by_text.values())

    def __contains__(self, text: object) -> bool:
        return text in self.by_text

    def find(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """Every name in the text: start, end (code points) and name; leftmost, then longest, never overlapping."""
        at = self.next_start(text, 0)
        while at >= 0:
            name = self.at(text, at)
            end = at + (len(name.text) if name else 1)
            if name:
                yield at, end, name
            at = self.next_start(text, end)

    def next_start(self, text: str, start: int) -> int:
        """The next place, from ``start`` on, that has a character with which a name begins; -1 where none has."""
        found = self._first.search(text, start)
        return found.start() if found else -1

    def at(self, text: str, start: int) -> Name | None:
        """The longest name that stands in the text at ``start``."""
        head = text[start : start + 2]
        for length in self._lengths.get(head, ()):
            name = self.by_text.get(text[start : start + length])
            if name is not None:
                return name
        return self.by_text.get(head[:1]) if head[:1] in self._lengths else None


def _any_of(chars: set[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(chars)))}]") if chars else _NOTHING


def is_kind(text: str) -> TypeGuard[NameKind]:
    return text in KINDS


def load_names(path: Path | str) -> Names:
    """Read a file of names. Raises BadNames for a line that cannot be read, OSError for a file that cannot."""
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadNames(f"{path.name} is not UTF-8 (byte {error.start}): save it as UTF-8 text.") from error
    return Names.of(_read_lines(lines, path.name))


def _read_lines(lines: Iterable[str], file_name: str) -> Iterator[Name]:
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            text, _, kind = (part.strip() for part in line.partition("\t"))
            try:
                yield _name(text, kind or "other")
            except BadNames as error:
                raise BadNames(f"{file_name}, line {number}: {error}") from error


def _name(text: str, kind: str) -> Name:
    if not is_kind(kind):
        raise BadNames(f"The kind {kind!r} of {text[:LONGEST]!r} is unknown: use one of {', '.join(KINDS)}.")
    return Name(text, kind)
