"""Patterns that are compiled when they are first used: most runs of a program need few of the many forms of a date."""

from __future__ import annotations

import re
from typing import Any, Final, cast

_METHODS: Final = ("match", "fullmatch", "search", "sub", "finditer")


class _Lazy:
    """Becomes its pattern at the first use: from then on its methods are the pattern's own, and cost nothing more."""

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, compiled when it is first asked. It has match, search and the like only."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
