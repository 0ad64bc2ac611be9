"""Telling which of the three formats a file is, and reading it."""

from __future__ import annotations

from lantai.digitisation.text_formats import alto, hocr, page_xml
from lantai.digitisation.text_formats.page_file import PageFile
from lantai.digitisation.text_formats.tree import local_name, parsed
from lantai.digitisation.text_formats.unreadable import NoPageText, NotWellFormed


def read(data: bytes) -> PageFile:
    """What a file says of its page, by its root. Raises UnreadableText, of XML of another kind NoPageText."""
    try:
        root = parsed(data)
    except NotWellFormed:
        if b"ocr_page" in data:
            return hocr.page_file(hocr.as_html(data))
        raise
    match local_name(root):
        case "alto":
            return alto.page_file(root)
        case "PcGts":
            return page_xml.page_file(root)
        case "html" if b"ocr_page" in data:
            return hocr.page_file(root)
        case other:
            raise NoPageText(f"This file holds no page: its root is <{other}>, expected <alto>, <PcGts> or hOCR.")
