"""A record as PDF: the images of its pages, and over each its text, unseen, every character in its place."""

from lantai.reading_room.pdf.document import About, Sheet, document

__all__ = ["About", "Sheet", "document"]
