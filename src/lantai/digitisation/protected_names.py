"""The protected names: a list that staff keeps, of names to which a doubtful character is likely to belong.

It is a file of names (``values.names``) among the home's profiles, and may be edited there as well.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from lantai.values.folding import fold
from lantai.values.names import BadNames, Names, load_names

LONGEST_LIST: Final = 1_000_000
"""Characters of the file."""
_SHORTEST: Final = 2
"""A name of one character fits everywhere."""
_HOLE: Final = "\0"


def path() -> Path:
    """Where the list is kept; it need not be there."""
    kept: Path = settings.LANTAI.profiles_dir / "names.txt"
    return kept


def text() -> str:
    """The file as it stands, whatever is no text in it shown as U+FFFD; empty where there is none. Raises OSError."""
    return path().read_text(encoding="utf-8-sig", errors="replace") if path().is_file() else ""


def digest(of: str) -> str:
    """What a form remembers of the list that it showed."""
    return hashlib.sha256(of.encode()).hexdigest()[:16]


def put(lines: str) -> Names:
    """Replace the file; the names in it. Raises BadNames, in which case it stays as it was, and OSError."""
    path().parent.mkdir(parents=True, exist_ok=True)
    beside = path().with_name(f".{secrets.token_hex(8)}.part")
    try:
        beside.write_text(lines, encoding="utf-8")
        found = load_names(beside)
        beside.replace(path())
    except BadNames as error:
        raise BadNames(str(error).removeprefix(f"{beside.name}, ")) from error
    finally:
        beside.unlink(missing_ok=True)
    return found


def protected() -> HoledNames:
    """The names as they are looked for. Raises BadNames, of a file that was edited by hand, and OSError."""
    if not path().is_file():
        return HoledNames(())
    seen = path().stat()
    return _read(path(), seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=2)
def _read(file: Path, _changed_at: int, _size: int) -> HoledNames:
    return HoledNames(name.text for name in load_names(file))


class HoledNames:
    """Names, found where one character of them is not known. Ways of writing do not count."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: defaultdict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            folded = _folded(name)
            for at in range(len(folded) if len(folded) >= _SHORTEST else 0):
                self._names[at, _holed(folded, at)].append(name)
        self._shapes = sorted({(len(holed), at) for at, holed in self._names}, key=lambda shape: (-shape[0], shape[1]))

    def fitting(self, line: str, at: int) -> Iterator[tuple[str, str]]:
        """Each name that stands in the line but for what stands at ``at``: its character there, and the name; the
        longest names first."""
        folded = _folded(line)
        for length, hole in self._shapes:
            start = at - hole
            if start >= 0 and start + length <= len(folded):
                holed = _holed(folded[start : start + length], hole)
                yield from ((name[hole], name) for name in self._names.get((hole, holed), ()))


def _folded(text: str) -> tuple[str, ...]:
    """Character by character, so that places stay; a mark stands for itself."""
    return tuple(fold(char) or char for char in text)


def _holed(folded: tuple[str, ...], at: int) -> tuple[str, ...]:
    return (*folded[:at], _HOLE, *folded[at + 1 :])
