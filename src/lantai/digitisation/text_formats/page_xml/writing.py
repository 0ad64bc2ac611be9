"""Writing PAGE-XML 2019-07-15."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from lxml import etree

from lantai.digitisation.text_formats import made_by
from lantai.digitisation.text_formats.articles import ARTICLE, Group, in_groups
from lantai.digitisation.text_formats.characters import writable
from lantai.digitisation.text_formats.page_xml import vocabulary
from lantai.digitisation.text_formats.places import baseline, corners
from lantai.digitisation.text_formats.tree import Element
from lantai.ports.ocr import Box, Direction, Glyph, Line, Reading, Region

NAMESPACE: Final = f"{vocabulary.NAMESPACES}{vocabulary.VERSION}"
SCHEMA: Final = f"{NAMESPACE}/pagecontent.xsd"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
STEP: Final = "recognition"
"""The name of the step that made the text, as OCR-D calls it."""


def write(reading: Reading, *, page_id: str, file_name: str, written_at: datetime) -> bytes:
    """The reading as a PAGE-XML file in UTF-8.

    ``page_id``, the page's identifier in the archive, is ``externalRef``; ``file_name`` is what the image is called,
    for programs find it by that. Characters that XML cannot hold are written as U+FFFD, one for one.
    """
    # The stubs forget that lxml keys the default namespace by None.
    spaces: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
    root = etree.Element(_q("PcGts"), nsmap=spaces)
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _describe(root, reading, page_id, written_at)
    size = {"imageWidth": str(reading.width), "imageHeight": str(reading.height)}
    page = _add(root, "Page", imageFilename=file_name, **size)
    _order(page, in_groups(reading.regions))
    for index, region in enumerate(reading.regions, 1):
        _write_region(page, f"r{index}", region)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Element, name: str, /, text: str | None = None, **attributes: str) -> Element:
    element = etree.SubElement(parent, _q(name), {key: writable(value) for key, value in attributes.items()})
    if text is not None:
        element.text = writable(text)
    return element


def _describe(root: Element, reading: Reading, page_id: str, written_at: datetime) -> None:
    metadata, at = _add(root, "Metadata", externalRef=page_id), written_at.isoformat(timespec="seconds")
    _add(metadata, "Creator", "Lantai")
    _add(metadata, "Created", at)
    _add(metadata, "LastChange", at)
    step = _add(metadata, "MetadataItem", type="processingStep", name=STEP, value=reading.engine.name)
    labels = _add(step, "Labels")
    _add(labels, "Label", type="version", value=reading.engine.version)
    _add(labels, "Label", type="parameters", value=made_by.told(reading))


def _order(page: Element, groups: Sequence[Group]) -> None:
    """The regions in their order, those of an article in a group of their own."""
    if not groups:
        return
    order = _add(_add(page, "ReadingOrder"), "OrderedGroup", id="order")
    for number, (article, indices) in enumerate(groups, 1):
        group, at = order, len(order)
        if article is not None:
            group = _add(order, "OrderedGroupIndexed", id=f"a{number}", index=str(at), type=ARTICLE)
            if article.continued_from:
                group.set("continuation", "true")
            if custom := vocabulary.continuation(article):
                group.set("custom", writable(custom))
        for index in indices:
            _add(group, "RegionRefIndexed", index=str(len(group)), regionRef=f"r{index + 1}")


def _write_region(page: Element, name: str, region: Region) -> None:
    if region.is_picture:
        _place(_add(page, "ImageRegion", id=name), region.box)
        return
    type_name, custom = vocabulary.type_of(region.kind)
    element = _add(page, "TextRegion", id=name, type=type_name)
    if custom:
        element.set("custom", writable(custom))
    if region.lines:
        direction = _prevailing(region.lines)
        element.set("readingDirection", vocabulary.WORDS[direction])
        element.set("textLineOrder", vocabulary.LINE_ORDER[direction])
    _place(element, region.box)
    for index, line in enumerate(region.lines, 1):
        _write_line(element, f"{name}l{index}", line)


def _prevailing(lines: Sequence[Line]) -> Direction:
    directions = [line.direction for line in lines]
    return max(directions, key=directions.count)


def _write_line(region: Element, name: str, line: Line) -> None:
    element = _add(region, "TextLine", id=name, readingDirection=vocabulary.WORDS[line.direction])
    _place(element, line.box)
    _add(element, "Baseline", points=baseline(line.box, line.direction))
    if line.glyphs:
        word = _add(element, "Word", id=f"{name}w1")
        _place(word, line.box)
        for index, glyph in enumerate(line.glyphs, 1):
            _write_glyph(word, f"{name}g{index}", glyph)
        _text(word, line.text, line.confidence)
    _text(element, line.text, line.confidence)


def _write_glyph(word: Element, name: str, glyph: Glyph) -> None:
    element = _add(word, "Glyph", id=name)
    _place(element, glyph.box)
    for index, (text, confidence) in enumerate([(glyph.text, glyph.confidence), *glyph.alternatives]):
        _text(element, text, confidence).set("index", str(index))


def _place(element: Element, box: Box) -> None:
    _add(element, "Coords", points=corners(box))


def _text(element: Element, text: str, confidence: float) -> Element:
    share = f"{min(1.0, max(0.0, confidence)):.4f}".rstrip("0").rstrip(".")
    equivalent = _add(element, "TextEquiv", conf=share)
    _add(equivalent, "Unicode", text)
    return equivalent
