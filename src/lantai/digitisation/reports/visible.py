"""Text from outside, made fit to be shown: what no page and no document can hold is replaced by a sign one can see."""

from __future__ import annotations

import re
from typing import Final

_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """Control characters as their pictures (␀ …); U+FFFD for those without, halves of a pair and turns of direction."""
    return _UNFIT.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number < 0x20:
        return chr(0x2400 + number)
    return "\u2421" if number == 0x7F else "\ufffd"
