"""Plain text: the text in one script and one width, character for character, so that every offset stays.

Patterns and word lists here are written in traditional characters and made plain with the text that they look into,
so that 餘 and 余, 億 and 亿, ３ and 3 are one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lantai.values.fold_table import fold_table

_FULL_WIDTH: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，、：；（）～／"}
THIN: Final = "\u2008"
"""What every space within one number becomes (2 300, with a space that does not break or a thin one)."""
_THIN_SPACE: Final = re.compile("(?<=[0-9])[\u00a0\u2007\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t"), " ")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑−﹣"), "-") | {ord("∶"): ":"}


def plain(text: str) -> str:
    """The text made plain: as long as it was. Line breaks, dashes of ranges and full-width commas stay."""
    return _THIN_SPACE.sub(THIN, text).translate(_mapping())


@cache
def _mapping() -> dict[int, str]:
    classes = {ord(char): members[0] for members in fold_table().classes for char in members[1:]}
    return classes | _FULL_WIDTH | _SPACES | _DASHES
