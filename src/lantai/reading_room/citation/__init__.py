"""Citing a record, one of its pages, or a part of a page: GB/T 7714, Chicago, BibTeX, RIS."""

from lantai.reading_room.citation.chicago import bibliography, note
from lantai.reading_room.citation.cited import Citation, iso_or_text
from lantai.reading_room.citation.gbt7714 import gbt7714
from lantai.reading_room.citation.managers import bibtex, ris

__all__ = ["Citation", "bibliography", "bibtex", "gbt7714", "iso_or_text", "note", "ris"]
