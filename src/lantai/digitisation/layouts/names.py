"""Names of files as they come: in bytes of an unknown encoding, with characters that no name should have.

A name is kept as the file system gives it (``os.fsdecode``: bytes that are no UTF-8 become lone surrogates), so that
the file can be opened; for reading it is decoded.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from lantai.values.encodings import decode

LONGEST_NAME: Final = 240
"""Bytes in UTF-8: what the masters and other systems take, with room for an ending."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\\]')


def is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def encoding_of(names: Iterable[str]) -> str:
    """The encoding in which names that are no UTF-8 were most likely written, judged from all of them together."""
    return decode(b"\n".join(os.fsencode(name) for name in names)).encoding


def legible(name: str, encoding: str = "gb18030") -> str:
    """A name for reading and comparing: decoded where it is no UTF-8, composed (NFC), nothing hidden in it."""
    text = name if is_utf8(name) else os.fsencode(name).decode(encoding, "replace")
    return unicodedata.normalize("NFC", _CONTROL.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def trouble_with(name: str) -> str:
    """Why a name is not safe on another system, in a few words; ``""`` when it is."""
    if _CONTROL.search(name) and is_utf8(name):
        return "control character"
    if _UNSEEN.search(name):
        return "character that nobody sees"
    if _RESERVED.fullmatch(name):
        return "reserved name"
    if name.endswith((" ", ".")) or name.startswith(" "):
        return "space or dot at an end"
    if _FORBIDDEN.search(name):
        return "character that other systems forbid"
    if len(os.fsencode(name)) > LONGEST_NAME:
        return f"longer than {LONGEST_NAME} bytes"
    return ""


def clash_key(name: str) -> str:
    """Equal for names that are one on a system which ignores case or writes accents in its own way."""
    return unicodedata.normalize("NFC", name).casefold()
