"""Tantivy's errors, given names and words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantai.ports.search import IndexUnusable, SearchFailed


@contextmanager
def failures_named(doing: str, path: Path, failure: type[SearchFailed] = SearchFailed) -> Iterator[None]:
    """Turn what goes wrong inside into ``failure``, which says what was being done, and where.

    A panic of Tantivy arrives as pyo3's PanicException: a BaseException that no module exports, so that it is
    known by its name only.
    """
    try:
        yield
    except (OSError, OverflowError, RuntimeError, TypeError, ValueError) as error:
        raise failure(_sentence(doing, path, error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise failure(_sentence(doing, path, error)) from error


def unusable(path: Path, why: str) -> IndexUnusable:
    return IndexUnusable(f"The search index {path} {why}: run `lantai reindex` to make it anew.")


def _sentence(doing: str, path: Path, error: BaseException) -> str:
    return (
        f"The search index {path} could not {doing} ({str(error).strip() or type(error).__name__}): try again, "
        "and if it happens again run `lantai reindex` to make the index anew."
    )
