"""Regions: what each part of a page is, told by the size of its type, its place, the rules about it and its words.

``order`` says what follows what; here the ordered lines are parted where a headline or a table begins, where a rule
stands between two columns, and where lines begin to run another way. What nothing tells of is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lantai.adapters.ocr.articles import grouped
from lantai.adapters.ocr.captions import Shown, Standing, captions_of, with_pictures
from lantai.adapters.ocr.kinds import Words, with_kinds
from lantai.adapters.ocr.order import Evidence, in_reading_order
from lantai.adapters.ocr.places import Extent, Part, Place, lie_on_one_another, placed
from lantai.ports.ocr import Box, Line, Region

FIGURES = re.compile(
    r"[：:…‥·.․]*[第約計洋銀價]?[\d.,:：○〇零一二三四五六七八九十廿卅百千萬半元角分文兩錢釐頁張號年月日時點刻 ]+"
)
"""A line of nothing but a number: a price, a page, a time."""

CELL = 0.8
"""The cells of a row stand at least so far apart, in the body's size."""

LONGEST_CELL = 14
"""Characters of a cell, at most."""

FEWEST_ROWS = 3
"""A table has at least so many rows of several cells, one after the other."""

RULED = 0.5
"""Where more of the columns than this have a rule between them the paper is ruled, and the rules part no articles."""

Extents = tuple[Extent, ...]

NEXT = 1.3
"""Columns follow one another at this distance at least, in the body's size; halves of a note stand nearer."""

BLANK = 2.5
"""On a horizontal page rows further apart than this, in the body's size, do not belong together."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a page for parting it."""

    words: Words
    rules: tuple[Place, ...]
    vertical: bool


def laid_out(
    lines: Sequence[Line],
    extents: Sequence[Extent],
    *,
    vertical: bool,
    rules: Sequence[Extent] = (),
    pictures: Sequence[Shown] = (),
) -> tuple[Region, ...]:
    """The lines and the pictures of a page in regions with kinds and articles, all in reading order.

    ``extents`` are those of the lines, ``rules`` the long dark lines, both on the page turned upright.
    """
    apart: dict[int, list[int]] = {}
    if pictures:
        places = [placed(index, one, vertical=vertical, drawn_in=0.0) for index, one in enumerate(extents)]
        body = Words.of(lines, places).body
        apart = captions_of(lines, extents, pictures, body)
    captions = {index for own in apart.values() for index in own}
    text = [index for index in range(len(lines)) if index not in captions]
    found = _of_text(
        [lines[index] for index in text],
        [extents[index] for index in text],
        vertical=vertical,
        evidence=(tuple(rules), tuple(one.extent for one in pictures)),
    )
    captioned = [(shown, _caption([lines[index] for index in apart.get(at, ())])) for at, shown in enumerate(pictures)]
    return grouped(with_pictures(found, captioned))


def _caption(lines: Sequence[Line]) -> Region | None:
    return Region(around([line.box for line in lines]), tuple(lines), "caption") if lines else None


def _of_text(
    lines: Sequence[Line], extents: Sequence[Extent], *, vertical: bool, evidence: tuple[Extents, Extents]
) -> list[Standing]:
    """The regions of the lines alone, by the rules and the pictures of the page."""
    if not lines:
        return []
    rules, pictures = evidence
    figures = frozenset(index for index, line in enumerate(lines) if FIGURES.fullmatch(line.text))
    order = in_reading_order(extents, vertical=vertical, evidence=Evidence(rules, figures, pictures))
    places = [placed(index, extent, vertical=vertical) for index, extent in enumerate(extents)]
    long = tuple(placed(-1, rule, vertical=vertical, drawn_in=0.0) for rule in rules)
    sheet = Sheet(Words.of(lines, places), tuple(one for one in long if one.length > one.thickness), vertical)
    parts = [part for indices in order for part in _parts([places[index] for index in indices], sheet)]
    return [
        (_region(part, kind, lines), [extents[place.index] for place in part])
        for part, kind in with_kinds(parts, sheet.words, extents)
    ]


def _region(part: Part, kind: str, lines: Sequence[Line]) -> Region:
    own = tuple(lines[place.index] for place in part)
    return Region(around([line.box for line in own]), own, kind)


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part before its kind is known, but for what its rows tell."""

    lines: tuple[Place, ...]
    is_table: bool = False


def _parts(ordered: Part, sheet: Sheet) -> Iterator[Piece]:
    """The lines of one ordered part, parted where they become something else."""
    rows = _rows(ordered)
    celled = [_has_cells(row, sheet) for row in rows]
    of_tables = [_is_in_table(at, celled) for at in range(len(rows))]
    for is_table, some in groupby(zip(of_tables, rows, strict=True), key=lambda one: one[0]):
        part = [place for _, row in some for place in row]
        if is_table:
            yield Piece(tuple(part), is_table=True)
        else:
            yield from (Piece(tuple(piece)) for piece in _broken(part, sheet))


def _rows(ordered: Part) -> list[Part]:
    """Lines that follow one another in the same row (column on a vertical page)."""
    rows: list[Part] = []
    for place in ordered:
        if rows and place.begin >= rows[-1][-1].begin and lie_on_one_another(rows[-1][-1], place):
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _has_cells(row: Part, sheet: Sheet) -> bool:
    apart = [after.begin - before.end for before, after in pairwise(row)]
    short = all(len(sheet.words.text(place)) <= LONGEST_CELL for place in row)
    return len(row) > 1 and short and max(apart) > CELL * sheet.words.body


def _is_in_table(at: int, celled: Sequence[bool]) -> bool:
    """Whether a row stands in a run of rows of cells; one row in the run may have but one cell."""
    first = last = at
    while first > 0 and (celled[first - 1] or (first > 1 and celled[first - 2])):
        first -= 1
    while last + 1 < len(celled) and (celled[last + 1] or (last + 2 < len(celled) and celled[last + 2])):
        last += 1
    is_edge = not celled[at] and not (0 < at < len(celled) - 1 and celled[at - 1] and celled[at + 1])
    return not is_edge and sum(celled[first : last + 1]) >= FEWEST_ROWS


def _broken(part: Part, sheet: Sheet) -> Iterator[Part]:
    changes = [(one, two) for one, two in pairwise(part) if abs(two.middle - one.middle) > NEXT * sheet.words.body]
    ruled = sum(_is_between(sheet, before, after) for before, after in changes)
    is_ruled_paper = ruled > RULED * max(1, len(changes))
    piece = part[:1]
    for before, after in pairwise(part):
        if _goes_on(before, after, sheet) and (is_ruled_paper or not _is_between(sheet, before, after)):
            piece.append(after)
        else:
            yield piece
            piece = [after]
    if piece:
        yield piece


def _goes_on(before: Place, after: Place, sheet: Sheet) -> bool:
    if before.lies != after.lies:
        return False
    if not sheet.vertical and after.first - before.last > BLANK * sheet.words.body:
        return False
    heads = [sheet.words.is_large(place) for place in (before, after)]
    return heads[0] == heads[1] and (not heads[0] or 0.85 < before.size / after.size < 1.18)


def _is_between(sheet: Sheet, before: Place, after: Place) -> bool:
    """Whether a rule stands between two neighbours, along most of the shorter one."""
    low, high = sorted((before.middle, after.middle))
    shorter = min(before, after, key=lambda place: place.length)
    return any(
        low < rule.middle < high and min(rule.end, shorter.end) - max(rule.begin, shorter.begin) > 0.6 * shorter.length
        for rule in sheet.rules
    )
