"""The characters of an ``ocrx_word``: its text as it is shown, the glyphs in it, and what else they may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lantai.digitisation.text_formats.hocr import titles
from lantai.digitisation.text_formats.places import NOWHERE
from lantai.digitisation.text_formats.tree import Element, all_text, local_name
from lantai.digitisation.text_formats.words import Word
from lantai.ports.ocr import Glyph

_LAYOUT: Final = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
"""Space with a line break in it is how the file is laid out, and no space of the page."""
_CHOICES: Final = frozenset(("ocrx_cinfo", "ocr_symbol"))
"""Without boxes they are what Tesseract thought of besides (``lstm_choice_mode``)."""


def read_word(element: Element) -> Word:
    """Raises UnreadableText for places that are none."""
    title = element.get("title", "")
    shown = _Shown()
    shown.take(element)
    text = shown.text.strip("\n\r\t")
    glyphs = tuple(shown.glyphs) or _listed(text, title)
    certain = titles.confidence(title)
    if certain is None:
        each = titles.confidences(title)
        certain = sum(each) / len(each) if each else 0.0
    return Word(text, titles.bbox(title) or NOWHERE, certain, glyphs)


def _listed(text: str, title: str) -> tuple[Glyph, ...]:
    """Glyphs of which the title lists the boxes, one a character."""
    boxes = titles.character_boxes(title)
    if not boxes or len(boxes) != len(text):
        return ()
    each = titles.confidences(title)
    shares = each if len(each) == len(boxes) else [0.0] * len(boxes)
    return tuple(Glyph(char, box, share) for char, box, share in zip(text, boxes, shares, strict=True))


@dataclass(slots=True)
class _Shown:
    text: str = ""
    glyphs: list[Glyph] = field(default_factory=list)

    def take(self, element: Element) -> None:
        """What the element shows, without what it holds as second thoughts. It is no deeper than XML may be."""
        self._say(element.text)
        for child in element:
            title = child.get("title", "")
            if boxes := titles.character_boxes(title):
                self._glyph(child, Glyph("", boxes[0], titles.confidence(title) or 0.0))
            elif _CHOICES.intersection(child.get("class", "").split()):
                self._choices(child)
            elif local_name(child) != "del":
                self.take(child)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        self.text += _LAYOUT.sub("", text or "")

    def _glyph(self, element: Element, glyph: Glyph) -> None:
        inner = _Shown()
        inner.take(element)
        second = tuple(
            (all_text(one), titles.confidence(one.get("title", "")) or 0.0) for one in element.iter("{*}del")
        )
        self.text += inner.text
        self.glyphs.append(replace(glyph, text=inner.text, alternatives=second))

    def _choices(self, element: Element) -> None:
        """Second thoughts on the glyph before; one of them is what was read."""
        if not self.glyphs:
            return
        last = self.glyphs[-1]
        found = {
            one.text.strip(): max(titles.confidences(one.get("title", "")), default=0.0)
            for one in element.iter("{*}span")
            if one.text and one.text.strip() and not len(one)
        }
        found.pop(last.text, None)
        self.glyphs[-1] = replace(last, alternatives=(*last.alternatives, *found.items()))
