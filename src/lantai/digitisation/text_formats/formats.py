"""The formats by name, as somebody asks for one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from lantai.digitisation.text_formats import alto, hocr, page_xml
from lantai.ports.ocr import Reading


class TextFormat(StrEnum):
    ALTO = "alto"
    PAGE = "page"
    HOCR = "hocr"
    TXT = "txt"

    @property
    def ending(self) -> str:
        """hOCR is written as XHTML; programs know it by this ending, or by ``.html``."""
        return {TextFormat.HOCR: ".hocr", TextFormat.TXT: ".txt"}.get(self, ".xml")


def written(
    reading: Reading, text_format: TextFormat, *, page_id: str, file_name: str, number: int, at: datetime
) -> bytes:
    """A file of the reading. ``file_name`` is the image's, by which programs find it; ``number`` counts from 1."""
    match text_format:
        case TextFormat.ALTO:
            return alto.write(reading, page_id=page_id, file_name=file_name, number=number, read_at=at)
        case TextFormat.PAGE:
            return page_xml.write(reading, page_id=page_id, file_name=file_name, written_at=at)
        case TextFormat.HOCR:
            return hocr.write(reading, page_id=page_id, file_name=file_name, number=number)
        case TextFormat.TXT:
            return f"{reading.text}\n".encode("utf-8", "replace")
