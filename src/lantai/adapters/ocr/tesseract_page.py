"""What Tesseract says of a page (hOCR 1.2 with character boxes) as lines, and the lines in reading order.

Tesseract orders the columns of a plain vertical page well and those of a newspaper badly, so that its order is left
aside and ours taken. Its boxes of characters have no body in vertical lines (it forgets to turn them back): there the
box of the word is shared out. Its confidence in a character is hardly ever below 0.7; that in the word tells more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from unicodedata import category, east_asian_width

from lxml import etree

from lantai.adapters.ocr.backwards import set_right
from lantai.adapters.ocr.layout import laid_out
from lantai.adapters.ocr.places import Extent
from lantai.ports.ocr import Box, Direction, Glyph, Line, ReadingFailed, Region

UPRIGHT: Final = 1.5
"""Height over width from which a line runs downward."""

_LINES: Final = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
_NUMBERS = re.compile(r"(?:x_bboxes|bbox) (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_WORD = re.compile(r"x_wconf (\d+)")
_CHARACTER = re.compile(r"x_conf (\d+(?:\.\d+)?)")


def lines_of(page: bytes, *, scale: float, width: int, height: int) -> list[Line]:
    """The lines as Tesseract found them. ``scale``: pixels of the canvas a pixel that Tesseract saw.

    Raises ReadingFailed for what is no hOCR.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(page, parser)
    except etree.XMLSyntaxError as error:
        raise ReadingFailed(f"What Tesseract said is no page: {error.msg}.") from error
    place = _Canvas(scale, width, height)
    found = (_line(element, place) for element in _of_class(root, _LINES))
    return [line for line in found if line is not None]


def regions_of(lines: Sequence[Line]) -> tuple[Region, ...]:
    """The lines gathered into regions, all in reading order."""
    vertical = _is_vertical(lines)
    extents = [_extent(line.box) for line in lines]
    return laid_out(set_right(lines), extents, vertical=vertical)


class _Canvas:
    """From Tesseract's pixels to those of the canvas."""

    def __init__(self, scale: float, width: int, height: int) -> None:
        self._scale, self._width, self._height = scale, width, height

    def box(self, title: str) -> Box | None:
        """The box that a title tells; None for none, or for one without a body."""
        found = _NUMBERS.search(title)
        if found is None:
            return None
        left, top, right, bottom = (round(int(number) * self._scale) for number in found.groups())
        left, right = (min(max(x, 0), self._width) for x in (left, right))
        top, bottom = (min(max(y, 0), self._height) for y in (top, bottom))
        return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _line(element: etree._Element, canvas: _Canvas) -> Line | None:
    box = canvas.box(element.get("title", ""))
    if box is None:
        return None
    direction: Direction = "ttb" if box.height >= UPRIGHT * box.width else "ltr"
    found = (_word(one, canvas, direction) for one in _of_class(element, ("ocrx_word",)))
    words = [word for word in found if word]
    glyphs = tuple(glyph for word in words for glyph in word)
    if not glyphs:
        return None
    confidence = sum(glyph.confidence for glyph in glyphs) / len(glyphs)
    return Line(_spaced(words), box, round(confidence, 4), direction, glyphs)


def _word(word: etree._Element, canvas: _Canvas, direction: Direction) -> list[Glyph]:
    """The characters of a word; none where they have no place."""
    title = word.get("title", "")
    of_word, box = _confidence(_WORD, title), canvas.box(title)
    told = [(text, one.get("title", "")) for one in _of_class(word, ("ocrx_cinfo",)) if (text := _printed(one))]
    own = [canvas.box(title) for _text, title in told]
    shared = _shares(box, len(told), direction) if box else own
    places = [mine or share for mine, share in zip(own, shared, strict=True)]
    return [
        Glyph(text, place, round(min(of_word, _confidence(_CHARACTER, title)), 4))
        for (text, title), place in zip(told, places, strict=True)
        if place is not None
    ]


def _printed(element: etree._Element) -> str:
    return "".join(char for char in str(element.xpath("string()")) if category(char) not in {"Cc", "Cs", "Cn", "Zs"})


def _shares(box: Box, count: int, direction: Direction) -> list[Box]:
    """The box in equal parts along the line, each at least a pixel long."""
    along = box.height if direction == "ttb" else box.width
    cuts = [round(along * at / count) for at in range(count + 1)] if count else []
    if direction == "ttb":
        return [Box(box.x, box.y + a, box.width, max(1, b - a)) for a, b in pairwise(cuts)]
    return [Box(box.x + a, box.y, max(1, b - a), box.height) for a, b in pairwise(cuts)]


def _confidence(pattern: re.Pattern[str], title: str) -> float:
    found = pattern.search(title)
    return min(1.0, float(found[1]) / 100) if found else 0.0


def _spaced(words: Sequence[Sequence[Glyph]]) -> str:
    """The words of a line: Tesseract parts Chinese into words too, where no space stands."""
    text = ""
    for word in words:
        added = "".join(glyph.text for glyph in word)
        text += (" " if text and _is_narrow(text[-1]) and _is_narrow(added[0]) else "") + added
    return text


def _is_narrow(character: str) -> bool:
    return east_asian_width(character) not in "WF"


def _is_vertical(lines: Sequence[Line]) -> bool:
    """Whether more of the page runs downward than across."""
    down = sum(line.box.height for line in lines if line.direction == "ttb")
    return down > sum(line.box.width for line in lines if line.direction != "ttb" and len(line.text) > 1)


def _of_class(element: etree._Element, names: Sequence[str]) -> Iterator[etree._Element]:
    return (one for one in element.iter("{*}span") if one.get("class", "") in names)


def _extent(box: Box) -> Extent:
    return Extent(box.x, box.y, box.x + box.width, box.y + box.height)
