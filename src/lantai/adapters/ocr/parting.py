"""Strips that hold more than one line, taken apart before they are read.

The detector runs the cells of a form together where they all but touch the rule between them, and half of a double-row
note (夾註) with the column that it stands in, while the other half is found alone beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from lantai.adapters.ocr.ink import Ink
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip

ENDS = 0.5
"""A rule nearer to a strip's end than this, in its thickness, is an edge of its cell and parts nothing."""

BEYOND = 0.15
"""A rule reaches beyond both sides of what it parts by so much at least; a stroke of a character does not."""

SMALL = 0.8
"""Half of a note is at most this thick, of the usual column."""

NARROW = 0.75
"""Where half of a note stands in a column its ink is at most this wide, of the column's."""


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


def parted_at_notes(strips: Sequence[Strip], ink: Ink, slant: float) -> list[Strip]:
    """The strips, columns that hold half of a note parted where it begins and ends."""
    columns = [strip for strip in strips if strip.vertical]
    if not columns:
        return list(strips)
    usual = _usual([strip.thickness for strip in columns], [strip.length for strip in columns])
    halves = [strip for strip in columns if strip.thickness < SMALL * usual]
    hosts = [strip for strip in columns if strip.thickness >= SMALL * usual and strip.length > 3 * usual]
    found: list[Strip] = [strip for strip in strips if strip not in hosts]
    for host in hosts:
        beside = [half.upright(slant) for half in halves]
        notes = sorted(
            (
                Extent(*note)
                for note in beside
                if _stands_beside(Extent(*note), Extent(*host.upright(slant)), usual)
                and _is_narrow(Extent(*note), Extent(*host.upright(slant)), ink)
            ),
            key=lambda note: note.top,
        )
        found.extend(_around_notes(host, notes, ink, slant, usual))
    return found


def _usual(thicknesses: Sequence[float], lengths: Sequence[float]) -> float:
    """The thickness in which half of the text is set, by its length."""
    half, reached = sum(lengths) / 2, 0.0
    for thickness, length in sorted(zip(thicknesses, lengths, strict=True), reverse=True):
        reached += length
        if reached >= half:
            return thickness
    return median(thicknesses)


def _stands_beside(note: Extent, host: Extent, usual: float) -> bool:
    """Whether a small strip stands at the side of a column, within its course."""
    shared = min(note.bottom, host.bottom) - max(note.top, host.top)
    if shared < 0.7 * (note.bottom - note.top) or host.bottom - host.top < note.bottom - note.top + 0.8 * usual:
        return False
    right = note.left > host.left + 0.25 * usual and note.left < host.right + 0.3 * usual and note.right > host.right
    left = note.right < host.right - 0.25 * usual and note.right > host.left - 0.3 * usual and note.left < host.left
    return right or left


def _is_narrow(note: Extent, host: Extent, ink: Ink) -> bool:
    """Whether the column beside the note holds no more than the note's other half."""
    is_right = note.right > host.right
    own = (
        Extent(host.left, max(note.top, host.top), min(host.right, note.left), min(note.bottom, host.bottom))
        if is_right
        else Extent(max(host.left, note.right), max(note.top, host.top), host.right, min(note.bottom, host.bottom))
    )
    width = _width(ink, own)
    return 0 < width < NARROW * _width(ink, host)


def _width(ink: Ink, extent: Extent) -> float:
    """How wide the ink is within an extent."""
    columns = np.flatnonzero(ink.within(extent).any(axis=0))
    return float(columns[-1] - columns[0] + 1) / ink.scale if columns.size else 0.0


def _around_notes(host: Strip, notes: Sequence[Extent], ink: Ink, slant: float, usual: float) -> Iterator[Strip]:
    left, top, right, bottom = host.upright(slant)
    begin = 0.0
    for note in notes:
        first = _gap(ink, Extent(left, note.top - 0.5 * usual, right, note.top + 0.35 * usual), note.top)
        last = _gap(ink, Extent(left, note.bottom - 0.35 * usual, right, note.bottom + 0.6 * usual), note.bottom)
        at, to = (min(1.0, max(begin, (y - top) / (bottom - top))) for y in (first, last))
        if (to - at) * (bottom - top) < 0.5 * usual:
            continue
        if (at - begin) * (bottom - top) > 0.5 * usual:
            yield host.part(begin, at)
        if note.right > right:
            yield host.part(at, to, last=min(1.0, max(0.3, (note.left - left) / (right - left))))
        else:
            yield host.part(at, to, first=max(0.0, min(0.7, (note.right - left) / (right - left))))
        begin = to
    if not begin:
        yield host
    elif (1.0 - begin) * (bottom - top) > 0.5 * usual:
        yield host.part(begin, 1.0)


def _gap(ink: Ink, extent: Extent, otherwise: float) -> float:
    """The height in an extent at which there is least ink, the nearest of equals."""
    rows = ink.within(extent).sum(axis=1)
    if not rows.size:
        return otherwise
    least = np.flatnonzero(rows == rows.min())
    heights = extent.top + (least + 0.5) / rows.size * (extent.bottom - extent.top)
    return float(heights[np.abs(heights - otherwise).argmin()])
