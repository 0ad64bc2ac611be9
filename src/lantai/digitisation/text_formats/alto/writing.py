"""Writing ALTO 4.4: one ``TextBlock`` a region (``Illustration`` a picture), one ``TextLine`` and ``String`` a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from lxml import etree

from lantai.digitisation.text_formats import made_by
from lantai.digitisation.text_formats.articles import ARTICLE, FROM, ON, Group, in_groups
from lantai.digitisation.text_formats.characters import writable
from lantai.digitisation.text_formats.tree import Element
from lantai.ports.ocr import Article, Box, Line, Reading, Region

NAMESPACE: Final = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA: Final = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


def write(
    reading: Reading,
    *,
    page_id: str,
    file_name: str,
    number: int = 1,
    language: str = "zh-Hant",
    read_at: datetime | None = None,
) -> bytes:
    """The reading as an ALTO 4.4 file in UTF-8.

    ``page_id`` is the page's identifier in the archive and ``file_name`` the image's; both stand under
    ``sourceImageInformation``. ``number`` is the page's place among the images, ``read_at`` the time of reading.
    Characters that XML cannot hold are written as U+FFFD, one for one.
    """
    # The stubs forget that lxml keys the default namespace by None.
    spaces: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
    root = etree.Element(_q("alto"), nsmap=spaces, SCHEMAVERSION="4.4")
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _describe(root, reading, page_id, file_name, read_at)
    kinds = sorted({region.kind for region in reading.regions if not region.is_picture} - {"text"})
    groups = in_groups(reading.regions)
    _tag(root, kinds, [article for article, _ in groups if article is not None])
    _order(root, groups)
    page = _add(
        _add(root, "Layout"), "Page", ID="page", PHYSICAL_IMG_NR=str(number), PROCESSINGREFS="reading", LANG=language
    )
    page.set("WIDTH", str(reading.width))
    page.set("HEIGHT", str(reading.height))
    space = _add(page, "PrintSpace", **_place(Box(0, 0, reading.width, reading.height)))
    for index, region in enumerate(reading.regions, 1):
        _write_region(space, f"b{index}", region, kinds)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Element, name: str, /, text: str | None = None, **attributes: str) -> Element:
    element = etree.SubElement(parent, _q(name), {key: writable(value) for key, value in attributes.items()})
    if text is not None:
        element.text = writable(text)
    return element


def _place(box: Box) -> dict[str, str]:
    return {"HPOS": str(box.x), "VPOS": str(box.y), "WIDTH": str(box.width), "HEIGHT": str(box.height)}


def _describe(root: Element, reading: Reading, page_id: str, file_name: str, read_at: datetime | None) -> None:
    description = _add(root, "Description")
    _add(description, "MeasurementUnit", "pixel")
    source = _add(description, "sourceImageInformation")
    _add(source, "fileName", file_name)
    _add(source, "fileIdentifier", page_id)
    step = _add(description, "Processing", ID="reading")
    _add(step, "processingCategory", "contentGeneration")
    if read_at is not None:
        _add(step, "processingDateTime", read_at.isoformat(timespec="seconds"))
    _add(step, "processingStepSettings", made_by.told(reading))
    software = _add(step, "processingSoftware")
    _add(software, "softwareName", reading.engine.name)
    _add(software, "softwareVersion", reading.engine.version)


def _tag(root: Element, kinds: Sequence[str], articles: Sequence[Article]) -> None:
    """Kinds of region other than text, and articles, as tags that blocks and groups point to."""
    if not kinds and not articles:
        return
    tags = _add(root, "Tags")
    for index, kind in enumerate(kinds, 1):
        _add(tags, "LayoutTag", ID=f"kind{index}", LABEL=kind)
    for index, article in enumerate(articles, 1):
        _add(tags, "StructureTag", ID=f"article{index}", LABEL=ARTICLE)
        for name, label, words in _continuations(index, article):
            _add(tags, "StructureTag", ID=name, TYPE="proposal", LABEL=label, DESCRIPTION=words)


def _continuations(index: int, article: Article) -> list[tuple[str, str, str]]:
    """Name, label and words of the tags that say where else an article stands."""
    told = ((f"from{index}", FROM, article.continued_from), (f"on{index}", ON, article.continued_on))
    return [one for one in told if one[2]]


def _order(root: Element, groups: Sequence[Group]) -> None:
    """The blocks in their order, those of an article in a group of their own."""
    if not groups:
        return
    order = _add(_add(root, "ReadingOrder"), "OrderedGroup", ID="order")
    number = 0
    for article, indices in groups:
        group = order
        if article is not None:
            number += 1
            names = [f"article{number}", *(name for name, _label, _words in _continuations(number, article))]
            group = _add(order, "OrderedGroup", ID=f"a{number}", TAGREFS=" ".join(names))
        for index in indices:
            _add(group, "ElementRef", ID=f"r{index + 1}", REF=f"b{index + 1}")


def _write_region(space: Element, name: str, region: Region, kinds: Sequence[str]) -> None:
    if region.is_picture:
        _add(space, "Illustration", ID=name, **_place(region.box))
        return
    block = _add(space, "TextBlock", ID=name, **_place(region.box))
    if region.kind in kinds:
        block.set("TAGREFS", f"kind{kinds.index(region.kind) + 1}")
    directions = [line.direction for line in region.lines]
    if directions:
        block.set("BASEDIRECTION", max(directions, key=directions.count))
    for index, line in enumerate(region.lines, 1):
        _write_line(block, f"{name}l{index}", line)


def _write_line(block: Element, name: str, line: Line) -> None:
    element = _add(block, "TextLine", ID=name, BASEDIRECTION=line.direction, **_place(line.box))
    string = _add(element, "String", CONTENT=line.text, WC=_confidence(line.confidence), **_place(line.box))
    for glyph in line.glyphs:
        drawn = _add(string, "Glyph", CONTENT=glyph.text[:1], GC=_confidence(glyph.confidence), **_place(glyph.box))
        for text, confidence in glyph.alternatives:
            _add(drawn, "Variant", CONTENT=text, VC=_confidence(confidence))


def _confidence(value: float) -> str:
    return f"{min(1.0, max(0.0, value)):.4f}".rstrip("0").rstrip(".")
