"""What the engine without an engine keeps on disk: one file, replaced as a whole with every commit."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lantai.ports.search import Document, IndexUnusable, SearchFailed

Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class State:
    """All documents by their keys, and the mark that was committed with them."""

    documents: dict[str, Document] = field(default_factory=dict)
    mark: str = ""


def stands(path: Path) -> Version:
    """What changes whenever the file is replaced. Raises IndexUnusable when it is not there."""
    try:
        status = path.stat()
    except OSError:
        raise _unusable(path, "is not there") from None
    return status.st_mtime_ns, status.st_ino, status.st_size


def read_state(path: Path) -> State:
    """Raises IndexUnusable when the file is no index of this release."""
    try:
        held = json.loads(path.read_text("utf-8"))
        documents = [Document(**{name: _frozen(value) for name, value in row.items()}) for row in held["documents"]]
        return State({document.key: document for document in documents}, held["mark"])
    except (OSError, KeyError, TypeError, ValueError):
        raise _unusable(path, "cannot be read") from None


def write_state(path: Path, state: State) -> None:
    """Replace the file. Raises SearchFailed when it cannot be written, and then leaves the old one."""
    held = {"mark": state.mark, "documents": [asdict(document) for document in state.documents.values()]}
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(held, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except (OSError, ValueError) as error:
        raise SearchFailed(
            f"The search index {path} could not be written ({error}): make room, then try again."
        ) from error


def put_in_place(successor: Path, path: Path) -> None:
    """Replace one file by another, at once. Raises SearchFailed when there is no such file."""
    try:
        successor.replace(path)
    except OSError as error:
        raise SearchFailed(
            f"No new search index stands in {successor} ({error.strerror}): `lantai reindex` makes one."
        ) from error


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _unusable(path: Path, why: str) -> IndexUnusable:
    return IndexUnusable(f"The search index {path} {why}: run `lantai reindex` to make it anew.")
