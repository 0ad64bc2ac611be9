"""Writing hOCR 1.2, as XHTML, so that programs that expect either can read it."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from lantai.digitisation.text_formats import made_by
from lantai.digitisation.text_formats.articles import FROM, ON
from lantai.digitisation.text_formats.characters import writable
from lantai.digitisation.text_formats.tree import Element
from lantai.ports.ocr import Box, Glyph, Line, Reading, Region

NAMESPACE: Final = "http://www.w3.org/1999/xhtml"
CAPABILITIES: Final = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrx_cinfo ocr_photo"
SYSTEM, SETTINGS = "ocr-system", "lantai-reading"
"""Names of ``meta``: engine and version, as hOCR asks; what else there is to say of it."""

CLASSES: Final = {
    "header": "ocr_header",
    "page-number": "ocr_pageno",
    "caption": "ocr_caption",
    "table": "ocr_table",
}
"""The classes that hOCR has for kinds of regions."""

_RUNNING: Final = {
    "rtl": {"dir": "rtl"},
    "ttb": {"style": "writing-mode: vertical-rl"},
    "btt": {"style": "writing-mode: sideways-lr"},
}


def write(reading: Reading, *, page_id: str, file_name: str, number: int = 1) -> bytes:
    """The reading as an hOCR file in UTF-8.

    ``page_id``, the page's identifier in the archive, is the title; ``file_name`` the image's name, ``number`` the
    page's place among the images. Characters that XML cannot hold are written as U+FFFD, one for one.
    """
    # The stubs forget that lxml keys the default namespace by None.
    spaces: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(_q("html"), nsmap=spaces)
    head = _add(root, "head", after="\n")
    _add(head, "title").text = writable(page_id)
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", name=SYSTEM, content=f"{reading.engine.name} {reading.engine.version}".rstrip())
    _add(head, "meta", name="ocr-capabilities", content=CAPABILITIES)
    _add(head, "meta", name=SETTINGS, content=made_by.told(reading))
    image = file_name.replace('"', "_")
    title = f'image "{image}"; {_bbox(Box(0, 0, reading.width, reading.height))}; ppageno {max(0, number - 1)}'
    page = _add(_add(root, "body"), "div", kind="ocr_page", id="page", title=title)
    page.text = "\n"
    for index, region in enumerate(reading.regions, 1):
        _write_region(page, f"b{index}", region)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>")


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Element, name: str, /, *, kind: str = "", after: str = "", **attributes: str) -> Element:
    """``kind`` is the class; ``after`` what follows the element."""
    told = {"class": kind, **attributes} if kind else attributes
    element = etree.SubElement(parent, _q(name), {key: writable(value) for key, value in told.items()})
    element.tail = after or None
    return element


def _write_region(page: Element, name: str, region: Region) -> None:
    classes = "ocr_photo" if region.is_picture else " ".join(filter(None, ("ocr_carea", CLASSES.get(region.kind))))
    area = _add(page, "div", kind=classes, id=name, title=_bbox(region.box), after="\n")
    if region.kind != "text" and not region.is_picture:
        area.set("data-kind", writable(region.kind))
    if region.article is not None:
        area.set("data-article", str(region.article.number))
        for told, words in ((FROM, region.article.continued_from), (ON, region.article.continued_on)):
            if words:
                area.set(f"data-{told}", writable(words))
    if region.lines:
        paragraph = _add(area, "p", kind="ocr_par", id=f"{name}p1", title=_bbox(region.box))
        paragraph.text = "\n"
        for index, line in enumerate(region.lines, 1):
            _write_line(paragraph, f"{name}l{index}", line)


def _write_line(paragraph: Element, name: str, line: Line) -> None:
    running = _RUNNING.get(line.direction, {"dir": "ltr"})
    element = _add(paragraph, "span", kind="ocr_line", id=name, title=_bbox(line.box), after="\n", **running)
    title = f"{_bbox(line.box)}; x_wconf {_per_cent(line.confidence)}"
    word = _add(element, "span", kind="ocrx_word", id=f"{name}w1", title=title)
    word.text, at = "", 0
    before = word
    for glyph in line.glyphs:
        found = line.text.find(glyph.text, at)
        if found < 0:
            continue
        _say(word, before, line.text[at:found])
        before, at = _write_glyph(word, glyph), found + len(glyph.text)
    _say(word, before, line.text[at:])


def _say(word: Element, before: Element, text: str) -> None:
    """Put text behind the last glyph, or at the beginning of the word."""
    if before is word:
        word.text = writable(text)
    else:
        before.tail = writable(text)


def _write_glyph(word: Element, glyph: Glyph) -> Element:
    x, y, width, height = glyph.box
    title = f"x_bboxes {x} {y} {x + width} {y + height}; x_conf {_per_cent(glyph.confidence)}"
    element = _add(word, "span", kind="ocrx_cinfo", title=title)
    if not glyph.alternatives:
        element.text = writable(glyph.text)
        return element
    choice = _add(element, "span", kind="alternatives")
    _add(choice, "ins", kind="alt").text = writable(glyph.text)
    for text, confidence in glyph.alternatives:
        _add(choice, "del", kind="alt", title=f"x_conf {_per_cent(confidence)}").text = writable(text)
    return element


def _bbox(box: Box) -> str:
    return f"bbox {box.x} {box.y} {box.x + box.width} {box.y + box.height}"


def _per_cent(share: float) -> str:
    return f"{min(1.0, max(0.0, share)) * 100:.2f}".rstrip("0").rstrip(".")
