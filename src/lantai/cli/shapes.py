"""Values of the ground floor as JSON has them: days as ISO days, numbers as numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.values.names import Names

_MOST_BITS: Final = 13_000
"""Python writes no longer whole number (some 3,900 digits) without being told to; no quantity is as large."""


def day(number: int | None) -> str | None:
    """A Julian day number as an ISO day."""
    from lantai.values.dates.days import iso_day

    return None if number is None else iso_day(number)


def number(value: Fraction | int | None) -> int | float | None:
    """A whole number as int, any other as float; None for one too large to be written."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator if value.numerator.bit_length() <= _MOST_BITS else None
    try:
        return float(value)
    except OverflowError:
        return None


def day_of_writing(text: str | None) -> int | None:
    """The day that ``--as-of`` names, as a Julian day number. Raises WrongUse for what is no single day."""
    if text is None:
        return None
    from lantai.values import dates

    try:
        found = dates.parse(text)
    except dates.NotADate as error:
        raise WrongUse(f"--as-of must be a day, such as 2021-06-23: {error}") from error
    if found.first is None or found.first != found.last:
        raise WrongUse(f"--as-of must be one day, such as 2021-06-23; {text!r} is {found.edtf or 'no day'}.")
    return found.first


def names_of(path: str | None) -> Names | None:
    """The names of a file, none without one. Raises WrongUse for a file that cannot be read."""
    if path is None:
        return None
    from lantai.values.names import BadNames, load_names

    try:
        return load_names(path)
    except (BadNames, ValueError) as error:
        raise WrongUse(f"The names cannot be read: {error}") from error
    except OSError as error:
        raise WrongUse(f"The file of names {path!r} cannot be read: {error.strerror}.") from error


def cell(value: Any) -> str:
    """A value in a row for people: nothing for None, a fraction to six places."""
    if isinstance(value, float):
        value = round(value, 6)
    return "" if value is None else str(value)
