"""Settling: Unicode normalisation (NFC) before folding, with the way back.

NFC is all of it, but for the half-width sound marks of kana, which NFC does not know: ｶﾞ is widened first and
becomes ガ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from lantai.values.fold_table import character_class, fold_table


def is_settled(text: str) -> bool:
    """Whether settling would leave the text as it is."""
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _has_sound_mark(text))


def settle(text: str) -> str:
    """The text in NFC, its kana widened where half-width sound marks stand."""
    if _has_sound_mark(text):
        text = text.translate(_wide_kana())
    return unicodedata.normalize("NFC", text)


def _has_sound_mark(text: str) -> bool:
    """Whether it holds the half-width sound mark or half-voiced sound mark."""
    return "\uff9e" in text or "\uff9f" in text


def moved_pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """The smallest pieces of the text that settling may change, apart from one another: start, end, settled.

    Settling the pieces and keeping what stands between them gives the settled text.
    """
    for piece in _pieces().finditer(text):
        yield piece.start(), piece.end(), settle(piece.group())


@cache
def _pieces() -> re.Pattern[str]:
    """A character with what joins it, or one that normalisation changes by itself."""
    joins, moves = character_class(fold_table().joins), character_class(fold_table().moves)
    return re.compile(f"[^{joins}]?[{joins}]+|[{moves}]")


@cache
def _wide_kana() -> dict[int, str | None]:
    mapping = fold_table().mapping
    return {code: mapping[code] for code in range(0xFF66, 0xFFA0)}
