"""The commonest forms of a date, read at once: 19310918, 1931-09-18, 1931.9, 1931年9月18日.

What is read here is what the readers make of it; everything else, and every day that there is not, is left to them.
"""

from __future__ import annotations

import re
from typing import Final

from lantai.values.dates.days import length_of_month
from lantai.values.dates.patterns import lazy
from lantai.values.dates.span import Span, gregorian_span

_PLAIN: Final = lazy(
    "([0-9]{4})(?:"
    "([0-9]{2})([0-9]{2})?"
    "|([-./])([0-9]{1,2})(?:\\4([0-9]{1,2}))?"
    "|年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?"
    ")?",
    re.ASCII,
)


def plain_date(text: str) -> Span | None:
    """The day, month or year of a text in a common form, without a look around; None for all else."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    month, day = int(match[2] or match[5] or match[7] or 0), int(match[3] or match[6] or match[8] or 0)
    if not year or month > 12 or (day and not month):
        return None
    if not month:
        # 00 is what is not known (DA/T 18-2022); in words, and after a single slash, it is nothing
        return None if match[7] or (match[4] == "/" and not match[6]) else gregorian_span(text, year)
    if day > length_of_month(year, month) or match[8] in {"0", "00"}:
        return None
    return gregorian_span(text, year, month, day or None)
