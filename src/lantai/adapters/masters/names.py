"""Which logical paths an object may hold (OCFL 1.1, 3.5.3.1): any name as received that stays within the object."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from lantai.ports.masters import UnsafePath

_LONGEST_NAME: Final = 255
"""Bytes of UTF-8 that one name may have on the file systems of our day."""


def refuse_unsafe_paths(paths: Iterable[str]) -> None:
    """Raises UnsafePath for the first path that would leave its object, has no storable name, or lies within a file."""
    distinct = set(paths)
    for path in sorted(distinct):
        for name in path.split("/"):
            _refuse_unsafe_name(name, path)
        _refuse_file_as_folder(path, distinct)


def _refuse_unsafe_name(name: str, path: str) -> None:
    if name in {"", ".", ".."}:
        raise UnsafePath(f"The path {path!r} is not a plain relative path; take out “..”, “.” and empty names.")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        raise UnsafePath(f"The path {path!r} holds control characters or bytes that are no text; rename the file.")
    if len(name.encode()) > _LONGEST_NAME:
        raise UnsafePath(f"The name {name[:40]!r}… is longer than {_LONGEST_NAME} bytes; shorten it.")


def _refuse_file_as_folder(path: str, paths: set[str]) -> None:
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if folder in paths:
            raise UnsafePath(f"The path {path!r} lies in {folder!r}, which is a file; rename one of them.")
