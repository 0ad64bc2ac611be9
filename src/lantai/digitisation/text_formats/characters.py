"""Which characters XML holds, and between which words a space is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_UNWRITABLE: Final = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 cannot hold (production 2, Char)."""
_MARKS: Final = ("Mn", "Me", "Mc", "Cf")
_HANGUL: Final = range(0xAC00, 0xD7A4)


def writable(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold, one for one."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def is_mark(char: str) -> bool:
    """Whether it belongs to the character before: a combining mark, a variation selector, a joiner."""
    return unicodedata.category(char) in _MARKS


def joined(words: Iterable[str]) -> str:
    """Words as one line: parted by spaces, but not where Chinese or Japanese stands on both sides.

    Programs part Chinese into words of their own making, and none of the spaces between them stands on the page.
    """
    text = ""
    for word in words:
        parted = text and word and not (_runs_on(text[-1]) and _runs_on(word[0]))
        text += f" {word}" if parted else word
    return text


def _runs_on(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and ord(char) not in _HANGUL
