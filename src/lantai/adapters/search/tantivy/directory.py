"""The index on disk: opened, made, and seen when another process has changed it or put another in its place."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Protocol

import tantivy

from lantai.adapters.search.tantivy.failures import failures_named, unusable
from lantai.adapters.search.tantivy.generations import META, Generations
from lantai.adapters.search.tantivy.queries import SCHEMA
from lantai.adapters.search.tantivy.schema import TOKENS
from lantai.ports.search import IndexUnusable

Version = tuple[Path, int, int, int]


class Place(Protocol):
    """Which directory holds the index."""

    @property
    def root(self) -> Path:
        """The directory that failures name."""
        ...

    def current(self) -> Path | None:
        """Where it stands now, None where there is none. Raises IndexUnusable."""
        ...

    def first(self) -> Path:
        """Where it is made."""
        ...

    def use(self, generation: Path) -> None:
        """Told once it is made."""
        ...


class Building:
    """The place of a successor: it stands where it is made, and nobody searches it."""

    def __init__(self, generations: Generations) -> None:
        self.root = generations.root
        self._path = generations.building()

    def current(self) -> Path | None:
        return self._path if (self._path / META).exists() else None

    def first(self) -> Path:
        return self._path

    def use(self, generation: Path) -> None:
        return None


class IndexDirectory:
    """One opened index. Any number of threads may share it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._index: tantivy.Index | None = None
        self._version: Version | None = None
        self._lock = Lock()

    def exists(self) -> bool:
        """Whether one was ever made. Raises IndexUnusable."""
        return self._place.current() is not None

    def searcher(self) -> tantivy.Searcher:
        """A view of the last commit, by whatever process. Raises IndexUnusable."""
        return self.view()[1]

    def view(self) -> tuple[Version, tantivy.Searcher]:
        """As ``searcher``, with what is another after every commit."""
        path = self._standing()
        try:
            return self._view(path)
        except IndexUnusable:
            now = self._standing()
            if now == path:
                raise
            return self._view(now)  # another took its place in this moment

    def index_to_write(self) -> tantivy.Index:
        """The index, made first where there is none. Raises IndexUnusable when what is there is no index."""
        path = self._place.current()
        with self._lock, failures_named("be opened", path or self._place.root, IndexUnusable):
            return _opened(path) if path else self._made()

    def _made(self) -> tantivy.Index:
        path = self._place.first()
        path.mkdir(parents=True, exist_ok=True)
        if not (path / META).exists():
            tantivy.Index(SCHEMA, str(path), reuse=False)
        self._place.use(path)
        return _opened(path)

    def _standing(self) -> Path:
        path = self._place.current()
        if path is None:
            raise unusable(self._place.root, "is not there")
        return path

    def _view(self, path: Path) -> tuple[Version, tantivy.Searcher]:
        version = _version(path)
        with self._lock, failures_named("be read", path, IndexUnusable):
            if self._index is None or self._version is None or self._version[0] != path:
                self._index = _opened(path)
            elif version != self._version:
                self._index.reload()
            self._version = version
            return version, self._index.searcher()


def _version(path: Path) -> Version:
    try:
        status = (path / META).stat()
    except OSError:
        raise unusable(path, "is not there") from None
    return path, status.st_mtime_ns, status.st_ino, status.st_size


def _opened(path: Path) -> tantivy.Index:
    """With our tokenizer, and loaded only when we say so: no thread watches the directory."""
    index = tantivy.Index.open(str(path))
    if index.schema != SCHEMA:
        raise unusable(path, "was made by another release")
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, splitter)
    index.config_reader("manual")
    return index
