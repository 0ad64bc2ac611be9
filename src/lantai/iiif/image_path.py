"""Paths of the image service: ``<identifier>.p<n>`` and what is asked of it.

Elsewhere a page is ``<identifier>/p<n>`` (model.md, 2). In an IIIF id that slash would have to be written ``%2F``,
which proxies and viewers decode, refuse or encode twice; a dot passes everywhere.
"""

from __future__ import annotations

import re
from typing import Final

_KEY: Final = r"(?P<identifier>[0-9A-Za-z:/._~-]{1,100}?)\.p(?P<number>[1-9][0-9]{0,6})"
_WHOLE: Final = re.compile(_KEY)
_PATH: Final = re.compile(rf"(?P<key>{_KEY})(?:/(?P<rest>.*))?")


def split_key(key: str) -> tuple[str, int] | None:
    """The record's identifier and the page's number; None for anything that is not the key of a page."""
    match = _WHOLE.fullmatch(key)
    return (match["identifier"], int(match["number"])) if match else None


def split_path(path: str) -> tuple[str, str | None] | None:
    """The page key that a path begins with, and what follows its slash (None without one); None for other paths."""
    match = _PATH.fullmatch(path)
    return (match["key"], match["rest"]) if match else None
