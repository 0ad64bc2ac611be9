"""Reading XML of strangers: no entities, nothing fetched, bounded size and depth; and elements by their local names.

Depth (256), the length of one text and the growth by entities are bounded by libxml2 as long as ``huge_tree`` is off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from lantai.digitisation.text_formats.unreadable import NotWellFormed, UnreadableText

Element = etree._Element

LARGEST: Final = 32 << 20
"""Bytes of the largest file that is read: a newspaper page with ten alternatives a character has some eight million."""


def parsed(data: bytes) -> Element:
    """The root of an XML document, without comments. Raises NotWellFormed, and UnreadableText for an unsafe one."""
    refuse_giant(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        told = " ".join(error.msg.split())
        raise NotWellFormed(f"This file cannot be read: it is no well-formed XML ({told}); export it again.") from error
    _refuse_entities(root)
    return root


def refuse_giant(data: bytes) -> None:
    if len(data) > LARGEST:
        raise UnreadableText(
            f"This file cannot be read: it has {len(data) >> 20} MB and at most {LARGEST >> 20} are read; "
            "expected the text of one page."
        )


def _refuse_entities(root: Element) -> None:
    declared: Any = root.getroottree().docinfo.internalDTD  # the stubs know nothing of its entities
    if declared is not None and declared.entities():
        raise UnreadableText("This file is not read: it declares entities of its own; expected plain XML.")
    unknown = next(root.iter(etree.Entity), None)
    if unknown is not None:
        raise NotWellFormed(f"This file cannot be read: it uses the entity {unknown.text}, which nothing declares.")


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]  # QName refuses names that HTML lets pass


def everywhere(element: Element, *names: str) -> Iterator[Element]:
    """All descendants of these names in the order of the file, whatever version's namespace they stand in."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def children(element: Element, name: str) -> Iterator[Element]:
    return element.iterchildren(f"{{*}}{name}")


def first(element: Element, name: str) -> Element | None:
    """The first descendant of a name."""
    return next(everywhere(element, name), None)


def all_text(element: Element) -> str:
    """All text in an element."""
    return "".join(map(str, element.itertext()))


def text_of(root: Element, name: str) -> str:
    """The text of the first descendant of a name, empty without one."""
    element = first(root, name)
    return (element.text or "").strip() if element is not None else ""
