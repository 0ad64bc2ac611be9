"""A claim: one statement that can be checked, with all that the text itself says about it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Final, Literal, get_args

from lantai.values.dates.days import iso_day

Kind = Literal["figure", "date", "post", "title", "ordinal", "superlative", "quotation", "award", "relative-time"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)

Value = int | Fraction | None

_DAYS: Final = frozenset({"as_of", "first", "last"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of one claim. What a kind does not have, or the text does not say, is None.

    ``start`` and ``end`` are code points of the text as given, and ``text`` is what stands there; all other
    words are those of the repaired text.
    """

    kind: Kind
    start: int
    end: int
    text: str
    subject: str | None = None
    """What is counted, named, ranked, honoured or said; of a title the title without its brackets."""
    value: Value = None
    """The number as stated, in the base unit of ``unit``; of an ordinal its number."""
    low: Value = None
    high: Value = None
    """The bounds, None where open: 1,000 餘 has ``low`` only."""
    unit: str | None = None
    qualifier: str | None = None
    period: str | None = None
    """The words that say for what time a figure holds: 近3年, 2020年, 每年."""
    as_of: int | None = None
    """The day of a figure's cut-off (截至…), a Julian day number."""
    scope: str | None = None
    """The words that say for whom or what a figure or superlative holds, joined by 、: 全市、累計."""
    first: int | None = None
    last: int | None = None
    """First and last day of a date or of a relative time that could be resolved, Julian day numbers."""
    person: str | None = None
    post: str | None = None
    body: str | None = None


def as_json(claim: Claim) -> dict[str, str | int | float | None]:
    """The claim as JSON has it: days as ISO days, fractions as numbers."""
    return {field.name: _plain(field.name, getattr(claim, field.name)) for field in fields(claim)}


def _plain(name: str, value: str | Value) -> str | int | float | None:
    if name in _DAYS and isinstance(value, int):
        return iso_day(value)
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value
