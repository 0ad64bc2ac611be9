"""Reading hOCR, ours and that of Tesseract, kraken and OCRopus, as XHTML or as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from lantai.digitisation.text_formats import made_by
from lantai.digitisation.text_formats.articles import FROM, ON
from lantai.digitisation.text_formats.characters import joined, writable
from lantai.digitisation.text_formats.hocr import titles
from lantai.digitisation.text_formats.hocr.characters_of_word import read_word
from lantai.digitisation.text_formats.hocr.writing import CLASSES, SETTINGS, SYSTEM
from lantai.digitisation.text_formats.page_file import PageFile
from lantai.digitisation.text_formats.places import around, guessed_direction
from lantai.digitisation.text_formats.tree import Element, all_text, parsed, refuse_giant
from lantai.digitisation.text_formats.unreadable import NotWellFormed, UnreadableText
from lantai.digitisation.text_formats.words import Word, extent, line_of
from lantai.ports.ocr import Article, Direction, EngineInfo, Line, Reading, Region
from lantai.values.encodings import decode

_LINES: Final = frozenset(("ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"))
"""Tesseract calls a line by what its block is."""
_AREAS: Final = frozenset(("ocr_carea", "ocrx_block"))
_PICTURES: Final = frozenset(("ocr_photo", "ocr_linedrawing", "ocr_image"))


def read(data: bytes) -> Reading:
    """The Reading that an hOCR file holds; ours comes back as it was written. Raises UnreadableText."""
    try:
        root = parsed(data)
    except NotWellFormed:
        root = as_html(data)
    return page_file(root).reading


def as_html(data: bytes) -> Element:
    """The root of what is HTML and no XML. Raises UnreadableText when nothing of it can be understood."""
    refuse_giant(data)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(writable(decode(data).text).encode(), parser)
    except etree.XMLSyntaxError as error:
        told = " ".join(error.msg.split())
        raise UnreadableText(f"This file cannot be read: it is no HTML ({told}); export it again.") from error


def page_file(root: Element) -> PageFile:
    """What the ``html`` element says. Raises UnreadableText."""
    pages = [element for element in root.iter(etree.Element) if "ocr_page" in classes(element)]
    if len(pages) != 1:
        found = len(pages) or "no"
        raise UnreadableText(
            f"This hOCR file cannot be used: it has {found} elements ocr_page, expected one; export a file a page."
        )
    title = pages[0].get("title", "")
    canvas = titles.bbox(title)
    engine, seconds = _engine(root)
    reading = Reading(
        width=canvas.x + canvas.width if canvas else 0,
        height=canvas.y + canvas.height if canvas else 0,
        regions=tuple(_regions(pages[0])),
        engine=engine,
        seconds=seconds,
    )
    return PageFile(reading, image=titles.image_of(title))


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _engine(root: Element) -> tuple[EngineInfo, float]:
    """Name and version stand behind one another, parted by a space."""
    told = {meta.get("name", ""): meta.get("content", "") for meta in root.iter("{*}meta")}
    name, _space, version = told.get(SYSTEM, "").partition(" ")
    return made_by.understood(told.get(SETTINGS, ""), name=name, version=version)


def _regions(page: Element) -> Iterator[Region]:
    """Areas, each with its lines; lines outside of any area are one more, before those that follow them."""
    loose: list[Line] = []
    for element in page.iter(etree.Element):
        names = classes(element)
        if _AREAS.intersection(names) and not _is_in(element, page, _AREAS):
            if loose:
                yield _loose(loose)
                loose = []
            yield _area(element)
        elif _PICTURES.intersection(names) and (box := titles.bbox(element.get("title", ""))):
            yield Region(box, (), "picture", _article(element))
        elif _LINES.intersection(names) and not _is_in(element, page, _AREAS | _LINES):
            loose.append(_read_line(element))
    if loose:
        yield _loose(loose)


def _is_in(element: Element, page: Element, names: frozenset[str]) -> bool:
    for above in element.iterancestors():
        if above is page:
            return False
        if names.intersection(classes(above)):
            return True
    return False


def _loose(lines: list[Line]) -> Region:
    return Region(around(line.box for line in lines), tuple(lines))


def _area(element: Element) -> Region:
    inner = (one for one in element.iterdescendants(etree.Element) if _LINES.intersection(classes(one)))
    lines = tuple(map(_read_line, inner))
    box = titles.bbox(element.get("title", ""))
    return Region(box or around(line.box for line in lines), lines, _kind(element), _article(element))


def _kind(element: Element) -> str:
    told = next((kind for kind, name in CLASSES.items() if name in classes(element)), "text")
    return element.get("data-kind") or told


def _article(element: Element) -> Article | None:
    number = element.get("data-article", "")
    if not number.isascii() or not number.isdigit():
        return None
    return Article(int(number), element.get(f"data-{FROM}", ""), element.get(f"data-{ON}", ""))


def _read_line(element: Element) -> Line:
    title = element.get("title", "")
    words = [read_word(one) for one in element.iter(etree.Element) if "ocrx_word" in classes(one)]
    if not words:
        words = [Word(joined(all_text(element).split()), confidence=titles.confidence(title) or 0.0)]
    box = extent(titles.bbox(title), words)
    text = "".join(word.text for word in words)
    return line_of(words, box=box, direction=_stated(element) or guessed_direction(box, (), text))


def _stated(element: Element) -> Direction | None:
    """The direction that the line or what it stands in states: as CSS for columns, as HTML for rows."""
    for one in (element, *element.iterancestors()):
        style = one.get("style", "")
        if "writing-mode" in style and "vertical" in style:
            return "ttb"
        if "writing-mode" in style and "sideways-lr" in style:
            return "btt"
        if one.get("dir") in ("rtl", "ltr"):
            return "rtl" if one.get("dir") == "rtl" else "ltr"
    return None
