"""Numbers in running text, as values: :func:`find` for what counts something, :func:`scan` for every numeral."""

from __future__ import annotations

from collections.abc import Iterator

from lantai.values.numbers.approximators import approximators
from lantai.values.numbers.cores import TOKEN
from lantai.values.numbers.draft import Draft
from lantai.values.numbers.lexicon import lexicon
from lantai.values.numbers.number import NO_NUMBERS, Number
from lantai.values.numbers.plain import plain
from lantai.values.numbers.reading import Reader
from lantai.values.numbers.units import Units, shipped_units


def find(text: str, *, units: Units | None = None) -> Iterator[Number]:
    """Every number and quantity of a text, in order; nothing overlaps, and no text makes it fail.

    Left out are dates, clock times, codes and the marks of lists, which :func:`scan` tells of too. ``units`` is the
    unit table, the shipped one by default.
    """
    return (number for number in scan(text, units=units) if number.kind not in NO_NUMBERS)


def scan(text: str, *, units: Units | None = None) -> Iterator[Number]:
    """As :func:`find`, with the numerals that count nothing: kinds ``date``, ``time``, ``code`` and ``marker``."""
    return (draft.number(text) for draft in drafts(text, units=units))


def drafts(text: str, *, units: Units | None = None) -> Iterator[Draft]:
    """What :func:`scan` finds, before it is made a value."""
    reader = Reader(plain(text), units or shipped_units(), approximators(), lexicon())
    floor = 0
    for token in TOKEN.finditer(reader.text):
        if token.start() < floor:
            continue
        draft = reader.read(token, floor)
        if draft is not None:
            yield draft
            floor, reader.previous = draft.end, draft
