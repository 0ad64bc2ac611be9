"""A cell as plain text, for headings, samples and whatever is only shown."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from lantai.digitisation.sheets.cells import Kind, Odd

_SPACES: Final = re.compile(r"[\s\u00a0\u200b-\u200f\u3000\ufeff]+")

_WRITTEN_OUT: Final = 1e22
"""From here on zeros say less than an exponent."""


def as_text(cell: Any) -> str:
    """The text that somebody sees, on one line; of an error its sign, of a formula its value."""
    while isinstance(cell, list | tuple):
        cell = Odd(*cell).value
    return "" if cell is None else _SPACES.sub(" ", number_text(cell)).strip()


def number_text(cell: str | float) -> str:
    """A number without the ``.0`` and the exponent that only a computer writes; text as it is."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0") if abs(cell) < _WRITTEN_OUT else repr(cell)
    return str(cell)


def given_text(cell: Any) -> str:
    """What stood in the file: of a number shown as something else the number, of a formula the formula."""
    if not isinstance(cell, list | tuple):
        return "" if cell is None else number_text(cell)
    odd = Odd(*cell)
    if odd.kind == Kind.FORMULA:
        return f"={odd.more}"
    if odd.kind == Kind.MERGED:
        return ""
    if odd.kind in {Kind.DATE, Kind.PADDED} and odd.more is not None:
        return given_text(odd.more)
    return given_text(odd.value)
