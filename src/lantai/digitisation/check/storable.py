"""What may go into the database and the store of masters, whatever came: text without NUL and halves of characters.

PostgreSQL takes neither, and a stored object takes no name with control characters or bytes that are no text. What is
only shown is made fit by a sign; a file is stored under its name as it reads, and found by its bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from typing import Final

_UNFIT: Final = re.compile("[\0\ud800-\udfff]")
_UNNAMED: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_NAME: Final = 255
"""Bytes of UTF-8 of one name of a path."""


def storable(text: str) -> str:
    """The same text with a sign for NUL and for every half of a character."""
    return _UNFIT.sub(_sign, text) if _UNFIT.search(text) else text


def _sign(match: re.Match[str]) -> str:
    return "\u2400" if match[0] == "\0" else "\ufffd"


def storable_paths(paths: Iterable[str], shown: Callable[[str], str]) -> dict[str, str]:
    """Path as the file system gives it → path to be stored under, of those of one object where the two differ.

    ``shown`` tells how a path reads. Two that read the same, or of which one would lie within the other, stay apart.
    """
    distinct = list(dict.fromkeys(paths))
    odd = [path for path in distinct if not _is_storable(path)]
    if not odd:
        return {}
    taken = set(distinct).difference(odd)
    found: dict[str, str] = {}
    for path in odd:
        wanted = "/".join(map(_shortened, shown(path).split("/")))
        found[path] = wanted if _is_free(wanted, taken) else _apart(path, wanted)
        taken.add(found[path])
    return found


def _is_storable(path: str) -> bool:
    if path.isascii() and len(path) <= _LONGEST_NAME:
        return not _UNNAMED.search(path)
    return not _UNNAMED.search(path) and all(len(name.encode()) <= _LONGEST_NAME for name in path.split("/"))


def _shortened(name: str) -> str:
    """A name of 255 bytes in GB18030 may need half as many more in UTF-8; its ending stays."""
    name = _UNNAMED.sub("\ufffd", name)
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    tail = f"~{hashlib.sha256(name.encode()).hexdigest()[:8]}{dot}{ending[:16]}"
    return (stem or name).encode()[: _LONGEST_NAME - len(tail.encode())].decode(errors="ignore") + tail


def _is_free(path: str, taken: set[str]) -> bool:
    folders = {path[:at] for at, sign in enumerate(path) if sign == "/"}
    return path not in taken and not folders & taken and not any(one.startswith(f"{path}/") for one in taken)


def _apart(path: str, wanted: str) -> str:
    return f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}/{wanted.rpartition('/')[2]}"
