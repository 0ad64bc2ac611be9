"""The generations of an index: numbered directories beside each other, of which a small file names the one in use.

    index/current       "3"
    index/3/            the generation in use: searched, and written as the journal grows
    index/4.building/   its successor, while it is made

A successor takes the place of the one in use by a renaming and the replacing of that file: a reader sees the one or the
other. The files of the old one may be taken away at once, for whoever has them open keeps them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lantai.adapters.search.tantivy.failures import failures_named, unusable
from lantai.ports.search import IndexUnusable, SearchFailed

META: Final = "meta.json"
"""The small file that says what belongs to an index; Tantivy replaces it as a whole with every commit."""

_CURRENT: Final = "current"
_BUILDING: Final = ".building"
_GENERATION: Final = re.compile(r"[0-9]{1,9}")
_ONCE_BESIDE: Final = re.compile(r"[0-9a-f]{32}\..+|meta\.json|\.managed\.json|\.tantivy-(writer|meta)\.lock")
"""The files of the first releases, whose index stood in the directory itself."""


class Generations:
    """The directories below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The generation in use, None where there never was one.

        Raises IndexUnusable when what stands there is none that this release could use.
        """
        try:
            name = (self.root / _CURRENT).read_text("ascii")
        except FileNotFoundError:
            if (self.root / META).exists():
                raise unusable(self.root, "was made by another release") from None
            return None
        except (OSError, ValueError):
            raise unusable(self.root, "is damaged") from None
        if not _GENERATION.fullmatch(name):
            raise unusable(self.root, "is damaged")
        return self.root / name

    def first(self) -> Path:
        """Where the first generation stands, before it is in use."""
        return self.root / "1"

    def use(self, generation: Path) -> None:
        """Name it as the one in use. Raises SearchFailed, and then the old one stays in use."""
        beside = self.root / f"{_CURRENT}.new"
        with failures_named("be put into use", generation), beside.open("w", encoding="ascii") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(self.root / _CURRENT)

    def building(self) -> Path:
        """Where the successor stands while it is made; also one that was to take its place when the process died."""
        ready = self._following()
        building = ready.with_name(ready.name + _BUILDING)
        if ready.exists() and not building.exists():
            ready.rename(building)
        return building

    def succeed(self) -> None:
        """Put the successor into use and take away all others."""
        building = self.building()
        if not (building / META).exists():
            raise SearchFailed(f"No new search index stands in {self.root}: `lantai reindex` makes one.")
        ready = self._following()
        building.rename(ready)
        self.use(ready)
        self._sweep(ready)

    def _following(self) -> Path:
        """The number after the one in use: the same until one is put into use."""
        try:
            current = self.current()
            number = int(current.name) if current else 1
        except IndexUnusable:
            number = max((int(one.name) for one in self._own() if one.name.isdecimal()), default=1)
        return self.root / str(number + 1)

    def _own(self) -> Iterator[Path]:
        for one in self.root.glob("*"):
            if one.is_dir() and _GENERATION.fullmatch(one.name.removesuffix(_BUILDING)):
                yield one

    def _sweep(self, used: Path) -> None:
        for one in self._own():
            if one != used:
                shutil.rmtree(one, ignore_errors=True)  # what is left over is taken away the next time
        for file in self.root.glob("*"):
            if file.is_file() and _ONCE_BESIDE.fullmatch(file.name):
                file.unlink()
