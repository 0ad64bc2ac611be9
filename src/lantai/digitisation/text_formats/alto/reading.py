"""Reading ALTO, ours and that of other hands: versions 2 to 4, with or without glyphs, polygons and reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast, get_args

from lantai.digitisation.text_formats import made_by
from lantai.digitisation.text_formats.articles import ARTICLE, FROM, ON, with_articles
from lantai.digitisation.text_formats.characters import is_mark, joined
from lantai.digitisation.text_formats.page_file import PageFile
from lantai.digitisation.text_formats.places import (
    NOWHERE,
    Point,
    around,
    box_of,
    guessed_direction,
    number,
    points,
    share,
)
from lantai.digitisation.text_formats.tree import Element, children, everywhere, first, local_name, parsed, text_of
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.digitisation.text_formats.words import Word, extent, line_of
from lantai.ports.ocr import Article, Box, Direction, Glyph, Line, Reading, Region

UNITS: Final = ("pixel", "mm10", "inch1200")
"""Tenths of a millimetre and 1200ths of an inch are pixels of a canvas of 254 and of 1200 dpi."""

_BLOCKS: Final = ("TextBlock", "Illustration")
_TAGS: Final = ("LayoutTag", "StructureTag", "OtherTag")


def read(data: bytes) -> Reading:
    """The Reading that an ALTO file holds; ours comes back as it was written.

    The canvas of a file in other units than pixels is that of its unit. Raises UnreadableText.
    """
    root = parsed(data)
    if local_name(root) != "alto":
        raise UnreadableText(f"This file is not ALTO: its root is <{local_name(root)}>, expected <alto>.")
    return page_file(root).reading


def page_file(root: Element) -> PageFile:
    """What the ``alto`` element says. Raises UnreadableText."""
    page = _page(root)
    engine, seconds = made_by.understood(
        text_of(root, "processingStepSettings"),
        name=text_of(root, "softwareName"),
        version=text_of(root, "softwareVersion"),
    )
    tags = {tag.get("ID", ""): tag.get("LABEL", "text") for tag in everywhere(root, *_TAGS)}
    blocks = {block.get("ID") or f"#{index}": block for index, block in enumerate(everywhere(page, *_BLOCKS))}
    regions = {name: _read_region(block, tags) for name, block in blocks.items()}
    composed = _composed(root)
    width, height = _canvas(page)
    reading = Reading(
        width=width,
        height=height,
        regions=tuple(with_articles(_ordered(root, blocks, composed), regions, _articles(root, composed))),
        engine=engine,
        seconds=seconds,
    )
    return PageFile(reading, image=text_of(root, "fileName"))


def _page(root: Element) -> Element:
    """The one page. Raises UnreadableText for none, several, and for a unit that no version of ALTO has."""
    pages = list(everywhere(root, "Page"))
    unit = text_of(root, "MeasurementUnit") or "pixel"
    if len(pages) == 1 and unit in UNITS:
        return pages[0]
    found = f"measures in {unit}" if unit not in UNITS else f"{len(pages) or 'no'} Page elements"
    raise UnreadableText(
        f"This ALTO file cannot be used: it has {found}, expected one Page in {', '.join(UNITS)}; export it so."
    )


def _canvas(page: Element) -> tuple[int, int]:
    """The size of the page; where the file leaves it out, that of its print space."""
    space = first(page, "PrintSpace")
    for element in (page, space):
        if element is not None and element.get("WIDTH") and element.get("HEIGHT"):
            return round(_measure(element, "WIDTH")), round(_measure(element, "HEIGHT"))
    return round(_measure(page, "WIDTH")), round(_measure(page, "HEIGHT"))


def _measure(element: Element, name: str) -> float:
    return number(element.get(name, "0"), _named(element, name))


def _named(element: Element, name: str) -> str:
    """How a sentence names an attribute: ``HPOS of TextLine l3``."""
    return f"{name} of {local_name(element)} {element.get('ID', '')}".rstrip()


def _box(element: Element) -> Box | None:
    """The box around its polygon where there is one, else its measures; None where it has neither."""
    for shape in children(element, "Shape"):
        for polygon in children(shape, "Polygon"):
            return box_of(points(polygon.get("POINTS", ""), _named(element, "POINTS")))
    if element.get("WIDTH") is None or element.get("HEIGHT") is None:
        return None
    return Box(*(round(_measure(element, name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")))


def _baseline(element: Element) -> tuple[Point, ...]:
    """The points of ``BASELINE``; before 4.1 it was a single height, which says nothing of the direction."""
    told = element.get("BASELINE", "")
    return points(told, _named(element, "BASELINE")) if len(told.split()) > 1 else ()


def _share(element: Element, name: str) -> float:
    return share(element.get(name), _named(element, name))


def _composed(root: Element) -> dict[str, list[str]]:
    """The names of the blocks that other blocks are composed of."""
    return {
        element.get("ID", ""): [block.get("ID", "") for block in everywhere(element, *_BLOCKS)]
        for element in everywhere(root, "ComposedBlock")
    }


def _referred(group: Element, composed: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The names of blocks in a group, in order; a name may also be that of a block composed of others."""
    for element in everywhere(group, "ElementRef"):
        for name in element.get("REF", "").split():
            yield from composed.get(name, [name])


def _ordered(root: Element, blocks: Mapping[str, Element], composed: Mapping[str, Sequence[str]]) -> list[str]:
    """Block names as ``ReadingOrder`` gives them; those it leaves out follow in the order of the file."""
    told = (name for name in _referred(root, composed) if name in blocks)
    return list(dict.fromkeys([*told, *blocks]))


def _articles(root: Element, composed: Mapping[str, Sequence[str]]) -> dict[str, Article]:
    """The article of each block that stands in a group tagged as one."""
    tags = {tag.get("ID", ""): tag for tag in everywhere(root, "StructureTag")}
    found: dict[str, Article] = {}
    number = 0
    for group in everywhere(root, "OrderedGroup"):
        told = {tags[name].get("LABEL", ""): tags[name] for name in group.get("TAGREFS", "").split() if name in tags}
        if ARTICLE in told:
            number += 1
            words = (told[label].get("DESCRIPTION", "") if label in told else "" for label in (FROM, ON))
            found |= dict.fromkeys(_referred(group, composed), Article(number, *words))
    return found


def _read_region(block: Element, tags: Mapping[str, str]) -> Region:
    if local_name(block) == "Illustration":
        return Region(_box(block) or NOWHERE, (), "picture")
    lines = tuple(_read_line(line, block.get("BASEDIRECTION")) for line in everywhere(block, "TextLine"))
    kind = next((tags[name] for name in block.get("TAGREFS", "").split() if name in tags), "text")
    return Region(_box(block) or around(line.box for line in lines), lines, kind)


def _read_line(element: Element, inherited: str | None) -> Line:
    """``SP`` parts words, and stands between the characters of Chinese too in files of many programs."""
    parts, words = [""], []
    for child in element:
        match local_name(child):
            case "String":
                parts[-1] += child.get("CONTENT", "")
                words.append(_read_word(child))
            case "SP":
                parts.append("")
            case "HYP":
                parts[-1] += child.get("CONTENT", "")
    text = joined(parts)
    box, stated = extent(_box(element), words), element.get("BASEDIRECTION", inherited)
    known = stated in get_args(Direction)
    direction = cast(Direction, stated) if known else guessed_direction(box, _baseline(element), text)
    return line_of(words, text=text, box=box, direction=direction)


def _read_word(string: Element) -> Word:
    elements = list(everywhere(string, "Glyph"))
    content = string.get("CONTENT", "")
    texts = _glyph_texts(content, [element.get("CONTENT", "") for element in elements])
    glyphs = tuple(
        Glyph(text, _box(element) or NOWHERE, _share(element, "GC"), _variants(element))
        for element, text in zip(elements, texts, strict=True)
    )
    return Word(content, _box(string) or NOWHERE, _share(string, "WC"), glyphs)


def _variants(glyph: Element) -> tuple[tuple[str, float], ...]:
    return tuple((variant.get("CONTENT", ""), _share(variant, "VC")) for variant in everywhere(glyph, "Variant"))


def _glyph_texts(content: str, firsts: list[str]) -> list[str]:
    """Each glyph's whole text: its own code point and the marks that follow it in the String."""
    texts, at = [], 0
    for one in firsts:
        start = content.find(one, at)
        if start < 0 or not one:
            return firsts
        at = start + len(one)
        while at < len(content) and is_mark(content[at]):
            at += 1
        texts.append(content[start:at])
    return texts
