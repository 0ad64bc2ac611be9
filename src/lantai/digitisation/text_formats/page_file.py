"""What a file of a page's text says: the text where it stands, and which image it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from lantai.ports.ocr import Reading


@dataclass(frozen=True, slots=True)
class PageFile:
    """``reading.engine`` is the program that the file names. ``image`` is the image's name as the file states it,
    empty where it states none."""

    reading: Reading
    image: str = ""
