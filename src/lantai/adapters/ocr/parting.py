"""Strips that hold more than one line, taken apart before they are read.

The detector runs the cells of a form together where they all but touch the rule between them, and a character of a head
that runs across with the column beneath it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lantai.adapters.ocr.ink import Ink
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip, usual_thickness

ENDS = 0.5
"""A rule nearer to a strip's end than this, in its thickness, is an edge of its cell and parts nothing."""

BEYOND = 0.15
"""A rule reaches beyond both sides of what it parts by so much at least; a stroke of a character does not."""

LEVEL = 0.35
"""A column that begins as high as a head beside it, give or take so much of the head's height, may begin with a
character of the head."""

APART = 0.9
"""That character stands no further from the rest of the head, in the head's height."""

LARGER = 1.12
"""And its ink is so many times as wide as that of the column."""


def parted_at_rules(strips: Sequence[Strip], rules: Sequence[Extent], slant: float) -> list[Strip]:
    """The strips, each in as many parts as rules leave it. ``rules`` lie on the page turned back by ``slant``."""
    level = [rule for rule in rules if rule.right - rule.left > rule.bottom - rule.top]
    upright = [Extent(rule.top, rule.left, rule.bottom, rule.right) for rule in rules if rule not in level]
    return [part for strip in strips for part in _parts(strip, level if strip.vertical else upright, slant)]


def _parts(strip: Strip, rules: Sequence[Extent], slant: float) -> Iterator[Strip]:
    """``rules`` lie across the strip, and are turned with it where it is level."""
    left, top, right, bottom = strip.upright(slant)
    if not strip.vertical:
        left, top, right, bottom = top, left, bottom, right
    size, begin = right - left, 0.0
    for rule in sorted(rules, key=lambda rule: rule.top):
        middle = (rule.top + rule.bottom) / 2
        crosses = rule.left < left - BEYOND * size and right + BEYOND * size < rule.right
        if crosses and top + ENDS * size < middle < bottom - ENDS * size:
            at = (middle - top) / (bottom - top)
            yield strip.part(begin, at)
            begin = at
    yield strip.part(begin, 1.0) if begin else strip


def parted_at_heads(strips: Sequence[Strip], ink: Ink, slant: float) -> list[Strip]:
    """The strips, columns that begin with a character of a head that runs across parted beneath it."""
    usual = usual_thickness(strips)
    found = [strip for strip in strips if not strip.vertical]
    columns = [(strip, Extent(*strip.upright(slant))) for strip in strips if strip.vertical]
    heads = [Extent(*strip.upright(slant)) for strip in found if strip.height > usual]
    while heads:  # what was parted from one column may be the neighbour of the next
        rest, characters = [], []
        for strip, column in columns:
            at = next((at for head in heads if (at := _foot(column, head, ink, usual))), None)
            if at is None:
                rest.append((strip, column))
            else:
                characters.append(strip.part(0.0, at))
                rest.append((below := strip.part(at, 1.0), Extent(*below.upright(slant))))
        columns, heads = rest, [Extent(*character.upright(slant)) for character in characters]
        found += characters
    return [*found, *(strip for strip, _ in columns)]


def _foot(column: Extent, head: Extent, ink: Ink, usual: float) -> float | None:
    """Where, as a part of the column's length, a character of the head ends that stands at its top; None for none."""
    height = head.bottom - head.top
    apart = max(head.left - column.right, column.left - head.right)
    if (
        abs(column.top - head.top) > LEVEL * height
        or column.bottom < head.bottom + 0.8 * usual
        or not -0.3 * height < apart < APART * height
    ):
        return None
    near = Extent(column.left, head.bottom - 0.25 * height, column.right, head.bottom + 0.25 * height)
    foot = ink.emptiest(near, head.bottom)
    # Not from its very top: the rule over the deck may be in the strip.
    above = ink.width(column._replace(top=column.top + 0.2 * height, bottom=foot))
    if above <= LARGER * ink.width(column._replace(top=foot)):
        return None
    return (foot - column.top) / (column.bottom - column.top)
