"""A whole document, page after page as they are made: what is sent is not kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lantai.digitisation.access_image import AccessImage, access_image
from lantai.digitisation.pyramid import UnreadableImage
from lantai.reading_room.pdf.objects import HEADER, Objects, Value, reference, text
from lantai.reading_room.pdf.text_layer import POINT, text_layer
from lantai.reading_room.pdf.unseen_font import UnseenFont
from lantai.values.geometry import GlyphBoxes

LONGEST: Final = 2600
"""Pixels of the longer side of an image: letters of a newspaper can be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number, its pyramid, its canvas in pixels, its text with the places of the characters."""

    number: int
    pyramid: Path
    width: int
    height: int
    text: str = ""
    boxes: GlyphBoxes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the document says of itself. ``subject`` is how to cite it."""

    title: str
    author: str
    subject: str
    language: str


def document(about: About, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The file, piece by piece. A page whose image is not there keeps its place and its text."""
    objects = Objects()
    root, tree, info = objects.number(), objects.number(), objects.number()
    font = UnseenFont(objects)
    numbers: list[tuple[int, int]] = []
    yield HEADER
    for sheet in sheets:
        number = objects.number()
        numbers.append((number, sheet.number))
        yield from _page(sheet, number, tree, objects, font)
    yield from font.written()
    kids: list[Value] = [reference(number) for number, _ in numbers]
    yield objects.plain(tree, {"Type": "Pages", "Count": len(kids), "Kids": kids})
    yield objects.plain(root, _catalog(about, tree, [number for _, number in numbers]))
    yield objects.plain(info, _info(about))
    yield objects.end(root=root, info=info)


def _page(sheet: Sheet, number: int, tree: int, objects: Objects, font: UnseenFont) -> Iterator[bytes]:
    width, height = sheet.width * POINT, sheet.height * POINT
    image, content, resources = _image(sheet), b"", {"Font": {"A": reference(font.across), "D": reference(font.down)}}
    if image is not None:
        key = objects.number()
        yield objects.stream(key, _about_image(image), image.data, packed=False)
        resources["XObject"] = {"I": reference(key)}
        content = b"q %.3f 0 0 %.3f 0 0 cm /I Do Q\n" % (width, height)
    if sheet.boxes is not None:
        content += text_layer(sheet.text, sheet.boxes, height=sheet.height, font=font)
    drawn = objects.number()
    yield objects.stream(drawn, {}, content)
    yield objects.plain(
        number,
        {
            "Type": "Page",
            "Parent": reference(tree),
            "MediaBox": [0, 0, width, height],
            "Resources": dict(resources),
            "Contents": reference(drawn),
        },
    )


def _image(sheet: Sheet) -> AccessImage | None:
    try:
        return access_image(sheet.pyramid, longest=LONGEST)
    except UnreadableImage:
        return None


def _about_image(image: AccessImage) -> dict[str, Value]:
    return {
        "Type": "XObject",
        "Subtype": "Image",
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": "DeviceGray" if image.grey else "DeviceRGB",
        "BitsPerComponent": 8,
        "Filter": "DCTDecode",
    }


def _catalog(about: About, tree: int, numbers: list[int]) -> Value:
    """Pages are called by the numbers that they have in the archive (12.4.2).

    That a book reads from the right is not said: readers of PDF take it for the direction of the writing, and turn
    every line about.
    """
    labels: list[Value] = []
    for at, number in enumerate(numbers):
        labels += [at, {"S": "D", "St": number}]
    return {
        "Type": "Catalog",
        "Pages": reference(tree),
        "Lang": text(about.language),
        "PageLabels": {"Nums": labels},
        "ViewerPreferences": {"DisplayDocTitle": b"true"},
    }


def _info(about: About) -> Value:
    said = {"Title": about.title, "Author": about.author, "Subject": about.subject, "Creator": "Lantai"}
    return {key: text(value) for key, value in said.items() if value}
