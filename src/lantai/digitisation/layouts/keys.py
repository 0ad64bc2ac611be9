"""Keys: under which a folder's or file's name and a reference code are the same item.

The key of a name is its code folded; a looser one, asked only where the first finds nothing, takes every separator
for the same and numbers without the zeros before them (``X001_12_3`` for ``X001-0012-003``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from lantai.values.codes import fold_code, from_file_name

_PART = re.compile(r"[-·]")
_PLAIN = re.compile(r"[0-9A-Za-z·-]+")
"""What folding only writes small: most codes, a million times."""


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The key of a name on the disk, its ending left out."""
    return name.lower() if _PLAIN.fullmatch(name) else _whole(fold_code(_meant(name.strip())))


@lru_cache(maxsize=1_000)
def code_key(code: str) -> str:
    """The key of a reference code: that of the name which it would have, for ``from_file_name`` gives the code back."""
    return code.lower() if _PLAIN.fullmatch(code) else _whole(fold_code(code))


def _meant(name: str) -> str:
    """The code that a name was made of. A percent sign that nobody encoded anything with stands for itself."""
    try:
        return from_file_name(name)
    except UnicodeDecodeError:
        return name


def _whole(key: str) -> str:
    """A key that can be stored: half a character is a ``?``."""
    return key.encode("utf-8", "replace").decode()


def loose_key(key: str) -> str:
    return "-".join(part.lstrip("0") or "0" for part in _PART.split(key) if part)


def joined(parts: list[str]) -> list[str]:
    """What a name may mean among its folders, the nearest first: ``034``, ``0012-034``, ``X001-0012-034`` …"""
    return ["-".join(part for part in parts[start:] if part) for start in range(len(parts) - 1, -1, -1)]
