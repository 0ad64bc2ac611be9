"""PAGE-XML: the format of Transkribus, eScriptorium and OCR-D (PRImA Research Lab, pagecontent).

Written as of 2019-07-15; 2013-07-15, 2016-07-15, 2017-07-15, 2018-07-15 and 2019-07-15 are read. A ``TextRegion`` is a
region, a ``TextLine`` a line; glyphs hang below one ``Word`` a line. Places are polygons and become the boxes around
them. A column says ``readingDirection="top-to-bottom"``, and its region ``textLineOrder="right-to-left"``. Second
thoughts are further ``TextEquiv``, counted by ``index`` from 1.

The kinds of text that the schema names are ``type``; another is ``type="other"`` with ``custom="structure {type:…;}"``,
as Transkribus and eScriptorium write it. Whatever else stands in ``custom`` (tags, readingOrder) is kept out.
"""

from lantai.digitisation.text_formats.page_xml.reading import page_file, read
from lantai.digitisation.text_formats.page_xml.writing import write

__all__ = ["page_file", "read", "write"]
