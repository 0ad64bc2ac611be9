"""Reading PAGE-XML, ours and that of Transkribus, eScriptorium, kraken and OCR-D."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lantai.digitisation.text_formats import made_by
from lantai.digitisation.text_formats.articles import ARTICLE, with_articles
from lantai.digitisation.text_formats.page_file import PageFile
from lantai.digitisation.text_formats.page_xml import vocabulary
from lantai.digitisation.text_formats.places import (
    NOWHERE,
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
from lantai.ports.ocr import Article, Box, Direction, EngineInfo, Glyph, Line, Reading, Region

_PICTURES = ("ImageRegion", "LineDrawingRegion")
Told = tuple[str, float]
"""A text and how sure it is."""


def read(data: bytes) -> Reading:
    """The Reading that a PAGE-XML file holds; ours comes back as it was written. Raises UnreadableText."""
    root = parsed(data)
    if local_name(root) != "PcGts":
        raise UnreadableText(f"This file is not PAGE-XML: its root is <{local_name(root)}>, expected <PcGts>.")
    return page_file(root).reading


def page_file(root: Element) -> PageFile:
    """What the ``PcGts`` element says. Raises UnreadableText."""
    _require_known_version(root)
    pages = list(children(root, "Page"))
    if len(pages) != 1:
        found = len(pages) or "no"
        raise UnreadableText(
            f"This PAGE file cannot be used: it has {found} Page elements, expected one; export it so."
        )
    page = pages[0]
    regions: dict[str, Region] = {}
    for index, element in enumerate(everywhere(page, "TextRegion", "TableCell", *_PICTURES)):
        regions[element.get("id") or f"#{index}"] = _read_region(element, _stated(page))
    engine, seconds = _engine(root)
    reading = Reading(
        width=round(number(page.get("imageWidth", "0"), "imageWidth")),
        height=round(number(page.get("imageHeight", "0"), "imageHeight")),
        regions=tuple(with_articles(_ordered(page, regions), regions, _articles(page))),
        engine=engine,
        seconds=seconds,
    )
    return PageFile(reading, image=page.get("imageFilename", ""))


def _require_known_version(root: Element) -> None:
    """Any namespace that is none of PAGE's is let pass: some programs write it with https, some without."""
    version = (root.nsmap.get(root.prefix) or "").rpartition("/pagecontent/")[2]
    if version and not version.startswith(vocabulary.READ):
        raise UnreadableText(
            f"This PAGE file cannot be used: it is of version {version[:20]}, expected 2013-07-15 to 2019-07-15; "
            "export it anew."
        )


def _engine(root: Element) -> tuple[EngineInfo, float]:
    """The step that made the text; of a file that tells none, the program that wrote it."""
    for item in everywhere(root, "MetadataItem"):
        if item.get("type") == "processingStep":
            labels = {label.get("type"): label.get("value", "") for label in everywhere(item, "Label")}
            return made_by.understood(
                labels.get("parameters", ""), name=item.get("value", ""), version=labels.get("version", "")
            )
    creator = text_of(root, "Creator").splitlines() or [""]
    return EngineInfo(creator[-1].strip()[:100] or "unknown", ""), 0.0


# -- order


def _ordered(page: Element, names: Mapping[str, Region]) -> list[str]:
    """Region names as ``ReadingOrder`` gives them; those it leaves out follow in the order of the file."""
    order = first(page, "ReadingOrder")
    told = list(_referred(order)) if order is not None else []
    return list(dict.fromkeys([*(name for name in told if name in names), *names]))


def _articles(page: Element) -> dict[str, Article]:
    """The article of each region that stands in a group of that type."""
    found: dict[str, Article] = {}
    groups = everywhere(page, "OrderedGroupIndexed", "UnorderedGroupIndexed", "OrderedGroup", "UnorderedGroup")
    for count, group in enumerate((one for one in groups if one.get("type") == ARTICLE), 1):
        article = vocabulary.article_of(count, group.get("custom", ""))
        found |= dict.fromkeys(_referred(group), article)
    return found


def _referred(group: Element) -> Iterator[str]:
    """What a group refers to, and its groups in turn; groups without an order keep that of the file."""
    for child in sorted(group, key=_index):
        if name := child.get("regionRef"):
            yield name
        yield from _referred(child)


def _index(element: Element) -> float:
    return number(element.get("index", "0"), f"index of {local_name(element)}")


# -- regions and lines


def _read_region(element: Element, inherited: Direction | None) -> Region:
    if local_name(element) in _PICTURES:
        return Region(_box(element) or NOWHERE, (), "picture")
    direction = _stated(element) or inherited
    own = list(children(element, "TextLine"))
    if own and all(line.get("index") for line in own):
        own.sort(key=_index)
    lines = tuple(_read_line(line, direction) for line in own) or _bare_lines(element, direction)
    kind = vocabulary.kind_of(element.get("type", ""), element.get("custom", ""))
    if local_name(element) == "TableCell" and kind == "text":
        kind = "table-cell"
    return Region(_box(element) or around(line.box for line in lines), lines, kind)


def _stated(element: Element) -> Direction | None:
    """The direction that an element states, by itself or by the order of its lines."""
    direction = vocabulary.DIRECTIONS.get(element.get("readingDirection", ""))
    if direction is None and element.get("textLineOrder") in vocabulary.ACROSS:
        return "ttb"
    return direction


def _bare_lines(region: Element, direction: Direction | None) -> tuple[Line, ...]:
    """A region's text that no line holds: the place of one line is the region's, several have none."""
    told = _equivalents(region)
    texts = [text for text in told[0][0].splitlines() if text.strip()] if told else []
    box = (_box(region) or NOWHERE) if len(texts) == 1 else NOWHERE
    return tuple(Line(text, box, told[0][1], direction or guessed_direction(box, (), text)) for text in texts)


def _read_line(element: Element, inherited: Direction | None) -> Line:
    words, told = [_read_word(word) for word in children(element, "Word")], _equivalents(element)
    text, confidence = told[0] if told else (None, None)
    box = extent(_box(element), words)
    for one in children(element, "Baseline"):
        stands_on = points(one.get("points", ""), _named(element, "Baseline"))
        break
    else:
        stands_on = ()
    shown = text if text is not None else "".join(word.text for word in words)
    direction = _stated(element) or inherited or guessed_direction(box, stands_on, shown)
    return line_of(words, text=text, box=box, direction=direction, confidence=confidence)


def _read_word(element: Element) -> Word:
    glyphs, told = tuple(_read_glyph(glyph) for glyph in children(element, "Glyph")), _equivalents(element)
    text, confidence = told[0] if told else ("".join(glyph.text for glyph in glyphs), _mean(glyphs))
    return Word(text, _box(element) or NOWHERE, confidence, glyphs)


def _mean(glyphs: Sequence[Glyph]) -> float:
    return sum(glyph.confidence for glyph in glyphs) / len(glyphs) if glyphs else 0.0


def _read_glyph(element: Element) -> Glyph:
    (text, confidence), *others = _equivalents(element) or [("", 0.0)]
    return Glyph(text, _box(element) or NOWHERE, confidence, tuple(others))


def _equivalents(element: Element) -> list[Told]:
    """The texts of an element, the first by ``index`` first; without one, they count as they stand."""
    told = sorted(children(element, "TextEquiv"), key=_index)
    return [(_unicode(one), share(one.get("conf"), _named(element, "conf"))) for one in told]


def _unicode(equivalent: Element) -> str:
    return next((one.text or "" for one in children(equivalent, "Unicode")), "")


def _box(element: Element) -> Box | None:
    for coords in children(element, "Coords"):
        return box_of(points(coords.get("points", ""), _named(element, "Coords")))
    return None


def _named(element: Element, what: str) -> str:
    """How a sentence names a part: ``Coords of TextLine r1l3``."""
    return f"{what} of {local_name(element)} {element.get('id', '')}".rstrip()
