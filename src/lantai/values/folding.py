"""Search folding: one text for all the ways of writing it, with the way back to the text as given.

Two texts that a reader would call the same words fold to the same string: traditional, simplified, Japanese
and variant forms of a character are one, and so are full and half width, capitals and small letters. White
space, control, format and variation-selector characters are left out, and so is punctuation, except
``. , : / -`` between two ASCII letters or digits. ``□ ○ ■`` and private-use characters are ordinary
characters: they stand for something on the page. Folded text is compared and indexed, never shown.

The table is data (``fold_table``); it is one to one, so the only thing that moves offsets, besides what is
left out, is Unicode normalisation (``settling``). Short texts go through ``str.translate``, long ones through
NumPy (``folding_arrays``); both give the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from lantai.values.fold_table import KEPT_INSIDE, character_class, fold_table
from lantai.values.settling import is_settled, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

LONG: Final = 64
"""From this many code points on, NumPy is quicker than ``str.translate``."""
_PLANE: Final = 0x10000


class Run(NamedTuple):
    """``length`` folded code points from ``folded_start`` on, which begin one after the other in the text as given.

    The first of them begins at ``original_start`` there, the next at ``original_start + 1``, and so on.
    """

    folded_start: int
    original_start: int
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Folded text, and where each of its code points came from.

    ``starts[i]`` and ``ends[i]`` bound, in code points of the text as given, what ``text[i]`` stands for.
    """

    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as given that the folded range ``start:end`` stands for.

        What was left out between the first and the last character lies inside, what was left out around them
        outside. Raises IndexError for a range that is empty or reaches out of the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"No folded text at {start}:{end}: the range must lie in 0:{len(self.text)}.")
        return int(self.starts[start]), int(self.ends[end - 1])

    def position(self, offset: int) -> int:
        """The first folded code point that ends after ``offset`` of the text as given."""
        return bisect_right(self.ends, offset)

    def runs(self) -> tuple[Run, ...]:
        """The map back in short: the runs, in order; together they cover the folded text."""
        from lantai.values.folding_arrays import begins_of_runs  # as below

        begins = begins_of_runs(self.starts)
        ends = [*begins[1:], len(self.text)]
        return tuple(Run(begin, int(self.starts[begin]), end - begin) for begin, end in zip(begins, ends, strict=False))


def fold(text: str) -> str:
    """Fold a text for search: idempotent, the same for text and query."""
    if len(text) < LONG:
        return _fold_short(text)
    from lantai.values.folding_arrays import fold_long  # NumPy only where it pays: a command starts without it

    return fold_long(text)


def fold_each(texts: Sequence[str]) -> list[str]:
    """Every text folded, as ``fold`` does it, in one pass over all of them: for thousands of short texts."""
    from lantai.values.folding_arrays import fold_many  # as above

    return fold_many(texts)


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the way back; offsets are code points of ``text`` as given, not of its NFC form."""
    from lantai.values.folding_arrays import fold_long_with_offsets  # as above

    return Folded(*fold_long_with_offsets(text))


def _fold_short(text: str) -> str:
    if _simple()(text):
        return text.translate(_basic_plane())
    settled = text if is_settled(text) else settle(text)
    folded = _stray().sub("", settled).translate(fold_table().mapping)
    return folded if is_settled(folded) else _fold_short(folded)


@cache
def _marks_and_words() -> tuple[str, str]:
    """``. , : / -`` of either width, and what folds to ASCII letters or digits, as insides of ``[...]``."""
    mapping = fold_table().mapping.items()
    marks = re.escape(KEPT_INSIDE + "".join(chr(code) for code, to in mapping if to and to in KEPT_INSIDE))
    word = "0-9A-Za-z" + "".join(chr(code) for code, to in mapping if to and to.isascii() and to.isalnum())
    return marks, word


@cache
def _stray() -> re.Pattern[str]:
    """A mark where it does not stand between two that fold to ASCII letters or digits."""
    marks, word = _marks_and_words()
    return re.compile(f"(?<![{word}])[{marks}]|[{marks}](?![{word}])")


@cache
def _simple() -> Callable[[str], object]:
    """Whether a text is, as most titles are, of characters that settling leaves alone, without a stray mark."""
    table, (marks, word) = fold_table(), _marks_and_words()
    moved = {code for spans in (table.joins, table.moves) for span in spans for code in span}
    to_mark_or_moved = {code for code, to in table.mapping.items() if to and (to in KEPT_INSIDE or ord(to) in moved)}
    simple = character_class(_first_plane_without(moved | to_mark_or_moved | set(map(ord, KEPT_INSIDE))))
    return re.compile(f"[{simple}]*(?:(?<=[{word}])[{marks}](?=[{word}])[{simple}]+)*").fullmatch


def _first_plane_without(codes: set[int]) -> tuple[range, ...]:
    """The ranges between these code points; a pattern of the first plane alone is matched with one look-up each."""
    ends = sorted(code for code in codes if code < _PLANE)
    spans = (range(before + 1, after) for before, after in pairwise((-1, *ends, _PLANE)))
    return tuple(span for span in spans if span)


@cache
def _basic_plane() -> list[int | None]:
    """What each code point of the first plane folds to: ``str.translate`` is quicker with a list in which all stand."""
    folds: list[int | None] = list(range(_PLANE))
    for code, to in fold_table().mapping.items():
        if code < _PLANE:
            folds[code] = None if to is None else ord(to)
    return folds
