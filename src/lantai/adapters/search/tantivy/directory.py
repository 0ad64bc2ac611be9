"""The index on disk: opening it, making it, and seeing when another process has changed it."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Lock
from typing import Final

import tantivy

from lantai.adapters.search.tantivy.failures import failures_named, unusable
from lantai.adapters.search.tantivy.queries import SCHEMA
from lantai.adapters.search.tantivy.schema import TOKENS
from lantai.ports.search import IndexUnusable

_META: Final = "meta.json"
"""The small file that says what belongs to the index; Tantivy replaces it as a whole with every commit."""

_OWN_FILE: Final = re.compile(r"[0-9a-f]{32}\..+|meta\.json|\.managed\.json")

Version = tuple[int, int, int]


class IndexDirectory:
    """One opened index. Any number of threads may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._index: tantivy.Index | None = None
        self._version: Version | None = None
        self._lock = Lock()

    def exists(self) -> bool:
        return (self._path / _META).exists()

    def searcher(self) -> tantivy.Searcher:
        """A view of the last commit, by whatever process. Raises IndexUnusable."""
        version = self._stand()
        with self._lock, failures_named("be read", self._path, IndexUnusable):
            index = self._opened()
            if version != self._version:
                index.reload()
                self._version = version
            return index.searcher()

    def index_to_write(self) -> tantivy.Index:
        """The index, made first where there is none. Raises IndexUnusable when what is there is no index."""
        with self._lock, failures_named("be opened", self._path, IndexUnusable):
            if not self.exists():
                self._path.mkdir(parents=True, exist_ok=True)
                self._index = _prepared(tantivy.Index(SCHEMA, str(self._path), reuse=False))
            return self._opened()

    def is_sound(self) -> bool:
        """Whether the index can be opened and read."""
        try:
            self.searcher()
        except IndexUnusable:
            return False
        return True

    def remove(self) -> None:
        """Take the index off the disk, but nothing else that stands there, nor the lock of a writer."""
        with self._lock, failures_named("be removed", self._path):
            self._index = self._version = None
            for file in self._path.glob("*"):
                if _OWN_FILE.fullmatch(file.name):
                    file.unlink()

    def _stand(self) -> Version:
        try:
            status = (self._path / _META).stat()
        except OSError:
            raise unusable(self._path, "is not there") from None
        return status.st_mtime_ns, status.st_ino, status.st_size

    def _opened(self) -> tantivy.Index:
        if self._index is None:
            index = tantivy.Index.open(str(self._path))
            if index.schema != SCHEMA:
                raise unusable(self._path, "was made by another release")
            self._index = _prepared(index)
        return self._index


def _prepared(index: tantivy.Index) -> tantivy.Index:
    """With our tokenizer, and loaded only when we say so: no thread watches the directory."""
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, splitter)
    index.config_reader("manual")
    return index
