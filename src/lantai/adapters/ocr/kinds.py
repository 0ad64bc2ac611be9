"""The kind of each part of a page (``lantai.ports.ocr.KINDS``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from lantai.adapters.ocr.places import Extent, Part, Place
from lantai.ports.ocr import Line

HEADING = 1.22
"""A headline is set in type of at least 1.4 times the body; the boxes around its lines show less."""

ACROSS = 1.06
"""One that runs across the columns may be smaller."""

LONGEST_HEADING = 24
"""Characters of one line of a headline, at most."""

FEWEST = 4
"""With fewer lines in the body's size than this a page has no headlines."""

NAME = 1.9
"""The name of a newspaper is at least so many times as large as the body."""

SMALL = 1.12
"""A running title, a page's number and a caption are no larger than this, of the body."""

LONGEST_ADVERTISEMENT, SHORT = 90, 9.0
"""Characters of an advertisement at most, and of its usual line: it fills no columns."""

_PAGE_NUMBER = re.compile(r"[-—·第卷]?[\d〇○零一二三四五六七八九十廿卅百 ]{1,9}[-—·頁張版葉]?")
_NEWSPAPER = re.compile(r".{0,6}(報|公報|週刊|月刊|旬刊|雜誌|新聞)")
_IMPRINT = re.compile(r"年|月.+日|號|本報|價|館址|發行|出版|電話|零售|張")
_ADVERTISING = re.compile(
    "批發|減價|廉售|克己|從廉|定價|每瓶|主治|專治|專理|應診|召租|招租|月租|招請|遺失|酬洋|準演|電話|花樣|精選|承印|兼售"
    "|新到|開幕|惠顧|賜顧|光顧|風雨不輟|本號|本店|本館"
)
_CAPTION = re.compile(r"^[（(]?(圖|上圖|下圖|右圖|左圖|圖為|附圖|照片)|攝影?[）)]?$|之圖$|撮影$")


class Piece(Protocol):
    """A part of a page, and whether its rows show it to be a table."""

    @property
    def lines(self) -> tuple[Place, ...]: ...

    @property
    def is_table(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Words:
    """The lines of a page with their places. ``body`` is the size in which half of the text is set."""

    lines: Sequence[Line]
    body: float
    has_body: bool

    @classmethod
    def of(cls, lines: Sequence[Line], places: Sequence[Place]) -> Words:
        half, reached, body = sum(max(place.length, place.thickness) for place in places) / 2, 0.0, 1.0
        for place in sorted(places, key=lambda place: place.size):
            reached += max(place.length, place.thickness)
            if reached >= half:
                body = max(1.0, place.size)
                break
        return cls(lines, body, sum(0.8 * body < place.size < 1.2 * body for place in places) >= FEWEST)

    def text(self, place: Place) -> str:
        return self.lines[place.index].text

    def is_large(self, place: Place) -> bool:
        """Whether a line is set as headlines are, on a page that has a body to head."""
        least = (ACROSS if place.lies else HEADING) * self.body
        return self.has_body and place.size >= least and 1 < len(self.text(place)) <= LONGEST_HEADING


def with_kinds(pieces: Sequence[Piece], words: Words, extents: Sequence[Extent]) -> Iterator[tuple[Part, str]]:
    """Each part with its kind; the name of a shop and what it says become one advertisement."""
    kinds = [_kind(piece, words) for piece in pieces]
    outside = _outside([piece.lines for piece in pieces], kinds, words, extents)
    for at in outside:
        numbers = all(_PAGE_NUMBER.fullmatch(words.text(place)) for place in pieces[at].lines)
        kinds[at] = "page-number" if numbers else "header"
    at = 0
    while at < len(pieces):
        end, kind = _taken_together(at, pieces, kinds, words)
        yield [place for piece in pieces[at:end] for place in piece.lines], kind
        at = end


def _kind(piece: Piece, words: Words) -> str:
    if piece.is_table:
        return "table"
    largest = max(piece.lines, key=lambda place: place.size)
    if largest.size >= NAME * words.body and words.has_body and _NEWSPAPER.fullmatch(words.text(largest)):
        return "masthead"
    if all(words.is_large(place) for place in piece.lines):
        return "heading"
    is_small = all(place.size <= SMALL * words.body for place in piece.lines)
    if len(piece.lines) < 4 and is_small and any(_CAPTION.search(words.text(place)) for place in piece.lines):
        return "caption"
    return "text"


def _taken_together(at: int, pieces: Sequence[Piece], kinds: Sequence[str], words: Words) -> tuple[int, str]:
    """Past the last part that belongs to the one at ``at``, and the kind of them all."""
    end = at + 1
    if kinds[at] == "masthead":
        while end < len(pieces) and kinds[end] == "text" and _is_imprint(pieces[end], words):
            end += 1
        return end, "masthead"
    if kinds[at] in ("heading", "text"):
        while kinds[at] == "heading" and end < len(pieces) and kinds[end] == "heading":
            end += 1
        if kinds[at] == "heading" and end < len(pieces) and kinds[end] == "text":
            end += 1
        if _advertises(pieces[at:end], words):
            return end, "advertisement"
    return at + 1, kinds[at]


def _is_imprint(piece: Piece, words: Words) -> bool:
    """Whether a part is what stands beneath a newspaper's name: its date, number, address and price."""
    told = [words.text(place) for place in piece.lines]
    return (
        len(told) < 10
        and sum(map(len, told)) < 90
        and sum(bool(_IMPRINT.search(text)) for text in told) * 2 > len(told)
    )


def _advertises(pieces: Sequence[Piece], words: Words) -> bool:
    told = [words.text(place) for piece in pieces for place in piece.lines]
    characters = sum(map(len, told))
    is_short = len(told) > 1 and characters <= min(LONGEST_ADVERTISEMENT, SHORT * len(told))
    sizes = [place.size for piece in pieces for place in piece.lines]
    return is_short and max(sizes) > SMALL * min(sizes) and any(_ADVERTISING.search(text) for text in told)


def _outside(
    parts: Sequence[tuple[Place, ...]], kinds: Sequence[str], words: Words, extents: Sequence[Extent]
) -> list[int]:
    """Which parts stand above or beneath all others, and are small and short: running titles and pages' numbers."""
    bounds = [
        (min(extents[place.index].top for place in part), max(extents[place.index].bottom for place in part))
        for part in parts
    ]
    found = []
    for at, (top, bottom) in enumerate(bounds):
        others = [bound for other, bound in enumerate(bounds) if other != at]
        is_apart = bool(others) and (
            all(bottom < other[0] + 0.3 * words.body for other in others)
            or all(top > other[1] - 0.3 * words.body for other in others)
        )
        if is_apart and words.has_body and kinds[at] == "text" and _is_marginal(parts[at], words):
            found.append(at)
    return found


def _is_marginal(part: Sequence[Place], words: Words) -> bool:
    """Whether lines are small, few and short, and run across the page's top or foot."""
    told = [words.text(place) for place in part]
    is_small = all(place.size <= SMALL * words.body for place in part)
    number = len(told) == 1 and _PAGE_NUMBER.fullmatch(told[0]) is not None
    return is_small and (number or (len(told) < 5 and sum(map(len, told)) < 40 and all(place.lies for place in part)))
