"""A reference code as the name of a file or folder, on any system, and back.

The name differs wherever the code does, also where a file system ignores case (Windows, macOS) or writes accents in
its own way (macOS): only capitals, digits, ``-``, ``·`` and Han characters stand as they are, everything else is
percent-encoded UTF-8. No name is reserved (CON, NUL, COM1 …), hidden, or ends in a dot or a space.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

LONGEST_NAME: Final = 240
"""Bytes of a name that every file system takes, with room for an ending."""

_EMPTY: Final = "~"
_KEPT: Final = re.compile(r"[A-Z0-9·\-〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df\U0002a700-\U0002ebef]")
_RESERVED: Final = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?![^.])")


def file_name(code: str, *, ascii_dot: bool = False) -> str:
    """The code as a name for a file; :func:`from_file_name` gives the code back, whatever it was.

    ``ascii_dot`` writes ``_`` for ``·``. A name longer than LONGEST_NAME bytes is not cut: the caller asks
    :func:`fits`.
    """
    if not code:
        return _EMPTY
    name = "".join(char if _KEPT.match(char) else _encoded(char) for char in code)
    if name[0] == "-" or _RESERVED.match(name):
        name = _encoded(name[0]) + name[1:]
    return name.replace("·", "_") if ascii_dot else name


def from_file_name(name: str) -> str:
    """The code that :func:`file_name` made a name of, in either of its forms.

    A name that it never made (``%90``, which is no character) is taken as it stands.
    """
    dotted = name.replace("_", "·")
    try:
        return "" if name == _EMPTY else unquote(dotted, errors="surrogatepass")
    except UnicodeDecodeError:
        return dotted


def fits(name: str) -> bool:
    """Whether a name, with an ending yet to come, is short enough for every file system."""
    return len(name.encode("utf-8", "surrogatepass")) <= LONGEST_NAME


def _encoded(char: str) -> str:
    quoted = quote(char, safe="", errors="surrogatepass")
    return quoted if quoted != char else f"%{ord(char):02X}"
