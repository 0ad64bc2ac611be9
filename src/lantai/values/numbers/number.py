"""The values of this room: a number found in a text, and what is wrong with some of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

Kind = Literal[
    "quantity", "number", "percent", "fraction", "range", "vague", "ordinal", "anniversary", "cohort", "ratio",
    "date", "time", "code", "marker",
]  # fmt: skip
Amount = int | Fraction

NO_NUMBERS: Final = frozenset({"date", "time", "code", "marker"})
"""Kinds that :func:`lantai.values.numbers.scan` tells of and :func:`lantai.values.numbers.find` leaves out."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text states it; ``start`` and ``end`` are code points of the text as given.

    ``text`` covers the words that leave it open (近, 餘, 以上), the number, and its unit. ``value`` is the number as
    stated, in the base unit (6900餘萬元 is 69 000 000 元): an int where it is whole, else a Fraction; None for a range,
    for what names only a size (數百) and for what is no number. ``low`` and ``high`` are the bounds that the text
    gives, None where it leaves them open: both are the value when nothing does. ``unit`` is the unit's name in the
    unit table, "" without one; ``qualifier`` is what leaves the number open, as written, several joined by ``…``.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    unit: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class NumberProblem:
    """Something wrong with the numbers of a text: ``code`` for machines, ``message`` for people.

    A ``warning`` may be meant as it stands; an ``error`` contradicts itself.
    """

    code: str
    start: int
    end: int
    message: str
    severity: Literal["error", "warning"] = "error"


def amount(value: Fraction | int) -> Amount:
    """An int where it is whole."""
    return value if isinstance(value, int) or value.denominator != 1 else value.numerator
