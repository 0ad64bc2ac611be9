"""ALTO 4.4: a page's reading as the file that other programs understand (Library of Congress, ns-v4).

One ``TextBlock`` is a region, an ``Illustration`` one that is a picture, one ``TextLine`` a line with a single
``String`` (Chinese parts no words), one ``Glyph`` a character with its box, its confidence ``GC`` and its ``Variant``
readings. ``BASEDIRECTION`` (since 4.3) says which way a line runs; without it, and without ``ReadingOrder``, programs
read vertical columns as rows. All measures are pixels of the canvas, from the upper left corner.

A ``Glyph`` holds exactly one code point (4.4, GlyphType). What belongs to it beyond that, a variation selector or a
combining mark, stands in the String alone and is given back to its glyph on reading.
"""

from lantai.digitisation.text_formats.alto.reading import page_file, read
from lantai.digitisation.text_formats.alto.writing import write

__all__ = ["page_file", "read", "write"]
