"""Halves of double-row notes (夾註) taken out of the column that they stand in.

The detector runs one half of a note together with its column, and finds the other half alone beside it. So where a
small strip stands at the side of a column whose ink is no wider there than half a note, the column is parted at the
note's beginning and end, and what is between is the other half.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lantai.adapters.ocr.ink import Ink
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.strips import Strip, usual_thickness

SMALL = 0.8
"""Half of a note is at most this thick, of the usual column."""

NARROW = 0.75
"""Where half of a note stands in a column its ink is at most this wide, of the column's."""


def parted_at_notes(strips: Sequence[Strip], ink: Ink, slant: float) -> list[Strip]:
    """The strips, columns that hold half of a note parted where it begins and ends."""
    columns = [strip for strip in strips if strip.vertical]
    if not columns:
        return list(strips)
    usual = usual_thickness(columns)
    halves = [Extent(*strip.upright(slant)) for strip in columns if strip.thickness < SMALL * usual]
    found = []
    for strip in strips:
        if not strip.vertical or strip.thickness < SMALL * usual or strip.length < 3 * usual:
            found.append(strip)
            continue
        column = Extent(*strip.upright(slant))
        notes = [note for note in halves if _stands_beside(note, column, usual) and _is_narrow(note, column, ink)]
        found.extend(_around_notes(strip, sorted(notes, key=lambda note: note.top), ink, slant, usual))
    return found


def _stands_beside(note: Extent, host: Extent, usual: float) -> bool:
    """Whether a small strip stands at the side of a column, within its course."""
    shared = min(note.bottom, host.bottom) - max(note.top, host.top)
    if shared < 0.4 * (note.bottom - note.top) or host.bottom - host.top < note.bottom - note.top + 0.8 * usual:
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
    width = ink.width(own)
    return 0 < width < NARROW * ink.width(host)


def _around_notes(host: Strip, notes: Sequence[Extent], ink: Ink, slant: float, usual: float) -> Iterator[Strip]:
    left, top, right, bottom = host.upright(slant)
    begin = 0.0
    for note in notes:
        first = ink.emptiest(Extent(left, note.top - 0.5 * usual, right, note.top + 0.35 * usual), note.top)
        last = ink.emptiest(Extent(left, note.bottom - 0.35 * usual, right, note.bottom + 0.6 * usual), note.bottom)
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
