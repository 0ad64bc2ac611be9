"""hOCR 1.2: HTML in which classes and titles say what stands where; the format of Tesseract, kraken and OCRopus.

``ocr_page`` is the page, ``ocr_carea`` a region, ``ocr_line`` a line with one ``ocrx_word``, ``ocrx_cinfo`` a glyph
with ``x_bboxes`` and ``x_conf`` in per cent. Second thoughts are ``alternatives`` (1.2, section 10): what was read in
``ins``, the others in ``del``. The way a line runs is said as HTML says it: ``dir="rtl"``, and ``writing-mode`` for
columns. The kind of a region is ``data-kind``, of our own making.
"""

from lantai.digitisation.text_formats.hocr.reading import as_html, page_file, read
from lantai.digitisation.text_formats.hocr.writing import write

__all__ = ["as_html", "page_file", "read", "write"]
