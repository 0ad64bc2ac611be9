"""The ``title`` of an hOCR element: properties parted by semicolons, or by commas as older programs write them."""

from __future__ import annotations

import re
from typing import Final

from lantai.digitisation.text_formats.places import box_of, number, share
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.ports.ocr import Box

_IMAGE: Final = re.compile(r"""(?:^|[;,\s])image\s+(?:"(.*?)"|'(.*?)'|([^;,]+?))\s*(?=[;,]|$)""", re.DOTALL)


def image_of(title: str) -> str:
    """The name of the page's image, empty where none is stated."""
    found = _IMAGE.search(title)
    return next((name for name in found.groups() if name), "") if found else ""


def numbers(title: str, name: str) -> list[float]:
    """The numbers of one property, none where it is not there. Raises UnreadableText for what is no number."""
    told = _IMAGE.sub(" ", title) if "image" in title else title  # a file may be called as a property is
    found = re.search(rf"(?:^|[;,\s]){name}\s+([^;,]*)", told)
    return [number(one, name) for one in found.group(1).split()] if found else []


def bbox(title: str) -> Box | None:
    """Left, top, right, bottom as a box; None where there is none. Raises UnreadableText."""
    boxes = _boxes(title, "bbox")
    if len(boxes) > 1:
        raise UnreadableText(f"This hOCR file cannot be used: {title[:60]!r} has several boxes, expected one.")
    return boxes[0] if boxes else None


def character_boxes(title: str) -> list[Box]:
    return _boxes(title, "x_bboxes")


def _boxes(title: str, name: str) -> list[Box]:
    found = numbers(title, name)
    if len(found) % 4:
        raise UnreadableText(
            f"This hOCR file cannot be used: {title[:60]!r} has {len(found)} numbers in {name}, expected left, top, "
            "right and bottom."
        )
    return [box_of([(found[at], found[at + 1]), (found[at + 2], found[at + 3])]) for at in range(0, len(found), 4)]


def confidence(title: str) -> float | None:
    """``x_wconf`` or ``x_conf``, per cent, as a share; None where neither is given."""
    for name in ("x_wconf", "x_conf"):
        if found := numbers(title, name):
            return share(str(round(found[0] / 100, 6)), name)
    return None


def confidences(title: str) -> list[float]:
    """``x_confs`` as shares: per cent, but kraken writes shares."""
    found = numbers(title, "x_confs")
    scale = 100 if any(one > 1 for one in found) else 1
    return [min(1.0, max(0.0, round(one / scale, 6))) for one in found]
