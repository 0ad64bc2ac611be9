"""ALTO 4.4: a page's reading as the file that other programs understand (Library of Congress, ns-v4).

One ``TextBlock`` is a region, one ``TextLine`` a line with a single ``String`` (Chinese parts no words), one ``Glyph``
a character with its box, its confidence ``GC`` and its ``Variant`` readings. ``BASEDIRECTION`` (since 4.3) says which
way a line runs; without it, and without ``ReadingOrder``, programs read vertical columns as rows. All measures are
pixels of the canvas, from the upper left corner.

A ``Glyph`` holds exactly one code point (4.4, GlyphType). What belongs to it beyond that, a variation selector or a
combining mark, stands in the String alone and is given back to its glyph on reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast, get_args

from lxml import etree

from lantai.ports.ocr import Box, Direction, EngineInfo, Glyph, Line, Reading, Region

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

UNWRITABLE = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 cannot hold (production 2, Char)."""

Element = etree._Element


class NotAlto(ValueError):
    """The bytes are no ALTO file that can be understood; the message is one sentence for people."""


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
    kinds = sorted({region.kind for region in reading.regions} - {"text"})
    _tag(root, kinds)
    _order(root, reading)
    page = _add(
        _add(root, "Layout"), "Page", ID="page", PHYSICAL_IMG_NR=str(number), PROCESSINGREFS="reading", LANG=language
    )
    page.set("WIDTH", str(reading.width))
    page.set("HEIGHT", str(reading.height))
    space = _add(page, "PrintSpace", **_place(Box(0, 0, reading.width, reading.height)))
    for index, region in enumerate(reading.regions, 1):
        _write_region(space, f"b{index}", region, kinds)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read(alto: bytes) -> Reading:
    """The Reading that an ALTO file holds; ours comes back as it was written.

    Files of other hands (versions 2 to 4, several words a line, ``ReadingOrder`` over blocks or none) are read too,
    words joined by their spaces. Raises NotAlto when the bytes are no ALTO, or its unit is not the pixel.
    """
    root = _parse(alto)
    unit = _text(root, "MeasurementUnit") or "pixel"
    page = _first(root, "Page")
    if page is None or unit != "pixel":
        found = f"measures in {unit}" if page is not None else "no Page element"
        raise NotAlto(f"This ALTO file cannot be used: it has {found}, expected one Page in pixels; export it so.")
    engine, seconds = _read_engine(root)
    tags = {tag.get("ID", ""): tag.get("LABEL", "text") for tag in _all(root, "LayoutTag")}
    regions = {
        block.get("ID") or f"#{index}": _read_region(block, tags) for index, block in enumerate(_all(page, "TextBlock"))
    }
    return Reading(
        width=_number(page, "WIDTH"),
        height=_number(page, "HEIGHT"),
        regions=tuple(regions[key] for key in _ordered(root, list(regions))),
        engine=engine,
        seconds=seconds,
    )


# -- writing


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    element = etree.SubElement(parent, _q(name), {key: _writable(value) for key, value in attributes.items()})
    if text is not None:
        element.text = _writable(text)
    return element


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


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
    engine = reading.engine
    settings = {"settings": engine.settings, "models": engine.models, "seconds": round(reading.seconds, 3)}
    _add(step, "processingStepSettings", json.dumps(settings, ensure_ascii=False, sort_keys=True))
    software = _add(step, "processingSoftware")
    _add(software, "softwareName", engine.name)
    _add(software, "softwareVersion", engine.version)


def _tag(root: Element, kinds: Sequence[str]) -> None:
    """Kinds of region other than text, as tags that the blocks point to."""
    if kinds:
        tags = _add(root, "Tags")
        for index, kind in enumerate(kinds, 1):
            _add(tags, "LayoutTag", ID=f"kind{index}", LABEL=kind)


def _order(root: Element, reading: Reading) -> None:
    if reading.regions:
        group = _add(_add(root, "ReadingOrder"), "OrderedGroup", ID="order")
        for index in range(1, len(reading.regions) + 1):
            _add(group, "ElementRef", ID=f"r{index}", REF=f"b{index}")


def _write_region(space: Element, name: str, region: Region, kinds: Sequence[str]) -> None:
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


# -- reading


def _parse(alto: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(alto, parser)
    except etree.XMLSyntaxError as error:
        raise NotAlto(f"This file is not ALTO: it is no well-formed XML ({error.msg}); export it again.") from error
    if etree.QName(root).localname != "alto":
        raise NotAlto(f"This file is not ALTO: its root is <{etree.QName(root).localname}>, expected <alto>.")
    return root


def _all(element: Element, name: str) -> Iterator[Element]:
    """All descendants of a name, whatever version's namespace they stand in."""
    return element.iter(f"{{*}}{name}")


def _first(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)


def _text(root: Element, name: str) -> str | None:
    element = _first(root, name)
    return element.text if element is not None else None


def _number(element: Element, name: str) -> int:
    value = element.get(name, "0")
    try:
        return round(float(value))
    except (ValueError, OverflowError) as error:
        raise NotAlto(f"This ALTO file cannot be used: {name} is {value!r}, expected a number of pixels.") from error


def _box(element: Element) -> Box:
    return Box(*(_number(element, name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")))


def _share(element: Element, name: str) -> float:
    """A confidence; ALTO's default where none is given is 0."""
    try:
        return float(element.get(name, "0"))
    except ValueError as error:
        raise NotAlto(f"This ALTO file cannot be used: {name} is no number between 0 and 1.") from error


def _read_engine(root: Element) -> tuple[EngineInfo, float]:
    try:
        told: Any = json.loads(_text(root, "processingStepSettings") or "{}")
    except json.JSONDecodeError:
        told = {}
    told = told if isinstance(told, dict) else {}
    engine = EngineInfo(
        name=_text(root, "softwareName") or "unknown",
        version=_text(root, "softwareVersion") or "",
        models=_strings(told.get("models")),
        settings=_strings(told.get("settings")),
    )
    seconds = told.get("seconds", 0.0)
    return engine, float(seconds) if isinstance(seconds, int | float) else 0.0


def _strings(told: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}


def _ordered(root: Element, names: list[str]) -> list[str]:
    """Block names as ``ReadingOrder`` gives them; those it leaves out follow in the order of the file."""
    told = [name for element in _all(root, "ElementRef") for name in element.get("REF", "").split()]
    return list(dict.fromkeys([*(name for name in told if name in names), *names]))


def _read_region(block: Element, tags: dict[str, str]) -> Region:
    direction = block.get("BASEDIRECTION", "ltr")
    kind = next((tags[name] for name in block.get("TAGREFS", "").split() if name in tags), "text")
    return Region(_box(block), tuple(_read_line(line, direction) for line in _all(block, "TextLine")), kind)


def _read_line(element: Element, inherited: str) -> Line:
    text, glyphs, confidences = "", [], []
    for child in element:
        match etree.QName(child).localname:
            case "String":
                text += child.get("CONTENT", "")
                glyphs.extend(_read_glyphs(child))
                confidences.append(_share(child, "WC"))
            case "SP":
                text += " "
            case "HYP":
                text += child.get("CONTENT", "")
    direction = element.get("BASEDIRECTION", inherited)
    return Line(
        text=text,
        box=_box(element),
        confidence=sum(confidences) / len(confidences) if confidences else 0.0,
        direction=cast(Direction, direction) if direction in get_args(Direction) else "ltr",
        glyphs=tuple(glyphs),
    )


def _read_glyphs(string: Element) -> list[Glyph]:
    elements = list(_all(string, "Glyph"))
    texts = _glyph_texts(string.get("CONTENT", ""), [element.get("CONTENT", "") for element in elements])
    return [
        Glyph(text, _box(element), _share(element, "GC"), _variants(element))
        for element, text in zip(elements, texts, strict=True)
    ]


def _variants(glyph: Element) -> tuple[tuple[str, float], ...]:
    return tuple((variant.get("CONTENT", ""), _share(variant, "VC")) for variant in _all(glyph, "Variant"))


def _glyph_texts(content: str, firsts: list[str]) -> list[str]:
    """Each glyph's whole text: its own code point and what follows in the String up to the next glyph's or a space."""
    starts, at = [], 0
    for first in firsts:
        at = content.find(first, at)
        if at < 0 or not first:
            return firsts
        starts.append(at)
        at += len(first)
    ends = [*starts[1:], len(content)] if starts else []
    return [
        content[start : start + 1] + _tail(content[start + 1 : end]) for start, end in zip(starts, ends, strict=True)
    ]


def _tail(text: str) -> str:
    """The part of a text before its first white space."""
    return re.split(r"\s", text, maxsplit=1)[0]


# -- boxes
